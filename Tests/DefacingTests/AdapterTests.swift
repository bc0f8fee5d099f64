import Defacing
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// Other people's programs, played by small scripts on PATH.
@Suite struct AdapterTests {
  let folder: TemporaryFolder
  let scan: AnalysedScan
  let image: NIfTIImage

  init() throws {
    folder = try TemporaryFolder()
    image = PhantomTemplate.scan(spacing: Vector3(4, 4, 4))
    scan = try AnalysedScan(
      image, name: "phantom.nii", modality: .t1, template: PhantomTemplate.template)
  }

  /// What `name` is to do; the words that it was called with are in "$@".
  private func install(_ name: String, _ script: String) throws {
    let file = folder.file(name)
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  private func options(timeLimit: Double = 60) -> DefacingOptions {
    DefacingOptions(
      timeLimit: timeLimit, log: folder.file("said.log"),
      environment: ["PATH": "\(folder.url.path):/usr/bin:/bin", "FREESURFER_HOME": folder.url.path])
  }

  private func deface(_ name: String, timeLimit: Double = 60) throws -> DefacedScan {
    try DefacedScan(
      scan, method: Defacers.named(name), options: options(timeLimit: timeLimit),
      name: "phantom.nii")
  }

  /// Leaves a file with the face cleared where scripts find it.
  private func prepare(_ change: (inout NIfTIImage) -> Void = { _ in }) throws -> NIfTIImage {
    let face = try Defacers.named("mask").edit(scan, options: DefacingOptions())
    var result = face.applied(to: image, background: scan.background)
    change(&result)
    try result.write(to: folder.file("result.nii.gz"))
    return result
  }

  private func fails(_ name: String, timeLimit: Double = 60) -> String {
    let error = #expect(throws: EffaceError.self) { try deface(name, timeLimit: timeLimit) }
    return error?.description ?? ""
  }

  /// Where each program is told to write, as a word of sh.
  static let targets = [
    "pydeface": "\"$3\"", "fsl_deface": "\"$2\"", "afni_refacer": "output.deface.nii.gz",
    "mri_deface": "\"$4\"", "mideface": "\"$4\"", "mri_reface": "input_deFaced.nii.gz",
    "quickshear": "\"$3\"",
  ]

  private func executable(_ name: String) throws -> String {
    try #require(Defacers.adapters.first { $0.name == name }).executables[0]
  }

  @Test(arguments: targets.keys.sorted())
  func aWellBehavedProgramIsJudgedLikeAnyMethod(_ name: String) throws {
    let expected = try prepare()
    for atlas in ["talairach_mixed_with_skull.gca", "face.gca"] {
      let file = folder.file("average").appendingPathComponent(atlas)
      try FileManager.default.createDirectory(
        at: folder.file("average"), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let target = try #require(Self.targets[name])
    try install(
      try executable(name),
      "echo \"$@\"; test -s input.nii.gz || exit 9; cp \(folder.file("result.nii.gz").path) \(target)"
    )
    let defaced = try deface(name)
    #expect(defaced.image.voxels == expected.voxels)
    #expect(defaced.image.header.bytes == image.header.bytes)
    #expect(defaced.verdict.verdict == .pass, "\(defaced.verdict)")
    let said = try String(contentsOf: folder.file("said.log"), encoding: .utf8)
    #expect(said.contains("input.nii.gz") && said.hasSuffix("status 0\n"))
  }

  @Test(arguments: Defacers.adapters.map(\.name))
  func aMissingProgramIsOneSentenceThatSaysHowToGetIt(_ name: String) throws {
    let error = #expect(throws: EffaceError.self) {
      try DefacedScan(
        scan, method: Defacers.named(name),
        options: DefacingOptions(environment: ["PATH": folder.url.path]), name: "phantom.nii")
    }
    #expect(error?.code == .missing)
    #expect(error?.description.contains("is not installed: ") == true)
    #expect(error?.description.filter { $0 == "\n" }.isEmpty == true)
  }

  @Test func aCrashIsReportedWithItsLog() throws {
    try install("fsl_deface", "echo no licence >&2; exit 3")
    let sentence = fails("fsl_deface")
    #expect(sentence.contains("fsl_deface failed with status 3"))
    #expect(sentence.contains("said.log"))
    let said = try String(contentsOf: folder.file("said.log"), encoding: .utf8)
    #expect(said.contains("no licence"))
  }

  @Test func aProgramThatHangsIsStoppedWithItsChildren() throws {
    try install("pydeface", "sleep 300 & echo $! > \(folder.file("child").path); wait")
    let started = ContinuousClock.now
    #expect(fails("pydeface", timeLimit: 1).contains("did not end within 1.0 s"))
    #expect(started.duration(to: .now) < .seconds(20))
    let child = try String(contentsOf: folder.file("child"), encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let number = try #require(Int32(child))
    // A killed child may stay a zombie until its new parent looks.
    var state = "gone"
    for _ in 0..<50 {
      state = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? "gone"
      if state == "gone" || state.contains(") Z ") { break }
      usleep(100_000)
    }
    #expect(state == "gone" || state.contains(") Z "))
  }

  @Test func writingNothingIsAFailure() throws {
    try install("fsl_deface", "exit 0")
    #expect(fails("fsl_deface").contains("ended well but wrote nothing"))
  }

  @Test func writingRubbishIsAFailure() throws {
    try install("fsl_deface", "echo rubbish > \"$2\"")
    #expect(fails("fsl_deface").contains("wrote a file that cannot be read"))
  }

  @Test func anotherGridIsAFailure() throws {
    try PhantomTemplate.scan(spacing: Vector3(3, 3, 3)).write(to: folder.file("result.nii.gz"))
    try install("fsl_deface", "cp \(folder.file("result.nii.gz").path) \"$2\"")
    #expect(fails("fsl_deface").contains("wrote another grid"))
  }

  @Test func aTurnedResultIsBroughtBackAndACroppedOneIsCleared() throws {
    let expected = try prepare()
    // Stored from left to right and without the lowest 5 slices.
    let old = expected.volume()
    let size = old.grid.size
    let map = Affine(
      linear: Matrix3(diagonal: Vector3(-1, 1, 1)),
      translation: Vector3(Double(size.x - 1), 0, 5))
    let grid = Grid(
      size: SIMD3(size.x, size.y, size.z - 5), affine: old.grid.affine * map)
    let values = (0..<grid.count).map { index -> Float in
      let place = map(grid.voxel(at: index))
      return old[Int(place.x), Int(place.y), Int(place.z)]
    }
    try NIfTIImage(Volume(grid: grid, values: values)).write(to: folder.file("result.nii.gz"))
    try install("fsl_deface", "cp \(folder.file("result.nii.gz").path) \"$2\"")
    let defaced = try deface("fsl_deface")
    let cut = 5 * size.x * size.y
    for index in 0..<image.grid.count {
      let truth =
        index < cut ? defaced.background.stored : expected.stored(at: index)
      guard defaced.image.stored(at: index) != truth else { continue }
      Issue.record("voxel \(index) is not what the program wrote")
      return
    }
  }

  @Test func aProgramThatDoesNothingIsRefusedByTheVerdict() throws {
    try install("fsl_deface", "cp \"$1\" \"$2\"")
    let defaced = try deface("fsl_deface")
    #expect(defaced.verdict.reasons == [.notDefaced])
    #expect(defaced.mask.count == 0)
  }
}
