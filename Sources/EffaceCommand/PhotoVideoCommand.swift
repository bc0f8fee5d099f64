internal import ArgumentParser
internal import Files
internal import Foundation
internal import Photographs

/// `efface photo video`.
struct PhotoVideoCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "video",
    abstract: "Cover the faces of a video file or of a camera.",
    discussion: """
      Detectors look at every third frame (--interval); between, and when they blink, a face is \
      followed by its pixels and stays covered for a second (--hold). Frames of a file wait a \
      little, so that a face that is found late is covered in the frames before, too; frames of a \
      camera do not wait. The frame rate stays. Sound is copied where ffmpeg is installed, titles, \
      places and times are not. The result is .mp4 (MPEG-4) or .avi (motion JPEG).

      IN is a file, or camera:0 for the first camera. A camera goes on for --seconds, or until q is \
      pressed in the window of --preview. A detector that never sees a face leaves it uncovered: \
      look at the result before you share it, and lower --interval to 1 where faces move fast.

      Ctrl-C, or a polite kill, ends a recording: the frames so far become the result, which is said, \
      and the exit status is 130. A second one ends the program at once and leaves nothing.

      Example:
        efface photo video talk.mp4 -o talk_covered.mp4 --method black-box
        efface photo video camera:0 -o out.mp4 --method eyes-mouth --seconds 60 --preview

      Reference: real-time anonymisation by HOG, 68 points and three discs, of which this is the \
      successor.
      """)

  @Argument(help: "A video file, or camera:0.")
  var input: String

  @Option(
    name: [.short, .long], help: "The video to write (.mp4 or .avi); optional with --preview.")
  var output: String?

  @Option(
    name: .long,
    help: "The method: \(FaceCovers.all.map { $0.card.name }.joined(separator: ", ")).")
  var method: String

  @Option(name: .long, help: "Detectors look at every so manieth frame.")
  var interval = 3

  @Option(name: .long, help: "Seconds for which a face that no detector sees stays covered.")
  var hold = 1.0

  @Option(name: .long, help: "Stop after so many seconds of video.")
  var seconds: Double?

  @Option(name: .long, help: "Detectors, comma-separated: \(FaceOptions.detectors).")
  var detector = "yunet"

  @Flag(name: .long, help: "Show the result in a window, where there is a display.")
  var preview = false

  @OptionGroup var covering: CoverOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    let names = FaceCovers.all.map { $0.card.name }
    guard names.contains(method) else {
      throw ValidationError(
        "There is no method '\(method)' for video; "
          + NearestName.suggestion(for: method, in: names))
    }
    guard (1...100).contains(interval) else { throw ValidationError("--interval is 1 to 100.") }
    guard (0...60).contains(hold) else { throw ValidationError("--hold is 0 to 60 seconds.") }
    if let seconds, seconds <= 0 { throw ValidationError("--seconds is above 0.") }
    guard output != nil || preview else { throw ValidationError("Give -o, --preview or both.") }
    if input.hasPrefix("camera:"), Int(input.dropFirst(7)) == nil {
      throw ValidationError("A camera is camera:0, camera:1, ..., not '\(input)'.")
    }
  }

  func execute() throws {
    let target = output.map { URL(fileURLWithPath: $0) }
    if let target { try common.guardOutput(target) }
    let hasDisplay = Display.isThere(ProcessInfo.processInfo.environment)
    if preview, !hasDisplay {
      guard target != nil else { throw EffaceError(.missing, "There is no display to show it on.") }
      Terminal.say("There is no display, so nothing is shown.")
    }
    Interruption.endInOrder()
    guard let cover = try FaceCovers.named(method, covering.options) else { return }
    let worker = VideoDeidentifier(
      cover: cover, finder: try FinderOptions.finder(detector), interval: interval, hold: hold)
    let outcome = Result { () throws(EffaceError) in
      try film(worker, to: target, isShown: preview && hasDisplay)
    }
    if case .failure(let error) = outcome, Interruption.isAsked {
      Terminal.say("Interrupted, and nothing is written: \(error)")
      throw ExitCode.interrupted
    }
    let result = try outcome.get()
    try report(result)
    guard result.isInterrupted else { return }
    Terminal.say(
      "Interrupted: the \(result.counts.frames) frames so far are "
        + (output.map { "in \($0)." } ?? "shown; none was to be kept."))
    throw ExitCode.interrupted
  }

  private func film(
    _ worker: VideoDeidentifier, to target: URL?, isShown: Bool
  ) throws(EffaceError) -> VideoDeidentifier.Result {
    var bar: ProgressBar?
    return try worker.run(
      input, to: target, isShown: isShown, limit: seconds, isStopped: { Interruption.isAsked }
    ) { done, total in
      if bar == nil, total > 0 { bar = ProgressBar(total: total) }
      if done % 10 == 0 || done == total { bar?.show(min(done, total)) }
    }
  }

  private func report(_ result: VideoDeidentifier.Result) throws {
    if common.json { return try Terminal.printJSON(Summary(output: output, result)) }
    let counts = result.counts
    Terminal.printLine(
      "\(output ?? "-")\t\(counts.frames) frames\t\(counts.covered) with a covered face")
    Terminal.say(
      String(
        format: "%.1f frames/s, sound %@.", result.speed, result.hasSound ? "copied" : "not copied")
    )
  }

  private struct Summary: Encodable {
    let output: String?
    let frames: Int
    let covered: Int
    let followed: Int
    let frameRate: Double
    let seconds: Double
    let framesPerSecond: Double
    let sound: Bool
    let interrupted: Bool

    init(output: String?, _ result: VideoDeidentifier.Result) {
      self.output = output
      frames = result.counts.frames
      covered = result.counts.covered
      followed = result.counts.followed
      frameRate = result.rate
      seconds = result.seconds
      framesPerSecond = result.speed
      sound = result.hasSound
      interrupted = result.isInterrupted
    }
  }
}
