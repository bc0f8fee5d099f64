internal import CDlib
internal import Files
internal import Foundation
internal import Images

/// Calls of the C layer over dlib.
enum DlibCall {
  /// Debian's OpenBLAS without threads hands the same working memory to two threads that call it at
  /// once, and some of their sums come out wrong without a word. Networks, landmarks, chips and the
  /// making of detectors go through BLAS or LAPACK, so they take turns with such a library.
  private static let turns: NSLock? = {
    let library = String(cString: cdlib_blas_configuration())
    let isUnsafe = library.contains("SINGLE_THREADED") && !library.contains("USE_LOCKING")
    return isUnsafe ? NSLock() : nil
  }()

  /// Runs `call` and turns a status other than success into a sentence that begins with `subject`.
  /// `usesBLAS` is false only for what was seen to call neither BLAS nor LAPACK.
  static func run(
    _ subject: @autoclosure () -> String, usesBLAS: Bool = true,
    _ call: (cdlib_error) -> cdlib_status
  ) throws(EffaceError) {
    let turns = usesBLAS ? turns : nil
    turns?.lock()
    defer { turns?.unlock() }
    var reason = ""
    let status = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      guard let text = buffer.baseAddress else { return cdlib_status.failed }
      text[0] = 0
      let status = call(cdlib_error(text: text, capacity: buffer.count))
      reason = String(cString: text)
      return status
    }
    guard status != .ok else { return }
    throw EffaceError(.foreign, "\(subject()): \(reason.singleLine).")
  }

  /// Lends a colour picture to `body`.
  static func withPicture<Result>(
    _ picture: Raster, _ body: (cdlib_picture) throws(EffaceError) -> Result
  ) throws(EffaceError) -> Result {
    let colour = picture.rgb
    var outcome: Swift.Result<Result, EffaceError>?
    colour.samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      do throws(EffaceError) {
        outcome = .success(
          try body(
            cdlib_picture(rgb: base, width: Int32(colour.width), height: Int32(colour.height))))
      } catch {
        outcome = .failure(error)
      }
    }
    guard let outcome else { throw EffaceError(.unsuitable, "The picture holds no pixels.") }
    return try outcome.get()
  }
}

extension String {
  /// The words of a library's message on one line, without a full stop at the end.
  var singleLine: String {
    var words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while words.hasSuffix(".") { words.removeLast() }
    return words.isEmpty ? "the library gave no reason" : words
  }
}
