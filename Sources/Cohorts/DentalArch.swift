/// The row of teeth of one jaw, right side; its middle is the contact of the two front teeth.
enum DentalArch {
  typealias Point = SIMD3<Float>

  /// Middles of the eight teeth of a side, in mm to the side and to the back.
  private static let places: [SIMD2<Float>] = [
    [4.2, 0.5], [11.5, 2.8], [17.5, 7.5], [21.5, 13.8], [24, 20.6], [26.5, 29], [28.5, 38.5],
    [30, 47.5],
  ]

  /// How deep `p` lies in the teeth of the row at `middle`, whose roots point up or down.
  static func teeth(_ p: Point, _ middle: Point, up: Bool) -> Float {
    guard abs(p.z - middle.z) < 26, p.y < middle.y + 10, p.y > middle.y - 60 else {
      return -10
    }
    let sign: Float = up ? 1 : -1
    var best: Float = -10
    for (index, place) in places.enumerated() {
      let crown = middle + Point(place.x, -place.y, sign * 3.2)
      let root = crown + Point(0, -2, sign * (index == 2 ? 17 : 13))
      let width: Float = index > 4 ? 4.4 : index == 1 ? 3 : 3.5
      best = max(best, Shapes.capsule(p, crown, root, width, 1.6))
    }
    return best
  }

  /// How deep `p` lies in the bony ridge whose middle is `middle`.
  static func alveolar(_ p: Point, _ middle: Point) -> Float {
    guard abs(p.z - middle.z) < 20 else { return -10 }
    var best: Float = -10
    for index in 1..<places.count {
      let (a, b) = (places[index - 1], places[index])
      best = max(
        best,
        Shapes.capsule(
          Point(p.x, p.y, middle.z + 0.75 * (p.z - middle.z)),
          middle + Point(a.x, -a.y - 1, 0), middle + Point(b.x, -b.y - 1, 0), 5.4, 5.4))
    }
    return best
  }
}
