internal import Defacing
public import Faces
public import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// Two ways to find how high the eyes of a head lie, held against the truth: its registration to the
/// template, and the 68 landmarks of its frontal picture, taken back to the skin by the picture's depth.
public struct EyeSearch: Sendable {
  /// How far both are from the centres of the true eyes in one scan.
  public struct Row: Sendable {
    /// The label map.
    public let head: String
    /// The contrast.
    public let kind: ScanKind
    /// The perturbation's name.
    public let perturbation: String
    /// Template mm by which the registration puts the eyes too high.
    public let registration: Double
    /// Template mm by which the median of the landmarks of both eyes lies too high; nil where dlib's
    /// detector sees no face.
    public let landmarks: Double?

    /// The names of `fields`.
    public static let columns = [
      "head", "scan", "perturbation", "registration too high mm", "landmarks too high mm",
    ]

    /// The cells of the row, mm with two digits.
    public var fields: [String] {
      let cells = [registration, landmarks].map { value in
        value.map { "\(($0 * 100).rounded() / 100)" } ?? ""
      }
      return [head, kind.rawValue, perturbation] + cells
    }
  }

  /// The lids of both eyes among the 68 landmarks.
  private static let lids = 36...47
  /// Heads lie pitched in the scanner, so they are looked at from above and below as well, degrees.
  private static let elevations = [0.0, 12, -12, 24]
  private static let size = 256

  private let detector: any FaceDetector
  private let landmarks: FacialLandmarks

  /// Loads dlib's detector and its 68 landmarks.
  ///
  /// - Throws: `EffaceError.missing` or `.foreign`, naming the file of weights.
  public init(files: any ModelFiles) throws(EffaceError) {
    detector = try FaceDetectors.named("dlib", files: files)
    landmarks = try FacialLandmarks(files: files)
  }

  /// Looks for the eyes in `scan`; nil where the two true ones do not lie in its field.
  func row(
    _ scan: BatteryScan, _ analysed: AnalysedScan, _ perturbation: Perturbation
  ) throws(EffaceError) -> Row? {
    let grid = analysed.volume.grid
    guard let toVoxel = grid.affine.inverse,
      [scan.head.rightEye, scan.head.leftEye].allSatisfy({
        grid.contains(voxel: toVoxel(scan.pose($0)))
      })
    else { return nil }
    let toTemplate = analysed.alignment.toTemplate
    let truth = toTemplate(scan.pose(scan.head.eyes)).z
    let heights = try eyes(of: analysed).map { toTemplate($0).z - truth }.sorted()
    return Row(
      head: scan.head.name, kind: scan.kind, perturbation: perturbation.name,
      registration: analysed.template.landmarks.eyes.z - truth,
      landmarks: heights.isEmpty ? nil : heights[heights.count / 2])
  }

  /// The lids' landmarks, mm in the scan's world; none where there is no face.
  private func eyes(of scan: AnalysedScan) throws(EffaceError) -> [Vector3] {
    let renderer = try SurfaceRenderer(scan.head, in: scan.volume, isLocal: !scan.modality.isCT)
    for elevation in Self.elevations {
      let rendering = renderer.render(View(elevation: elevation), size: Self.size)
      guard let face = try detector.detect(rendering.picture, in: .renders).first else { continue }
      let found = try landmarks.find(in: rendering.picture, face)
      return Self.lids.compactMap { rendering.surface(at: found[$0]) }
    }
    return []
  }
}

extension Rendering {
  /// The point of the surface (mm, RAS+) at the pixel nearest to `place`; nil where there is none.
  fileprivate func surface(at place: PixelPoint) -> Vector3? {
    let (x, y) = (Int(place.x.rounded()), Int(place.y.rounded()))
    guard (0..<camera.size).contains(x), (0..<camera.size).contains(y) else { return nil }
    let depth = depth[y * camera.size + x]
    return depth.isFinite ? camera.point(x, y, depth: Double(depth)) : nil
  }
}

extension Battery {
  /// Looks for the eyes of `head` in all scans of the battery.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails. Scans in which no head is found are left out.
  public func findEyes(
    _ head: LabelledHead, with search: EyeSearch
  ) throws(EffaceError) -> [EyeSearch.Row] {
    var rows: [EyeSearch.Row] = []
    for kind in kinds {
      let tissue = ValueMap(head, kind)
      for perturbation in perturbations {
        let scan = BatteryScan(head, kind, perturbation, tissue: tissue)
        guard
          let analysed = try? AnalysedScan(
            scan.image, name: head.name, modality: kind.modality, template: template),
          let row = try search.row(scan, analysed, perturbation)
        else { continue }
        rows.append(row)
      }
    }
    return rows
  }
}

extension EyeSearch {
  /// How well both ways agree with the truth, in Markdown.
  ///
  /// A way that is always wrong by the same can be corrected, so what counts is the spread.
  public static func markdown(_ rows: [Row]) -> String {
    let ways = [
      ("registration", rows.map(\.registration)), ("68 landmarks", rows.compactMap(\.landmarks)),
    ]
    let lines = ways.map { name, values in
      guard !values.isEmpty else { return "| \(name) | 0 of \(rows.count) | | | |" }
      let mean = values.reduce(0, +) / Double(values.count)
      let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
        .squareRoot()
      let cells = [mean, spread, values.min() ?? 0, values.max() ?? 0].map {
        String(format: "%.1f", $0)
      }
      return "| \(name) | \(values.count) of \(rows.count) | \(cells[0]) | \(cells[1]) "
        + "| \(cells[2]) to \(cells[3]) |"
    }
    return """
      | eyes found by | scans | too high, mean mm | standard deviation mm | range mm |
      | --- | --- | --- | --- | --- |
      \(lines.joined(separator: "\n"))

      """
  }
}
