internal import Files
internal import Foundation

/// How the numbers of a detection network become faces. Another one is a case and a decoder.
public enum DetectionDecoding: String, Sendable, Codable, CaseIterable {
  /// RetinaFace of Pytorch_Retinaface: offsets from prior boxes of two sizes on three grids.
  case retinaface
  /// YuNet of 2023: one face for each point of three grids, without prior boxes.
  case yunet

  /// The outputs of the network, in the order in which `decode` takes them.
  var outputs: [String] {
    switch self {
    case .retinaface: ["loc", "conf", "landmarks"]
    case .yunet:
      ["cls", "obj", "bbox", "kps"].flatMap { name in Self.strides.map { "\(name)_\($0)" } }
    }
  }

  /// Pixels between the points of the three grids.
  static let strides = [8, 16, 32]

  /// Of two boxes that overlap by more than this share of their union, the surer one stays.
  var overlap: Double { self == .retinaface ? 0.4 : 0.3 }

  /// The faces in a frame of `width` by `height` pixels that score at least `minimum`, in frame pixels,
  /// the surest first, each once.
  ///
  /// - Throws: `EffaceError.format` where the outputs do not have the sizes that belong to the frame.
  func decode(
    _ outputs: [[Float]], width: Int, height: Int, minimum: Double
  ) throws(EffaceError) -> [RawFace] {
    let grids = Self.strides.map {
      DetectionGrid(stride: $0, columns: width / $0, rows: height / $0)
    }
    let faces =
      switch self {
      case .retinaface: try Self.retinaface(outputs, grids, width, height, minimum)
      case .yunet: try Self.yunet(outputs, grids, minimum)
      }
    return RawFace.surest(faces, overlap: overlap)
  }

  private static func retinaface(
    _ outputs: [[Float]], _ grids: [DetectionGrid], _ width: Int, _ height: Int, _ minimum: Double
  ) throws(EffaceError) -> [RawFace] {
    let count = grids.reduce(0) { $0 + $1.points * 2 }
    try demand(outputs, sizes: [count * 4, count * 2, count * 10])
    let (boxes, scores, landmarks) = (outputs[0], outputs[1], outputs[2])
    var faces: [RawFace] = []
    var index = 0
    for grid in grids {
      for point in 0..<grid.points {
        // Sides of 16 and 32, 64 and 128, 256 and 512 pixels on the three grids.
        for share in [0.25, 0.5] {
          defer { index += 1 }
          let score = Double(scores[index * 2 + 1])
          guard score >= minimum else { continue }
          let side = share * Double(grid.stride * grid.stride)
          let x = (Double(point % grid.columns) + 0.5) * Double(grid.stride)
          let y = (Double(point / grid.columns) + 0.5) * Double(grid.stride)
          let box = boxes[index * 4..<index * 4 + 4].map(Double.init)
          faces.append(
            RawFace(
              centre: (x + box[0] * 0.1 * side, y + box[1] * 0.1 * side),
              size: (side * exp(box[2] * 0.2), side * exp(box[3] * 0.2)), score: score,
              landmarks: (0..<5).map {
                PixelPoint(
                  x: x + Double(landmarks[index * 10 + 2 * $0]) * 0.1 * side,
                  y: y + Double(landmarks[index * 10 + 2 * $0 + 1]) * 0.1 * side)
              }))
        }
      }
    }
    return faces
  }

  private static func yunet(
    _ outputs: [[Float]], _ grids: [DetectionGrid], _ minimum: Double
  ) throws(EffaceError) -> [RawFace] {
    try demand(
      outputs, sizes: [1, 1, 4, 10].flatMap { size in grids.map { $0.points * size } })
    var faces: [RawFace] = []
    for (level, grid) in grids.enumerated() {
      let (classes, objects) = (outputs[level], outputs[level + 3])
      let (boxes, landmarks) = (outputs[level + 6], outputs[level + 9])
      let stride = Double(grid.stride)
      for point in 0..<grid.points {
        func unit(_ value: Float) -> Double { Double(min(max(value, 0), 1)) }
        let score = (unit(classes[point]) * unit(objects[point])).squareRoot()
        guard score >= minimum else { continue }
        let (x, y) = (Double(point % grid.columns), Double(point / grid.columns))
        let box = boxes[point * 4..<point * 4 + 4].map(Double.init)
        faces.append(
          RawFace(
            centre: ((x + box[0]) * stride, (y + box[1]) * stride),
            size: (exp(box[2]) * stride, exp(box[3]) * stride), score: score,
            landmarks: (0..<5).map {
              PixelPoint(
                x: (x + Double(landmarks[point * 10 + 2 * $0])) * stride,
                y: (y + Double(landmarks[point * 10 + 2 * $0 + 1])) * stride)
            }))
      }
    }
    return faces
  }

  private static func demand(_ outputs: [[Float]], sizes: [Int]) throws(EffaceError) {
    guard outputs.map(\.count) == sizes else {
      throw EffaceError(
        .format,
        "The detection network gives \(outputs.map(\.count)) numbers where \(sizes) are expected.")
    }
  }
}

/// The points of one level of a detection network.
private struct DetectionGrid {
  let stride: Int
  let columns: Int
  let rows: Int
  var points: Int { columns * rows }
}

/// A face in the pixels of a network's frame.
struct RawFace {
  let box: PixelBox
  let score: Double
  /// Right eye, left eye, nose, right and left corner of the mouth of the person.
  let landmarks: [PixelPoint]

  init(
    centre: (x: Double, y: Double), size: (width: Double, height: Double), score: Double,
    landmarks: [PixelPoint]
  ) {
    box = PixelBox(
      left: centre.x - size.width / 2, top: centre.y - size.height / 2,
      right: centre.x + size.width / 2, bottom: centre.y + size.height / 2)
    self.score = score
    self.landmarks = landmarks
  }

  /// Non-maximum suppression: the surest faces, each once.
  static func surest(_ faces: [RawFace], overlap: Double) -> [RawFace] {
    let ranked = faces.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    var kept: [RawFace] = []
    for (_, face) in ranked
    where !kept.contains(where: { $0.box.sharedPart(with: face.box) > overlap }) {
      kept.append(face)
    }
    return kept
  }

  /// The face in a picture of which a pixel is `factor` frame pixels.
  func detection(factor: Double, contextScale: Double) -> FaceDetection {
    FaceDetection(
      box: PixelBox(
        left: box.left / factor, top: box.top / factor, right: box.right / factor,
        bottom: box.bottom / factor),
      score: score, scheme: .eyesNoseMouth5,
      landmarks: landmarks.map { PixelPoint(x: $0.x / factor, y: $0.y / factor) },
      contextScale: contextScale)
  }
}

extension PixelBox {
  /// The area of the intersection as a share of the area of the union, 0 to 1.
  func sharedPart(with other: PixelBox) -> Double {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    guard width > 0, height > 0 else { return 0 }
    let shared = width * height
    return shared / (self.width * self.height + other.width * other.height - shared)
  }
}
