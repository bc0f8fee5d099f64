internal import CDeflate
internal import CISAL
internal import Geometry

extension Gzip {
  /// Pieces are compressed side by side, so their length must not depend on the number of cores.
  private static let piece = 1 << 20

  /// Compresses `parts`, one behind the other, into one gzip member without name or time, and hands
  /// the bytes to `write` in order; the same bytes give the same file. Fast (ISA-L's level 3, all
  /// cores), and little memory beyond that of the parts is taken.
  ///
  /// - Throws: What `write` throws, and `CompressionError.damaged` where there is no memory.
  public static func write(
    _ parts: [UnsafeRawBufferPointer], _ write: ([UInt8]) throws -> Void
  ) throws {
    var pieces: [UnsafeRawBufferPointer] = []
    var crc: UInt32 = 0
    var total = 0
    for part in parts {
      for start in stride(from: 0, to: part.count, by: piece) {
        pieces.append(
          UnsafeRawBufferPointer(rebasing: part[start..<min(start + piece, part.count)]))
      }
      crc = crc32(part, seed: crc)
      total += part.count
    }
    // An empty piece ends the stream.
    pieces.append(UnsafeRawBufferPointer(start: nil, count: 0))
    try write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255])
    let group = 16
    for start in stride(from: 0, to: pieces.count, by: group) {
      nonisolated(unsafe) let all = pieces
      let range = start..<min(start + group, pieces.count)
      let compressed = Parallel.map(range.count) { index in
        deflated(all[start + index], isLast: start + index == all.count - 1)
      }
      for bytes in compressed {
        guard !bytes.isEmpty else { throw CompressionError.damaged }
        try write(bytes)
      }
    }
    let tail = [crc, UInt32(truncatingIfNeeded: total)]
    try write(
      tail.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } })
  }

  private static func deflated(_ input: UnsafeRawBufferPointer, isLast: Bool) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: cisal_bound(input.count)) { buffer, count in
      guard let output = buffer.baseAddress else { return }
      count = cisal_deflate(
        input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count, output,
        isLast ? 1 : 0)
    }
  }
}
