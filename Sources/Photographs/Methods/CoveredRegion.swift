internal import Faces
internal import Images

/// The part of a face that a method changes pixel by pixel.
struct CoveredRegion {
  let hulls: [ConvexHull]
  /// The smallest box of whole pixels of the picture that holds the hulls; nil where nothing lies in
  /// the picture.
  let box: (left: Int, top: Int, right: Int, bottom: Int)?

  init(_ face: PhotographFace, _ extent: FaceCoverOptions.Extent, in picture: Raster) {
    hulls =
      switch extent {
      case .face: [face.outline]
      case .features: Self.features(face)
      }
    let corners = hulls.flatMap(\.corners)
    let (x, y) = (corners.map(\.x), corners.map(\.y))
    func inside(_ value: Double?, _ limit: Int) -> Int {
      Int(min(max((value ?? 0).rounded(.down), 0), Double(limit)))
    }
    let (left, right) = (
      inside(x.min(), picture.width), inside(x.max().map { $0 + 1 }, picture.width)
    )
    let (top, bottom) = (
      inside(y.min(), picture.height), inside(y.max().map { $0 + 1 }, picture.height)
    )
    box = left < right && top < bottom ? (left, top, right, bottom) : nil
  }

  /// Takes the pixels inside the hulls from `part`, whose top left pixel is that of the box.
  func paste(_ part: Raster, into picture: inout Raster) {
    guard let box else { return }
    var result = picture
    for hull in hulls {
      hull.forEachRow(in: picture) { y, columns in
        let from = part.index(columns.lowerBound - box.left, y - box.top)
        let to = picture.index(columns.lowerBound, y)
        let count = columns.count * picture.channels
        for at in 0..<count { result.samples[to + at] = part.samples[from + at] }
      }
    }
    picture = result
  }

  /// Eyes with their brows, and the mouth; grown by half about their middles.
  private static func features(_ face: PhotographFace) -> [ConvexHull] {
    [
      face.points(.rightEye) + face.points(.rightBrow),
      face.points(.leftEye) + face.points(.leftBrow), face.points(.mouth),
    ].map { points in
      let middle = points.middle
      return ConvexHull(
        points.map {
          PixelPoint(
            x: middle.x + 1.5 * ($0.x - middle.x), y: middle.y + 1.5 * ($0.y - middle.y))
        })
    }
  }
}
