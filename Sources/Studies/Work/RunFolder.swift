public import Foundation

/// Where everything of a run lies; the one place that knows.
///
/// | path | what |
/// | --- | --- |
/// | `pipeline.yaml` | the pipeline's own bytes |
/// | `run.json` | version, pipeline digest, people and arms |
/// | `dataset/<id>/` | a person's scan as it enters, where a step has to make it |
/// | `scans/<id>.nii.gz` | the gallery scan; `scans/<id>_ses-2.nii.gz` a second session |
/// | `defaced/<method>/<id>.nii.gz` | with `_mask.nii.gz` and `_qc.png` |
/// | `cleaned/<method>/<id>.nii.gz` | what is shared and attacked |
/// | `renders/<arm>/<id>.png` | arm: `original` (gallery), `baseline` (probe, not defaced), a method |
/// | `crops/<arm>/<id>_<detector>.png` | absent where no face was found |
/// | `detections/<arm>_<detector>.json` | all detections of an arm |
/// | `utility/<arm>/<id>.json` | what defacing and cleaning did to the rest of the scan |
/// | `embeddings/<arm>_<model>.csv` | one row for each crop |
/// | `appearances/<arm>/<id>.json` | faces from several directions, shape of the head |
/// | `matrices/<arm>_<model>_<metric>.csv` | rows `<id>_n`, columns `<id>_d`, `nan` where undetected |
/// | `matrices/<arm>_<model>_<metric>_same-scan.csv` | the same, the gallery being the defaced scan itself |
/// | `evaluation/<arm>_<model>_<metric>.json` | thresholds and errors |
/// | `records/participants.tsv` | the anonymised table of participants, if the pipeline has one |
/// | `report/` | the page, its tables and its numbers |
///
/// Beside the outputs of each unit of work lies its sidecar (`.json`).
public struct RunFolder: Sendable {
  /// The folder.
  public let root: URL

  /// Names of the arms that are not methods.
  public static let original = "original"
  /// The undefaced probe.
  public static let baseline = "baseline"

  /// The run in `root`.
  public init(_ root: URL) { self.root = root }

  /// The place of `path` in the file system.
  public func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The pipeline's copy.
  public static let pipeline = "pipeline.yaml"
  /// What the run is.
  public static let record = "run.json"
  /// The lock that keeps a second process out.
  public static let lock = "run.lock"
  /// The anonymised table of participants.
  public static let records = "records/participants.tsv"
  /// The report's folder.
  public static let report = "report"

  /// A person's dataset folder.
  public static func dataset(_ id: String) -> String { "dataset/\(id)" }
  /// A converted scan of session 1 or 2, without its ending.
  public static func scan(_ id: String, session: Int = 1) -> String {
    session == 1 ? "scans/\(id)" : "scans/\(id)_ses-\(session)"
  }
  /// A defaced scan without its ending.
  public static func defaced(_ method: String, _ id: String) -> String { "defaced/\(method)/\(id)" }
  /// A cleaned scan without its ending.
  public static func cleaned(_ method: String, _ id: String) -> String { "cleaned/\(method)/\(id)" }
  /// A render without its ending.
  public static func render(_ arm: String, _ id: String) -> String { "renders/\(arm)/\(id)" }
  /// A crop without its ending.
  public static func crop(_ arm: String, _ id: String, _ detector: String) -> String {
    "crops/\(arm)/\(id)_\(detector)"
  }
  /// The detections of an arm without ending.
  public static func detections(_ arm: String, _ detector: String) -> String {
    "detections/\(arm)_\(detector)"
  }
  /// What is left of a scan's use, without ending.
  public static func utility(_ arm: String, _ id: String) -> String { "utility/\(arm)/\(id)" }
  /// The embeddings of an arm without ending.
  public static func embeddings(_ arm: String, _ model: String) -> String {
    "embeddings/\(arm)_\(model)"
  }
  /// What was seen of a head from several directions, without ending.
  public static func appearance(_ arm: String, _ id: String) -> String {
    "appearances/\(arm)/\(id)"
  }
  /// A distance matrix without its ending.
  static func matrix(_ arm: String, _ attacker: StudyAttacker) -> String {
    "matrices/\(name(arm, attacker))"
  }
  /// The matrix's file where it is there: text, or as reports keep large ones, compressed.
  func matrixFile(_ arm: String, _ attacker: StudyAttacker) -> String? {
    let stem = Self.matrix(arm, attacker)
    return [stem + ".csv", stem + ".csv.gz"].first {
      FileManager.default.fileExists(atPath: url($0).path)
    }
  }
  /// An evaluation without its ending.
  static func evaluation(_ arm: String, _ attacker: StudyAttacker) -> String {
    "evaluation/\(name(arm, attacker))"
  }

  private static func name(_ arm: String, _ attacker: StudyAttacker) -> String {
    "\(arm)_\(attacker.model)_\(attacker.metric)" + (attacker.sameScan ? "_same-scan" : "")
  }
}
