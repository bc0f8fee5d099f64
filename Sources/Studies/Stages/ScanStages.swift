internal import DICOM
internal import Files
internal import Foundation
internal import Geometry
internal import Volumes

/// From whatever a person's scan is to `scans/<id>.nii.gz`.
struct ScanStages {
  let person: Participant
  let tools: StudyTools

  /// The units, dataset steps first.
  var units: [WorkUnit] {
    person.sources.indices.flatMap { index -> [WorkUnit] in
      let session = index + 1
      switch person.sources[index] {
      case .file(let url, let entry):
        guard entry == .dicom else { return [read(url, session: session)] }
        return [writeSeries(url, session: session), convert(nil, session: session)]
      case .dicom(let url):
        return [convert(url, session: session)]
      case .synthetic(let number, let cohort):
        return SyntheticPerson(id: person.id, index: number, cohort: cohort, heads: tools.heads)
          .units
      }
    }
  }

  /// How many units there are.
  var count: Int { units.count }

  private func name(_ stage: String, _ session: Int) -> UnitName {
    UnitName(
      stage: stage, subject: person.id, arm: session == 1 ? nil : "session \(session)")
  }

  private func seriesFolder(_ session: Int) -> String {
    RunFolder.dataset(person.id) + "/dicom" + (session == 1 ? "" : "_ses-\(session)")
  }

  /// Writes a scan as the DICOM series that a hospital would send.
  private func writeSeries(_ url: URL, session: Int) -> WorkUnit {
    let folder = seriesFolder(session)
    let id = person.id
    return WorkUnit(
      name("dataset", session), sidecar: folder + ".json",
      parameters: .object(["entry": .text("dicom")]),
      inputs: [.outside(url, name: person.label)]
    ) { root in
      let volume = try ScanFile.image(url).volume()
      let modality = Modality.guess(volume)
      let target = root.appendingPathComponent(folder)
      try Folder.fill(target) { partial in
        try DICOMSeriesWriter(subject: id).write(volume, modality: modality, to: partial)
      }
      return WorkUnit.Product(
        outputs: [folder], result: .object(["modality": .text(modality.rawValue)]))
    }
  }

  /// Converts the series with the most slices of a DICOM folder (of the run where `url` is nil).
  private func convert(_ url: URL?, session: Int) -> WorkUnit {
    let stem = RunFolder.scan(person.id, session: session)
    let folder = seriesFolder(session)
    let parser = tools.parser
    let input: WorkUnit.Input = url.map { .outside($0, name: person.label) } ?? .inside(folder)
    return WorkUnit(
      name("convert", session), sidecar: stem + ".json",
      parameters: .object(["from": .text("dicom")]), inputs: [input]
    ) { root in
      let partial = root.appendingPathComponent("scans/.\(stem.split(separator: "/").last ?? "")")
      defer { try? FileManager.default.removeItem(at: partial) }
      let converter = DICOMConverter(
        parser: parser, names: try NamePattern(NamePattern.standard), overwrites: true)
      let conversion = try converter.convert(
        url ?? root.appendingPathComponent(folder), to: partial)
      guard let chosen = conversion.outputs.max(by: { $0.slices < $1.slices }) else {
        throw EffaceError(.unsuitable, "The DICOM folder holds no series of pictures.")
      }
      let image = try NIfTIImage(contentsOf: URL(fileURLWithPath: chosen.file))
      var facts = try ScanFile.facts(image)
      facts["series"] = .whole(conversion.outputs.count)
      facts["warnings"] = .list(chosen.warnings.map { .text($0) })
      try image.write(to: root.appendingPathComponent(stem + ".nii.gz"))
      return WorkUnit.Product(outputs: [stem + ".nii.gz"], result: .object(facts))
    }
  }

  /// Takes a NIfTI file (or an InVesalius project) as it is, compressed.
  private func read(_ url: URL, session: Int) -> WorkUnit {
    let stem = RunFolder.scan(person.id, session: session)
    return WorkUnit(
      name("convert", session), sidecar: stem + ".json",
      parameters: .object(["from": .text("nifti")]),
      inputs: [.outside(url, name: person.label)]
    ) { root in
      let image = try ScanFile.image(url)
      try image.write(to: root.appendingPathComponent(stem + ".nii.gz"))
      return WorkUnit.Product(
        outputs: [stem + ".nii.gz"], result: .object(try ScanFile.facts(image)))
    }
  }
}

/// Scans as they come.
enum ScanFile {
  /// Reads NIfTI, or an InVesalius project by its ending.
  static func image(_ url: URL) throws(EffaceError) -> NIfTIImage {
    url.pathExtension == "inv3"
      ? try InVesaliusProject.image(contentsOf: url) : try NIfTIImage(contentsOf: url)
  }

  /// What a converted scan is.
  static func facts(_ image: NIfTIImage) throws(EffaceError) -> [String: JSONValue] {
    [
      "modality": .text(Modality.guess(image.volume()).rawValue),
      "dimensions": .list(image.header.dimensions.map { .whole($0) }),
      "voxelSize": try JSONValue([
        image.grid.spacing.x, image.grid.spacing.y, image.grid.spacing.z,
      ]),
    ]
  }
}

/// Folders that are there whole or not at all.
enum Folder {
  /// Lets `body` fill a folder under a hidden name and renames it to `target`.
  static func fill(_ target: URL, _ body: (URL) throws -> Void) throws {
    let partial = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).partial")
    try? FileManager.default.removeItem(at: partial)
    defer { try? FileManager.default.removeItem(at: partial) }
    try body(partial)
    try? FileManager.default.removeItem(at: target)
    do {
      try FileManager.default.moveItem(at: partial, to: target)
    } catch {
      throw EffaceError(.file, "The folder \(target.path) cannot be written.")
    }
  }
}
