public import Files
internal import Geometry
internal import Registration
internal import Volumes

/// Clears everything in front of and below one plane under the brain.
///
/// After quickshear: the brain is projected along the left-right axis; the line through the first,
/// foremost part of the lower half of its convex hull, moved down by the buffer, is the plane's profile.
/// The published program counts the buffer in voxels and takes the length of the wrong axis, which spoils
/// it on volumes that are not cubic; here everything is in mm, in the template's directions, so a tilted
/// head is cut as an upright one. Where no brain is given, the template's is taken for larger than it is,
/// as a person's may reach beyond it.
public struct ShearDefacer: Defacer {
  /// The name after `--method`.
  public let name = "shear"
  /// One sentence for the list.
  public let summary = "Clears everything below a plane in front of and under the brain."
  /// Where the idea was published.
  public let paper =
    "Schimke and Hale 2011, Quickshear defacing for neuroimages, HealthSec; quickshear 1.2 (2020)"
  /// It clears.
  public let refaces = false
  /// 10 mm unless told otherwise.
  public let choices: [DefacingOptions.Choice] = [.buffer]

  /// Distance in mm between brain and plane, along the head's axis as in the original.
  static let buffer = 10.0
  /// How far a brain may reach beyond the template's, mm.
  static let doubt = 6.0
  /// Length of the part of the hull that gives the direction, mm.
  static let arc = 20.0
  /// How far behind the foremost point that part begins, mm.
  static let frontDepth = 2.0

  /// Builds the method.
  public init() {}

  /// Every voxel beyond the plane, cleared.
  ///
  /// - Throws: `EffaceError.unsuitable` where there is no brain to keep.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let brain = BrainField(scan, given: options.brain)
      .layer(at: options.brain == nil ? Self.doubt : 0)
      .map { scan.alignment.toTemplate($0) }
    let outline = brain.map { SIMD2($0.y, $0.z) }
    let buffer = (options.buffer ?? Self.buffer) * scan.templateScale
    guard let edge = Self.touchingLine(of: outline) else {
      throw EffaceError(
        .unsuitable, "The method shear needs a brain to keep, and none lies in the scan's field.")
    }
    let plane = ShearPlane(through: edge, buffer: buffer, template: scan.template)
    return VoxelEdit(indices: scan.voxels(in: plane).map(\.index))
  }

  /// The line that touches the lower convex hull of points (y to the front, z up) from below, in the
  /// direction of `arc` mm at its front, from front to back; nil for fewer than two points.
  ///
  /// The published program takes the very first edge of the hull, whose direction hangs on single
  /// voxels. The chord over the same part of the brain hardly moves when they do.
  static func touchingLine(of points: [SIMD2<Double>]) -> (SIMD2<Double>, SIMD2<Double>)? {
    let hull = lowerHull(points)
    guard var front = hull.first, hull.count > 1 else { return nil }
    // On a round brain the foremost point itself hangs on single voxels.
    let start = hull.first { $0.x <= front.x - frontDepth } ?? front
    var end = front
    var rest = arc
    let walk =
      start == front
      ? hull
      : [Self.crossing(hull, at: front.x - frontDepth)]
        + hull.filter { $0.x < front.x - frontDepth }
    front = walk.first ?? front
    for (a, b) in zip(walk, walk.dropFirst()) {
      let edge = b - a
      let length = (edge * edge).sum().squareRoot()
      end = a + edge * min(rest / max(length, 1e-9), 1)
      rest -= length
      if rest <= 0 { break }
    }
    guard end != front else { return nil }
    let along = end - front
    let below = SIMD2(along.y, -along.x)
    let touching = hull.min { (below * $0).sum() < (below * $1).sum() } ?? front
    return (touching, touching + along)
  }

  /// Where the hull, from front to back, passes the place `x` along the front-back axis.
  private static func crossing(_ hull: [SIMD2<Double>], at x: Double) -> SIMD2<Double> {
    for (a, b) in zip(hull, hull.dropFirst()) where a.x > x && b.x <= x {
      return a + (b - a) * ((a.x - x) / (a.x - b.x))
    }
    return hull[0]
  }

  /// Andrew's monotone chain (1979), from front to back.
  static func lowerHull(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let sorted = points.sorted { ($0.x, -$0.y) > ($1.x, -$1.y) }
    var hull: [SIMD2<Double>] = []
    for (number, point) in sorted.enumerated() {
      // Of points above each other the lowest comes first, and the others are not of the lower hull.
      if number > 0, sorted[number - 1].x == point.x { continue }
      while hull.count >= 2 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
        if turn < 0 { break }
        hull.removeLast()
      }
      if hull.last != point { hull.append(point) }
    }
    return hull
  }
}

/// Everything below a plane that holds the left-right axis.
struct ShearPlane: TemplateRegion {
  private let normal: Vector3
  private let offset: Double
  let bounds: (low: Vector3, high: Vector3)

  /// The plane through an edge (y, z; from front to back), moved down by `buffer` mm.
  init(
    through edge: (SIMD2<Double>, SIMD2<Double>), buffer: Double, template: HeadTemplate
  ) {
    let along = edge.1 - edge.0
    normal = normalized(Vector3(0, along.y, -along.x))
    offset = dot(normal, Vector3(0, edge.0.x, edge.0.y - buffer))
    bounds = (Vector3(repeating: -1000), Vector3(repeating: 1000))
  }

  func callAsFunction(_ point: Vector3) -> Double { dot(normal, point) - offset }
}
