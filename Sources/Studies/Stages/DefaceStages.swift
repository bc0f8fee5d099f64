internal import Defacing
internal import Files
internal import Foundation
internal import Images
internal import Surfaces
internal import Synchronization
internal import Volumes

/// Defacing and cleaning of one person's probe scan by every method.
struct DefaceStages {
  let person: Participant
  let tools: StudyTools

  /// What `clean` of one method found.
  struct Cleaned: Codable {
    var voxelsCleared: Int
    var collateralVoxels: Int
    /// Whether there was nothing to clean because what was painted is meant to stay.
    var keptNewFace: Bool
  }

  /// The scan that is defaced: the second session where there is one.
  private var probe: String { RunFolder.scan(person.id, session: person.sessions) }

  /// Deface and clean, method after method. The registered scan is shared and let go with the units.
  var units: [WorkUnit] {
    let shared = Shared<AnalysedScan>()
    return tools.defacers.flatMap { [deface($0, shared), clean($0)] }
  }

  private func deface(_ method: any Defacer, _ shared: Shared<AnalysedScan>) -> WorkUnit {
    let stem = RunFolder.defaced(method.name, person.id)
    let (probe, id, tools) = (probe, person.id, tools)
    let ears = tools.pipeline.deface.ears
    return WorkUnit(
      UnitName(stage: "deface", subject: id, arm: method.name), sidecar: stem + ".json",
      parameters: .object([
        "method": .text(method.name), "ears": ears.map { .flag($0) } ?? .null,
        "template": .text(tools.template.digest),
      ]),
      inputs: [.inside(probe + ".nii.gz")]
    ) { root in
      let scan = try shared.get {
        let file = root.appendingPathComponent(probe + ".nii.gz")
        return try AnalysedScan(
          NIfTIImage(contentsOf: file), name: "person \(id)", modality: nil,
          template: tools.template)
      }
      let defaced = try DefacedScan(
        scan, method: method,
        options: DefacingOptions(ears: method.choices.contains(.ears) ? ears : nil),
        name: "person \(id)")
      try defaced.image.write(to: root.appendingPathComponent(stem + ".nii.gz"))
      try defaced.maskImage.write(to: root.appendingPathComponent(stem + "_mask.nii.gz"))
      let picture = QualityPicture(before: scan.volume, modality: scan.modality, head: scan.head)
      try PNG.write(
        picture.render(after: defaced.image.volume(), changed: defaced.mask),
        to: root.appendingPathComponent(stem + "_qc.png"))
      return WorkUnit.Product(
        outputs: [".nii.gz", "_mask.nii.gz", "_qc.png"].map { stem + $0 },
        result: try JSONValue(defaced.facts))
    }
  }

  private func clean(_ method: any Defacer) -> WorkUnit {
    let source = RunFolder.defaced(method.name, person.id)
    let target = RunFolder.cleaned(method.name, person.id) + ".nii.gz"
    let probe = probe + ".nii.gz"
    let way = tools.pipeline.clean.by
    // By difference, what was painted would be taken for remains of the mask and cleared.
    let keeps = method.paints
    return WorkUnit(
      UnitName(stage: "clean", subject: person.id, arm: method.name),
      sidecar: RunFolder.cleaned(method.name, person.id) + ".json",
      parameters: .object(["by": .text(way.rawValue), "keepsNewFace": .flag(keeps)]),
      inputs: [.inside(probe), .inside(source + ".nii.gz"), .sidecar(source + ".json")]
    ) { root in
      var image = try NIfTIImage(contentsOf: root.appendingPathComponent(source + ".nii.gz"))
      var found = Cleaned(voxelsCleared: 0, collateralVoxels: 0, keptNewFace: keeps)
      if way == .difference, !keeps {
        let facts = try Sidecar.read(root.appendingPathComponent(source + ".json"))?
          .result.decoded(as: DefacedScan.Facts.self)
        let original = try NIfTIImage(contentsOf: root.appendingPathComponent(probe))
        let (cleaned, report) = try Cleaning.difference.clean(
          image, original: original, background: facts?.background)
        image = cleaned
        found.voxelsCleared = report.voxelsCleared
        found.collateralVoxels = report.collateralVoxels ?? 0
      }
      try image.write(to: root.appendingPathComponent(target))
      return WorkUnit.Product(outputs: [target], result: try JSONValue(found))
    }
  }
}

/// A value that the units of one chain make once and share.
final class Shared<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// The value, made by `make` where it is not there yet.
  func get(_ make: () throws -> Value) throws -> Value {
    if let present = value.withLock({ $0 }) { return present }
    let fresh = try make()
    value.withLock { $0 = fresh }
    return fresh
  }
}
