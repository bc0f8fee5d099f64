internal import Defacing
internal import Files
internal import Geometry
internal import Volumes

/// Defacings that are known to be bad, so that a verdict that passes everything is found out.
enum Control: String, CaseIterable {
  /// Nothing is done.
  case untouched = "control-untouched"
  /// Only the left half of the face goes.
  case half = "control-half"
  /// Everything in front of a plane 55 mm behind the tip of the nose goes, brain and all.
  case deep = "control-deep"
  /// The face goes and 14 mm round the brain stay, as they should.
  case good = "control-good"

  /// Clears what the truth says.
  func apply(to scan: BatteryScan) -> NIfTIImage {
    var result = scan.image
    guard self != .untouched, let back = scan.pose.inverse else { return result }
    let head = scan.head
    let grid = result.grid
    let background: Double = scan.kind == .ct ? -1000 : 0
    for index in 0..<grid.count {
      let point = back(grid.affine(grid.voxel(at: index)))
      let clears =
        switch self {
        case .untouched: false
        case .half:
          point.x > head.eyes.x && isFace(point, head) && !head.isGuarded(point)
        case .deep: point.y > head.noseTip.y - 55
        case .good: isFace(point, head) && !head.isGuarded(point)
        }
      guard clears else { continue }
      for frame in 0..<result.header.frameCount {
        result.setStored(background, at: frame * grid.count + index)
      }
    }
    return result
  }

  private func isFace(_ point: Vector3, _ head: LabelledHead) -> Bool {
    let throat = point.z < head.eyes.z - 70 ? 60.0 : 0
    return point.z < head.eyes.z + 22 && point.y > head.noseTip.y - 48 - throat
  }
}
