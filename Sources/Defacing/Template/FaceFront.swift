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
  /// Distance that it keeps from where brains lie, mm.
  static let brainMargin = 11.0
  /// Over how many mm skin and brain's margin run into each other.
  private static let softness = 3.0

  /// Signed distance in mm (roughly; negative inside) on the grid of `skin`, which must be cubic.
  static func field(skin: Volume, brain: DistanceField, landmarks: FaceLandmarks) -> Volume {
    var result = blurred(skin, deviation: blur / skin.grid.spacing.x)
    let grid = skin.grid
    let ears = (landmarks.leftEar.y + landmarks.rightEar.y) / 2
    for index in result.values.indices {
      let point = grid.affine(grid.voxel(at: index))
      let below = 1 - step((point.z - landmarks.eyes.z - 4) / 18)
      let before = step((point.y - ears - 5) / 40)
      let depth = foreheadDepth + before * below * (faceDepth - foreheadDepth)
      let front = Double(result.values[index]) + depth
      let margin = (brain.sample(point)?.distance ?? 60) - brainMargin
      let least = min(front, margin)
      let spill = log(1 + exp(-abs(front - margin) / softness)) * softness
      result.values[index] = Float(least - spill)
    }
    return result
  }

  /// 0 below 0, 1 above 1, smooth between.
  static func step(_ value: Double) -> Double {
    let share = min(max(value, 0), 1)
    return share * share * (3 - 2 * share)
  }

  /// `volume` under a Gaussian of `deviation` voxels; beyond the border its values go on.
  private static func blurred(_ volume: Volume, deviation: Double) -> Volume {
    let radius = Int((3 * deviation).rounded(.up))
    let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let weights = raw.map { Float($0 / raw.reduce(0, +)) }
    let size = volume.grid.size
    let steps = [1, size.x, size.x * size.y]
    var result = volume
    for axis in 0..<3 {
      let source = result.values
      let (stride, last) = (steps[axis], size[axis] - 1)
      result.values = [Float](unsafeUninitializedCapacity: source.count) { buffer, count in
        // Slabs do not overlap, and the closure is the only writer.
        nonisolated(unsafe) let output = buffer
        Parallel.forEach(size.z) { k in
          for at in k * steps[2]..<(k + 1) * steps[2] {
            let place = at / stride % size[axis]
            var sum: Float = 0
            for offset in -radius...radius {
              let shift = min(max(place + offset, 0), last) - place
              sum += weights[offset + radius] * source[at + shift * stride]
            }
            output[at] = sum
          }
        }
        count = source.count
      }
    }
    return result
  }
}
