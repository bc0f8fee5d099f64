public import Foundation

/// Writing that leaves either the whole file or nothing.
public enum AtomicFile {
  /// Writes `data` beside `url` under a temporary name, flushes it to disk, and renames it.
  ///
  /// Intermediate folders are made. An existing file is replaced.
  ///
  /// - Throws: `EffaceError.file` with the system's reason (for example, no space left); nothing is
  ///   left behind in that case.
  public static func write(_ data: Data, to url: URL) throws(EffaceError) {
    try write(to: url) { handle in try handle.write(contentsOf: data) }
  }

  /// As `write(_:to:)`, for content that `body` writes in pieces.
  public static func write(
    to url: URL, _ body: (FileHandle) throws -> Void
  ) throws(EffaceError) {
    let folder = url.deletingLastPathComponent()
    let temporary = folder.appendingPathComponent(
      ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: temporary.path, contents: nil) else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      let handle = try FileHandle(forWritingTo: temporary)
      do {
        try body(handle)
        try handle.synchronize()
        try handle.close()
      } catch {
        try? handle.close()
        throw error
      }
      guard rename(temporary.path, url.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch let error as EffaceError {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw EffaceError(
        .file, "The file \(url.path) cannot be written: \(systemReason(error)).")
    }
  }

  /// The system's reason for `error`, in lower case and without a full stop.
  static func systemReason(_ error: any Error) -> String {
    // Foundation wraps the system's error, as a POSIXError or as an NSError.
    let wrapped = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    let cause = (wrapped ?? error) as NSError
    guard cause.domain == NSPOSIXErrorDomain else { return cause.localizedDescription }
    return String(cString: strerror(Int32(cause.code))).lowercased()
  }
}
