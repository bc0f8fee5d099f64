public import Files
internal import Geometry
internal import Registration
internal import Surfaces
public import Volumes

/// Judges defaced files, whoever made them.
public enum Judge {
  /// Largest share of frontal rays that may still stop at the original skin.
  public static let residualLimit = 0.02
  /// Smallest mean shift, in mm, of the skin at every landmark of a refaced head.
  public static let shiftLimit = 2.0
  /// Largest share of frontal rays that may still stop at the original skin of a refaced head: more
  /// than a third of a face is no other face.
  public static let refacedResidualLimit = 1.0 / 3
  /// Smallest share of the head that must be left.
  static let headLimit = 0.6
  /// Worst registration that is believed.
  static let matchLimit = 0.6
  static let distanceLimit = 6.0

  /// Compares `defaced` with the scan from which it was made.
  ///
  /// - Parameters:
  ///   - scan: The original, analysed.
  ///   - defaced: On the same grid, in any datatype.
  ///   - name: The defaced file's name, for messages.
  ///   - brain: A brain mask on the scan's grid; nil takes the template's.
  ///   - refaces: Whether the method puts another face in place, which is held to other limits; nil,
  ///     where the method is not known, believes in another face only where a detector sees one.
  /// - Returns: The verdict.
  /// - Throws: `EffaceError.unsuitable` where the grids differ.
  public static func verdict(
    _ scan: AnalysedScan, defaced: NIfTIImage, name: String, brain: VoxelMask? = nil,
    refaces: Bool? = nil
  ) throws(EffaceError) -> Verdict {
    guard sameGrid(scan.image.grid, defaced.grid) else {
      throw EffaceError(
        .unsuitable,
        "The defaced file \(name) lies on another grid than its original, so they cannot be "
          + "compared voxel by voxel.")
    }
    if let brain, brain.grid.size != scan.image.grid.size {
      throw EffaceError(
        .unsuitable, "The brain mask has other dimensions than the scan; resample it first.")
    }
    let after = defaced.volume()
    return try verdict(scan, after, reduced(after, scan), brain: brain, refaces: refaces)
  }

  /// A defaced scan on the head's working grid.
  static func reduced(_ after: Volume, _ scan: AnalysedScan) -> Volume {
    after.isotropic(spacing: HeadMask.spacing, outside: Float(scan.background.physical))
  }

  /// The verdict on `after`, which lies on the scan's grid; `reduced` is the same on the working grid.
  static func verdict(
    _ scan: AnalysedScan, _ after: Volume, _ reduced: Volume, brain: VoxelMask?, refaces: Bool?
  ) throws(EffaceError) -> Verdict {
    guard let refaces else {
      let fires = try FaceLook.fires(reduced, scan: scan)
      var verdict = compared(scan, after, reduced, brain: brain, refaces: fires ?? false)
      verdict.detectorFires = fires
      return verdict
    }
    var (verdict, fires) = Parallel.both(
      { compared(scan, after, reduced, brain: brain, refaces: refaces) },
      { Result { () throws(EffaceError) in try FaceLook.fires(reduced, scan: scan) } })
    verdict.detectorFires = try fires.get()
    return verdict
  }

  /// All of the verdict but the detector: `after` is the defaced scan, `reduced` the same on the
  /// head's working grid.
  private static func compared(
    _ scan: AnalysedScan, _ after: Volume, _ reduced: Volume, brain: VoxelMask?, refaces: Bool
  ) -> Verdict {
    let changed = changedVoxels(scan.volume, after)
    let rays = FrontalRays(scan, defaced: after)
    let loss = brainLoss(scan, changed: changed, brain: brain)
    let shift = rays.landmarkShift(scan.template.landmarks.facial)
    let near = rays.hits.count { ($0.moved.map(abs) ?? .infinity) < 14 }
    let refaced = refaces && !changed.isEmpty && near * 2 > rays.hits.count
    let kept = headKept(scan, reduced)
    var reasons: [Verdict.Reason] = []
    let alignment = scan.alignment
    if facesInField(scan) == 0 || rays.hits.count < 60 { reasons.append(.faceOutsideField) }
    if alignment.matched < matchLimit || alignment.meanDistance > distanceLimit {
      reasons.append(.lowCoverage)
    }
    let residual = rays.residual()
    let another = refaced && (shift ?? 0) >= shiftLimit && residual <= refacedResidualLimit
    let gone = residual <= residualLimit || another
    if !gone, !reasons.contains(.faceOutsideField) { reasons.append(.notDefaced) }
    if loss.voxels > 0 { reasons.append(.brainCut) }
    if kept < headLimit { reasons.append(.headRemoved) }
    if wrongBackground(scan, after, changed) { reasons.append(.wrongBackground) }
    return Verdict(
      verdict: reasons.isEmpty ? .pass : .fail, reasons: reasons, warnings: warnings(scan),
      residualFace: residual, landmarkShift: shift, rays: rays.hits.count,
      brainLossVoxels: loss.voxels, brainLossShare: loss.share,
      brainSource: brain == nil ? "template" : "given", voxelsChanged: changed.count,
      headKept: kept, airShift: airShift(scan, after, changed), coverage: alignment.coverage,
      detectorFires: nil, skinDistance: alignment.meanDistance,
      matched: alignment.matched,
      refaced: refaced)
  }

  private static func sameGrid(_ a: Grid, _ b: Grid) -> Bool {
    guard a.size == b.size else { return false }
    let corner = Vector3(Double(a.size.x), Double(a.size.y), Double(a.size.z))
    return length(a.affine(corner) - b.affine(corner)) < 0.1
      && length(a.affine(Vector3()) - b.affine(Vector3())) < 0.1
  }

