public import Defacing

/// One line of the battery's table.
public struct BatteryRow: Sendable {
  /// The label map.
  public let head: String
  /// The contrast.
  public let kind: ScanKind
  /// The perturbation's name.
  public let perturbation: String
  /// A method's name, or a control's.
  public let method: String
  /// Whether it puts another face in the place of the person's.
  public let refaces: Bool
  /// What is true.
  public let truth: BatteryTruth?
  /// What the verdict says; nil where the method or the analysis refused.
  public let verdict: Verdict?
  /// Why there is no verdict.
  public let refusal: String?

  /// Whether the tool lets the file pass.
  public var passes: Bool { verdict?.verdict == .pass }
  /// Whether it should pass. That a network knows the new face is no matter of the label map, so the
  /// verdict's word is taken for it.
  public var shouldPass: Bool {
    guard verdict?.reasons.contains(.recognised) != true else { return false }
    return truth?.passes(refaced: refaces) ?? false
  }
  /// Whether verdict and truth say the same. A refusal counts as `fail`.
  public var agrees: Bool { passes == shouldPass }

  /// The names of `fields`.
  public static let columns = [
    "head", "scan", "perturbation", "method", "face in field", "verdict", "reasons",
    "truth", "agrees", "residual face (verdict)", "residual face (truth)",
    "brain voxels (verdict)", "brain voxels (truth)", "voxels changed", "skin distance mm",
    "head kept", "detector fires",
  ]

  /// The cells of the row; shares with four digits, times left out so that runs can be compared.
  public var fields: [String] {
    func share(_ value: Double?) -> String {
      value.map { "\(($0 * 10_000).rounded() / 10_000)" } ?? ""
    }
    return [
      head, kind.rawValue, perturbation, method,
      truth.map { $0.faceInField ? "yes" : "no" } ?? "", passes ? "pass" : "fail",
      verdict?.reasons.map(\.rawValue).joined(separator: " ") ?? "refused",
      shouldPass ? "pass" : "fail", agrees ? "yes" : "no",
      share(verdict?.residualFace), share(truth?.residualFace),
      verdict.map { "\($0.brainLossVoxels)" } ?? "", truth.map { "\($0.brainVoxels)" } ?? "",
      verdict.map { "\($0.voxelsChanged)" } ?? "", share(verdict?.skinDistance),
      share(verdict?.headKept), verdict?.detectorFires.map { $0 ? "yes" : "no" } ?? "",
    ]
  }
}
