import Files
import Foundation
import Geometry
import Images
import Testing

@testable import Faces

@Suite("What goes into networks and comes out")
struct NetworkTests {
  @Test("Samples are ordered and scaled as the input says")
  func blob() {
    let pixels: [Float] = [10, 20, 30, 40, 50, 60]
    var input = NetworkInput(
      width: 2, height: 1, colours: .bgr, subtract: [1, 2, 3], divide: [2])
    #expect(input.shape == [1, 3, 1, 2])
    #expect(input.blob(pixels) == [14.5, 29.5, 9, 24, 3.5, 18.5])
    input.colours = .rgb
    input.layout = .nhwc
    #expect(input.shape == [1, 1, 2, 3])
    #expect(input.blob(pixels) == [4.5, 9, 13.5, 19.5, 24, 28.5])
  }

  @Test("A picture is fitted from the top left corner and keeps its proportions")
  func fitted() {
    let picture = Raster(width: 40, height: 20, channels: 1, filledWith: 200)
    let fitted = FittedPicture(picture, width: 20, height: 20)
    #expect(fitted.factor == 0.5)
    #expect(fitted.pixels[(9 * 20 + 19) * 3] == 200)
    #expect(fitted.pixels[(10 * 20) * 3] == 0)
  }

  /// Prior box 0 of the grid of stride 8 lies at (4, 4) and has sides of 16.
  @Test("RetinaFace's numbers become the face that they stand for")
  func retinaface() throws {
    let count = (64 + 16 + 4) * 2
    var (boxes, scores, landmarks) = (
      [Float](repeating: 0, count: count * 4), [Float](repeating: 0, count: count * 2),
      [Float](repeating: 0, count: count * 10)
    )
    // Point (3, 2) of the first grid, second size (32): centre (28, 20).
    let index = (2 * 8 + 3) * 2 + 1
    scores[index * 2 + 1] = 0.8
    boxes[index * 4] = 1
    boxes[index * 4 + 2] = 5 * Float(log(2.0))
    landmarks[index * 10] = -2
    landmarks[index * 10 + 1] = 1
    let faces = try DetectionDecoding.retinaface.decode(
      [boxes, scores, landmarks], width: 64, height: 64, minimum: 0.6)
    #expect(faces.count == 1)
    let box = try #require(faces.first).box
    // Centre moved by 0.1 * 32 to the right, width doubled to 64.
    let sides: [Double] = [box.left, box.right, box.top, box.bottom]
    let expected: [Double] = [28 + 3.2 - 32, 28 + 3.2 + 32, 4, 36]
    #expect(zip(sides, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(abs(faces[0].landmarks[0].x - (28 - 6.4)) < 1e-5)
    #expect(abs(faces[0].landmarks[0].y - (20 + 3.2)) < 1e-5)
    // The first point of the last grid, first size: 256 pixels about (16, 16).
    scores = [Float](repeating: 0, count: count * 2)
    scores[(count - 8) * 2 + 1] = 0.7
    let large = try DetectionDecoding.retinaface.decode(
      [[Float](repeating: 0, count: count * 4), scores, landmarks], width: 64, height: 64,
      minimum: 0.6)
    let face = try #require(large.first).box
    #expect(face == PixelBox(left: -112, top: -112, right: 144, bottom: 144))
  }

  @Test("YuNet's numbers become the face that they stand for")
  func yunet() throws {
    var outputs = [1, 1, 4, 10].flatMap { size in
      [64, 16, 4].map { [Float](repeating: 0, count: $0 * size) }
    }
    // Point (1, 2) of the grid of stride 16.
    let point = 2 * 4 + 1
    (outputs[1][point], outputs[4][point]) = (0.9, 0.8)
    (outputs[7][point * 4], outputs[7][point * 4 + 3]) = (0.5, Float(log(3.0)))
    outputs[10][point * 10 + 9] = 1
    let faces = try DetectionDecoding.yunet.decode(outputs, width: 64, height: 64, minimum: 0.6)
    let face = try #require(faces.first)
    #expect(abs(face.score - 0.72.squareRoot()) < 1e-6)
    let sides: [Double] = [face.box.left, face.box.right, face.box.top, face.box.bottom]
    let expected: [Double] = [24 - 8, 24 + 8, 32 - 24, 32 + 24]
    #expect(zip(sides, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(abs(face.landmarks[4].y - 48) < 1e-5)
    #expect(throws: EffaceError.self) {
      try DetectionDecoding.yunet.decode([], width: 64, height: 64, minimum: 0.6)
    }
  }

  @Test("Of faces that overlap the surest stays; of equals the first")
  func suppression() {
    func face(_ x: Double, _ score: Double) -> RawFace {
      RawFace(centre: (x, 0), size: (10, 10), score: score, landmarks: [])
    }
    let kept = RawFace.surest(
      [face(0, 0.7), face(1, 0.9), face(30, 0.8), face(31, 0.8)], overlap: 0.3)
    #expect(kept.map(\.score) == [0.9, 0.8])
    #expect(kept[1].box.left == 25)
  }

  @Test("Five points that were turned, scaled and moved are brought back to their places")
  func fivePoints() throws {
    let angle = 0.4
    let moved = FivePointAlignment.template.map { point in
      PixelPoint(
        x: 2 * (cos(angle) * point.x - sin(angle) * point.y) + 90,
        y: 2 * (sin(angle) * point.x + cos(angle) * point.y) + 10)
    }
    let map = try #require(Similarity(from: FivePointAlignment.template, to: moved))
    for (point, target) in zip(FivePointAlignment.template, moved) {
      let image = map(point.x, point.y)
      #expect(abs(image.x - target.x) < 1e-9 && abs(image.y - target.y) < 1e-9)
    }
    #expect(Similarity(from: [PixelPoint(x: 1, y: 1)], to: [PixelPoint(x: 1, y: 1)]) == nil)
  }

  @Test("A crop by five points shows each landmark at its place")
  func crop() throws {
    var picture = Raster(width: 300, height: 300, channels: 1)
    let landmarks = FivePointAlignment.template.map {
      PixelPoint(x: ($0.x * 1.5).rounded() + 40, y: ($0.y * 1.5).rounded() + 60)
    }
    for point in landmarks {
      for y in -3...3 {
        for x in -3...3 {
          picture.samples[picture.index(Int(point.x) + x, Int(point.y) + y)] = 255
        }
      }
    }
    let face = FaceDetection(
      box: PixelBox(left: 40, top: 60, right: 200, bottom: 220), score: 1,
      scheme: .eyesNoseMouth5, landmarks: landmarks, contextScale: 1.1)
    let crop = try FivePointAlignment().crop(picture, face)
    #expect(crop.width == 112 && crop.height == 112 && crop.channels == 3)
    for point in FivePointAlignment.template {
      #expect(crop.samples[crop.index(Int(point.x.rounded()), Int(point.y.rounded()))] > 200)
    }
    var far = face.landmarks
    for index in far.indices { far[index].x += 5000 }
    let outside = FaceDetection(
      box: face.box, score: 1, scheme: .eyesNoseMouth5, landmarks: far, contextScale: 1.1)
    #expect(throws: EffaceError.self) { try FivePointAlignment().crop(picture, outside) }
  }
}
