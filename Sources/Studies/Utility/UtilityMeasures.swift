internal import Geometry
internal import Surfaces
internal import Volumes

/// What must be known of a scan before it was defaced, to say what is left of its use afterwards.
struct UtilityReference: Sendable {
  let volume: Volume
  let modality: Modality
  let head: HeadMask
  /// The head on the scan's own grid.
  let headVoxels: VoxelMask
  /// ml, by `BrainEstimate`.
  let brainVolume: Double

  init(_ volume: Volume) {
    self.volume = volume
    modality = Modality.guess(volume)
    head = HeadMask(volume, modality: modality)
    brainVolume = BrainEstimate(volume, head: head, modality: modality).volume
    headVoxels = head.solid.nearest(on: volume.grid)
  }

  /// Greatest minus smallest value in the head.
  var range: Double {
    var (low, high) = (Float.infinity, -Float.infinity)
    for (value, bit) in zip(volume.values, headVoxels.bits) where bit == 1 && value.isFinite {
      (low, high) = (min(low, value), max(high, value))
    }
    return low < high ? Double(high) - Double(low) : 0
  }

  /// ml of the head.
  var headVolume: Double { Self.milliliters(head.solid) }

  static func milliliters(_ mask: VoxelMask) -> Double {
    Double(mask.count) * mask.grid.voxelVolume / 1000
  }
}

extension VoxelMask {
  /// The voxels of `grid` whose centre lies in a voxel of this set.
  func nearest(on other: Grid) -> VoxelMask {
    var result = VoxelMask(grid: other)
    guard let toVoxel = grid.affine.inverse else { return result }
    let map = toVoxel * other.affine
    for at in result.bits.indices {
      let place = map(other.voxel(at: at))
      let (i, j, k) = (
        Int(place.x.rounded()), Int(place.y.rounded()), Int(place.z.rounded())
      )
      let isInside =
        i >= 0 && j >= 0 && k >= 0 && i < grid.size.x && j < grid.size.y && k < grid.size.z
      if isInside { result.bits[at] = bits[grid.index(i, j, k)] }
    }
    return result
  }
}

/// What defacing and cleaning did to the rest of a scan. Volumes in ml, values in the scan's units.
struct UtilityMeasures: Codable, Sendable {
  /// The part of the head's voxels whose value changed.
  var headChanged: Double
  /// Voxels that changed although the method did not name them.
  var changedOutsideMask: Int
  /// Mean absolute change of the voxels of the head that the method did not name, in HU for CT.
  var meanShiftOutsideMask: Double
  /// Structural similarity where the method named nothing; nil where nothing is left.
  var ssimKept: Double?
  /// Peak signal-to-noise ratio there, dB; nil where nothing changed.
  var psnrKept: Double?
  /// Structural similarity of the whole head.
  var ssimHead: Double?
  /// Peak signal-to-noise ratio of the whole head, dB; nil where nothing changed.
  var psnrHead: Double?
  /// Change of the head's volume in percent.
  var headVolumeChange: Double
  /// Brain by a simple segmentation before.
  var brainVolumeBefore: Double
  /// Change of that volume in percent.
  var brainVolumeChange: Double
  /// Voxels of the true brain that changed; nil where the truth is not known.
  var brainVoxelsChanged: Int?

  /// Compares `after` with the scan before.
  ///
  /// - Parameters:
  ///   - before: The scan before.
  ///   - after: On the same grid.
  ///   - mask: The voxels that the method named.
  ///   - brain: The true brain, where it is known.
  init(_ before: UtilityReference, after: Volume, mask: VoxelMask, brain: VoxelMask?) {
    let (old, new) = (before.volume.values, after.values)
    let head = before.headVoxels.bits
    var kept = before.headVoxels
    var (changedHead, outside, shift, keptCount, brainCount) = (0, 0, 0.0, 0, 0)
    for at in old.indices {
      let changed = old[at] != new[at] && (old[at].isFinite || new[at].isFinite)
      if changed, head[at] == 1 { changedHead += 1 }
      if changed, mask.bits[at] == 0 { outside += 1 }
      if changed, brain?.bits[at] == 1 { brainCount += 1 }
      if mask.bits[at] == 1 { kept.bits[at] = 0 }
      if kept.bits[at] == 1, old[at].isFinite, new[at].isFinite {
        shift += Double(abs(new[at] - old[at]))
        keptCount += 1
      }
    }
    headChanged = Double(changedHead) / Double(max(1, before.headVoxels.count))
    changedOutsideMask = outside
    meanShiftOutsideMask = keptCount > 0 ? shift / Double(keptCount) : 0
    let range = before.range
    let keptLikeness = StructuralSimilarity(before.volume, after, in: kept, range: range)
    (ssimKept, psnrKept) = (keptLikeness.index, keptLikeness.peakSignalToNoise)
    let likeness = StructuralSimilarity(before.volume, after, in: before.headVoxels, range: range)
    (ssimHead, psnrHead) = (likeness.index, likeness.peakSignalToNoise)
    let headAfter = HeadMask(after, modality: before.modality, level: before.head.level)
    headVolumeChange = Self.percent(
      from: before.headVolume, to: UtilityReference.milliliters(headAfter.solid))
    brainVolumeBefore = before.brainVolume
    brainVolumeChange = Self.percent(
      from: before.brainVolume,
      to: BrainEstimate(after, head: before.head, modality: before.modality).volume)
    brainVoxelsChanged = brain == nil ? nil : brainCount
  }

  private static func percent(from old: Double, to new: Double) -> Double {
    old > 0 ? 100 * (new - old) / old : 0
  }

  /// By name, as reports show them.
  var numbers: [String: Double] {
    var numbers: [String: Double] = [
      "headChanged": headChanged, "changedOutsideMask": Double(changedOutsideMask),
      "meanShiftOutsideMask": meanShiftOutsideMask, "headVolumeChange": headVolumeChange,
      "brainVolumeBefore": brainVolumeBefore, "brainVolumeChange": brainVolumeChange,
    ]
    numbers["ssimKept"] = ssimKept
    numbers["psnrKept"] = psnrKept
    numbers["ssimHead"] = ssimHead
    numbers["psnrHead"] = psnrHead
    numbers["brainVoxelsChanged"] = brainVoxelsChanged.map(Double.init)
    return numbers
  }
}
