import Foundation
import Images
import Statistics

@testable import Reports

/// A made-up study of eight people: the baseline identifies everybody, the arm `mask` hides person 2
/// from the detector and leaves the rest half alike.
enum SampleReport {
  static let ids = (1...8).map(String.init)

  static func matrix(_ arm: String) throws -> DistanceMatrix {
    let values = ids.indices.flatMap { row in
      ids.indices.map { column -> Double in
        if arm == "mask", column == 1 { return .nan }
        let apart = Double((row * 7 + column * 3) % 11) / 40
        if row == column { return arm == "mask" ? 0.45 + Double(row % 3) / 20 : 0.1 }
        return 0.4 + apart
      }
    }
    return try DistanceMatrix(
      rowIdentifiers: ids.map { "\($0)_n" }, columnIdentifiers: ids.map { "\($0)_d" },
      values: values)
  }

  static func report(title: String = "A study", reason: String = "The disk is full.") throws
    -> StudyReport
  {
    let split = Split.sequential(ids)
    let base = Attack(
      arm: "baseline", model: "dlib", metric: .euclideanL2,
      file: "matrices/baseline_dlib_euclidean_l2.csv", matrix: try matrix("baseline"),
      split: split, rule: .study, confidence: 0.95)
    let mask = Attack(
      arm: "mask", model: "dlib", metric: .euclideanL2,
      file: "matrices/mask_dlib_euclidean_l2.csv", matrix: try matrix("mask"), split: split,
      rule: .study, confidence: 0.95, baselineThreshold: base.selection?.f1.threshold)
    return StudyReport(
      title: title, about: "Whether a test can be told from a study.", people: people(split),
      arms: [
        .init(name: "baseline", summary: "Nothing was changed.", isDefaced: false),
        .init(
          name: "mask", summary: "The face is set to air.", paper: "Nobody (2024).",
          isDefaced: true),
      ],
      attacks: [base, mask],
      failures: [.init(stage: "deface", subject: "7", arm: "mask", reason: reason)],
      methods: ["Faces were set to air."], caveats: ["The same scan stands on both sides."],
      provenance: .init(
        tool: "efface 0.1.0", pipelineSHA256: String(repeating: "ab", count: 32),
        pipeline: "name: sample\n",
        inputs: [.init(id: "1", file: "scans/1.nii.gz", sha256: String(repeating: "0", count: 64))],
        models: []))
  }

  private static func people(_ split: Split) -> [StudyReport.Person] {
    ids.map { id in
      var base = StudyReport.PersonArm()
      base.detected = true
      base.render = "renders/baseline/\(id).png"
      var mask = StudyReport.PersonArm()
      mask.verdict = id == "3" ? "fail" : "pass"
      mask.reasons = id == "3" ? ["brainCut"] : []
      mask.measures = ["residualFace": 0.25, "voxelsChanged": 1234]
      mask.detected = id != "2"
      mask.utility = ["headChanged": 0.2, "ssimKept": 1, "brainVolumeChange": -0.5]
      mask.render = "renders/mask/\(id).png"
      return StudyReport.Person(
        id: id, origin: "synthetic", source: "made up", modality: "ct",
        choosesThreshold: split.training.contains(id), sessions: 1,
        gallery: "renders/original/\(id).png", galleryDetected: true,
        arms: ["baseline": base, "mask": mask])
    }
  }

  /// A shaded ball in place of a face.
  static let pictures = PictureSource { path in
    var raster = Raster(width: 512, height: 512, channels: 3)
    for y in 0..<512 {
      for x in 0..<512 {
        let (dx, dy) = (Double(x - 256) / 180, Double(y - 256) / 220)
        let r = dx * dx + dy * dy
        guard r < 1 else { continue }
        let light = UInt8(255 * max(0, (1 - r).squareRoot() * 0.8 - dx * 0.2))
        for channel in 0..<3 { raster.samples[raster.index(x, y) + channel] = light }
      }
    }
    return PNG.encode(raster)
  }
}
