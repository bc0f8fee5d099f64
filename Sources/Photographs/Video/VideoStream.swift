public import Files
public import Foundation
public import Images

/// The frames of a video file or a camera, one after the other.
public final class VideoReader {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Frames per second; 25 where the source does not say.
  public let rate: Double
  /// How many frames the file promises; 0 where unknown.
  public let promised: Int
  private let worker: VideoWorker
  private let isStopped: @Sendable () -> Bool

  /// Opens `source`: the path of a file, or `camera:0` for the first camera.
  ///
  /// - Parameters:
  ///   - source: A file or a camera.
  ///   - isStopped: Asked while a frame is waited for; once it says so, there are no more frames.
  /// - Throws: `EffaceError.file` where it does not exist, `.format` where it is no video, `.missing`
  ///   where efface-video is not installed.
  public init(
    _ source: String, isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(EffaceError) {
    let isCamera = source.hasPrefix("camera:")
    let device = "/dev/video" + source.dropFirst(7)
    guard FileManager.default.fileExists(atPath: isCamera ? device : source) else {
      throw EffaceError(
        .file,
        isCamera
          ? "The camera \(source) does not exist: there is no \(device)."
          : "The video \(source) does not exist.")
    }
    self.isStopped = isStopped
    let path = isCamera ? source : URL(fileURLWithPath: source).path
    worker = try VideoWorker(.decode, [path])
    let words = worker.line(unless: isStopped)?.split(separator: " ") ?? []
    guard words.count == 4, let width = Int(words[0]), let height = Int(words[1]),
      let rate = Double(words[2]), let promised = Int(words[3]), (1...16384).contains(width),
      (1...16384).contains(height)
    else {
      guard !isStopped() else {
        throw EffaceError(.unsuitable, "The video was stopped before its first frame.")
      }
      throw EffaceError(
        .format,
        isCamera
          ? "The camera \(source) gives no picture; another program may be using it."
          : "The file \(source) is no video that can be read."
      )
    }
    self.width = width
    self.height = height
    self.rate = rate.isFinite && rate > 0.1 && rate < 1000 ? rate : 25
    self.promised = promised
  }

  /// The next frame, in colour; nil at the end, or where the reader is to stop.
  public func next() -> Raster? {
    worker.bytesRead(width * height * 3, unless: isStopped).map {
      Raster(width: width, height: height, channels: 3, samples: $0)
    }
  }
}

/// Writes frames to a video file, to a window, or to both.
public final class VideoWriter {
  private let worker: VideoWorker
  private let name: String

  /// Starts a video.
  ///
  /// - Parameters:
  ///   - url: Ends in .mp4 (MPEG-4 part 2) or .avi (motion JPEG); nil for no file.
  ///   - width: Pixels in a row.
  ///   - height: Rows.
  ///   - rate: Frames per second.
  ///   - isShown: Whether a window shows the frames.
  /// - Throws: `EffaceError.missing` where efface-video is not installed.
  public init(
    to url: URL?, width: Int, height: Int, rate: Double, isShown: Bool = false
  ) throws(EffaceError) {
    name = url?.path ?? "the window"
    worker = try VideoWorker(
      .encode,
      [url?.path ?? "-", "\(width)", "\(height)", "\(rate)"] + (isShown ? ["show"] : []))
  }

  /// Appends a colour frame; false where nobody takes frames any more (the window was closed).
  public func append(_ frame: Raster) -> Bool { worker.write(frame.rgb.samples) }

  /// Ends the video.
  ///
  /// - Throws: `EffaceError.foreign` where it could not be written.
  public func finish() throws(EffaceError) {
    guard worker.finish() else {
      throw EffaceError(.foreign, "The video \(name) could not be written.")
    }
  }
}
