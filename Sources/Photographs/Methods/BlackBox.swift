internal import Faces
public import Files
public import Images

/// A black rectangle over the whole face.
public struct BlackBox: FaceCover {
  public static let card = FaceCoverCard(
    name: "black-box", summary: "a black rectangle over each face, from the hairline to the chin",
    reference: "Newton, Sweeney and Malin, IEEE TKDE 2005")

  public init(_ options: FaceCoverOptions) throws(EffaceError) {}

  public func cover(_ face: PhotographFace, in picture: inout Raster) {
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
