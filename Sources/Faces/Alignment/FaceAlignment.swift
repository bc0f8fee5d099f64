public import Files
public import Images

/// Cuts a face out of a picture in the way that a network expects.
public protocol FaceAlignment: Sendable {
  /// One word for records.
  var name: String { get }

  /// The part of `picture` that shows `face`.
  ///
  /// - Throws: `EffaceError.unsuitable` where nothing of the face lies in the picture.
  func crop(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> Raster
}

/// The alignments of this suite that belong to no model.
public enum FaceAlignments {
  /// The crop of deepface up to 0.0.91, which the 2024 defacing study used, to the pixel.
  public static let study: any FaceAlignment = StudyAlignment()

  /// An upright square about the middle of the box, grown by the detection's `contextScale`.
  public static let box: any FaceAlignment = BoxAlignment()
}
