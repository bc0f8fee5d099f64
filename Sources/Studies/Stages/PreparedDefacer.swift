internal import Defacing
internal import Files
internal import Geometry
internal import Volumes

/// A method whose edit of one scan is known already.
struct PreparedDefacer: Defacer {
  private let method: any Defacer
  private let edit: VoxelEdit

  init(_ method: any Defacer, edit: VoxelEdit) {
    self.method = method
    self.edit = edit
  }

  var name: String { method.name }
  var summary: String { method.summary }
  var paper: String { method.paper }
  var refaces: Bool { method.refaces }
  var paints: Bool { method.paints }
  var choices: [DefacingOptions.Choice] { method.choices }

  func edit(_ scan: AnalysedScan, options: DefacingOptions) throws(EffaceError) -> VoxelEdit {
    edit
  }
}

extension VoxelEdit {
  /// This edit of the first frame, and every other voxel below `floor` set to it, as AFNI's programs
  /// do with 0 on CT.
  func raising(_ scan: AnalysedScan, to floor: Double) -> VoxelEdit {
    let low = Float(floor)
    let edited = mask(on: scan.volume.grid).bits
    var values: [Float] = []
    var indices: [Int32] = []
    var next = 0
    for (at, value) in scan.volume.values.enumerated() {
      if edited[at] != 0 {
        // An edited voxel that gets no value is cleared, which a number that is none says.
        let painted = self.values?[next] ?? .nan
        next += 1
        indices.append(Int32(at))
        values.append(painted.isFinite ? max(painted, low) : .nan)
      } else if value < low {
        indices.append(Int32(at))
        values.append(low)
      }
    }
    return VoxelEdit(indices: indices, values: values)
  }
}
