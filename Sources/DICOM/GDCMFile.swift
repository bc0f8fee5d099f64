internal import CGDCM
internal import Files
internal import Foundation

/// The one owner of a DICOM data set that GDCM parsed: everything before the pixel data.
///
/// Values are decoded by what the caller knows of them, so that files with implicit, wrong or
/// missing value representations read the same.
struct GDCMFile: ~Copyable {
  private let handle: OpaquePointer
  private let byteCount: Int
  private let url: URL

  /// Parses the file at `url`.
  ///
  /// GDCM may end the whole process on damaged files; see `DICOMWorker`.
  init(_ url: URL) throws(EffaceError) {
    let head = FileHead(url)
    let isDeflated = head?.bytes(1024).contains(ascii: "1.2.840.10008.1.2.1.99") ?? false
    var result: OpaquePointer?
    var error = cgdcm_error()
    let status = cgdcm_file_open(url.path, isDeflated ? 0 : 1, &result, &error)
    guard status == CGDCM_OK, let result else {
      throw EffaceError(.format, "The file \(url.lastPathComponent) is not a readable DICOM file.")
    }
    handle = result
    byteCount = head?.count ?? .max
    self.url = url
  }

  private var syntax: TransferSyntax {
    text(.transferSyntax).map { TransferSyntax(uid: $0) } ?? .implicitLittleEndian
  }

  /// Whether the file ends before its uncompressed pixels do, which GDCM fills up without a word.
  var isCutShort: Bool {
    let end = cgdcm_file_end(handle)
    return syntax.isNative && end != .max && end > UInt64(byteCount)
  }

  /// Where the pixel data begin, where they are `count` bytes that stand in the file as this machine
  /// holds them.
  func pixelOffset(count: Int) -> Int? {
    let even = count + count % 2
    guard syntax.isNative, syntax != .explicitBigEndian, let head = FileHead(url),
      let end = Int(exactly: cgdcm_file_end(handle)), end <= byteCount, end >= even + 12
    else { return nil }
    // Explicit files name the representation between tag and length.
    let start = head.bytes(12, at: end - even - 12)
    let tag: [UInt8] = [0xE0, 0x7F, 0x10, 0x00]
    let length = withUnsafeBytes(of: UInt32(truncatingIfNeeded: even)) { Array($0) }
    let isExplicit = start.starts(with: tag) && start.dropFirst(4).starts(with: "O".utf8)
    let isImplicit = start.dropFirst(4).starts(with: tag)
    guard start.suffix(4).elementsEqual(length), isExplicit || isImplicit else { return nil }
    return end - even
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

  /// The bytes of a value as they are; none where it is absent.
  func data(_ tag: DICOMTag) -> [UInt8] { value([Step(tag)]) { Array($0) } ?? [] }

  /// Whether the data set has a value of `tag` that is not empty.
  func holds(_ tag: DICOMTag) -> Bool { value([Step(tag)]) { !$0.isEmpty } ?? false }

  /// The unsigned 16-bit numbers (US, SS) of an attribute.
  func shorts(_ tag: DICOMTag) -> [Int] {
    value([Step(tag)]) { bytes in
      stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map {
        Int(bytes.loadUnaligned(fromByteOffset: $0, as: UInt16.self))
      }
    } ?? []
  }

  /// The numbers of an attribute that is kept as text (DS, IS).
  func numbers(_ tag: DICOMTag) -> [Double] { numbers([Step(tag)]) }

  /// An attribute kept as unsigned 16-bit number (US).
  func short(_ tag: DICOMTag) -> Int? { short([Step(tag)]) }

  /// The unsigned 16-bit number (US) at the end of `path`.
  func short(_ path: [Step]) -> Int? {
    value(path) { bytes in
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
    let text = value(path) { Self.trimmed($0.prefix { $0 != 0 }) }
    return text?.isEmpty ?? true ? nil : text
  }

  /// The parts of the value at the end of `path`.
  func texts(_ path: [Step]) -> [String] {
    value(path) { bytes in
      let text = bytes.prefix { $0 != 0 }
      guard !Self.trimmed(text).isEmpty else { return [] }
      return text.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map {
        Self.trimmed($0)
      }
    } ?? []
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let blanks: ClosedRange<UInt8> = 9...32
    var rest = bytes
    while let last = rest.last, blanks.contains(last) { rest.removeLast() }
    while let first = rest.first, blanks.contains(first) { rest.removeFirst() }
    return String(decoding: UnsafeRawBufferPointer(rebasing: rest), as: UTF8.self)
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
