internal import Faces
internal import Images

/// The smallest convex polygon that holds a set of points.
struct ConvexHull {
  /// Corners, one after the other.
  let corners: [PixelPoint]

  /// Builds the hull by Andrew's monotone chain (1979).
  init(_ points: some Collection<PixelPoint>) {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    func chain(_ points: some Sequence<PixelPoint>) -> [PixelPoint] {
      var chain: [PixelPoint] = []
      for point in points {
        while chain.count > 1, Self.turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0
        {
          chain.removeLast()
        }
        chain.append(point)
      }
      return Array(chain.dropLast())
    }
    corners = chain(sorted) + chain(sorted.reversed())
  }

  /// Calls `body` with each row of `picture` that the hull meets and the columns inside it.
  func forEachRow(in picture: Raster, _ body: (Int, Range<Int>) -> Void) {
    let rows = corners.map(\.y)
    guard let top = rows.min(), let bottom = rows.max(), top.isFinite, bottom.isFinite else {
      return
    }
    let first = Int(max(top.rounded(.up), 0))
    let last = Int(min(bottom.rounded(.down), Double(picture.height - 1)))
    guard first <= last else { return }
    for y in first...last {
      var (left, right) = (Double.infinity, -Double.infinity)
      for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
        guard min(a.y, b.y) <= Double(y), Double(y) <= max(a.y, b.y) else { continue }
        let ends = a.y == b.y ? [a.x, b.x] : [a.x + (b.x - a.x) * (Double(y) - a.y) / (b.y - a.y)]
        for x in ends { (left, right) = (min(left, x), max(right, x)) }
      }
      let start = Int(max(left.rounded(.up), 0))
      let end = Int(min(right.rounded(.down), Double(picture.width - 1)))
      if start <= end { body(y, start..<(end + 1)) }
    }
  }

  /// Positive where the way over three points turns left (y downwards: clockwise).
  private static func turn(_ a: PixelPoint, _ b: PixelPoint, _ c: PixelPoint) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }
}
