public import Faces
public import Files
internal import Geometry
internal import Images
public import Surfaces

/// Looks at a head from several directions, each in several lights, and describes every face that
/// it finds: the standard attacker.
///
/// In every view the detectors are asked in their order until one finds a face; of the lights the one
/// in which it is surest counts. Where no view shows a face, the head is looked at from steeper
/// above and below, since many heads lie pitched in the scanner.
public struct MultiViewAttacker: Sendable {
  /// Detectors, the preferred first.
  public let detectors: [any FaceDetector]
  /// Networks that describe what was found.
  public let embedders: [any FaceEmbedder]
  /// Directions, the most frontal first.
  public let poses: [View]
  /// Rows and columns of the pictures.
  public let size: Int

  private static let lights: [View.Light] = [.key, .mirrored]
  /// Elevations in degrees that are tried where no pose showed a face.
  private static let steep = [24.0, -24, 36]

  /// Builds an attacker with `views` directions.
  ///
  /// - Parameters:
  ///   - detectors: At least one.
  ///   - embedders: May be empty, to detect only.
  ///   - views: How many directions, 1 to 27: the first of `View.grid`.
  ///   - azimuth: Degrees by which all directions are turned.
  ///   - elevation: Degrees by which all directions are raised.
  ///   - size: Rows and columns of the pictures.
  public init(
    detectors: [any FaceDetector], embedders: [any FaceEmbedder], views: Int = 9,
    azimuth: Double = 0, elevation: Double = 0, size: Int = 512
  ) {
    precondition(!detectors.isEmpty, "an attacker needs a detector")
    self.detectors = detectors
    self.embedders = embedders
    self.size = size
    let most = View.gridCapacity / 3
    poses = View.grid(count: min(max(views, 1), most)).map { pose in
      View(azimuth: pose.azimuth + azimuth, elevation: pose.elevation + elevation)
    }
  }

  /// Looks at a head.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails. No face is a result.
  public func look(at renderer: SurfaceRenderer) throws(EffaceError) -> FaceViews {
    var faces = try Self.all(poses.count) { (view) throws(EffaceError) in
      try face(renderer, poses[view], number: view)
    }
    if faces.isEmpty {
      faces = try Self.all(Self.steep.count) { (index) throws(EffaceError) in
        var pose = poses[0]
        pose.elevation += Self.steep[index]
        return try face(renderer, pose, number: poses.count + index)
      }
    }
    return FaceViews(faces: faces, views: poses.count)
  }

  /// The surest face that each detector finds in any view and light, with the picture that shows it;
  /// nil where it finds none. In the order of `detectors`.
  ///
  /// Where `isFace` is given, sightings that it refuses count only where no other is left.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails.
  public func surest(
    of renderer: SurfaceRenderer, isFace: @Sendable (Sighting) -> Bool = { _ in true }
  ) throws(EffaceError) -> [Sighting?] {
    var best = [Sighting?](repeating: nil, count: detectors.count)
    for group in [poses, Self.steep.map { View(azimuth: 0, elevation: $0) }] {
      let missing = best.indices.filter { best[$0].map { !isFace($0) } ?? true }
      guard !missing.isEmpty else { break }
      let found = try Self.all(group.count) { (index) throws(EffaceError) in
        let pictures = pictures(renderer, group[index])
        var seen: [Sighting?] = []
        for detector in missing {
          seen.append(try sighting(detectors[detector], pictures, isFace))
        }
        return seen
      }
      for (place, detector) in missing.enumerated() {
        for sighting in found.compactMap({ $0[place] })
        where Self.isSurer(sighting, than: best[detector], isFace) {
          best[detector] = sighting
        }
      }
    }
    return best
  }

  /// A face and the picture in which it was found.
  public struct Sighting: Sendable {
    /// The picture and where it was taken from.
    public let rendering: Rendering
    /// The direction and light.
    public let view: View
    /// The face.
    public let face: FaceDetection
  }

  /// A pose in each light; rays are cast once.
  private func pictures(
    _ renderer: SurfaceRenderer, _ pose: View
  ) -> [(view: View, rendering: Rendering)] {
    var views: [View] = []
    for light in Self.lights {
      var view = pose
      view.lights = [light]
      views.append(view)
    }
    let cast = renderer.render(views[0], size: size)
    return views.enumerated().map { ($1, $0 == 0 ? cast : cast.lit(as: $1)) }
  }

  private func sighting(
    _ detector: any FaceDetector, _ pictures: [(view: View, rendering: Rendering)],
    _ isFace: (Sighting) -> Bool = { _ in true }
  ) throws(EffaceError) -> Sighting? {
    var best: Sighting?
    for (view, rendering) in pictures {
      guard let face = try detector.detect(rendering.picture, in: .renders).first else { continue }
      let seen = Sighting(rendering: rendering, view: view, face: face)
      if Self.isSurer(seen, than: best, isFace) { best = seen }
    }
    return best
  }

  /// Sightings that are a face come before others, then surer ones.
  private static func isSurer(
    _ sighting: Sighting, than other: Sighting?, _ isFace: (Sighting) -> Bool
  ) -> Bool {
    guard let other else { return true }
    let (one, two) = (isFace(sighting), isFace(other))
    return one == two ? sighting.face.score > other.face.score : one
  }

  private func face(
    _ renderer: SurfaceRenderer, _ pose: View, number: Int
  ) throws(EffaceError) -> FaceViews.Face? {
    let pictures = pictures(renderer, pose)
    for detector in detectors {
      guard let seen = try sighting(detector, pictures) else { continue }
      var embeddings: [String: [Float]] = [:]
      for embedder in embedders {
        // A face at the edge that this network's crop misses may still be described by others.
        embeddings[embedder.name] = try embedder.embedding(
          of: seen.face, in: seen.rendering.picture)
      }
      return FaceViews.Face(
        view: number, detector: detector.name, score: seen.face.score, embeddings: embeddings)
    }
    return nil
  }

  private static func all<Value: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws(EffaceError) -> Value?
  ) throws(EffaceError) -> [Value] {
    let results = Parallel.map(count) { index in
      Result { () throws(EffaceError) in try body(index) }
    }
    var values: [Value] = []
    for result in results { if let value = try result.get() { values.append(value) } }
    return values
  }
}
