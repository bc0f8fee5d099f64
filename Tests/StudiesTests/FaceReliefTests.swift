import Assets
import Faces
import Foundation
import Geometry
import Images
import Surfaces
import Testing
import Volumes

@testable import Studies

/// Solids without a face, as CT of 2 mm.
enum FacelessSolid: CaseIterable {
  case ball, egg, lumps

  /// mm outside the solid, negative inside.
  private func distance(_ point: Vector3) -> Double {
    switch self {
    case .ball: return length(point) - 95
    case .egg: return (length(point / Vector3(75, 95, 110)) - 1) * 80
    case .lumps:
      return length(point) - 95 + 3 * sin(point.x / 5) * cos(point.y / 6) * sin(point.z / 7)
    }
  }

  var volume: Volume {
    let size = 120
    let grid = Grid(
      size: SIMD3(size, size, size),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(2, 2, 2)), translation: Vector3(-119, -119, -119)))
    var volume = Volume(grid: grid, filledWith: -1000)
    for k in 0..<size {
      for j in 0..<size {
        for i in 0..<size {
          let point = grid.affine(Vector3(Double(i), Double(j), Double(k)))
          let share = min(max(0.5 - distance(point) / 2, 0), 1)
          volume[i, j, k] = Float(-1000 + 1040 * share)
        }
      }
    }
    return volume
  }
}

@Suite("The relief behind a face")
struct FaceReliefTests {
  private static let store = AssetStore()
  private static let detectors = ["retinaface", "yunet", "dlib"]
  private static let isReady =
    ["retinaface", "yunet", "dlib-landmarks-5"].allSatisfy(store.isInstalled)

  @Test("Eyes on a ball are measured in mm, and there is no nose on it")
  func ball() throws {
    let renderer = try SurfaceRenderer(FacelessSolid.ball.volume, level: -300)
    let rendering = renderer.render(.frontal, size: 256)
    func face(_ places: [(x: Double, z: Double)]) -> FaceDetection {
      let landmarks = places.map { place in
        let depth = (95 * 95 - place.x * place.x - place.z * place.z).squareRoot()
        let pixel = rendering.camera.pixel(Vector3(place.x, depth, place.z))
        return PixelPoint(x: pixel.x, y: pixel.y)
      }
      return FaceDetection(
        box: PixelBox(left: 0, top: 0, right: 1, bottom: 1), score: 1, scheme: .eyesNoseMouth5,
        landmarks: landmarks, contextScale: 1)
    }
    // Right eye, left eye, nose, corners of the mouth; the person's right lies at positive x.
    let places: [(x: Double, z: Double)] = [(30, 20), (-30, 20), (0, -10), (20, -40), (-20, -40)]
    let relief = try #require(FaceRelief(face(places), in: rendering))
    #expect(abs(relief.eyeDistance - 60) < 1.5)
    // A chord of 27 mm on each side of the nose, and what the search for the tip adds.
    #expect(relief.noseHeight > 2 && relief.noseHeight < 7)
    #expect(relief.refusal?.contains("nose") == true)
    let near = try #require(FaceRelief(face(places.map { ($0.x / 3, $0.z) }), in: rendering))
    #expect(near.refusal?.contains("eyes") == true)
    #expect(FaceRelief(face(places.map { ($0.x + 95, $0.z) }), in: rendering) == nil)
  }

  @Test(
    "A detector may fire on a solid without a face; the answer is no, and the score stays",
    .enabled(if: isReady, "needs the installed detectors"), arguments: FacelessSolid.allCases)
  func solids(_ solid: FacelessSolid) throws {
    let detectors = try Self.detectors.map { try FaceDetectors.named($0, files: Self.store) }
    let found = try Identification(
      solid.volume, attacker: MultiViewAttacker(detectors: detectors, embedders: []))
    #expect(!found.isFace, "\(found.scores)")
    for (name, score) in found.scores {
      #expect((score == nil) == (found.refusals[name] == nil), "\(name)")
    }
  }
}
