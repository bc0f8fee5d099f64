public import Files
public import Foundation
public import Geometry
public import Registration
public import Volumes

/// The average head to which every scan is registered, with what must go and what must stay.
///
/// It is built by `TemplateBuilder` from data that anyone can obtain and holds no person's face.
/// World coordinates RAS+ mm.
public struct HeadTemplate: Sendable {
  /// Signed distance to its skin in mm, negative inside.
  public let skin: DistanceField
  /// Signed distance in mm to where brains lie, negative inside; its grid reaches no more than 40 mm
  /// beyond them.
  public let brain: DistanceField
  /// Signed distance in mm (roughly) to the average head without a face; see `FaceFront`.
  public let front: DistanceField
  /// Points of its skin.
  public let points: [Vector3]
  /// Named places, RAS+ mm.
  public let landmarks: FaceLandmarks
  /// Below this height (mm) the neck is cut.
  public let floor: Double
  /// SHA-256 of the template's description, for sidecars.
  public let digest: String

  /// Assembles a template from its parts; the head without a face is worked out where not given.
  public init(
    skin: Volume, brain: Volume, front: Volume? = nil, points: [Vector3],
    landmarks: FaceLandmarks, floor: Double, digest: String
  ) {
    self.skin = DistanceField(skin)
    self.brain = DistanceField(brain)
    self.front = DistanceField(
      front ?? FaceFront.field(skin: skin, brain: DistanceField(brain), landmarks: landmarks))
    self.points = points
    self.landmarks = landmarks
    self.floor = floor
    self.digest = digest
  }

  /// What a registration aligns to.
  public var target: AlignmentTarget {
    AlignmentTarget(field: skin, skin: points, floor: floor)
  }
}

/// Places on the template's face, RAS+ mm.
public struct FaceLandmarks: Codable, Sendable, Hashable {
  /// The centre of the subject's right eyeball.
  public var rightEye: Vector3
  /// The centre of the subject's left eyeball.
  public var leftEye: Vector3
  /// The foremost point of the nose.
  public var noseTip: Vector3
  /// The middle of the closed lips.
  public var mouth: Vector3
  /// The lowest, foremost point of the chin.
  public var chin: Vector3
  /// The middle of the subject's right ear.
  public var rightEar: Vector3
  /// The middle of the subject's left ear.
  public var leftEar: Vector3

  /// Names all places.
  public init(
    rightEye: Vector3, leftEye: Vector3, noseTip: Vector3, mouth: Vector3, chin: Vector3,
    rightEar: Vector3, leftEar: Vector3
  ) {
    self.rightEye = rightEye
    self.leftEye = leftEye
    self.noseTip = noseTip
    self.mouth = mouth
    self.chin = chin
    self.rightEar = rightEar
    self.leftEar = leftEar
  }

  /// Half way between the eyes.
  public var eyes: Vector3 { (rightEye + leftEye) / 2 }

  /// The points that a viewer knows a face by.
  public var facial: [Vector3] { [rightEye, leftEye, noseTip, mouth, chin] }
}

extension HeadTemplate {
  /// What `template.json` holds.
  struct Description: Codable {
    var landmarks: FaceLandmarks
    var floor: Double
    var points: [Vector3]
    var sources: [String: String]
    var version: String
    var volumes: [String: String]
  }

  // Not compressed: the template is read for every scan.
  static let skinFile = "skin.nii"
  static let brainFile = "brain.nii"
  static let frontFile = "front.nii"
  static let descriptionFile = "template.json"

  /// Reads a template from the folder that the builder wrote.
  ///
  /// - Throws: `EffaceError.missing` where it was not built, `.format` where its volumes are not those
  ///   that its description names.
  public init(contentsOf folder: URL) throws(EffaceError) {
    let file = folder.appendingPathComponent(Self.descriptionFile)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw EffaceError(
        .missing, "The head template is not built yet; run 'efface template build' once.")
    }
    let description = try JSONFile.read(Description.self, from: file)
    var volumes: [String: Volume] = [:]
    for name in [Self.skinFile, Self.brainFile, Self.frontFile] {
      let url = folder.appendingPathComponent(name)
      guard try Checksum.sha256(contentsOf: url) == description.volumes[name] else {
        throw EffaceError(
          .format,
          "The template's file \(name) is damaged; run 'efface template build --force' again.")
      }
      volumes[name] = try NIfTIImage(contentsOf: url).volume()
    }
    guard let skin = volumes[Self.skinFile], let brain = volumes[Self.brainFile],
      let front = volumes[Self.frontFile]
    else {
      throw EffaceError(.format, "The head template in \(folder.path) is incomplete.")
    }
    self.init(
      skin: skin, brain: brain, front: front, points: description.points,
      landmarks: description.landmarks, floor: description.floor,
      digest: try Checksum.sha256(contentsOf: file))
  }

  /// How far from where brains lie their distance is kept, mm; what lies further off counts as far.
  private static let brainReach = Float(DefacingOptions.largestBuffer)
  /// The head without a face is so smooth that voxels of this edge (mm) hold all of it.
  private static let frontSpacing = 4.0

  /// Writes the template to `folder`, its description last, so that a broken build is not found.
  ///
  /// - Throws: `EffaceError.file`.
  static func write(
    skin: Volume, brain: Volume, points: [Vector3], landmarks: FaceLandmarks, floor: Double,
    sources: [String: String], to folder: URL
  ) throws(EffaceError) {
    var digests: [String: String] = [:]
    let front = FaceFront.field(skin: skin, brain: DistanceField(brain), landmarks: landmarks)
    let files = [
      (skinFile, skin), (brainFile, brain.part(nearerThan: brainReach)),
      (
        frontFile,
        front.resampled(to: front.grid.isotropicCover(spacing: frontSpacing), outside: 60)
      ),
    ]
    for (name, volume) in files {
      let url = folder.appendingPathComponent(name)
      try NIfTIImage(volume, type: .int16, slope: 0.01).write(to: url)
      digests[name] = try Checksum.sha256(contentsOf: url)
    }
    try JSONFile.write(
      Description(
        landmarks: landmarks, floor: floor, points: points, sources: sources,
        version: effaceVersion, volumes: digests),
      to: folder.appendingPathComponent(descriptionFile))
  }
}

extension Volume {
  /// The box that holds all values below `distance`, and one voxel around it.
  fileprivate func part(nearerThan distance: Float) -> Volume {
    let near = VoxelMask(grid: grid, bits: values.map { $0 < distance ? 1 : 0 })
    guard let bounds = near.bounds else { return self }
    let low = pointwiseMax(bounds.low &- 1, SIMD3())
    let high = pointwiseMin(bounds.high &+ 1, grid.size &- 1)
    return part(from: low, size: high &- low &+ 1)
  }
}
