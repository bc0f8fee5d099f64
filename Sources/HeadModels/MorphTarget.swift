internal import Compression
internal import Files
internal import Foundation
internal import Geometry

/// A displacement of some corners of the base mesh (MakeHuman's target format: one line
/// `index dx dy dz` for each corner that moves, decimetres, gzip).
struct MorphTarget: Sendable {
  /// Positions in the list of corners that the model keeps.
  let indices: [Int32]
  /// Their displacements.
  let offsets: [Vector3]

  /// Reads the target at `url`.
  ///
  /// - Parameters:
  ///   - url: A `.target.gz` file; one without lines moves nothing.
  ///   - kept: For each corner of the base mesh its position among the corners kept, or -1.
  /// - Throws: `EffaceError.missing` or `.format`.
  init(contentsOf url: URL, kept: [Int32]) throws(EffaceError) {
    guard let data = try? Data(contentsOf: url) else {
      throw EffaceError(
        .missing,
        "The morph target \(url.lastPathComponent) of the head model is missing; install the "
          + "head model again.")
    }
    let damaged = EffaceError(
      .format, "The morph target \(url.lastPathComponent) of the head model is damaged.")
    let bytes: [UInt8]
    do {
      bytes = try data.withUnsafeBytes { raw throws(CompressionError) in
        try Gzip.decompress(raw, limit: 1 << 26)
      }
    } catch {
      throw damaged
    }
    var indices: [Int32] = []
    var offsets: [Vector3] = []
    var text = TextNumbers(bytes)
    while !text.isAtEnd {
      if let first = text.peek(), first != UInt8(ascii: "#") {
        guard let index = text.integer(), index < kept.count, let x = text.decimal(),
          let y = text.decimal(), let z = text.decimal()
        else { throw damaged }
        if kept[index] >= 0 {
          indices.append(kept[index])
          offsets.append(Vector3(x, y, z))
        }
      }
      text.skipLine()
    }
    self.indices = indices
    self.offsets = offsets
  }

  /// Adds `weight` times this displacement to `vertices`.
  func add(_ weight: Double, to vertices: inout [Vector3]) {
    guard weight != 0 else { return }
    for (index, offset) in zip(indices, offsets) {
      vertices[Int(index)] += weight * offset
    }
  }
}
