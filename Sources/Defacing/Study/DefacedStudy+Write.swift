public import DICOM
public import Files
public import Foundation
internal import Synchronization
internal import Volumes

extension DefacedStudy {
  /// What was written.
  public struct Written: Sendable {
    /// Files by the name of their series, which is also the name of their folder.
    public let files: [String: [URL]]
    /// What was withheld, and why, beyond what `skipped` names.
    public let withheld: [SkippedFile]
  }

  /// The series whose files may be written: those that pass, and with `keepFailed` all.
  private func accepted(_ keepFailed: Bool) -> [Part] {
    parts.filter { keepFailed || $0.defaced.verdict.verdict == .pass }
  }

  /// Writes the defaced pixels back into the objects that they came from, one folder of `IM0001.dcm`
  /// and so on for each series, and reads them again: the folder is only left behind where every
  /// voxel is as it should be.
  ///
  /// A file is withheld where one of its frames belongs to no accepted series. Mask, picture and
  /// sidecar are written for every series; see `outputs(for:beside:)`.
  ///
  /// - Parameters:
  ///   - output: A folder, which is replaced where it exists.
  ///   - parser: Encodes and reads files.
  ///   - keepFailed: Whether series that their verdict refuses are written all the same.
  /// - Returns: What was written.
  /// - Throws: `EffaceError.file`, `.format` or `.unsuitable`; nothing is left behind then.
  public func write(
    to output: URL, parser: any DICOMParser, keepFailed: Bool = false
  ) throws(EffaceError) -> Written {
    let folder = output.deletingLastPathComponent().appendingPathComponent(
      ".\(output.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
    defer { try? FileManager.default.removeItem(at: folder) }
    let jobs = try rewrites(keepFailed: keepFailed)
    guard !jobs.isEmpty else { return Written(files: [:], withheld: withheld(jobs, keepFailed)) }
    try rewrite(jobs, in: folder, by: parser)
    try verify(folder, jobs, parser: parser, keepFailed: keepFailed)
    do {
      let manager = FileManager.default
      if manager.fileExists(atPath: output.path) { try manager.removeItem(at: output) }
      try manager.moveItem(at: folder, to: output)
    } catch {
      throw EffaceError(.file, "The folder \(output.path) cannot be written.")
    }
    let files = Dictionary(grouping: jobs, by: \.series).mapValues { jobs in
      jobs.map { output.appendingPathComponent($0.target) }
    }
    return Written(files: files, withheld: withheld(jobs, keepFailed))
  }

  /// One file to write.
  private struct Rewrite: Sendable {
    let source: String
    /// Relative to the output folder.
    let target: String
    let series: String
    let edits: PixelEdits
  }

  private func rewrites(keepFailed: Bool) throws(EffaceError) -> [Rewrite] {
    var edits: [String: PixelEdits] = [:]
    var covered: [String: Set<Int>] = [:]
    for part in accepted(keepFailed) {
      let new = try part.converted.places.edits(from: part.converted.image, to: part.result)
      edits.merge(new) { old, new in
        var both = old
        both.append(new)
        return both
      }
      covered.merge(part.converted.places.frames) { $0.union($1) }
    }
    var jobs: [Rewrite] = []
    var taken: Set<String> = []
    for part in accepted(keepFailed) {
      let instances = part.series.slices.map(\.instance).filter { instance in
        covered[instance.path]?.count == instance.frames.count
          && taken.insert(instance.path).inserted
      }.sorted { ($0.instanceNumber ?? 0, $0.path) < ($1.instanceNumber ?? 0, $1.path) }
      for (index, instance) in instances.enumerated() {
        jobs.append(
          Rewrite(
            source: instance.path, target: String(format: "\(part.name)/IM%04d.dcm", index + 1),
            series: part.name, edits: edits[instance.path] ?? PixelEdits()))
      }
    }
    return jobs
  }

  private func withheld(_ jobs: [Rewrite], _ keepFailed: Bool) -> [SkippedFile] {
    let written = Set(jobs.map(\.source))
    let known = Set(skipped.map(\.path))
    return parts.flatMap { part in
      let passed = keepFailed || part.defaced.verdict.verdict == .pass
      return part.series.files.map(\.path).filter { !written.contains($0) && !known.contains($0) }
        .map { path in
          SkippedFile(
            path,
            passed
              ? "One of its frames belongs to no series that was defaced."
              : "Its series was refused by the verdict.")
        }
    }
  }

  private func rewrite(
    _ jobs: [Rewrite], in folder: URL, by parser: any DICOMParser
  ) throws(EffaceError) {
    let method = parts.first?.defaced.method ?? ""
    let rewriting = DICOMRewriting(
      method: "Efface \(effaceVersion), method \(method)",
      derivation: "Recognizable visual features of the head were removed by Efface "
        + "\(effaceVersion), method \(method)")
    let failures = Failures()
    parser.rewrite(
      jobs.map { URL(fileURLWithPath: $0.source) }, as: rewriting, edits: { jobs[$0].edits }
    ) { index, result in
      do throws(EffaceError) {
        try AtomicFile.write(
          Data(try result.get()), to: folder.appendingPathComponent(jobs[index].target))
      } catch {
        failures.add(error)
      }
    }
    if let failure = failures.first { throw failure }
  }

  /// Reads the folder as any user would and compares.
  private func verify(
    _ folder: URL, _ jobs: [Rewrite], parser: any DICOMParser, keepFailed: Bool
  ) throws(EffaceError) {
    let written = Set(jobs.map(\.source))
    let series = try DICOMFolder(folder, parser: parser).series
    for part in accepted(keepFailed) {
      let slices = part.series.slices.filter { written.contains($0.instance.path) }
      guard let first = slices.first else { continue }
      let uid = DICOMRewriting.instance(from: first.instance.sopInstance)
      let read = series.first { series in
        series.slices.contains {
          $0.instance.sopInstance == uid && $0.frameIndex == first.frameIndex
        }
      }
      let image = try read?.converted(by: parser).image
      guard let image, image.header.dimensions == part.result.header.dimensions,
        image.voxels == part.result.voxels
      else {
        throw EffaceError(
          .foreign,
          "The new files of series \(part.series.seriesNumber) do not hold the defaced volume when "
            + "they are read again, so nothing was written; please report this.")
      }
    }
  }
}

/// What several threads found wrong.
private final class Failures: Sendable {
  private let list = Mutex<[EffaceError]>([])

  func add(_ error: EffaceError) { list.withLock { $0.append(error) } }

  var first: EffaceError? { list.withLock { $0.min { $0.description < $1.description } } }
}
