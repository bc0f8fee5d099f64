public import Defacing
public import Faces
public import Files
internal import Geometry
public import Registration
internal import Surfaces
public import Volumes

/// All that an attacker knows of one head: how its face looks from several directions, and its shape.
public struct HeadAppearance: Sendable, Codable, Hashable {
  /// The faces found from several directions.
  public let views: FaceViews
  /// The shape of the skin; nil where the head could not be registered or was not asked for.
  public let shape: SkinRadii?

  /// Builds the record.
  public init(views: FaceViews, shape: SkinRadii?) {
    self.views = views
    self.shape = shape
  }

  /// Looks at the head in `volume`.
  ///
  /// - Parameters:
  ///   - volume: A scan of any orientation and voxel size.
  ///   - attacker: How it is looked at.
  ///   - template: The head to which it is registered for its shape; nil leaves the shape out.
  /// - Throws: `EffaceError.unsuitable` where there is no head, `.foreign` where a library fails.
  public init(
    _ volume: Volume, attacker: MultiViewAttacker, template: HeadTemplate?
  ) throws(EffaceError) {
    let modality = Modality.guess(volume)
    let head = HeadMask(volume, modality: modality)
    views = try attacker.look(
      at: SurfaceRenderer(head, in: volume, isLocal: !modality.isCT))
    shape = template.flatMap { Self.shape(head, $0) }
  }

  private static func shape(_ head: HeadMask, _ template: HeadTemplate) -> SkinRadii? {
    let skin = DistanceField(head.signedDistance(limit: 60))
    let alignment = SkinAlignment(head: head, field: skin, target: template.target).run()
    return alignment.map { SkinRadii(skin, alignment: $0, middle: template.middleOfSkull) }
  }
}

extension HeadTemplate {
  /// A point between the ears, above them and behind the eyes, in the template's world.
  var middleOfSkull: Vector3 {
    let landmarks = landmarks
    let ears = (landmarks.rightEar + landmarks.leftEar) / 2
    return Vector3(ears.x, ears.y, landmarks.eyes.z + 15)
  }
}
