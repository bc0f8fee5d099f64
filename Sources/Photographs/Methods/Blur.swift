internal import Faces
internal import Files
internal import Images

/// A Gaussian blur of the face.
struct Blur: FaceCover {
  static let card = FaceCoverCard(
    name: "blur", summary: "a Gaussian blur; weak ones hide nobody from a recogniser",
    reference: "compared with by the averaging study; McPherson et al., arXiv:1609.00408, 2016")

  /// The standard deviation as a share of the face's width where none is given.
  static let defaultSigma = 0.15
  private let extent: FaceCoverOptions.Extent
  private let sigma: Double

  init(_ options: FaceCoverOptions) throws(EffaceError) {
    extent = options.extent ?? .face
    sigma = options.sigma ?? Self.defaultSigma
    guard sigma > 0, sigma <= 1 else {
      throw EffaceError(
        .argument, "The blur is a share of the face's width above 0 and up to 1, not \(sigma).")
    }
  }

  func cover(_ face: PhotographFace, in picture: inout Raster) {
    let region = CoveredRegion(face, extent, in: picture)
    guard let box = region.box else { return }
    let part = picture.cropped(left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    let width = CoveredRegion(face, .face, in: picture).box.map { $0.right - $0.left } ?? part.width
    region.paste(part.blurred(sigma: sigma * Double(width)), into: &picture)
  }
}
