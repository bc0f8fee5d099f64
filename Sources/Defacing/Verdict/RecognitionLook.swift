internal import Assets
internal import Faces
internal import Files
internal import Geometry
internal import Surfaces
internal import Volumes

/// How near a new face comes to the person's own, as a recognition network sees it.
///
/// RetinaFace finds the face in frontal renders of the skin before and after, and SFace describes it;
/// of the elevations that show a face both times the nearest counts. It is asked of heads that were
/// given another face only, since a head without one shows nothing to compare.
struct RecognitionLook: Sendable {
  /// What came of it.
  enum Answer: Sendable {
    /// The cosine distance of the two faces; nil where one of them shows no face.
    case distance(Double?)
    /// It could not be asked, for the reason given as a sentence.
    case notAsked(String)
  }

  private let detector: any FaceDetector
  private let embedder: any FaceEmbedder

  /// Loaded once, from where models are installed for everything; a failure where they are not.
  private static let installed: Result<RecognitionLook, EffaceError> = Result {
    () throws(EffaceError) in try RecognitionLook(files: AssetStore())
  }

  /// The networks that are asked; none where they are not installed.
  static var models: [ModelCard] {
    guard case .success(let look) = installed else { return [] }
    return [look.detector.card, look.embedder.card]
  }

  private init(files: any ModelFiles) throws(EffaceError) {
    detector = try FaceDetectors.named("retinaface", files: files)
    embedder = try FaceEmbedders.named("sface", files: files)
  }

  /// Compares `after`, a defaced scan on the head's working grid, with the scan before.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails.
  static func compare(_ after: Volume, with scan: AnalysedScan) throws(EffaceError) -> Answer {
    switch installed {
    case .success(let look):
      let (before, now) = (
        try look.faces(scan.head.volume, scan), try look.faces(after, scan)
      )
      let distances = zip(before, now).compactMap { own, new -> Double? in
        guard let own, let new else { return nil }
        return look.embedder.nativeDistance.between(own, new)
      }
      return .distance(distances.min())
    case .failure(let error) where error.code == .missing:
      return .notAsked(
        "Whether a network knows the person by the new face was not asked, since the models "
          + "retinaface and sface are not installed; run 'efface models install' and deface again.")
    case .failure(let error): throw error
    }
  }

  /// The surest face from each elevation, described; nil where there is none.
  private func faces(
    _ head: Volume, _ scan: AnalysedScan
  ) throws(EffaceError) -> [[Float]?] {
    guard let renderer = FaceLook.renderer(head, scan) else { return [] }
    var faces: [[Float]?] = []
    for elevation in FaceLook.elevations {
      let picture = renderer.render(View(elevation: elevation), size: 512).picture
      let face = try detector.detect(picture, in: .renders).first
      faces.append(
        try face.flatMap { (face) throws(EffaceError) in
          // A face at the end of the field may leave the picture.
          try embedder.embedding(of: face, in: picture)
        })
    }
    return faces
  }
}
