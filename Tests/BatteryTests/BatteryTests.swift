import Assets
import Defacing
import Faces
import Foundation
import TestSupport
import Testing

@testable import Battery

/// The battery itself, and a small sample of it.
@Suite struct BatteryTests {
  static let maps: URL = {
    let shared = ProcessInfo.processInfo.environment["EFFACE_SHARED"] ?? "../shared"
    return URL(fileURLWithPath: shared).appendingPathComponent("data/labelmaps")
  }()
  static let map = maps.appendingPathComponent("training_seg_02.nii.gz")
  static var isReady: Bool {
    FileManager.default.fileExists(atPath: map.path) && (try? HeadTemplate.installed()) != nil
  }

  @Test func labelsBecomeTissues() {
    #expect(HeadTissue(label: 515) == .bone)
    #expect(HeadTissue(label: 506) == .eye)
    #expect(HeadTissue(label: 3) == .grey)
    #expect(HeadTissue(label: 41) == .white)
    #expect(HeadTissue(label: 24) == .fluid)
    for kind in ScanKind.allCases { #expect(kind.values.count == HeadTissue.allCases.count) }
  }

  @Test func perturbationsCoverWhatIsAsked() {
    let all = Perturbation.all
    #expect(all.count >= 12)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.map { abs($0.tilt.x) }.max() == 25)
    #expect(all.contains { $0.spacing.max() == 6 } && all.contains { $0.bottom ?? 0 < 0 })
    #expect(Set(all.map(\.axes)).count >= 4)
  }

  @Test func summaryCountsTheDangerousMistake() {
    let row = BatteryRow(
      head: "a", kind: .ct, perturbation: "plain", method: "m", refaces: false, truth: nil,
      verdict: nil,
      refusal: "no head")
    #expect(row.fields.count == BatteryRow.columns.count)
    let sum = BatterySummary([row], method: "m")
    #expect(sum.passed == 0 && sum.wronglyPassed == 0 && sum.agreed == 1)
  }

  @Test(.enabled(if: isReady, "the label maps of ../shared or the template are not there"))
  func adaptivePassesAndBadDefacingsDoNot() throws {
    let names = ["voxels-3mm", "no-face"]
    let battery = Battery(
      methods: [AdaptiveDefacer()], template: try HeadTemplate.installed(), kinds: [.t1],
      perturbations: Perturbation.all.filter { names.contains($0.name) }, controls: true)
    var rows: [BatteryRow] = []
    try battery.run(LabelledHead(contentsOf: Self.map), keep: { _, _ in }, row: { rows.append($0) })
    #expect(rows.count == 10)
    for row in rows {
      #expect(row.agrees, "\(row.fields)")
      if row.method == "adaptive" {
        #expect(row.truth?.brainVoxels == 0)
        #expect(row.passes == (row.perturbation == "voxels-3mm"))
      }
      if row.method == "control-untouched" { #expect(!row.passes) }
    }
  }

  @Test func spreadOfTheEyesCountsScansWithoutAFace() {
    func row(_ registration: Double, _ landmarks: Double?) -> EyeSearch.Row {
      EyeSearch.Row(
        head: "a", kind: .t1, perturbation: "plain", registration: registration,
        landmarks: landmarks)
    }
    let rows = [row(1, 4), row(3, nil)]
    #expect(rows[0].fields.count == EyeSearch.Row.columns.count)
    #expect(rows[1].fields.last == "")
    let text = EyeSearch.markdown(rows)
    #expect(text.contains("| registration | 2 of 2 | 2.0 | 1.0 | 1.0 to 3.0 |"))
    #expect(text.contains("| 68 landmarks | 1 of 2 | 4.0 | 0.0 | 4.0 to 4.0 |"))
    #expect(EyeSearch.markdown([row(1, nil)]).contains("| 68 landmarks | 0 of 1 |"))
  }

  @Test(.enabled(if: isReady && hasLandmarks, "label maps, template or weights are not there"))
  func eyesAreFoundNearTheTruth() throws {
    let names = ["voxels-3mm", "no-face"]
    let battery = Battery(
      methods: [], template: try HeadTemplate.installed(), kinds: [.ct],
      perturbations: Perturbation.all.filter { names.contains($0.name) }, controls: false)
    let rows = try battery.findEyes(
      LabelledHead(contentsOf: Self.map), with: EyeSearch(files: AssetStore()))
    // Without a face in the field there are no eyes to be found.
    #expect(rows.map(\.perturbation) == ["voxels-3mm"])
    let row = try #require(rows.first)
    #expect(abs(row.registration) < 10)
    #expect(abs(try #require(row.landmarks)) < 12)
  }

  static var hasLandmarks: Bool {
    ["dlib-landmarks-5", "dlib-landmarks-68"].allSatisfy { (try? AssetStore().url(of: $0)) != nil }
  }
}
