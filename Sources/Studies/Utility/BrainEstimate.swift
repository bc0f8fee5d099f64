internal import Geometry
internal import Surfaces
internal import Volumes

/// A simple segmentation of the brain, as somebody's first script would do it: soft tissue inside the
/// head, cut loose by erosion, the largest piece grown back.
///
/// It is no good segmentation. It stands for a downstream measure that ought not to change when a
/// face is taken out.
struct BrainEstimate {
  /// ml.
  let volume: Double

  /// Measures the brain in `scan`.
  ///
  /// - Parameters:
  ///   - scan: On any grid, in HU where `modality` is CT.
  ///   - head: The head of the scan before anything was changed, so that both are cut alike.
  ///   - modality: Decides what soft tissue is: 0 to 80 HU, else brighter than half the head's median.
  init(_ scan: Volume, head: HeadMask, modality: Modality) {
    let even = scan.resampled(to: head.volume.grid, outside: modality.isCT ? -1000 : 0)
    let window = Self.window(head, modality)
    var bits = [UInt8](repeating: 0, count: even.values.count)
    for (at, value) in even.values.enumerated()
    where head.solid.bits[at] == 1 && window.contains(value) {
      bits[at] = 1
    }
    let tissue = VoxelMask(grid: even.grid, bits: bits)
    // Noise leaves single voxels beyond the window, which would grow under erosion.
    let whole = tissue.dilated(1).eroded(1)
    let core = whole.eroded(3).largestComponent
    volume = Double(core.dilated(3, within: whole).count) * even.grid.voxelVolume / 1000
  }

  private static func window(_ head: HeadMask, _ modality: Modality) -> ClosedRange<Float> {
    if modality.isCT { return 0...80 }
    let values = zip(head.volume.values, head.solid.bits).filter { $1 == 1 }.map(\.0).sorted()
    let median = values.isEmpty ? 0 : values[values.count / 2]
    return median / 2...Float.greatestFiniteMagnitude
  }
}
