internal import Defacing

/// What `efface deface` and `efface check` print.
struct VerdictSummary: Encodable {
  let verdict: String
  let reasons: [String]
  let warnings: [String]
  let residualFace: Double
  let landmarkShift: Double?
  let brainLossVoxels: Int
  let brainLossShare: Double
  let brainSource: String
  let voxelsChanged: Int
  let headKept: Double
  let airShift: Double?
  let coverage: Double
  let detectorFires: Bool?
  let recognitionDistance: Double?
  let skinDistance: Double
  let matched: Double
  let refaced: Bool
  let method: String?
  let seconds: Double
  let outputs: [String: String]
  private let sentences: [String]

  enum CodingKeys: CodingKey {
    case verdict, reasons, warnings, residualFace, landmarkShift, brainLossVoxels, brainLossShare
    case brainSource, voxelsChanged, headKept, airShift, coverage, detectorFires, skinDistance
    case recognitionDistance, matched, refaced, method, seconds, outputs
  }

  init(_ verdict: Verdict, method: String?, seconds: Double, outputs: [String: String] = [:]) {
    self.verdict = verdict.verdict.rawValue
    reasons = verdict.reasons.map(\.rawValue)
    sentences = verdict.reasons.map { "\($0.rawValue): \($0.sentence)" }
    warnings = verdict.warnings
    residualFace = verdict.residualFace
    landmarkShift = verdict.landmarkShift
    brainLossVoxels = verdict.brainLossVoxels
    brainLossShare = verdict.brainLossShare
    brainSource = verdict.brainSource
    voxelsChanged = verdict.voxelsChanged
    headKept = verdict.headKept
    airShift = verdict.airShift
    coverage = verdict.coverage
    detectorFires = verdict.detectorFires
    recognitionDistance = verdict.recognitionDistance
    skinDistance = verdict.skinDistance
    matched = verdict.matched
    refaced = verdict.refaced
    self.method = method
    self.seconds = seconds
    self.outputs = outputs
  }

  /// The same for people.
  var lines: [String] {
    func decimals(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    return ["verdict          \(verdict)"] + sentences.map { "reason           \($0)" }
      + warnings.map { "warning          \($0)" } + [
        "residual face    \(percent(residualFace)) of frontal rays",
        "landmarks moved  \(landmarkShift.map { "\(($0 * 10).rounded() / 10) mm" } ?? "not seen")",
        "brain changed    \(brainLossVoxels) voxels (brain: \(brainSource))",
        "voxels changed   \(voxelsChanged)",
        "head kept        \(percent(headKept))",
        "face detector    \(detectorFires.map { $0 ? "still fires" : "silent" } ?? "sees nothing")",
      ]
      + (recognitionDistance.map {
        let strangers = decimals(Judge.impostorMedian)
        return ["new face         \(decimals($0)) from the person's (strangers: \(strangers))"]
      } ?? []) + [
        "time             \((seconds * 100).rounded() / 100) s"
      ] + outputs.sorted { $0.key < $1.key }.map { "\($0.key.padded(17))\($0.value)" }
  }
}

extension String {
  /// Filled with spaces to `width` characters.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 1))
  }
}
