internal import Geometry

/// Where the frames of a file lie that gives one place for all of them and has no functional groups,
/// as nuclear medicine and angiography do: one behind the other along the normal, or where Spacing
/// Between Slices is negative, one before the other (PS3.3 C.8.4.15), at the places that Slice Vector
/// says where it is there.
struct FrameRun {
  private let first: DICOMFrame
  private let places: [Int]
  private let step: Double

  /// Nil where `common`, with what Detector Information says, has no place.
  init?(_ file: borrowing GDCMFile, _ common: DICOMFrame, count: Int) {
    func detector(_ tag: DICOMTag) -> [Double] {
      let own = file.numbers(tag)
      return own.isEmpty ? file.numbers([.init(.detectorInformation), .init(tag)]) : own
    }
    var first = common
    first.place(detector(.imagePosition), detector(.imageOrientation))
    guard first.position != nil, first.normal != nil else { return nil }
    self.first = first
    let vector = file.shorts(.sliceVector)
    let slices = file.short(.sliceCount) ?? 0
    if vector.count == count, vector.allSatisfy({ $0 > 0 }) {
      places = vector.map { $0 - 1 }
    } else if slices > 0, count % slices == 0 {
      places = (0..<count).map { $0 % slices }
    } else {
      places = Array(0..<count)
    }
    let steps = [DICOMTag.spacingBetweenSlices, .sliceThickness].compactMap {
      file.numbers($0).first
    }
    step = steps.first { $0 != 0 } ?? 1
  }

  /// The frames in the order of the file; some may share a place.
  var frames: [DICOMFrame] {
    places.map { place in
      var frame = first
      if let position = first.position, let normal = first.normal {
        frame.position = position + normal * (Double(place) * step)
      }
      return frame
    }
  }
}
