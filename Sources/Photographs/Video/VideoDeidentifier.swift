public import Files
public import Foundation
internal import Images

/// A whole video with its faces covered, and its sound where ffmpeg is there.
public struct VideoDeidentifier {
  /// What was done.
  public struct Result: Sendable, Codable {
    /// Frames, and how many of them show a covered face.
    public let counts: VideoCovering.Counts
    /// Frames per second of source and result.
    public let rate: Double
    /// How long it took, in seconds.
    public let seconds: Double
    /// Whether the sound was copied.
    public let hasSound: Bool
    /// Whether it was stopped before its end; what was done by then is in the result.
    public let isInterrupted: Bool

    /// Frames done in a second.
    public var speed: Double { Double(counts.frames) / max(seconds, 1e-9) }
  }

  private let cover: any FaceCover
  private let finder: FaceFinder
  private let interval: Int
  private let hold: Double

  /// Chooses the method.
  ///
  /// - Parameters:
  ///   - cover: What is done to a face.
  ///   - finder: Finds faces.
  ///   - interval: Detectors look at every `interval`th frame.
  ///   - hold: For how many seconds a face that no detector sees stays covered.
  public init(cover: any FaceCover, finder: FaceFinder, interval: Int = 3, hold: Double = 1) {
    self.cover = cover
    self.finder = finder
    self.interval = interval
    self.hold = hold
  }

  /// Covers the faces of `source` (a file, or `camera:0`) and writes the result to `output`.
  ///
  /// - Parameters:
  ///   - source: A file or a camera.
  ///   - output: Ends in .mp4 or .avi; nil writes no file.
  ///   - isShown: Whether a window shows the result.
  ///   - limit: Stops after so many seconds of video; nil goes on to the end.
  ///   - isStopped: Asked at every frame; once it says so, the frames so far become the result.
  ///   - progress: Told how many of how many frames are done (0 where unknown).
  /// - Returns: What was counted.
  /// - Throws: `EffaceError.format` where there is no video, `.unsuitable` where no frame of a file
  ///   shows a face, `.argument` for another ending, `.file`, `.foreign`.
  public func run(
    _ source: String, to output: URL?, isShown: Bool = false, limit: Double? = nil,
    isStopped: @escaping @Sendable () -> Bool = { false }, progress: ((Int, Int) -> Void)? = nil
  ) throws(EffaceError) -> Result {
    if let output, !["mp4", "avi"].contains(output.pathExtension.lowercased()) {
      throw EffaceError(.argument, "The video \(output.path) must end in .mp4 or .avi.")
    }
    let isCamera = source.hasPrefix("camera:")
    let reader = try VideoReader(source, isStopped: isStopped)
    let temporary = output.map {
      $0.deletingLastPathComponent().appendingPathComponent(
        ".\(ProcessInfo.processInfo.processIdentifier).partial.\($0.pathExtension.lowercased())")
    }
    if let output {
      try? FileManager.default.createDirectory(
        at: output.deletingLastPathComponent(), withIntermediateDirectories: true)
    }
    defer { if let temporary { try? FileManager.default.removeItem(at: temporary) } }
    let started = ContinuousClock.now
    let counts = try copy(
      reader, to: temporary, isShown: isShown, delay: isCamera ? 0 : max(2 * interval, 12),
      limit: limit.map { Int($0 * reader.rate) }, progress)
    let isInterrupted = isStopped()
    let time = started.duration(to: .now).components
    guard counts.frames > 0 else {
      throw EffaceError(.unsuitable, "The video was stopped before its first frame.")
    }
    guard isCamera || counts.covered > 0 else {
      throw EffaceError(
        .unsuitable, "No face was found in the video \(source), so nothing was written.")
    }
    var hasSound = false
    if let output, let temporary {
      hasSound = isCamera ? false : try VideoSound.copy(from: source, into: temporary)
      guard rename(temporary.path, output.path) == 0 else {
        throw EffaceError(.file, "The video \(output.path) cannot be written.")
      }
    }
    return Result(
      counts: counts, rate: reader.rate,
      seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18, hasSound: hasSound,
      isInterrupted: isInterrupted)
  }

  private func copy(
    _ reader: VideoReader, to url: URL?, isShown: Bool, delay: Int, limit: Int?,
    _ progress: ((Int, Int) -> Void)?
  ) throws(EffaceError) -> VideoCovering.Counts {
    let writer = try VideoWriter(
      to: url, width: reader.width, height: reader.height, rate: reader.rate, isShown: isShown)
    var covering = VideoCovering(
      cover: cover, finder: finder, interval: interval,
      hold: Int((hold * reader.rate).rounded(.up)), delay: delay)
    var isTaken = true
    while isTaken, covering.counts.frames < limit ?? .max, let frame = reader.next() {
      for ready in try covering.push(frame) { isTaken = writer.append(ready) && isTaken }
      progress?(covering.counts.frames, reader.promised)
    }
    for ready in covering.finish() { isTaken = writer.append(ready) && isTaken }
    try writer.finish()
    return covering.counts
  }
}
