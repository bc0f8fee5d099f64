internal import Faces
internal import Files
internal import Images

/// A black rectangle over the whole face.
struct BlackBox: FaceCover {
  static let card = FaceCoverCard(
    name: "black-box", summary: "a black rectangle over each face, from the hairline to the chin",
    reference: "Newton, Sweeney and Malin, IEEE TKDE 2005")

  init(_ options: FaceCoverOptions) throws(EffaceError) {}

  func cover(_ face: PhotographFace, in picture: inout Raster) {
    picture.blacken(ConvexHull(face.bounds.corners))
  }
}

extension PixelBox {
  /// The four corners.
  var corners: [PixelPoint] {
    [
      PixelPoint(x: left, y: top), PixelPoint(x: right, y: top),
      PixelPoint(x: left, y: bottom), PixelPoint(x: right, y: bottom),
    ]
  }
}
