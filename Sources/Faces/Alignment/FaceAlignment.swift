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