  /// Voxels whose values differ; two that are both not finite do not.
  private static func changedVoxels(_ before: Volume, _ after: Volume) -> [Int32] {
    Parallel.mapPieces(of: before.values.count, length: 1 << 16) { piece in
      before.values.withUnsafeBufferPointer { a in
        after.values.withUnsafeBufferPointer { b in
          piece.reduce(into: [Int32]()) { list, index in
            guard a[index] != b[index], a[index].isFinite || b[index].isFinite else { return }
            list.append(Int32(index))
          }
        }
      }
    }.flatMap(\.self)
  }

  private static func brainLoss(
    _ scan: AnalysedScan, changed: [Int32], brain: VoxelMask?
  ) -> (voxels: Int, share: Double) {
    if let brain {
      let lost = changed.count { brain.bits[Int($0)] == 1 }
      return (lost, Double(lost) / Double(max(brain.count, 1)))
    }
    let grid = scan.volume.grid
    let map = scan.alignment.toTemplate * grid.affine
    let template = scan.template.brain.volume
    let extent = BrainExtent(template)
    var lost = 0
    if let corners = extent.corners, let toVoxel = grid.affine.inverse,
      let box = VoxelBox(corners: corners, through: toVoxel * scan.fromTemplate, size: grid.size)
    {
      // The list is sorted, so that of most rows, which lie in the air, nothing need be looked at.
      lost = Parallel.map(box.high.z - box.low.z + 1) { slab in
        let k = box.low.z + slab
        return (box.low.y...box.high.y).reduce(0) { sum, j in
          let row = Int32(grid.index(box.low.x, j, k))...Int32(grid.index(box.high.x, j, k))
          return sum
            + changed[
              changed.position(of: row.lowerBound)..<changed.position(of: row.upperBound + 1)
            ]
            .count { index in
              scan.template.brain.distance(map(grid.voxel(at: Int(index))), outside: 1) < 0
            }
        }
      }.reduce(0, +)
    }
    let inside = Double(extent.count) * template.grid.voxelVolume
    let scale = abs(scan.fromTemplate.linear.determinant)
    let voxels = inside * scale / scan.volume.grid.voxelVolume
    return (lost, Double(lost) / max(voxels, 1))
  }

  /// How many of eyes, nose, mouth and chin lie in the scan's field.
  private static func facesInField(_ scan: AnalysedScan) -> Int {
    guard let toVoxel = scan.volume.grid.affine.inverse else { return 0 }
    return scan.template.landmarks.facial.count {
      scan.volume.grid.contains(voxel: toVoxel(scan.fromTemplate($0)))
    }
  }

  private static func headKept(_ scan: AnalysedScan, _ reduced: Volume) -> Double {
    var (before, left) = (0, 0)
    for index in scan.head.solid.bits.indices where scan.head.solid.bits[index] == 1 {
      guard scan.head.volume.values[index] > scan.head.level else { continue }
      before += 1
      if reduced.values[index] > scan.head.level { left += 1 }
    }
    return Double(left) / Double(max(before, 1))
  }

  /// Whether most of what was tissue now holds one and the same number, and that is not air: above the
  /// skin's level, or in CT above -800 HU.
  private static func wrongBackground(
    _ scan: AnalysedScan, _ after: Volume, _ changed: [Int32]
  ) -> Bool {
    // The vote of Boyer and Moore (1991): whatever has a majority is left at its end.
    var (most, lead, cleared) = (Float.nan, 0, 0)
    for index in changed where scan.volume.values[Int(index)] > scan.head.level {
      let value = after.values[Int(index)]
      if lead == 0 { (most, lead) = (value, 1) } else { lead += value == most ? 1 : -1 }
      cleared += 1
    }
    let votes = changed.count {
      after.values[Int($0)] == most && scan.volume.values[Int($0)] > scan.head.level
    }
    return votes * 2 > cleared && most > (scan.modality.isCT ? -800 : scan.head.level)
  }

  /// How far, in the file's units (HU), the middle of the values that became air lies from the file's
  /// own air; nil where nothing became air.
  private static func airShift(
    _ scan: AnalysedScan, _ after: Volume, _ changed: [Int32]
  ) -> Double? {
    let step = max(changed.count / 200_000, 1)
    let cleared = stride(from: 0, to: changed.count, by: step)
      .map { after.values[Int(changed[$0])] }
      .filter { $0 < scan.head.level }.sorted()
    guard !cleared.isEmpty else { return nil }
    return Double(cleared[cleared.count / 2]) - scan.background.physical
  }

  private static func warnings(_ scan: AnalysedScan) -> [String] {
    let inField = facesInField(scan)
    guard inField > 0, inField < scan.template.landmarks.facial.count else { return [] }
    return ["Part of the face lies outside the scan's field; only what is there was judged."]
  }
}

/// How large the brain of a template is: the voxels of its distance field that lie inside.
private struct BrainExtent {
  let count: Int
  /// A box in the template's world that holds every point inside; nil where there is none.
  let corners: (low: Vector3, high: Vector3)?

  init(_ field: Volume) {
    let grid = field.grid
    let inside = VoxelMask(grid: grid, bits: field.values.map { $0 < 0 ? 1 : 0 })
    count = inside.count
    // Between the outermost voxels inside and their neighbours the distance passes 0.
    corners = inside.bounds.map { bounds in
      grid.affine.bounds(of: Vector3(bounds.low &- 1), Vector3(bounds.high &+ 1))
    }
  }
}

extension [Int32] {
  /// Where in these ascending numbers the first one stands that is not below `number`.
  fileprivate func position(of number: Int32) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
