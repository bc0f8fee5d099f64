public import Files
public import Foundation
internal import Geometry
internal import Volumes

/// Somebody else's program behind the same protocol: found on `PATH`, run in a folder of its own with
/// a time limit and a log, its output checked against the input's grid.
///
/// A new adapter is one file with a type of this protocol and one line in `Defacers.adapters`.
public protocol ExternalDefacer: Defacer {
  /// Names of the program, of which the first that is found is run.
  var executables: [String] { get }
  /// How to get it: the end of the sentence "The program ... is not installed: ...".
  var installation: String { get }
  /// Where its output may lie, relative to the job's folder; the first that is there is taken.
  var outputs: [String] { get }

  /// The arguments for one job, after writing what else the program needs into the job's folder.
  ///
  /// - Throws: `EffaceError.missing` for data of the program that are not installed.
  func arguments(for job: ExternalJob) throws(EffaceError) -> [String]
}

/// One run of a foreign program.
public struct ExternalJob: Sendable {
  /// Where it runs; goes away afterwards.
  public let folder: URL
  /// The scan.
  public let scan: AnalysedScan
  /// What was asked.
  public let options: DefacingOptions
  /// The program that was found.
  public let program: Program

  /// The scan's first frame, in the folder.
  public static let input = "input.nii.gz"
  /// Where most programs are told to write, in the folder.
  public static let output = "output.nii.gz"

  /// Writes the brain's mask (uint8, 1 in the brain) on the scan's grid.
  ///
  /// - Throws: `EffaceError.file`.
  func writeBrain(_ name: String) throws(EffaceError) {
    let field = BrainField(scan, given: options.brain)
    let grid = scan.volume.grid
    let bits =
      options.brain?.bits
      ?? Parallel.map(grid.size.z) { k -> [UInt8] in
        let plane = grid.size.x * grid.size.y
        return (k * plane..<(k + 1) * plane).map {
          field.distance(grid.affine(grid.voxel(at: $0))) < 0 ? 1 : 0
        }
      }.flatMap(\.self)
    try NIfTIImage(header: NIfTIHeader(grid: grid, type: .uint8), voxels: bits)
      .write(to: folder.appendingPathComponent(name))
  }
}

extension ExternalDefacer {
  /// How long it may take.
  public var choices: [DefacingOptions.Choice] { [.timeLimit] }
  /// Most programs clear.
  public var refaces: Bool { false }
  /// Most programs write where they are told.
  public var outputs: [String] { [ExternalJob.output] }

  /// The program, or nil where it is not on the `PATH` of `environment`.
  public func program(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Program? {
    executables.lazy.compactMap { Program(named: $0, environment: environment) }.first
  }

  /// Runs the program and names the voxels that it changed, with the values that it gave them.
  ///
  /// In a series the first frame is handed over, and what was changed there is cleared in all of them.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    guard let program = program(options.environment) else {
      throw EffaceError(
        .missing, "The program \(executables[0]) is not installed: \(installation)")
    }
    let frames = scan.image.header.frameCount
    guard frames == 1 || !refaces else {
      throw EffaceError(
        .unsuitable,
        "The program \(executables[0]) gives one frame a new face, and the scan has \(frames).")
    }
    let folder = try WorkFolder()
    let job = ExternalJob(
      folder: folder.url, scan: scan, options: options, program: program)
    let input = folder.url.appendingPathComponent(ExternalJob.input)
    try (frames == 1 ? scan.image : NIfTIImage(scan.volume)).write(to: input)
    try run(arguments(for: job), job)
    let candidates = outputs.map { folder.url.appendingPathComponent($0) }
    let present = candidates.first { FileManager.default.fileExists(atPath: $0.path) }
    guard let present else {
      throw EffaceError(
        .foreign, "The program \(executables[0]) ended well but wrote nothing\(hint(options))")
    }
    let result = try ExternalResult(present, program: executables[0], scan: scan)
    return frames == 1 ? result.edit : VoxelEdit(indices: result.edit.indices)
  }

  private func run(_ arguments: [String], _ job: ExternalJob) throws(EffaceError) {
    let options = job.options
    let result = try job.program.run(arguments, in: job.folder, timeLimit: options.timeLimit)
    if let log = options.log {
      let head = ([executables[0]] + arguments).joined(separator: " ")
      try AtomicFile.write(
        Data("\(head)\n\(result.output)\nstatus \(result.status)\n".utf8), to: log)
    }
    if result.isOverdue {
      throw EffaceError(
        .foreign,
        "The program \(executables[0]) did not end within \(options.timeLimit) s and was "
          + "stopped; give it more with --time-limit\(hint(options))")
    }
    guard result.status == 0 else {
      throw EffaceError(
        .foreign,
        "The program \(executables[0]) failed with status \(result.status)\(hint(options))")
    }
  }

  private func hint(_ options: DefacingOptions) -> String {
    options.log.map { "; what it said is in \($0.path)." } ?? "."
  }
}

/// A folder that goes away with its owner.
private final class WorkFolder {
  let url: URL

  init() throws(EffaceError) {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw EffaceError(.file, "The temporary folder \(url.path) cannot be made.")
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
