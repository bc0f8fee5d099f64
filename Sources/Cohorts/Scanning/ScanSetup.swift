internal import Geometry
internal import HeadModels
internal import Volumes

/// What differs between the scans of one person, drawn from session and modality.
struct ScanSetup: Sendable {
  /// From the head's frame to the world of the scan.
  let headToWorld: Affine
  /// The field of view with what lies beside it and wraps around.
  let field: Grid
  /// How many columns on either side of `field` are folded into the others.
  let wrapped: Int
  /// The order of the axes in the file.
  let orientation: Orientation?
  /// Furniture and artefacts of CT.
  let room: ScanRoom?

  init(
    _ target: ScanTarget, _ settings: ScanSettings, visit: inout SeededGenerator,
    scan: inout SeededGenerator
  ) {
    headToWorld = Pose.draw(&visit, about: target.pivot)
    let spacing = settings.voxelSize
    guard settings.variation == .clinical else {
      field = Self.field(
        target, headToWorld, spacing, extent: Vector3(208, 256, 256), above: 10, turn: .identity)
      (wrapped, orientation, room) = (0, nil, nil)
      return
    }
    func between(_ low: Double, _ high: Double) -> Double {
      (low + (high - low) * scan.uniform()).rounded()
    }
    let isCT = settings.modality.isCT
    let extent =
      isCT
      ? Vector3(between(225, 256), between(240, 266), between(215, 250))
      : Vector3(208, between(236, 262), between(216, 256))
    // Gantries tilt about the line of the ears, MR fields a little about every axis.
    let isTilted = scan.uniform() < 0.5
    let turn =
      isCT
      ? Pose.turn(x: isTilted ? between(5, 18) : 0, y: 0, z: 0)
      : Pose.turn(
        x: 3 * scan.gaussian(within: 2), y: 2 * scan.gaussian(within: 2),
        z: 2 * scan.gaussian(within: 2))
    field = Self.field(
      target, headToWorld, spacing, extent: extent, above: between(8, 20), turn: turn)
    let isNarrow = settings.modality != .pet && !isCT && scan.uniform() < 0.35
    wrapped = isNarrow ? Int(between(14, 22) / spacing) : 0
    let orders = isCT ? ["LPS", "RAS", "LAS"] : ["RAS", "LAS", "PSR", "LPI", "ASL"]
    orientation = Orientation(orders[Int(scan.uniform() * Double(orders.count))])
    room = isCT ? ScanRoom(target, headToWorld, generator: &scan) : nil
  }

  /// A field with the vertex `above` mm below its top.
  private static func field(
    _ target: ScanTarget, _ pose: Affine, _ spacing: Double, extent: Vector3, above: Double,
    turn: Matrix3
  ) -> Grid {
    let size = (extent / spacing).rounded(.up)
    let middle = pose(target.middle)
    let top = pose(target.vertex).z + above
    let center = Vector3(middle.x, middle.y, top - size.z * spacing / 2)
    let linear = turn * Matrix3(diagonal: Vector3(repeating: spacing))
    return Grid(
      size: SIMD3<Int>(size),
      affine: Affine(linear: linear, translation: center - linear * ((size - 1) / 2)))
  }
}
