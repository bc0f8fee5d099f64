internal import Geometry
internal import Registration

/// A named part of the template's face, round its skin.
enum FacePart: String, Sendable, Hashable, CaseIterable {
  case nose
  case eyes
  case upperFace
  case lowerFace
  case ears
  case forehead

  /// How far the part reaches under the skin, mm: as deep as its features.
  var depth: Double {
    switch self {
    case .nose: 16
    case .eyes: 14
    case .upperFace, .lowerFace: 8
    case .ears, .forehead: 4
    }
  }

  /// The outline over the skin, roughly in mm: negative inside. Template world, RAS+ mm.
  func window(_ point: Vector3, _ marks: FaceLandmarks) -> Double {
    let aside = abs(point.x - marks.eyes.x)
    let ear = (marks.leftEar + marks.rightEar) / 2
    let underNose = marks.noseTip.z - 12
    switch self {
    case .nose:
      let share = min(max((marks.eyes.z - point.z) / (marks.eyes.z - underNose), 0), 1)
      return max(
        aside - 13 - 14 * share, point.z - marks.eyes.z - 6, underNose - point.z,
        marks.noseTip.y - 45 - point.y)
    case .eyes:
      let eye = point.x < marks.eyes.x ? marks.leftEye : marks.rightEye
      let (x, z) = ((point.x - eye.x) / 28, (point.z - eye.z) / 20)
      return max(((x * x + z * z).squareRoot() - 1) * 20, eye.y - 12 - point.y)
    case .upperFace:
      return max(
        aside - 70, point.z - marks.eyes.z - 24, underNose - point.z, ear.y + 32 - point.y)
    case .lowerFace:
      let throat = 0.5 * max(marks.mouth.z - point.z, 0)
      return max(
        aside - 62, point.z - underNose - 4, marks.chin.z - 18 - point.z,
        ear.y + 36 - throat - point.y)
    case .ears:
      return min(length(point - marks.leftEar), length(point - marks.rightEar)) - 36
    case .forehead:
      return max(
        aside - 62, point.z - marks.eyes.z - 72, marks.eyes.z + 20 - point.z, ear.y + 40 - point.y)
    }
  }
}

/// The layer round the template's skin that some parts of its face make up.
struct FaceParts: TemplateRegion {
  let parts: [FacePart]
  let template: HeadTemplate
  /// How far outside the average skin it reaches, mm.
  let reach = 25.0
  /// Distance kept from where brains lie, mm.
  let brainMargin: Double

  var bounds: (low: Vector3, high: Vector3) {
    var low = Vector3(repeating: .infinity)
    var high = Vector3(repeating: -.infinity)
    for point in template.points {
      low = pointwiseMin(low, point - reach)
      high = pointwiseMax(high, point + reach)
    }
    return (low, high)
  }

  func callAsFunction(_ point: Vector3) -> Double {
    guard let (skin, _) = template.skin.sample(point), skin < reach else { return 1 }
    let value = parts.map { max($0.window(point, template.landmarks), -skin - $0.depth) }.min() ?? 1
    guard value < 0 else { return value }
    let brain = template.brain.sample(point)?.distance ?? .infinity
    return max(value, skin - reach, brainMargin - brain)
  }
}
