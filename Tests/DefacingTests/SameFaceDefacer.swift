import Defacing
import Files
import Surfaces
import Volumes

/// A method that fails as no verdict may overlook: most of the face has new values and the old shape.
struct SameFaceDefacer: Defacer {
  let name = "same-face"
  let summary = "Makes the face a little brighter."
  let paper = "none"
  let refaces = true
  let paints = true
  let choices: [DefacingOptions.Choice] = []

  func edit(_ scan: AnalysedScan, options: DefacingOptions) throws(EffaceError) -> VoxelEdit {
    let face = try Defacers.named("mask").edit(scan, options: DefacingOptions())
    let indices = face.indices.filter { scan.volume.values[Int($0)] > scan.head.level }
    return VoxelEdit(
      indices: indices, values: indices.map { scan.volume.values[Int($0)] + Float(5 + $0 % 40) })
  }
}
