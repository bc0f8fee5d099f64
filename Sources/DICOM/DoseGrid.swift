internal import Geometry

/// What an RT dose says of its frames and values (PS3.3, C.8.8.3).
struct DoseGrid {
  /// What a stored value is multiplied by.
  let scaling: Double?
  private let offsets: [Double]

  /// Nil where the object is no dose.
  init?(_ file: borrowing GDCMFile) {
    guard file.text(.modality) == "RTDOSE" else { return nil }
    scaling = file.numbers(.doseGridScaling).first
    offsets = file.numbers(.gridFrameOffsets)
  }

  /// `common` at the place of each of `count` frames; nil where the object does not say them.
  ///
  /// Grid Frame Offset Vector begins with 0 and goes along the normal from `first`, or it begins with
  /// the height of `first` and holds heights.
  func frames(_ common: DICOMFrame, count: Int, first: Vector3?) -> [DICOMFrame]? {
    guard offsets.count == count, let first, let normal = common.normal else { return nil }
    let start = offsets[0]
    guard start == 0 || abs(start - first.z) < 1e-3 else { return nil }
    return offsets.map { offset in
      var frame = common
      frame.position =
        start == 0 ? first + normal * offset : Vector3(first.x, first.y, offset)
      return frame
    }
  }
}
