internal import Faces
internal import Files
internal import Images

/// Black bars across the face, along the line of the eyes: one over brows and eyes, one from the base
/// of the nose to below the lower lip.
struct CensorBar: FaceCover {
  static let card = FaceCoverCard(
    name: "censor-bar", summary: "black bars over brows and eyes, and over nose tip and mouth",
    reference: "AnonNet: landmark regions under bars")

  /// How far the bars reach beyond what they cover, as shares of the eyes' distance.
  private static let margin = (across: 0.35, along: 0.18)

  init(_ options: FaceCoverOptions) throws(EffaceError) {}

  func cover(_ face: PhotographFace, in picture: inout Raster) {
    let points = face.landmarks
    let jaw = [points[0], points[16]]
    let upper = points[17..<27] + points[36..<48]
    let lower = points[30..<36] + points[48..<68]
    for part in [Array(upper), Array(lower)] {
      picture.blacken(bar(over: part, asWideAs: jaw, face))
    }
  }

  /// The bar in the face's own axes.
  private func bar(
    over points: [PixelPoint], asWideAs sides: [PixelPoint], _ face: PhotographFace
  ) -> ConvexHull {
    let (across, up) = face.axes
    let origin = face.eyes.right
    func place(_ point: PixelPoint) -> (x: Double, y: Double) {
      let (x, y) = (point.x - origin.x, point.y - origin.y)
      return (x * across.x + y * across.y, x * up.x + y * up.y)
    }
    let wide = (points + sides).map { place($0).x }
    let high = points.map { place($0).y }
    let (x, y) = (Self.margin.across * face.eyeDistance, Self.margin.along * face.eyeDistance)
    let columns = ((wide.min() ?? 0) - x, (wide.max() ?? 0) + x)
    let rows = ((high.min() ?? 0) - y, (high.max() ?? 0) + y)
    let corners = [
      (columns.0, rows.0), (columns.1, rows.0), (columns.0, rows.1), (columns.1, rows.1),
    ]
    return ConvexHull(
      corners.map { x, y in
        PixelPoint(
          x: origin.x + x * across.x + y * up.x, y: origin.y + x * across.y + y * up.y)
      })
  }
}
