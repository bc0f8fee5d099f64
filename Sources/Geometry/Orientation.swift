/// The anatomical directions in which a volume's axes run, for example `LAS` or `RPI`.
///
/// Each letter says where the index of that axis increases TO (the convention of nibabel), for the
/// nearest anatomical direction of an oblique axis.
public struct Orientation: Hashable, Sendable, CustomStringConvertible {
  /// For voxel axis n: the world axis (0 x, 1 y, 2 z) that it follows most closely.
  public let worldAxes: SIMD3<Int>
  /// For voxel axis n: whether it runs towards the positive end (R, A, S).
  public let positive: [Bool]

  /// Finds the orientation of `affine` by taking, strongest first, the pair of voxel and world axes
  /// with the largest cosine.
  public init(_ affine: Affine) {
    let lengths = affine.columnLengths
    var axes = SIMD3<Int>(repeating: -1)
    var signs = [true, true, true]
    var freeVoxel: Set = [0, 1, 2]
    var freeWorld: Set = [0, 1, 2]
    for _ in 0..<3 {
      var best = (voxel: -1, world: -1, cosine: -1.0)
      for voxel in freeVoxel.sorted() {
        for world in freeWorld.sorted() {
          let cosine = abs(affine.linear[world, voxel]) / max(lengths[voxel], 1e-300)
          if cosine > best.cosine { best = (voxel, world, cosine) }
        }
      }
      axes[best.voxel] = best.world
      signs[best.voxel] = affine.linear[best.world, best.voxel] >= 0
      freeVoxel.remove(best.voxel)
      freeWorld.remove(best.world)
    }
    worldAxes = axes
    positive = signs
  }

  /// Reads three letters such as `RAS`; nil where they do not name each direction once.
  public init?(_ letters: String) {
    let axes: [Character: (Int, Bool)] = [
      "R": (0, true), "L": (0, false), "A": (1, true), "P": (1, false), "S": (2, true),
      "I": (2, false),
    ]
    let found = letters.uppercased().compactMap { axes[$0] }
    guard letters.count == 3, found.count == 3, Set(found.map(\.0)).count == 3 else { return nil }
    worldAxes = SIMD3(found[0].0, found[1].0, found[2].0)
    positive = found.map(\.1)
  }

  /// Three letters out of R/L, A/P, S/I.
  public var description: String {
    let letters = [("R", "L"), ("A", "P"), ("S", "I")]
    return (0..<3).map { axis in
      let pair = letters[worldAxes[axis]]
      return positive[axis] ? pair.0 : pair.1
    }.joined()
  }
}
