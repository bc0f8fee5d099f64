public import Faces
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
  /// The median cosine distance by SFace of different real people in frontal renders
  /// (Results/cohort/impostor-distances.csv); a new face must lie further from the person's own.
  public static let impostorMedian = 0.753
  /// The networks that are asked about new faces; none where they are not installed.
  public static var recognitionModels: [ModelCard] { RecognitionLook.models }
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
  /// - Throws: `EffaceError.unsuitable` where the grids differ, `.foreign` where a detector or network
  ///   fails.
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
    return try verdict(
      scan, defaced, reduced(defaced, scan), brain: brain, refaces: refaces)
  }

  /// A defaced scan on the head's working grid.
  static func reduced(_ after: NIfTIImage, _ scan: AnalysedScan) -> Volume {
    after.isotropic(spacing: HeadMask.spacing, outside: Float(scan.background.physical))
  }

  /// The verdict on `after`, which lies on the scan's grid; `reduced` is the same on the working grid.
  /// While the detector looks, which takes the longest and one core, `work` is done as well.
  static func verdict(
    _ scan: AnalysedScan, _ after: NIfTIImage, _ reduced: Volume, brain: VoxelMask?, refaces: Bool?,
    beside work: @Sendable () -> Void = {}
  ) throws(EffaceError) -> Verdict {
    guard let refaces else {
      work()
      let fires = try FaceLook.fires(reduced, scan: scan)
      var verdict = compared(scan, after, reduced, brain: brain, refaces: fires ?? false)
      verdict.detectorFires = fires
      return try recognised(verdict, scan, reduced)
    }
    var (verdict, fires) = Parallel.both(
      {
        let verdict = compared(scan, after, reduced, brain: brain, refaces: refaces)
        work()
        return verdict
      },
      { Result { () throws(EffaceError) in try FaceLook.fires(reduced, scan: scan) } })
    verdict.detectorFires = try fires.get()
    return try recognised(verdict, scan, reduced)
  }

  /// The verdict on a refaced head with what a recognition network says to it; others as they are.
  private static func recognised(
    _ verdict: Verdict, _ scan: AnalysedScan, _ reduced: Volume
  ) throws(EffaceError) -> Verdict {
    guard verdict.refaced else { return verdict }
    var verdict = verdict
    switch try RecognitionLook.compare(reduced, with: scan) {
    case .distance(let distance):
      verdict.recognitionDistance = distance
      if let distance, distance < impostorMedian {
        verdict.reasons.append(.recognised)
        verdict.verdict = .fail
      }
    case .notAsked(let sentence): verdict.warnings.append(sentence)
    }
    return verdict
  }

  /// All of the verdict but the detector: `after` is the defaced scan, `reduced` the same on the
  /// head's working grid.
  private static func compared(
    _ scan: AnalysedScan, _ after: NIfTIImage, _ reduced: Volume, brain: VoxelMask?, refaces: Bool
  ) -> Verdict {
    let changed = ChangedVoxels(scan.volume, after, level: scan.head.level)
    let rays = FrontalRays(scan, defaced: after)
    let loss = brainLoss(scan, changed: changed, brain: brain)
    let shift = rays.landmarkShift(scan.template.landmarks.facial)
    let near = rays.hits.count { ($0.moved.map(abs) ?? .infinity) < 14 }
    let refaced = refaces && changed.count > 0 && near * 2 > rays.hits.count
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
    if isWrong(changed.background, scan) { reasons.append(.wrongBackground) }
    return Verdict(
      verdict: reasons.isEmpty ? .pass : .fail, reasons: reasons, warnings: warnings(scan),
      residualFace: residual, landmarkShift: shift, rays: rays.hits.count,
      brainLossVoxels: loss.voxels, brainLossShare: loss.share,
      brainSource: brain == nil ? "template" : "given", voxelsChanged: changed.count,
      headKept: kept, airShift: changed.air.map { $0 - scan.background.physical },
      coverage: alignment.coverage,
      detectorFires: nil, recognitionDistance: nil, skinDistance: alignment.meanDistance,
      matched: alignment.matched,
      refaced: refaced)
  }

  private static func sameGrid(_ a: Grid, _ b: Grid) -> Bool {
    guard a.size == b.size else { return false }
    let corner = Vector3(Double(a.size.x), Double(a.size.y), Double(a.size.z))
    return length(a.affine(corner) - b.affine(corner)) < 0.1
      && length(a.affine(Vector3()) - b.affine(Vector3())) < 0.1
  }

  private static func brainLoss(
    _ scan: AnalysedScan, changed: ChangedVoxels, brain: VoxelMask?
  ) -> (voxels: Int, share: Double) {
    if let brain {
      let lost = changed.count { brain.bits[$0] == 1 }
      return (lost, Double(lost) / Double(max(brain.count, 1)))
    }
    let grid = scan.volume.grid
    let map = scan.alignment.toTemplate * grid.affine
    let field = scan.template.brain
    let template = field.volume
    let extent = BrainExtent(template)
    var lost = 0
    if let corners = extent.corners, let toVoxel = grid.affine.inverse,
      let box = VoxelBox(corners: corners, through: toVoxel * scan.fromTemplate, size: grid.size)
    {
      let plane = grid.size.x * grid.size.y
      // Most of what changes lies in slices below the brain.
      let slices = box.low.z * plane..<(box.high.z + 1) * plane
      lost = changed.count { index in
        guard slices.contains(index) else { return false }
        let voxel = grid.voxel(at: index)
        return box.contains(voxel) && field.distance(map(voxel), outside: 1) < 0
      }
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

  /// Whether the value that most of what was tissue now holds, if there is one, is not air: above the
  /// skin's level, or in CT above -800 HU.
  private static func isWrong(_ background: Float?, _ scan: AnalysedScan) -> Bool {
    background.map { $0 > (scan.modality.isCT ? -800 : scan.head.level) } ?? false
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
