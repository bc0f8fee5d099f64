public import Files
public import Images

/// What kind of pictures faces are looked for in; detectors are surer of photographs.
public enum PictureKind: String, Sendable, Codable, CaseIterable {
  /// Renders of scans, which have neither colour nor hair.
  case renders
  /// Photographs.
  case photographs
}

extension FaceDetector {
  /// The faces in `picture` that score at least what is usual for its kind, best first.
  ///
  /// - Throws: What the detector throws.
  public func detect(
    _ picture: Raster, in kind: PictureKind
  ) throws(EffaceError) -> [FaceDetection] {
    let faces = try detect(picture)
    guard let limits = card.minimumScores else { return faces }
    let least = kind == .renders ? limits.renders : limits.photographs
    return faces.filter { $0.score >= least }
  }
}
