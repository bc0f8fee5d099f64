internal import Files
internal import Images

/// An upright square about the middle of the box, grown by the detection's `contextScale`.
///
/// Not turned and not resampled; black where it reaches outside the picture. FaceNet was trained on
/// such crops.
struct BoxAlignment: FaceAlignment {
  var name: String { "box" }

  func crop(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> Raster {
    let side = (max(face.box.width, face.box.height) * face.contextScale).rounded()
    let left = ((face.box.left + face.box.right - side) / 2).rounded()
    let top = ((face.box.top + face.box.bottom - side) / 2).rounded()
    let reach = -1e6...1e6
    guard (1...1e5).contains(side), reach.contains(left), reach.contains(top),
      left < Double(picture.width), top < Double(picture.height), left + side > 0, top + side > 0
    else {
      throw EffaceError(.unsuitable, "The box of the face lies outside the picture.")
    }
    return picture.cropped(
      left: Int(left), top: Int(top), right: Int(left + side), bottom: Int(top + side))
  }
}
