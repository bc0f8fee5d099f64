internal import Files
internal import Foundation
internal import Geometry
internal import Images
internal import Surfaces

/// The files that `efface render` writes.
struct RenderOutputs {
  /// What a picture shows.
  enum Shot {
    /// The skin.
    case surface(View)
    /// What the 2024 study saw; degrees from the front towards the subject's left.
    case study(StudyView, azimuth: Double)
  }

  /// Each picture with what it shows.
  let pictures: [(url: URL, shot: Shot)]
  /// The depth of the first picture.
  let depth: URL?
  /// The normals of the first picture.
  let normals: URL?
  /// The skin as triangles.
  let mesh: URL?

  /// Every file.
  var all: [URL] { pictures.map(\.url) + [depth, normals, mesh].compactMap(\.self) }

  /// Names the files.
  ///
  /// - Throws: `EffaceError.argument` where a mesh has an unknown ending.
  init(
    picture: String, depth: String?, normals: String?, mesh: String?, shots: [Shot],
    numbered: Bool
  ) throws(EffaceError) {
    let url = URL(fileURLWithPath: picture)
    let stem = url.deletingPathExtension().lastPathComponent
    let folder = url.deletingLastPathComponent()
    pictures = shots.enumerated().map { number, shot in
      let name = "\(stem)_view_\(number + 1).png"
      return (numbered ? folder.appendingPathComponent(name) : url, shot)
    }
    self.depth = depth.map { URL(fileURLWithPath: $0) }
    self.normals = normals.map { URL(fileURLWithPath: $0) }
    self.mesh = mesh.map { URL(fileURLWithPath: $0) }
    if let mesh = self.mesh { _ = try MeshFile(mesh) }
  }

  /// Renders and writes the study's pictures.
  func write(_ renderer: VolumeRenderer, size: Int) throws(EffaceError) -> RenderSummary {
    var summary = RenderSummary(level: nil)
    let progress = ProgressBar(total: pictures.count)
    for (number, (url, shot)) in pictures.enumerated() {
      guard case .study(let view, let azimuth) = shot else { continue }
      let picture = renderer.render(view, size: size)
      try PNG.write(picture, to: url)
      summary.pictures.append(.init(url, view, azimuth: azimuth, picture))
      progress.show(number + 1)
    }
    return summary
  }

  /// Renders and writes the skin before a grey background.
  func write(
    _ renderer: SurfaceRenderer, size: Int, background: UInt8
  ) throws(EffaceError) -> RenderSummary {
    var summary = RenderSummary(level: renderer.level)
    let views = pictures.compactMap { (_, shot) -> View? in
      if case .surface(let view) = shot { view } else { nil }
    }
    var shown = [RenderSummary.Picture?](repeating: nil, count: views.count)
    let progress = ProgressBar(total: views.count)
    // Rays are cast once for all lights of a pose.
    for (first, pose) in views.enumerated() where shown[first] == nil {
      let cast = renderer.render(pose, size: size)
      if first == 0 { try writeMaps(of: cast, &summary) }
      for (number, view) in views.enumerated() where view.sharesPose(with: pose) {
        let rendering = number == first ? cast : cast.lit(as: view)
        try PNG.write(rendering.picture(before: background), to: pictures[number].url)
        shown[number] = .init(pictures[number].url, view, rendering)
        progress.show(shown.count { $0 != nil })
      }
    }
    summary.pictures = shown.compactMap(\.self)
    if let mesh {
      let triangles = try renderer.mesh()
      try MeshFile.write(triangles, to: mesh)
      summary.mesh = mesh.path
      summary.triangles = triangles.triangles.count
    }
    return summary
  }

  private func writeMaps(
    of rendering: Rendering, _ summary: inout RenderSummary
  ) throws(EffaceError) {
    let size = rendering.camera.size
    if let depth {
      try PNG.write(sixteen: rendering.depthSamples, width: size, height: size, to: depth)
      summary.depth = depth.path
      summary.depthStep = Rendering.depthStep
    }
    if let normals {
      try PNG.write(rendering.normalPicture, to: normals)
      summary.normals = normals.path
    }
  }
}

/// What `efface render --json` prints.
struct RenderSummary: Encodable {
  struct Picture: Encodable {
    let file: String
    /// Degrees.
    let azimuth: Double
    /// Degrees.
    let elevation: Double
    /// To the right, up, towards the viewer; one for each lamp.
    let lights: [[Double]]
    /// Share of the pixels that show anything.
    let coverage: Double

    init(_ url: URL, _ view: View, _ rendering: Rendering) {
      file = url.path
      azimuth = view.azimuth
      elevation = view.elevation
      lights = view.lights.map { [$0.direction.x, $0.direction.y, $0.direction.z] }
      coverage = rendering.coverage
    }

    init(_ url: URL, _ view: StudyView, azimuth: Double, _ picture: Raster) {
      file = url.path
      self.azimuth = azimuth
      let across = (view.direction * Vector3(1, 1, 0) * view.direction).sum().squareRoot()
      elevation = atan2(view.direction.z, across) * 180 / .pi
      lights = [[0, 0, 1]]
      let samples = picture.samples
      let seen = stride(from: 0, to: samples.count, by: picture.channels).count {
        samples[$0] > 0
      }
      coverage = Double(seen) / Double(picture.width * picture.height)
    }
  }

  var input = ""
  var modality = ""
  /// The value at the skin in the scan's units; none where no surface is looked for.
  let level: Float?
  var pictures: [Picture] = []
  var depth: String?
  /// mm for one step of the depth picture.
  var depthStep: Double?
  var normals: String?
  var mesh: String?
  var triangles: Int?
  var seconds = 0.0

  init(level: Float?) { self.level = level }

  /// For people.
  var lines: [String] {
    var lines = level.map { ["level         \($0) (\(modality))"] } ?? []
    lines += pictures.map { "picture       \($0.file)" }
    if let depth { lines.append("depth         \(depth)") }
    if let normals { lines.append("normals       \(normals)") }
    if let mesh { lines.append("mesh          \(mesh) (\(triangles ?? 0) triangles)") }
    return lines
  }
}
