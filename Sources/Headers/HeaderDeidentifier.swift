internal import DICOM
public import Files
public import Foundation
internal import Geometry

/// Takes what identifies people out of the headers of DICOM files, by the Basic Application Level
/// Confidentiality Profile of PS3.15, Annex E. Pixels stay as they are to the bit, unless regions are
/// to be blanked.
///
/// Files are parsed here, not by GDCM: every length is checked before it is believed.
public struct HeaderDeidentifier: Sendable {
  /// What is done beside the Basic Profile.
  public var options: DeidentificationOptions
  private let mapping: KeyedMapping

  /// Files that are held in memory at once.
  private static let batch = 32

  /// Prepares the work; the same key gives the same stand-ins.
  public init(options: DeidentificationOptions, key: DeidentificationKey) {
    self.options = options
    mapping = KeyedMapping(key: key.bytes)
  }

  /// Writes every DICOM file under `folder` to `output`, as `<series>/<instance>.dcm` under names
  /// that say nothing.
  ///
  /// - Throws: `EffaceError.file` where `folder` is missing or `output` holds files and `overwrites`
  ///   is false, `.format` where no file could be read, `.unsuitable` where regions do not fit.
  public func deidentify(
    _ folder: URL, to output: URL, overwrites: Bool = false
  ) throws(EffaceError) -> HeaderReport {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
    guard overwrites || present.isEmpty else {
      throw EffaceError(
        .file, "The folder \(output.path) is not empty; give --force to write into it.")
    }
    return try each(under: folder) { (outcome, report) throws(EffaceError) in
      let place = "\(outcome.series)/\(outcome.instance).dcm"
      guard !report.outputs.contains(place) else {
        throw EffaceError(.format, "It repeats an instance that another file holds.")
      }
      try AtomicFile.write(Data(outcome.bytes), to: output.appendingPathComponent(place))
      report.add(output: place)
    }
  }

  /// What would be done to the files under `folder`, and why; nothing is written.
  ///
  /// - Throws: As `deidentify`.
  public func audit(_ folder: URL) throws(EffaceError) -> HeaderReport {
    try each(under: folder) { _, _ in }
  }

  private struct Outcome: Sendable {
    var series = ""
    var instance = ""
    var bytes: [UInt8] = []
    var findings: [HeaderReport.Finding] = []
    var warnings: [String] = []
  }

  private func each(
    under folder: URL, _ body: (Outcome, inout HeaderReport) throws(EffaceError) -> Void
  ) throws(EffaceError) -> HeaderReport {
    let files = try DICOMFolder.files(under: folder)
    let candidates = files.filter { DICOMFolder.looksLikeDICOM($0) }
    var report = HeaderReport(edition: ConfidentialityProfile.edition)
    for file in Set(files).subtracting(candidates) {
      report.skip(file.path, "It is not a DICOM file.")
    }
    for start in stride(from: 0, to: candidates.count, by: Self.batch) {
      let batch = Array(candidates[start..<min(start + Self.batch, candidates.count)])
      let outcomes = Parallel.map(batch.count) { index in
        Result { () throws(EffaceError) in try outcome(batch[index]) }
      }
      for (file, outcome) in zip(batch, outcomes) {
        do throws(EffaceError) {
          let outcome = try outcome.get()
          try body(outcome, &report)
          report.count(outcome.findings, outcome.warnings)
        } catch {
          guard error.code == .format else { throw error }
          report.skip(file.path, error.description)
        }
      }
    }
    guard report.files > 0 else {
      throw EffaceError(
        .format, "No file under \(folder.path) could be read as DICOM. \(report.firstReason)")
    }
    return report.sorted()
  }

  private func outcome(_ url: URL) throws(EffaceError) -> Outcome {
    guard let data = try? Data(contentsOf: url) else {
      throw EffaceError(.format, "The file cannot be read.")
    }
    var file = try HeaderFile(Array(data), named: url.lastPathComponent)
    guard file.element(DICOMTag(0x0004, 0x1220)) == nil else {
      throw EffaceError(.format, "It is an index of a medium (DICOMDIR), which would name files.")
    }
    var outcome = Outcome()
    outcome.series = mapping.fileName(file.element(DICOMTag(0x0020, 0x000E))?.text ?? "")
    let instance = file.element(DICOMTag(0x0008, 0x0018))?.text
    outcome.instance = mapping.fileName(instance ?? Checksum.sha256(data))
    outcome.warnings = file.warnings(options)
    outcome.findings = try file.deidentify(options, mapping).map(HeaderReport.Finding.init)
    outcome.bytes = file.bytes()
    return outcome
  }
}
