/// A value that can be sent between the command and its worker as plain bytes.
///
/// Both ends are the same program, so numbers keep this machine's order and no field has a name.
protocol MessageValue {
  func write(to bytes: inout MessageBytes)

  /// - Throws: `MessageBytes.Damaged` where the bytes end too early or make no sense.
  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged)
}

/// Bytes that values are written behind, and read from the beginning.
struct MessageBytes {
  private(set) var all: [UInt8]
  private var next = 0

  /// The bytes do not hold what is expected of them.
  struct Damaged: Error {}

  init(_ all: [UInt8] = []) { self.all = all }

  mutating func write(_ raw: UnsafeRawBufferPointer) { all += raw }

  /// The next `count` bytes, checked against what there is.
  mutating func take(_ count: Int) throws(Damaged) -> ArraySlice<UInt8> {
    guard count >= 0, count <= all.count - next else { throw Damaged() }
    defer { next += count }
    return all[next..<next + count]
  }

  fileprivate mutating func number<Number: BitwiseCopyable>(
    _ start: Number
  ) throws(Damaged) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= all.count - next else { throw Damaged() }
    defer { next += size }
    return all.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: Number.self) }
  }

  /// The number of parts that follow, each of which takes one byte at least.
  mutating func count() throws(Damaged) -> Int {
    let count = try number(0)
    guard count >= 0, count <= all.count - next else { throw Damaged() }
    return count
  }
}

extension Int: MessageValue {
  func write(to bytes: inout MessageBytes) { withUnsafeBytes(of: self) { bytes.write($0) } }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) { self = try bytes.number(0) }
}

extension Double: MessageValue {
  func write(to bytes: inout MessageBytes) { withUnsafeBytes(of: self) { bytes.write($0) } }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self = try bytes.number(0.0)
  }
}

extension Bool: MessageValue {
  func write(to bytes: inout MessageBytes) {
    withUnsafeBytes(of: UInt8(self ? 1 : 0)) { bytes.write($0) }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self = try bytes.number(UInt8(0)) != 0
  }
}

extension String: MessageValue {
  func write(to bytes: inout MessageBytes) {
    utf8.count.write(to: &bytes)
    var copy = self
    copy.withUTF8 { bytes.write(UnsafeRawBufferPointer($0)) }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    let count = try bytes.count()
    self = String(decoding: try bytes.take(count), as: UTF8.self)
  }
}

extension SIMD3: MessageValue where Scalar == Double {
  func write(to bytes: inout MessageBytes) {
    for axis in 0..<3 { self[axis].write(to: &bytes) }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self.init()
    for axis in 0..<3 { self[axis] = try Double(from: &bytes) }
  }
}

extension SIMD2: MessageValue where Scalar == Double {
  func write(to bytes: inout MessageBytes) {
    for axis in 0..<2 { self[axis].write(to: &bytes) }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self.init()
    for axis in 0..<2 { self[axis] = try Double(from: &bytes) }
  }
}

extension Optional: MessageValue where Wrapped: MessageValue {
  func write(to bytes: inout MessageBytes) {
    (self != nil).write(to: &bytes)
    self?.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self = try Bool(from: &bytes) ? try Wrapped(from: &bytes) : nil
  }
}

extension Array: MessageValue where Element: MessageValue {
  func write(to bytes: inout MessageBytes) {
    count.write(to: &bytes)
    for element in self { element.write(to: &bytes) }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    self = []
    let count = try bytes.count()
    for _ in 0..<count { append(try Element(from: &bytes)) }
  }
}
