internal import DICOM

/// Writes elements as `DataSetReader` reads them. Sequences and items get undefined lengths; the
/// bytes of values are copied.
struct DataSetWriter {
  private(set) var bytes: [UInt8] = []
  private let syntax: TransferSyntax

  init(_ syntax: TransferSyntax) { self.syntax = syntax }

  mutating func write(_ elements: [Element]) {
    for element in elements { write(element) }
  }

  private mutating func write(_ element: Element) {
    switch element.content {
    case .bytes(let value):
      head(element, UInt32(clamping: value.count))
      bytes += value
    case .fragments(let value):
      head(element, .max)
      bytes += value
      mark(0xE0DD, 0)
    case .items(let items):
      head(element, .max)
      for item in items {
        mark(0xE000, .max)
        write(item)
        mark(0xE00D, 0)
      }
      mark(0xE0DD, 0)
    case .opaque: break
    }
  }

  private mutating func head(_ element: Element, _ count: UInt32) {
    short(element.tag.group)
    short(element.tag.element)
    guard syntax.isExplicit else { return long(count) }
    // A value too long for its representation keeps its bytes as unknown.
    let isLong = Element.long.contains(element.vr)
    let vr = isLong || count <= 0xFFFF ? element.vr : "UN"
    bytes += vr.utf8
    if isLong || vr == "UN" {
      short(0)
      long(count)
    } else {
      short(UInt16(truncatingIfNeeded: count))
    }
  }

  private mutating func mark(_ element: UInt16, _ count: UInt32) {
    short(0xFFFE)
    short(element)
    long(count)
  }

  private mutating func short(_ value: UInt16) {
    let (low, high) = (UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8))
    bytes += syntax.isBigEndian ? [high, low] : [low, high]
  }

  private mutating func long(_ value: UInt32) {
    let (low, high) = (UInt16(truncatingIfNeeded: value), UInt16(truncatingIfNeeded: value >> 16))
    short(syntax.isBigEndian ? high : low)
    short(syntax.isBigEndian ? low : high)
  }
}
