internal import Foundation
internal import Geometry
internal import Registration
internal import Volumes

/// A head without a face: the average head with everything smoothed away that tells one person from
/// another.
///
/// The signed distance of the average skin is blurred until nose, orbits, lips and ears are gone, and
/// moved inwards from the brow downwards so far that it passes behind the eyelids and lips of any
/// person. Where that would come near the brain it stays before it. It depends on the template alone.
enum FaceFront {
  /// Standard deviation of the blur, mm.
  static let blur = 12.0
  /// How far it lies inside the average skin, mm: in the face, and on forehead and temples.
  static let faceDepth = 12.0
  static let foreheadDepth = 2.0
  /// The same at the sides of the face.
  static let sideDepth = 5.0
  /// Distance that it keeps from where brains lie, mm.
  static let brainMargin = 11.0
  /// Over how many mm skin and brain's margin run into each other.
  private static let softness = 3.0

  /// Signed distance in mm (roughly; negative inside) on the grid of `skin`, which must be cubic.
  static func field(skin: Volume, brain: DistanceField, landmarks: FaceLandmarks) -> Volume {
    var result = skin.blurred(deviation: blur / skin.grid.spacing.x)
    let grid = skin.grid
    let ears = (landmarks.leftEar.y + landmarks.rightEar.y) / 2
    let eyes = landmarks.eyes
    for index in result.values.indices {
      let point = grid.affine(grid.voxel(at: index))
      let below = below(point, eyes: eyes)
      let before = step((point.y - ears - 5) / 40)
      let depth =
        foreheadDepth + below * (sideDepth - foreheadDepth + before * (faceDepth - sideDepth))
      let front = Double(result.values[index]) + depth
      let margin = (brain.sample(point)?.distance ?? 60) - brainMargin
      let least = min(front, margin)
      let spill = log(1 + exp(-abs(front - margin) / softness)) * softness
      result.values[index] = Float(least - spill)
    }
    return result
  }

  /// 1 below the eyes, 0 on the forehead. Template world, RAS+ mm.
  private static func below(_ point: Vector3, eyes: Vector3) -> Double {
    1 - step((point.z - eyes.z + 8) / 28)
  }

  /// 1 on the forehead, 0 below it in the facial window of the verdict. Template world, RAS+ mm.
  static func forehead(_ point: Vector3, eyes: Vector3) -> Double {
    step((point.z - eyes.z - 14) / 16)
  }

  /// 1 below the eyes beside the facial window of the verdict, 0 in it. Template world, RAS+ mm.
  static func aside(_ point: Vector3, eyes: Vector3) -> Double {
    below(point, eyes: eyes) * step((abs(point.x - eyes.x) - 42) / 16)
  }

  /// 1 from the ears backwards, 0 on what is seen from the front. Template world, RAS+ mm.
  static func behind(_ point: Vector3, ears: Vector3) -> Double {
    1 - step((point.y - ears.y - 10) / 40)
  }

  /// 0 below 0, 1 above 1, smooth between.
  static func step(_ value: Double) -> Double {
    let share = min(max(value, 0), 1)
    return share * share * (3 - 2 * share)
  }
}
