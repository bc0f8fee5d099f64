/// Which crop is cut out of a picture.
public enum AlignmentChoice: String, Sendable, Codable, CaseIterable {
  /// The crop that the detector's landmarks and the embedder's training ask for.
  case native
  /// The crop of deepface up to 0.0.91, which the 2024 study used.
  case study
  /// An upright square of the box with some margin.
  case box

  /// The alignment, where `native` stands for `model`'s own.
  func alignment(native model: any FaceAlignment) -> any FaceAlignment {
    switch self {
    case .native: model
    case .study: FaceAlignments.study
    case .box: FaceAlignments.box
    }
  }
}
