/// What became of one picture. A picture that could not be changed has a reason and no output.
public struct PhotographOutcome: Sendable, Codable, Hashable {
  /// The picture, as it was given.
  public let file: String
  /// What was written; nil where nothing was.
  public let output: String?
  /// The faces found, from left to right.
  public let faces: [PhotographFace]
  /// Why nothing was written; nil where something was.
  public let reason: String?
}

/// Which faces of a picture are meant, counted from the left as `efface photo landmarks` lists them.
public enum FaceChoice: Sendable, Hashable {
  /// All of them.
  case every
  /// One of them, from 1.
  case number(Int)

  /// The chosen ones of `faces`.
  func of(_ faces: [PhotographFace]) -> [PhotographFace] {
    switch self {
    case .every: faces
    case .number(let number): faces.indices.contains(number - 1) ? [faces[number - 1]] : []
    }
  }
}
