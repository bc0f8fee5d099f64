public import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// Puts a head without a face in the place of the person's: forehead, brow, eyes, nose, mouth, chin,
/// throat and ears go, and what is left ends in a smooth surface that is nobody's.
///
/// The surface (`FaceFront`) is the same for everybody but for proportions drawn at random
/// (`FrontVariation`), and passes behind eyelids, nose and lips; in the face the new skin lies at least
/// 3.4 mm under the person's own, whose relief is smoothed away first, and beside it where the front has
/// it, be that outside the person's cheek. Brow and forehead, where the brain lies too near for a deeper
/// cut, are covered instead: from 5 mm below the eyes' centres on, the new skin is an average forehead
/// that stands 7.5 to 10.5 mm out, or 5.5 mm before the person's own without its relief where that lies
/// further out, more in thick voxels, and runs into the person's own at the hairline and before the
/// ears. What stood before the new skin becomes the file's own air. What lies just under it, and under
/// the skin that it covers, is painted by depth with the medians of the person's own tissue, so that no
/// sinus, orbit or jaw shows in the cut and no level of grey the old skin; anything deeper keeps its
/// bits. Near the brain nothing is touched that lies deeper than scalp and outer table, as the person's
/// own skin has it, so that the brain does not depend on the registration alone.
public struct AdaptiveDefacer: Defacer {
  /// The name after `--method`.
  public let name = "adaptive"
  /// One sentence for the list.
  public let summary =
    "Replaces forehead, face, throat and ears by a smooth front that is nobody's."
  /// Where the idea was published.
  public let paper = "Efface; measured in Results/defacing"
  /// What it puts in place has no face.
  public let refaces = false
  /// The cut is covered by painted tissue.
  public let paints = true
  /// The ears may stay.
  public let choices: [DefacingOptions.Choice] = [.ears]

  /// Depth of the new skin under the person's own without its relief, mm, and the least under the
  /// person's own with it.
  static let depth = 3.5
  static let leastDepth = 3.4
  /// Depth of the new temples under the person's own without their relief, which the blur alone moves
  /// inwards already, mm.
  static let templeDepth = 0.3
  /// Standard deviation (mm) of the blur that takes the relief off the person's own skin.
  static let relief = 9.0
  /// How far under the new skin tissue is painted, mm, the last 3 mm fading.
  static let paintDepth = 9.0
  /// Within this distance (mm) from where brains lie only the outermost layer is changed ...
  static let brainMargin = 11.0
  /// ... of this thickness (mm) under the person's own skin ...
  static let scalp = 6.0
  /// ... of which this much (mm) is left under the new skin and painted, so that dark bone does not
  /// show through as a hole ...
  static let cover = 3.2
  /// ... and nothing at all within this distance (mm).
  static let brainGuard = 4.0

  /// Builds the method.
  public init() {}

  /// Every voxel before the new surface, cleared, and those just behind it, painted.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let surface = AdaptiveSurface(scan, ears: options.ears ?? true)
    let places = surface.places(edge: Float(max(1, scan.head.coarsestEdge / 2)))
    let indices = places.indices
    guard !indices.isEmpty else { return VoxelEdit(indices: []) }
    return VoxelEdit(indices: indices, scan: scan) { frame in
      let profile = DepthProfile(scan, frame: frame, voxels: indices)
      let fresh = Parallel.mapPieces(of: places.painted.count, length: 1 << 14) { piece in
        places.painted[piece].map { place in
          let at = Int(indices[Int(place.position)])
          return painted(place, at, profile, over: frame.values[at])
        }
      }
      var values = [Float](repeating: .nan, count: indices.count)
      for (place, value) in zip(places.painted, fresh.joined()) {
        values[Int(place.position)] = value
      }
      return values
    }
  }

  /// What lies at voxel `at` under the new skin, laid over what is there.
  private func painted(
    _ place: AdaptiveSurface.Place, _ at: Int, _ profile: DepthProfile, over original: Float
  ) -> Float {
    let distance = Double(place.distance)
    let fresh = profile.smooth(distance) + profile.grain(at: at, inside: distance < 0)
    return original.isFinite ? original + place.opacity * (fresh - original) : fresh
  }
}
