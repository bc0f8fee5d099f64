public import Files
public import Images

/// Whether a picture still looks like a face to dlib's frontal detector. Needs no weights: the
/// detector is compiled in.
public struct FrontalFaceCheck: Sendable {
  private let detectors: Pool<HOGHandle>

  /// Makes the detector.
  ///
  /// - Throws: `EffaceError.foreign` where dlib fails.
  public init() throws(EffaceError) {
    detectors = try Pool { () throws(EffaceError) in try HOGHandle() }
  }

  /// Whether there is a face of at least 40 pixels in `picture`.
  ///
  /// - Throws: `EffaceError.foreign` where dlib fails.
  public func finds(faceIn picture: Raster) throws(EffaceError) -> Bool {
    let colour = picture.rgb
    let boxes = try detectors.withOne { (detector) throws(EffaceError) in
      try detector.detect(colour, upsampling: 1, threshold: 0)
    }
    return !boxes.isEmpty
  }
}
