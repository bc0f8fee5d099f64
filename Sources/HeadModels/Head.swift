public import Geometry

/// The outside of one person's head down to the neck.
///
/// Frame: mm, RAS+; the origin lies midway between the tragi; the face looks towards +y.
public struct Head: Sendable {
  /// What made it.
  public let identity: HeadIdentity
  /// The skin: a closed surface with sealed mouth and eyes, cut flat through the neck.
  public let skin: TriangleMesh
  /// The region of each corner of `skin`.
  public let regions: [HeadRegion]
  /// Where each landmark lies.
  public let landmarks: [HeadLandmark: Vector3]
  /// The radius of the eyeballs in mm.
  public let eyeRadius: Double
  /// The height (z) of the flat cut through the neck.
  public let neckCut: Double

  /// Where `landmark` lies; every landmark is there.
  public subscript(landmark: HeadLandmark) -> Vector3 { landmarks[landmark] ?? Vector3() }
}
