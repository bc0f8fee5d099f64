public import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Volumes

/// Puts the skin of the average head in the place of the person's, label by label, and fills what
/// lies between with noise.
///
/// After FreeSurfer's mideface: nose, eyes, upper and lower face and ears (and the forehead, where
/// asked for) each reach to a depth of their own. Where the person's skin stands out it is pushed in
/// and air takes its place; where it lies deeper it is pushed out. What is left of the layer holds
/// uniform noise of the mean and deviation that the person's tissue has there, so no feature and no
/// texture remains. The scan's sign is kept, which mideface drops.
public struct SurfaceDefacer: Defacer {
  /// The name after `--method`.
  public let name = "surface"
  /// One sentence for the list.
  public let summary = "Pushes the skin to the average's, label by label, and fills it with noise."
  /// Where the idea was published.
  public let paper = "Greve et al., mideface in FreeSurfer 7.3 (2022)"
  /// Another skin stands in the face's place.
  public let refaces = true
  /// Ears go and the forehead stays unless told otherwise.
  public let choices: [DefacingOptions.Choice] = [.ears, .forehead]

  /// Builds the method.
  public init() {}

  /// Every voxel of the layer with its new value.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let parts = FacePart.allCases.filter { part in
      switch part {
      case .ears: options.ears ?? true
      case .forehead: options.forehead ?? false
      default: true
      }
    }
    let layer = FaceParts(parts: parts, template: scan.template, brainMargin: 11)
    let grid = scan.volume.grid
    // Voxels on the new skin hold both, so that it does not look like stairs.
    let edge = cbrt(grid.voxelVolume)
    var indices: [Int32] = []
    var shares: [Float] = []
    var sample: [Int32] = []
    for (index, _) in scan.voxels(in: layer) {
      let point = grid.affine(grid.voxel(at: Int(index)))
      let average =
        (scan.template.skin.sample(scan.alignment.toTemplate(point))?.distance ?? 60)
        / scan.templateScale
      let own = scan.skin.sample(point)?.distance ?? 60
      if own < -2 { sample.append(index) }
      let share = Float(min(max(0.5 - average / edge, 0), 1))
      // Air that stays air keeps its own noise.
      if share == 0, own > 3 { continue }
      indices.append(index)
      shares.append(share)
    }
    let air = Float(scan.background.physical)
    return VoxelEdit(indices: indices, scan: scan) { frame in
      let tissue = TissueNoise(sample.map { frame.values[Int($0)] })
      return zip(indices, shares).map { index, share in
        guard share > 0 else { return .nan }
        return air + share * (tissue.value(at: UInt64(index), seed: UInt64(grid.count)) - air)
      }
    }
  }

  /// Uniform noise with the mean and deviation of a sample; the middle 80 % of it, so that bone and
  /// sinuses do not count.
  private struct TissueNoise {
    private let mean: Double
    private let deviation: Double

    init(_ sample: [Float]) {
      let sorted = sample.filter(\.isFinite).sorted()
      let middle = sorted.dropFirst(sorted.count / 10).dropLast(sorted.count / 10).map(Double.init)
      let count = Double(max(middle.count, 1))
      let mean = middle.reduce(0, +) / count
      let square = middle.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      self.mean = mean
      deviation = square.squareRoot()
    }

    func value(at index: UInt64, seed: UInt64) -> Float {
      var generator = SeededGenerator(seed: seed, stream: index)
      return Float(mean + deviation * (generator.uniform() - 0.5))
    }
  }
}
