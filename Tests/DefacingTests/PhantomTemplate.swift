import Defacing
import Geometry
import TestSupport
import Volumes

/// The phantom as a template, and scans of it, so that defacing is tested without downloads.
enum PhantomTemplate {
  static let template = HeadTemplate(
    skin: HeadPhantom.distanceVolume(spacing: 2),
    brain: HeadPhantom.sampled(on: HeadPhantom.distanceVolume(spacing: 4).grid) {
      Float(HeadPhantom.brainDistance($0))
    },
    points: HeadPhantom.skin,
    landmarks: FaceLandmarks(
      rightEye: Vector3(32, 76, 5), leftEye: Vector3(-32, 76, 5), noseTip: Vector3(0, 112, -20),
      mouth: Vector3(0, 90, -58), chin: Vector3(0, 92, -94), rightEar: Vector3(78, 0, -5),
      leftEar: Vector3(-78, 0, -5)),
    floor: -130, digest: "phantom")

  /// A scan stored as 16-bit integers, tilted by 8 degrees.
  static func scan(
    ct: Bool = false, noise: Double = 0, spacing: Vector3 = Vector3(2, 2, 2),
    pose: Affine = tilt, grid: Grid? = nil
  ) -> NIfTIImage {
    let grid = grid ?? HeadPhantom.grid(spacing: spacing, bottom: -145)
    return NIfTIImage(
      HeadPhantom.scan(on: grid, pose: pose, ct: ct, noise: noise), type: .int16)
  }

  static let tilt = Affine(linear: .rotation(degrees: 8, about: Vector3(1, 0.2, 0)))

  /// The height of the eyes, mm.
  static var eyes: Double { template.landmarks.eyes.z }

  /// A point of a scan in the phantom's own world.
  static func untilted(_ point: Vector3) -> Vector3 { (tilt.inverse ?? .identity)(point) }

  /// The brain of a scan, known exactly.
  static func brain(of image: NIfTIImage, pose: Affine = tilt) -> VoxelMask {
    let back = pose.inverse ?? .identity
    return VoxelMask(
      HeadPhantom.sampled(on: image.grid) { HeadPhantom.isBrain(back($0)) ? 1 : 0 }, above: 0.5)
  }
}
