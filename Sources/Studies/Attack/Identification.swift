internal import Faces
public import Files
internal import Geometry
public import Images
public import Surfaces
public import Volumes

/// Whether a scan shows a recognisable face, by several detectors on pictures of its skin.
public struct Identification: Sendable {
  /// The surest face by each detector, nil where it found none; by the detector's name.
  public let scores: [String: Double?]
  /// Where it was seen from: azimuth and elevation in degrees.
  public let views: [String: View]
  /// Why what a detector found is not the face of a person, by the detector's name: the surface behind
  /// it does not have the shape. Such a finding keeps its score.
  public let refusals: [String: String]
  /// The picture on which most can be seen: that of the first detector with a face, which is framed
  /// in it; else the frontal picture.
  public let picture: Raster

  /// Whether any detector found a face behind which there is the relief of one.
  public var isFace: Bool {
    scores.contains { $0.value != nil && refusals[$0.key] == nil }
  }

  /// Looks for a face on the head in `volume`.
  ///
  /// Every detector looks from several directions in two lights, and from steeper above and below
  /// where it finds none. A face must have depth: see `FaceRelief`.
  ///
  /// - Throws: `EffaceError.unsuitable` where there is no head, `.foreign` where a library fails.
  public init(_ volume: Volume, attacker: MultiViewAttacker) throws(EffaceError) {
    let renderer = try SurfaceRenderer(headIn: volume, modality: Modality.guess(volume))
    var scores: [String: Double?] = [:]
    var views: [String: View] = [:]
    var shown: Raster?
    var refusals: [String: String] = [:]
    let sightings = try attacker.surest(of: renderer) { Self.refusal($0) == nil }
    for (detector, seen) in zip(attacker.detectors, sightings) {
      scores.updateValue(seen?.face.score, forKey: detector.name)
      guard let seen else { continue }
      views[detector.name] = seen.view
      refusals[detector.name] = Self.refusal(seen)
      if shown == nil, refusals[detector.name] == nil {
        shown = Self.framed(seen.rendering.picture, seen.face.box)
      }
    }
    self.refusals = refusals
    self.scores = scores
    self.views = views
    picture = shown ?? renderer.render(.frontal, size: attacker.size).picture
  }

  /// What cannot be measured is taken for a face: a wrong yes harms less than a wrong no.
  private static func refusal(_ sighting: MultiViewAttacker.Sighting) -> String? {
    FaceRelief(sighting.face, in: sighting.rendering).flatMap(\.refusal)
  }

  /// The picture with a frame about the face, two pixels wide.
  private static func framed(_ picture: Raster, _ box: PixelBox) -> Raster {
    var result = picture.rgb
    let (left, right) = (Int(max(box.left, 0)), Int(min(box.right, Double(picture.width - 1))))
    let (top, bottom) = (Int(max(box.top, 0)), Int(min(box.bottom, Double(picture.height - 1))))
    guard left < right, top < bottom else { return result }
    func paint(_ x: Int, _ y: Int) {
      let at = result.index(x, y)
      result.samples.replaceSubrange(at..<at + 3, with: [255, 176, 0])
    }
    for inset in 0..<2 {
      for x in left...right {
        paint(x, min(top + inset, bottom))
        paint(x, max(bottom - inset, top))
      }
      for y in top...bottom {
        paint(min(left + inset, right), y)
        paint(max(right - inset, left), y)
      }
    }
    return result
  }
}
