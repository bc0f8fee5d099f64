internal import Faces
internal import Files
internal import Geometry
internal import Surfaces
internal import Volumes

/// Whether a face detector still fires on a defaced head.
enum FaceLook {
  /// Heads lie pitched in the scanner, so they are looked at from above and below as well.
  static let elevations = [0.0, 12, -12, 24]

  /// Renders `head`, a scan on the head's working grid, from the front and asks dlib's detector. Nil
  /// where there is no surface.
  static func fires(_ head: Volume, scan: AnalysedScan) throws(EffaceError) -> Bool? {
    guard let renderer = renderer(head, scan) else { return nil }
    let check = try FrontalFaceCheck()
    for elevation in elevations {
      let picture = renderer.render(View(elevation: elevation), size: 256).picture
      if try check.finds(faceIn: picture) { return true }
    }
    return false
  }

  /// Draws `head`, a scan on the head's working grid, before or after defacing; nil where there is no
  /// surface.
  static func renderer(_ head: Volume, _ scan: AnalysedScan) -> SurfaceRenderer? {
    try? SurfaceRenderer(
      head, level: scan.head.level, mask: scan.head.solid.dilated(4),
      isLocal: !scan.modality.isCT)
  }
}
