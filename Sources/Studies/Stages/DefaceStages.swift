internal import Defacing
internal import Files
internal import Foundation
internal import Images
internal import Surfaces
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

  /// Deface, and clean in each arm of a method. The registered scan is shared and let go with the
  /// units.
  var units: [WorkUnit] {
    let shared = Shared<AnalysedScan>()
    let reference = Shared<UtilityReference>()
    return tools.methods.flatMap { method in
      [deface(method, shared)]
        + tools.arms.filter { $0.method.name == method.section.name }.flatMap { arm in
          [
            clean(arm, method.defacer),
            UtilityStage(person: person, arm: arm, reference: reference).unit,
          ]
        }
    }
  }

  /// How many units there are.
  static func count(_ tools: StudyTools) -> Int { tools.methods.count + 2 * tools.arms.count }

  private func deface(_ chosen: StudyTools.Method, _ shared: Shared<AnalysedScan>) -> WorkUnit {
    let (section, method) = (chosen.section, chosen.defacer)
    let stem = RunFolder.defaced(section.name, person.id)
    let (probe, id, tools) = (probe, person.id, tools)
    let ears = method.choices.contains(.ears) ? section.ears ?? tools.pipeline.deface.ears : nil
    return WorkUnit(
      UnitName(stage: "deface", subject: id, arm: section.name), sidecar: stem + ".json",
      parameters: .object([
        "method": .text(method.name), "ears": ears.map { .flag($0) } ?? .null,
        "template": .text(tools.template.digest),
        "fill": section.fill.map { .number($0) } ?? .null,
        "floor": section.floor.map { .number($0) } ?? .null,
        "recognition": .list(
          (method.refaces ? Judge.recognitionModels : []).map(StudyTools.weights)),
      ]),
      inputs: [.inside(probe + ".nii.gz")]
    ) { root in
      let scan = try shared.get {
        let file = root.appendingPathComponent(probe + ".nii.gz")
        return try AnalysedScan(
          NIfTIImage(contentsOf: file), name: "person \(id)", modality: nil,
          template: tools.template)
      }
      let options = DefacingOptions(ears: ears)
      let edit = try method.edit(scan, options: options)
      let ready = PreparedDefacer(
        method, edit: section.floor.map { edit.raising(scan, to: $0) } ?? edit)
      let defaced = try DefacedScan(
        scan, method: ready, options: options, fill: section.fill, name: "person \(id)")
      try defaced.image.write(to: root.appendingPathComponent(stem + ".nii.gz"))
      try NIfTIImage(
        header: NIfTIHeader(grid: scan.volume.grid, type: .uint8),
        voxels: edit.mask(on: scan.volume.grid).bits
      ).write(to: root.appendingPathComponent(stem + "_mask.nii.gz"))
      try PNG.write(
        defaced.qualityPicture(), to: root.appendingPathComponent(stem + "_qc.png"))
      return WorkUnit.Product(
        outputs: [".nii.gz", "_mask.nii.gz", "_qc.png"].map { stem + $0 },
        result: try JSONValue(defaced.facts))
    }
  }

  private func clean(_ arm: DefacedArm, _ method: any Defacer) -> WorkUnit {
    let source = RunFolder.defaced(arm.method.name, person.id)
    let target = RunFolder.cleaned(arm.name, person.id) + ".nii.gz"
    let probe = probe + ".nii.gz"
    // By difference, what was painted would be taken for remains of the mask and cleared.
    let keeps = method.paints && arm.way == .difference
    return WorkUnit(
      UnitName(stage: "clean", subject: person.id, arm: arm.name),
      sidecar: RunFolder.cleaned(arm.name, person.id) + ".json",
      parameters: .object([
        "by": arm.way.json, "keepsNewFace": .flag(keeps),
        "fill": arm.method.fill.map { .number($0) } ?? .null,
        "floor": arm.method.floor.map { .number($0) } ?? .null,
      ]),
      inputs: [.inside(probe), .inside(source + ".nii.gz"), .sidecar(source + ".json")]
    ) { root in
      var image = try NIfTIImage(contentsOf: root.appendingPathComponent(source + ".nii.gz"))
      var found = Cleaned(voxelsCleared: 0, collateralVoxels: 0, keptNewFace: keeps)
      if let cleaning = arm.way.cleaning, !keeps {
        let facts = try Sidecar.read(root.appendingPathComponent(source + ".json"))?
          .result.decoded(as: DefacedScan.Facts.self)
        let original = try NIfTIImage(contentsOf: root.appendingPathComponent(probe))
        let air = arm.background(facts?.background, original: original)
        let (cleaned, report) = try cleaning.clean(image, original: original, background: air)
        image = cleaned
        found.voxelsCleared = report.voxelsCleared
        found.collateralVoxels = report.collateralVoxels ?? 0
      }
      try image.write(to: root.appendingPathComponent(target))
      return WorkUnit.Product(outputs: [target], result: try JSONValue(found))
    }
  }
}

extension DefacedArm {
  /// The physical value that cleaning by this arm's way clears to; nil leaves it to the cleaner.
  ///
  /// Where the method filled with a number of its own, the scan's air is found anew. Where it cut off
  /// all low values, the lowest is that of the scan before.
  fileprivate func background(_ filled: Double?, original: NIfTIImage) -> Double? {
    switch way {
    case .difference: method.fill == nil ? filled : nil
    case .range where method.floor != nil:
      original.storedRange.map { range in
        let header = original.header
        let lowest = header.slope > 0 ? range.lowerBound : range.upperBound
        return lowest * header.slope + header.intercept
      }
    case .range, .none: nil
    }
  }
}

extension DefacedArm.Way {
  /// The cleaner, or nil.
  fileprivate var cleaning: Cleaning? {
    switch self {
    case .difference: .difference
    case .range(let range): .range(range.low...range.high)
    case .none: nil
    }
  }

  /// What sidecars say of it.
  fileprivate var json: JSONValue {
    switch self {
    case .difference: .text("difference")
    case .range(let range): .list([.number(range.low), .number(range.high)])
    case .none: .text("none")
    }
  }
}
