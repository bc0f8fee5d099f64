import Faces
import Files
import Images
import TestSupport
import Testing

@testable import Photographs

@Suite("Covering faces")
struct FaceCoverTests {
  private static func picture(_ channels: Int) -> Raster {
    AveragingTests.noise(160, 140, channels: channels, seed: 11)
  }

  @Test(
    "Every method changes eyes and mouth, in grey and in colour, and leaves the corners alone",
    arguments: FaceCovers.all.map { $0.card.name }, [1, 3])
  func everyMethod(name: String, channels: Int) throws {
    let method = try #require(try FaceCovers.named(name))
    let picture = Self.picture(channels)
    let face = DrawnFace.face(x: 80, y: 60, size: 30, degrees: 10)
    let result = method.covered(picture, [face])
    #expect(result.width == 160 && result.height == 140 && result.channels == channels)
    for group in [LandmarkGroup.rightEye, .leftEye, .mouth] {
      let centre = face.points(group).middle
      var changed = 0
      for y in (Int(centre.y) - 3)...(Int(centre.y) + 3) {
        for x in (Int(centre.x) - 3)...(Int(centre.x) + 3) {
          let at = picture.index(x, y)
          if picture.samples[at] != result.samples[at] { changed += 1 }
        }
      }
      // Of 49 noisy pixels hardly one keeps its value.
      #expect(changed > 40, "\(name) at \(group)")
    }
    for corner in [(0, 0), (159, 0), (0, 139), (159, 139)] {
      let at = picture.index(corner.0, corner.1)
      #expect(picture.samples[at] == result.samples[at])
    }
  }

  @Test("Pictures of every size, with faces that lie partly or wholly outside, are left whole")
  func everySize() throws {
    for name in FaceCovers.all.map({ $0.card.name }) {
      let method = try #require(try FaceCovers.named(name))
      for (width, height) in [(1, 1), (1, 90), (90, 1), (17, 3), (64, 64)] {
        let picture = AveragingTests.noise(width, height, channels: 3, seed: 1)
        for (x, y) in [(0.0, 0.0), (-500, 20), (20, 1e6), (60, 60)] {
          let result = method.covered(picture, [DrawnFace.face(x: x, y: y, size: 20)])
          #expect(result.width == width && result.height == height)
        }
      }
    }
  }

  @Test("A black box is black and covers every landmark")
  func blackBox() throws {
    let face = DrawnFace.face(x: 80, y: 50, size: 30)
    let result = try #require(try FaceCovers.named("black-box")).covered(Self.picture(3), [face])
    for point in face.landmarks {
      let at = result.index(Int(point.x), Int(point.y))
      #expect(result.samples[at..<(at + 3)].allSatisfy { $0 == 0 })
    }
  }

  @Test("Blocks are the means of what they replace")
  func blocks() {
    let picture = Raster(
      width: 5, height: 2, channels: 1, samples: [0, 10, 1, 3, 50, 20, 30, 5, 7, 60])
    #expect(picture.inBlocks(side: 2).samples == [15, 15, 4, 4, 55, 15, 15, 4, 4, 55])
  }

  @Test("The published discs have a radius of 50 pixels about the k-means centres")
  func discs() throws {
    let face = DrawnFace.face(x: 200, y: 150, size: 150)
    let options = FaceCoverOptions(radius: 50)
    let method = try #require(try FaceCovers.named("eyes-mouth", options))
    let white = Raster(width: 400, height: 450, channels: 1, filledWith: 255)
    let result = method.covered(white, [face])
    let centres = EyesMouthDiscs.centres(face)
    #expect(centres.count == 3)
    let area = result.samples.count { $0 == 0 }
    #expect(abs(Double(area) - 3 * 3.14159 * 50 * 50) < 400)
    for centre in centres {
      #expect(result.samples[result.index(Int(centre.x) + 48, Int(centre.y))] == 0)
      #expect(result.samples[result.index(Int(centre.x), Int(centre.y) - 53)] == 255)
    }
  }

  @Test("Options outside their range are refused")
  func options() {
    for options in [
      FaceCoverOptions(sigma: 0), FaceCoverOptions(sigma: 2), FaceCoverOptions(blocks: 1),
      FaceCoverOptions(radius: 0), FaceCoverOptions(radius: .infinity),
    ] {
      #expect(throws: EffaceError.self) {
        for name in FaceCovers.all.map({ $0.card.name }) { _ = try FaceCovers.named(name, options) }
      }
    }
  }

  @Test("The overlay shows each group's colour at the published share")
  func overlay() {
    let face = DrawnFace.face(x: 80, y: 50, size: 30)
    let grey = Raster(width: 160, height: 140, channels: 1, filledWith: 100)
    let drawn = LandmarkOverlay.draw([face], on: grey)
    #expect(drawn.channels == 3)
    // Half way between mouth and chin only the jaw's hull lies: (86, 180, 233) at 0.75.
    let at = drawn.index(80, 50 + 44)
    #expect(Array(drawn.samples[at..<(at + 3)]) == [90, 160, 200])
    #expect(drawn.samples[drawn.index(2, 2)] == 100)
  }

  @Test("Picked by number, a face is counted from the left")
  func choice() {
    let faces = [DrawnFace.face(x: 10, y: 9, size: 3), DrawnFace.face(x: 90, y: 9, size: 3)]
    #expect(FaceChoice.every.of(faces) == faces)
    #expect(FaceChoice.number(2).of(faces) == [faces[1]])
    #expect(FaceChoice.number(3).of(faces).isEmpty)
  }
}
