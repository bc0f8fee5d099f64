/// New stored values for some pixels of one DICOM file.
public struct PixelEdits: Sendable, Equatable {
  /// Eight bytes for each pixel: its position in the file (frame after frame, row after row) and the
  /// bits to store there, each as a 32-bit number in this machine's order.
  private(set) var bytes: [UInt8] = []

  /// No edits.
  public init() {}

  /// The edits that another process sent.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing changes.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Stores `bits` at `position`.
  mutating func append(_ bits: UInt32, at position: Int) {
    let pair = UInt64(UInt32(position)) | UInt64(bits) << 32
    withUnsafeBytes(of: pair) { bytes += $0 }
  }

  /// Adds what `other` changes.
  public mutating func append(_ other: PixelEdits) { bytes += other.bytes }

  /// Changes `pixels`, whose samples take `width` bytes each; edits beyond their end do nothing.
  func apply(to pixels: inout [UInt8], width: Int) {
    bytes.withUnsafeBytes { edits in
      for offset in stride(from: 0, to: edits.count - 7, by: 8) {
        let pair = edits.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let start = Int(UInt32(truncatingIfNeeded: pair)) * width
        guard start + width <= pixels.count else { continue }
        for byte in 0..<width {
          pixels[start + byte] = UInt8(truncatingIfNeeded: pair >> (32 + 8 * byte))
        }
      }
    }
  }
}
