import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// Bad input: one clear sentence, exit status 1, no output left behind, no crash.
@Suite struct BadInputTests {
  /// Runs and expects one sentence that holds every one of `words`, and nothing new in `folder`.
  private func expectRefusal(
    _ arguments: [String], in folder: TemporaryFolder, words: [String],
    environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    let plain = try Efface.run(arguments, environment: environment)
    #expect(plain.status == 1, "\(plain.talk)", sourceLocation: sourceLocation)
    #expect(plain.output.isEmpty, sourceLocation: sourceLocation)
    #expect(plain.talk.hasPrefix("Error: "), sourceLocation: sourceLocation)
    let told = try Efface.run(arguments + ["--json"], environment: environment)
    let sentence = told.json["error"] as? String ?? ""
    #expect(told.status == 1, sourceLocation: sourceLocation)
    #expect(
      sentence.hasSuffix(".") || sentence.hasSuffix("?"), "\(sentence)",
      sourceLocation: sourceLocation)
    for word in words {
      #expect(sentence.contains(word), "'\(word)' in: \(sentence)", sourceLocation: sourceLocation)
    }
    let after = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    #expect(after.sorted() == before.sorted(), sourceLocation: sourceLocation)
  }

  private static func scan() -> NIfTIImage {
    let grid = Grid(size: SIMD3(12, 12, 12), affine: .identity)
    return NIfTIImage(Volume(grid: grid, filledWith: 7), type: .int16)
  }

  @Test(arguments: ["info", "deface", "render", "clean", "check"])
  func missingFile(_ command: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("absent.nii.gz").path
    let rest: [String: [String]] = [
      "info": [], "deface": ["-o", folder.file("out.nii.gz").path],
      "render": ["-o", folder.file("out.png").path],
      "clean": ["-o", folder.file("out.nii.gz").path, "--preset", "fsl"], "check": [file],
    ]
    try expectRefusal(
      [command, file] + (rest[command] ?? []), in: folder, words: ["absent.nii.gz"])
  }

  @Test func folderInsteadOfAFile() throws {
    let folder = try TemporaryFolder()
    try expectRefusal(
      ["info", folder.url.path], in: folder, words: ["is a folder", "efface convert"])
  }

  @Test func folderWithoutDICOM() throws {
    let folder = try TemporaryFolder()
    let empty = folder.file("empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    try expectRefusal(
      ["deface", empty.path, "-o", folder.file("out").path], in: folder,
      words: ["is empty", "DICOM"])
  }

  @Test func textInsteadOfNIfTI() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("notes.nii")
    try Data(String(repeating: "This is no scan at all. ", count: 40).utf8).write(to: file)
    try expectRefusal(
      ["deface", file.path, "-o", folder.file("out.nii.gz").path], in: folder,
      words: ["notes.nii", "not NIfTI"])
  }

  @Test func truncatedGzip() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("cut.nii.gz")
    try Self.scan().write(to: file)
    let whole = try Data(contentsOf: file)
    try whole.prefix(whole.count / 2).write(to: file)
    try expectRefusal(["info", file.path], in: folder, words: ["cut.nii.gz", "cut short"])
  }

  @Test func truncatedVoxels() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("short.nii")
    try Self.scan().write(to: file)
    try Data(contentsOf: file).prefix(400).write(to: file)
    try expectRefusal(["info", file.path], in: folder, words: ["short.nii", "3456 bytes", "400"])
  }

  @Test func headerThatPromisesTooMuch() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("vast.nii")
    try Self.scan().write(to: file)
    var bytes = try Data(contentsOf: file)
    // dim[1...3] = 10,000: 10^12 voxels.
    for axis in 0..<3 {
      let at = 42 + 2 * axis
      bytes.replaceSubrange(at..<at + 2, with: [0x10, 0x27])
    }
    try bytes.write(to: file)
    try expectRefusal(["info", file.path], in: folder, words: ["vast.nii"])
  }

  @Test func scanWithoutAHead() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("flat.nii.gz")
    let empty = Volume(grid: Self.scan().grid, filledWith: 0)
    try NIfTIImage(empty, type: .int16).write(to: file)
    try expectRefusal(
      ["render", file.path, "-o", folder.file("out.png").path], in: folder, words: ["."])
  }

  @Test("Colours are told about and drawn, and are no scan to be defaced, cleaned or checked")
  func colours() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("colours.nii")
    let header = NIfTIHeader(grid: Self.scan().grid, type: .rgb24)
    let bytes = (0..<header.dataByteCount).map { UInt8($0 % 251) }
    try NIfTIImage(header: header, voxels: bytes).write(to: file)
    let output = folder.file("out.nii").path
    let words = ["holds colours", "colours.nii"]
    try expectRefusal(["deface", file.path, "-o", output], in: folder, words: words)
    try expectRefusal(
      ["clean", file.path, "-o", output, "--range", "0", "10"], in: folder, words: words)
    try expectRefusal(["check", file.path, file.path], in: folder, words: words)
    let told = try Efface.run(["info", file.path, "--json"])
    #expect(told.status == 0 && told.json["datatype"] as? String == "rgb24")
    #expect("\(told.json["warnings"] ?? "")".contains("colours"))
    let same = try Efface.run(["convert", file.path, "-o", output])
    #expect(same.status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == Data(contentsOf: file))
  }

  @Test func emptyDICOMFolder() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("empty")
    try FileManager.default.createDirectory(at: input, withIntermediateDirectories: true)
    try expectRefusal(
      ["convert", input.path, "-o", folder.file("out").path], in: folder, words: ["DICOM"])
  }

  @Test func unknownPipelineKey() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("pipeline.yaml")
    try Data("name: x\ndataset:\n  cohort:\n    subject: 3\n".utf8).write(to: file)
    try expectRefusal(
      ["run", file.path, "-o", folder.file("run").path], in: folder,
      words: ["subject", "subjects"])
  }

  @Test func missingWeights() throws {
    let folder = try TemporaryFolder()
    let image = folder.file("grey.png")
    // A PNG of one grey pixel.
    let png = """
      iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==
      """
    try #require(Data(base64Encoded: png)).write(to: image)
    try expectRefusal(
      ["embed", image.path, "-o", folder.file("out.csv").path], in: folder,
      words: ["dlib-resnet", "efface models install"],
      environment: ["EFFACE_CACHE": folder.file("nothing").path])
  }

  @Test func missingTemplate() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("scan.nii.gz")
    try Self.scan().write(to: file)
    try expectRefusal(
      ["deface", file.path, "-o", folder.file("out.nii.gz").path], in: folder,
      words: ["template build"], environment: ["EFFACE_CACHE": folder.file("nothing").path])
  }

  @Test func wrongArgumentsEndWith64() throws {
    #expect(try Efface.run(["deface"]).status == 64)
    #expect(try Efface.run(["clean", "a.nii", "-o", "b.nii"]).status == 64)
    #expect(try Efface.run(["unheard-of"]).status == 64)
  }
}

/// What users may write on the command line.
@Suite struct ArgumentTests {
  @Test func negativeNumbersAreNumbers() throws {
    let folder = try TemporaryFolder()
    let grid = Grid(size: SIMD3(2, 2, 1), affine: .identity)
    let image = NIfTIImage(Volume(grid: grid, values: [-1000, -3, 0, 40]), type: .int16)
    try image.write(to: folder.file("in.nii"))
    let output = folder.file("out.nii")
    let result = try Efface.run([
      "clean", folder.file("in.nii").path, "-o", output.path, "--range", "-3", "-1", "--json",
    ])
    #expect(result.status == 0, "\(result.talk)")
    #expect(try NIfTIImage(contentsOf: output).volume().values == [-1000, -1000, 0, 40])
  }
}
