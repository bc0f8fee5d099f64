public import Geometry
internal import Registration

/// The part of space round the template's face that a method changes, as a function of position.
///
/// Values are roughly distances in mm: negative inside, so that the border is sharp on any grid and
/// ramps of a given width can be made. Template world, RAS+ mm.
public struct FaceRegion: TemplateRegion {
  /// How far the region reaches.
  public struct Extent: Sendable, Hashable {
    /// Upper end above the centres of the eyes, mm.
    public var aboveEyes: Double
    /// Lower end below the chin, mm.
    public var belowChin: Double
    /// How far in front of the middles of the ears it begins, mm.
    public var beforeEars: Double
    /// Depth under the average skin, mm.
    public var depth: Double
    /// Distance kept from where brains lie, mm.
    public var brainMargin: Double
    /// Whether the ears belong to it.
    public var ears: Bool

    /// Names all measures.
    public init(
      aboveEyes: Double, belowChin: Double, beforeEars: Double, depth: Double,
      brainMargin: Double, ears: Bool
    ) {
      self.aboveEyes = aboveEyes
      self.belowChin = belowChin
      self.beforeEars = beforeEars
      self.depth = depth
      self.brainMargin = brainMargin
      self.ears = ears
    }
  }

  /// How far it reaches.
  public let extent: Extent
  private let template: HeadTemplate
  /// How far outside the average skin it still counts: noses are longer than the average.
  private let reach = 45.0

  /// A region on `template`.
  public init(_ extent: Extent, on template: HeadTemplate) {
    self.extent = extent
    self.template = template
  }

  /// The value at `point`: negative inside, positive outside, roughly in mm.
  public func callAsFunction(_ point: Vector3) -> Double {
    let window = min(faceWindow(point), extent.ears ? earWindow(point) : .infinity)
    guard window < 0 else { return window }
    return clipped(window, at: point)
  }

  /// The box that holds every point inside, RAS+ mm.
  public var bounds: (low: Vector3, high: Vector3) {
    let marks = template.landmarks
    let low = Vector3(
      min(marks.leftEar.x, marks.rightEar.x) - reach,
      min(marks.leftEar.y, marks.rightEar.y) - 40,
      marks.chin.z - extent.belowChin)
    let high = Vector3(
      max(marks.leftEar.x, marks.rightEar.x) + reach, marks.noseTip.y + reach,
      marks.eyes.z + extent.aboveEyes)
    return (low, high)
  }

  /// Between the two heights and in front of the ears. Below the mouth the border runs back by half a
  /// mm for each mm, so that the throat, which is seen from the front under a short chin, is part.
  func faceWindow(_ point: Vector3) -> Double {
    let marks = template.landmarks
    let top = point.z - (marks.eyes.z + extent.aboveEyes)
    let bottom = marks.chin.z - extent.belowChin - point.z
    let throat = 0.5 * max(marks.mouth.z - point.z, 0)
    let back = (marks.leftEar.y + marks.rightEar.y) / 2 + extent.beforeEars - throat - point.y
    return max(top, bottom, back)
  }

  /// A ball round each ear.
  func earWindow(_ point: Vector3) -> Double {
    let marks = template.landmarks
    return min(length(point - marks.leftEar), length(point - marks.rightEar)) - 38
  }

  /// `window` made to end at the depth, at the reach and at the brain's margin.
  func clipped(_ window: Double, at point: Vector3) -> Double {
    guard let (skin, _) = template.skin.sample(point) else { return 1 }
    let brain = template.brain.sample(point)?.distance ?? .infinity
    return max(window, -skin - extent.depth, skin - reach, extent.brainMargin - brain)
  }
}
