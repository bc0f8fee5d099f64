internal import Faces
internal import Images

/// One face on its way through the frames.
struct FaceTrack {
  /// Where the face is now, with its landmarks, in pixels of the frame.
  private(set) var face: PhotographFace
  /// Frames since a detector saw it.
  private(set) var unseen = 0
  private var patch: PatchSearch
  private var velocity = PixelPoint(x: 0, y: 0)
  private let factor: Double

  /// Starts at `face`.
  ///
  /// - Parameters:
  ///   - face: In pixels of the frame.
  ///   - view: The grey frame, reduced by `factor`.
  ///   - factor: A whole number.
  init(_ face: PhotographFace, _ view: Raster, factor: Double) {
    self.face = face
    self.factor = factor
    patch = PatchSearch(face.box.scaled(by: 1 / factor), in: view)
  }

  /// Goes on to the next frame. Whether the face's pixels were found again; where they were not, it
  /// goes on as it went before, ever more slowly.
  @discardableResult
  mutating func follow(_ view: Raster) -> Bool {
    unseen += 1
    let box = face.box.shifted(by: velocity).scaled(by: 1 / factor)
    let reach = max(Int(0.3 * box.width), 8)
    let found = patch.shift(of: box, in: view, reach: reach)
    let isFound = found.likeness > 0.5
    let step =
      isFound
      ? PixelPoint(
        x: velocity.x + Double(found.x) * factor, y: velocity.y + Double(found.y) * factor)
      : PixelPoint(x: 0.8 * velocity.x, y: 0.8 * velocity.y)
    face = face.shifted(by: step)
    velocity = PixelPoint(
      x: 0.5 * velocity.x + 0.5 * step.x, y: 0.5 * velocity.y + 0.5 * step.y)
    if found.likeness > 0.8 { patch = PatchSearch(face.box.scaled(by: 1 / factor), in: view) }
    return isFound
  }

  /// A detector saw the face again.
  mutating func confirm(_ seen: PhotographFace, _ view: Raster) {
    face = seen
    unseen = 0
    patch = PatchSearch(seen.box.scaled(by: 1 / factor), in: view)
  }

  /// The face as it is covered: grown with the time since it was seen, by at most a third.
  var covered: PhotographFace { face.grown(by: 1.08 + min(0.02 * Double(unseen), 0.25)) }
}

extension PixelBox {
  /// The box moved by `step`.
  func shifted(by step: PixelPoint) -> PixelBox {
    PixelBox(
      left: left + step.x, top: top + step.y, right: right + step.x, bottom: bottom + step.y)
  }
}

extension PhotographFace {
  /// The face moved by `step`.
  func shifted(by step: PixelPoint) -> PhotographFace {
    PhotographFace(
      box: box.shifted(by: step), score: score, detector: detector,
      landmarks: landmarks.map { PixelPoint(x: $0.x + step.x, y: $0.y + step.y) })
  }

  /// The face `factor` times as large about the middle of its box.
  func grown(by factor: Double) -> PhotographFace {
    let (x, y) = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    func place(_ point: PixelPoint) -> PixelPoint {
      PixelPoint(x: x + factor * (point.x - x), y: y + factor * (point.y - y))
    }
    let (corner, end) = (
      place(PixelPoint(x: box.left, y: box.top)), place(PixelPoint(x: box.right, y: box.bottom))
    )
    return PhotographFace(
      box: PixelBox(left: corner.x, top: corner.y, right: end.x, bottom: end.y), score: score,
      detector: detector, landmarks: landmarks.map(place))
  }
}
