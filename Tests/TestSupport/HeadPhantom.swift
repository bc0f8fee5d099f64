public import Geometry
public import Volumes

/// A head made of ellipsoids, known exactly: skull, face, nose, ears, neck and a brain.
///
/// World coordinates RAS+ mm, the origin between the ears. It has no left-right symmetry (one ear is
/// larger), so that a mirrored result is found out.
public struct HeadPhantom: Sendable {
  private struct Ellipsoid {
    let center: Vector3
    let radii: Vector3

    /// Approximate signed distance in mm, exact in sign.
    func distance(_ point: Vector3) -> Double {
      let scaled = (point - center) / radii
      let size = length(scaled)
      guard size > 1e-9 else { return -radii.min() }
      let gradient = length(scaled / radii) / size
      return (size - 1) / max(gradient, 1e-9)
    }
  }

  private static let parts = [
    Ellipsoid(center: Vector3(0, 0, 35), radii: Vector3(75, 95, 80)),
    Ellipsoid(center: Vector3(0, 45, -35), radii: Vector3(55, 45, 65)),
    Ellipsoid(center: Vector3(0, 94, -20), radii: Vector3(13, 18, 22)),
    Ellipsoid(center: Vector3(0, 84, -80), radii: Vector3(20, 14, 16)),
    Ellipsoid(center: Vector3(78, 0, -5), radii: Vector3(7, 14, 30)),
    Ellipsoid(center: Vector3(-78, 0, -5), radii: Vector3(6, 12, 25)),
    Ellipsoid(center: Vector3(0, -10, -110), radii: Vector3(55, 60, 120)),
  ]

  /// The brain, 14 mm and more under the skin of the vault; its floor lies above the eyes.
  private static let brain = Ellipsoid(center: Vector3(0, -4, 45), radii: Vector3(60, 74, 56))

  /// Signed distance to the skin, mm, negative inside.
  public static func distance(_ point: Vector3) -> Double {
    let smallest = parts.map { $0.distance(point) }.min() ?? 0
    // The neck is cut flat at the floor.
    return max(smallest, floor - point.z)
  }

  /// Where the neck ends, mm.
  public static let floor = -150.0

  /// Signed distance to the brain, mm, negative inside.
  public static func brainDistance(_ point: Vector3) -> Double { brain.distance(point) }

  /// Whether a point belongs to the brain.
  public static func isBrain(_ point: Vector3) -> Bool { brain.distance(point) < 0 }

  /// Points of the skin above the floor, found along rays from inside.
  public static var skin: [Vector3] {
    var points: [Vector3] = []
    for ring in 0..<80 {
      let height = -140 + Double(ring) * 3.2
      for step in 0..<90 {
        let direction =
          Matrix3.rotation(degrees: Double(step) * 4, about: Vector3(0, 0, 1))
          * Vector3(1, 0, 0)
        let start = Vector3(0, 0, height)
        guard distance(start) < 0 else { continue }
        var (low, high) = (0.0, 200.0)
        for _ in 0..<40 {
          let middle = (low + high) / 2
          if distance(start + direction * middle) < 0 { low = middle } else { high = middle }
        }
        points.append(start + direction * low)
      }
    }
    return points
  }

  /// The phantom's signed distance on a grid of `spacing` mm.
  public static func distanceVolume(spacing: Double) -> Volume {
    let low = Vector3(-130, -150, -170)
    let size = SIMD3<Int>(
      Int(260 / spacing) + 1, Int(310 / spacing) + 1, Int(340 / spacing) + 1)
    let grid = Grid(
      size: size,
      affine: Affine(linear: Matrix3(diagonal: Vector3(repeating: spacing)), translation: low))
    return sampled(on: grid) { Float(distance($0)) }
  }

  /// A scan of the phantom after it was moved by `pose`.
  ///
  /// - Parameters:
  ///   - grid: The scan's grid.
  ///   - pose: Phantom world to scan world.
  ///   - ct: HU (air -1000, tissue 40) or MR-like (air 20, tissue 600).
  ///   - noise: Standard deviation, in the same units.
  ///   - seed: Of the noise.
  /// - Returns: The scan.
  public static func scan(
    on grid: Grid, pose: Affine = .identity, ct: Bool = false, noise: Double = 0, seed: UInt64 = 1
  ) -> Volume {
    let (air, tissue, inner): (Double, Double, Double) = ct ? (-1000, 40, 35) : (20, 600, 450)
    let back = pose.inverse ?? .identity
    // A voxel averages over the thickness of its slice.
    let layers = max(Int(grid.spacing.z.rounded()), 1)
    let slice = grid.affine.linear.columns.z
    var volume = sampled(on: grid) { point in
      var sum = 0.0
      for layer in 0..<layers {
        let offset = (Double(layer) + 0.5) / Double(layers) - 0.5
        let image = back(point + slice * offset)
        let share = min(max(0.5 - distance(image) / 1.5, 0), 1)
        sum += air + share * ((isBrain(image) ? inner : tissue) - air)
      }
      return Float(sum / Double(layers))
    }
    if noise > 0 {
      var generator = SeededGenerator(seed: seed)
      for index in volume.values.indices {
        volume.values[index] += Float(noise * generator.normal())
      }
    }
    return volume
  }

  /// A RAS grid of `spacing` that holds the head, cut at `bottom` mm.
  public static func grid(spacing: Vector3, bottom: Double = -120) -> Grid {
    let low = Vector3(-105, -125, bottom)
    let extent = Vector3(210, 255, 140 - bottom) / spacing
    return Grid(
      size: SIMD3(Int(extent.x), Int(extent.y), Int(extent.z)),
      affine: Affine(linear: Matrix3(diagonal: spacing), translation: low))
  }

  /// `body` at the world position of every voxel.
  public static func sampled(
    on grid: Grid, _ body: @escaping @Sendable (Vector3) -> Float
  ) -> Volume {
    let values = [Float](unsafeUninitializedCapacity: grid.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(grid.size.z) { k in
        for j in 0..<grid.size.y {
          for i in 0..<grid.size.x {
            output[grid.index(i, j, k)] = body(
              grid.affine(Vector3(Double(i), Double(j), Double(k))))
          }
        }
      }
      initialized = grid.count
    }
    return Volume(grid: grid, values: values)
  }
}
