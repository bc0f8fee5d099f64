internal import Geometry

/// What kind of image a scan is, as far as methods must know it.
public enum Modality: String, Sendable, Hashable, CaseIterable, Codable {
  case t1
  case t2
  case flair
  case pd
  case ct
  case pet
  /// Magnetic resonance of unknown weighting.
  case mr
  case unknown

  /// Whether values are Hounsfield units, so that air is not 0.
  public var isCT: Bool { self == .ct }

  /// Guesses from the values: CT where a good part of the voxels lies below -500 and soft tissue
  /// (-200...200) is there, otherwise MR. T1 and T2, or PET, are not told apart.
  public static func guess(_ volume: Volume) -> Modality {
    guess(count: volume.values.count) { volume.values[$0] }
  }

  /// As for a volume, of the first frame of `image`.
  public static func guess(_ image: NIfTIImage) -> Modality {
    guess(count: image.grid.count) { Float(image.physical(at: $0)) }
  }

  private static func guess(count: Int, value: (Int) -> Float) -> Modality {
    var finite = 0
    var air = 0
    var soft = 0
    let step = max(1, count / 500_000)
    for index in stride(from: 0, to: count, by: step) {
      let value = value(index)
      guard value.isFinite else { continue }
      finite += 1
      if value < -500 { air += 1 }
      if value > -200, value < 200 { soft += 1 }
    }
    guard finite > 0 else { return .unknown }
    let share = Double(finite)
    return Double(air) / share > 0.1 && Double(soft) / share > 0.02 ? .ct : .mr
  }
}
