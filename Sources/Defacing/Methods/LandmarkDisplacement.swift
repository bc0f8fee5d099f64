internal import Foundation
internal import Geometry
internal import Registration

/// Moves the average skin away from the person's where the two nearly meet at a landmark.
///
/// A person whose nose or chin lies where the average's does would otherwise keep it. Round each of
/// eyes, nose, mouth and chin the new skin is raised or lowered, to whichever side it lies on already,
/// until it is `least` mm from the person's own; between the landmarks the change fades smoothly.
struct LandmarkDisplacement: Sendable {
  /// Smallest distance in mm between new and own skin at a landmark.
  static let least = 4.0
  /// How far a landmark reaches: standard deviation in template mm. Wide, since the person's landmark
  /// may lie a centimetre from where the template has it.
  private static let reach = 24.0

  private let landmarks: [Vector3]
  /// mm outwards.
  private let shifts: [Double]

  init(_ scan: AnalysedScan) {
    landmarks = scan.template.landmarks.facial
    let offsets = landmarks.map { Self.offset(scan, at: $0) }
    // One side for all of them keeps a face a face; it is the one that most of them lie on.
    let outwards = offsets.reduce(0, +) >= 0
    shifts = offsets.map { offset in
      outwards ? max(Self.least - offset, 0) : min(-Self.least - offset, 0)
    }
  }

  /// How far outside the person's skin the average's lies round `landmark`, in scan mm.
  private static func offset(_ scan: AnalysedScan, at landmark: Vector3) -> Double {
    var gaps: [Double] = []
    for x in stride(from: -8.0, through: 8, by: 4) {
      for z in stride(from: -8.0, through: 8, by: 4) where x * x + z * z <= 100 {
        guard let skin = skin(scan, before: landmark + Vector3(x, 0, z)) else { continue }
        if let own = scan.skin.sample(scan.fromTemplate(skin))?.distance { gaps.append(own) }
      }
    }
    guard !gaps.isEmpty else { return 0 }
    return gaps.sorted()[gaps.count / 2]
  }

  /// Where a line from the front first meets the average skin, template world.
  private static func skin(_ scan: AnalysedScan, before point: Vector3) -> Vector3? {
    for step in 0..<160 {
      let place = point + Vector3(0, 40 - 0.5 * Double(step), 0)
      if let (distance, _) = scan.template.skin.sample(place), distance <= 0 { return place }
    }
    return nil
  }

  /// How far outwards (scan mm) the average skin is to lie at `point`, template world.
  func callAsFunction(_ point: Vector3) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for (landmark, shift) in zip(landmarks, shifts) {
      let away = point - landmark
      let weight = exp(-dot(away, away) / (2 * Self.reach * Self.reach))
      sum += weight * shift
      weights += weight
    }
    // Close to landmarks their weighted mean, further away less and less of it.
    return sum / max(weights, 0.35)
  }
}
