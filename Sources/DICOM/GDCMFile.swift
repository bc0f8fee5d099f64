internal import CGDCM
internal import Files
internal import Foundation
internal import Glibc

/// The one owner of a DICOM data set that GDCM parsed: everything before the pixel data.
///
/// Values are decoded by what the caller knows of them, so that files with implicit, wrong or
/// missing value representations read the same.
struct GDCMFile: ~Copyable {
  private let handle: OpaquePointer
  private let byteCount: Int64

  /// Parses the file at `url`.
  ///
  /// GDCM may end the whole process on damaged files; see `DICOMWorker`.
  init(_ url: URL) throws(EffaceError) {
    var result: OpaquePointer?
    var error = cgdcm_error()
    let status = cgdcm_file_open(
      url.path, Self.isDeflated(url) ? 0 : 1, &result, &error)
    guard status == CGDCM_OK, let result else {
      throw EffaceError(.format, "The file \(url.lastPathComponent) is not a readable DICOM file.")
    }
    handle = result
    var facts = stat()
    let isKnown = stat(url.path, &facts) == 0
    byteCount = isKnown ? Int64(facts.st_size) : .max
  }

  /// Whether the file ends before its uncompressed pixels do, which GDCM fills up without a word.
  var isCutShort: Bool {
    let uncompressed = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"]
    let end = cgdcm_file_end(handle)
    return uncompressed.contains(text(.transferSyntax) ?? uncompressed[0])
      && end != .max && end > UInt64(byteCount)
  }

  /// Whether the data set is deflated, by its transfer syntax in the meta information.
  private static func isDeflated(_ url: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return false }
    defer { try? handle.close() }
    let start = try? handle.read(upToCount: 1024)
    return start?.range(of: Data("1.2.840.10008.1.2.1.99".utf8)) != nil
  }

  deinit { cgdcm_file_destroy(handle) }

  /// The value of `tag` as text without padding, or nil where it is absent or empty.
  func text(_ tag: DICOMTag) -> String? { text([Step(tag)]) }

  /// The parts of a value of several parts.
  func texts(_ tag: DICOMTag) -> [String] { texts([Step(tag)]) }

  /// The bytes of a text value without padding, in the object's character set.
  func bytes(_ tag: DICOMTag) -> [UInt8] {
    let padding: Set<UInt8> = [0, UInt8(ascii: " ")]
    var bytes = value([Step(tag)]) { Array($0) } ?? []
    while let last = bytes.last, padding.contains(last) { bytes.removeLast() }
    return bytes
  }

  /// The numbers of an attribute that is kept as text (DS, IS).
  func numbers(_ tag: DICOMTag) -> [Double] { numbers([Step(tag)]) }

  /// An attribute kept as unsigned 16-bit number (US).
  func short(_ tag: DICOMTag) -> Int? {
    value([Step(tag)]) { bytes in
      bytes.count >= 2 ? Int(bytes.loadUnaligned(as: UInt16.self)) : nil
    } ?? nil
  }

  /// One step down: an attribute and, of a sequence, the item (from 0) to enter.
  struct Step {
    let tag: DICOMTag
    let item: Int

    init(_ tag: DICOMTag, item: Int = 0) {
      self.tag = tag
      self.item = item
    }
  }

  /// The value at the end of `path` as text.
  func text(_ path: [Step]) -> String? {
    let text = value(path) { String(decoding: $0.prefix(while: { $0 != 0 }), as: UTF8.self) }
    let trimmed = text?.trimmingCharacters(in: .whitespaces)
    return trimmed?.isEmpty ?? true ? nil : trimmed
  }

  /// The parts of the value at the end of `path`.
  func texts(_ path: [Step]) -> [String] {
    text(path)?.split(separator: "\\", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    } ?? []
  }

  /// The finite numbers at the end of `path`; none where a part is not a number.
  func numbers(_ path: [Step]) -> [Double] {
    let values = texts(path).map { Double($0) ?? .nan }
    return values.allSatisfy(\.isFinite) ? values : []
  }

  /// The 64-bit floating-point numbers (FD) at the end of `path`.
  func doubles(_ path: [Step]) -> [Double] {
    value(path) { bytes in
      stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Double.self)
      }
    } ?? []
  }

  /// The unsigned 32-bit number (UL) at the end of `path`.
  func long(_ path: [Step]) -> Int? {
    value(path) { bytes in
      bytes.count >= 4 ? Int(bytes.loadUnaligned(as: UInt32.self)) : nil
    } ?? nil
  }

  /// A private number that is kept as a 32-bit floating-point number (FL) or, without its value
  /// representation, as text (DS).
  func numbersOrFloat(_ path: [Step]) -> Double? {
    if let number = numbers(path).first { return number }
    return value(path) { bytes in
      bytes.count == 4 ? Double(bytes.loadUnaligned(as: Float.self)) : nil
    } ?? nil
  }

  /// The number of items of the sequence `tag`.
  func itemCount(_ tag: DICOMTag) -> Int {
    var step = cgdcm_step(tag: tag.number, item: 0)
    return cgdcm_file_items(handle, &step, 1)
  }

  private func value<Result>(
    _ path: [Step], _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let steps = path.map { cgdcm_step(tag: $0.tag.number, item: UInt32($0.item)) }
    return steps.withUnsafeBufferPointer { buffer -> Result? in
      guard let base = buffer.baseAddress else { return nil }
      var bytes: UnsafePointer<UInt8>?
      var count = 0
      guard cgdcm_file_value(handle, base, buffer.count, &bytes, &count) == CGDCM_OK else {
        return nil
      }
      return body(UnsafeRawBufferPointer(start: bytes, count: count))
    }
  }
}
