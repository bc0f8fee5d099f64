internal import Files
internal import Foundation
internal import Geometry
internal import Registration
public import Volumes

/// The verdicts on a whole cohort: who fails and why.
///
/// This is the stage that the 2024 study did by hand and did not count: a file that is missing, cannot
/// be read or fails its verdict stays in the table.
public struct CohortCheck: Codable, Sendable {
  /// One person's scan by one defacer.
  public struct Row: Codable, Sendable {
    /// The person's label.
    public var subject: String
    /// The defacer's label.
    public var defacer: String
    /// `pass` or `fail`.
    public var verdict: Verdict.Outcome
    /// Names of the reasons; `missing` where there is no defaced file, `unreadable` where a file cannot
    /// be judged.
    public var reasons: [String]
    /// The reasons as sentences.
    public var sentences: [String]
    /// The numbers; nil where there was nothing to judge.
    public var numbers: Verdict?
  }

  /// What came of one defacer.
  public struct Total: Codable, Sendable {
    /// People in the table.
    public var subjects: Int
    /// Verdicts that were `pass`.
    public var passed: Int
    /// How often each reason was given.
    public var reasons: [String: Int]
  }

  /// Everybody by every defacer.
  public let rows: [Row]

  /// `pass` where every row is.
  public var verdict: Verdict.Outcome {
    rows.allSatisfy { $0.verdict == .pass } ? .pass : .fail
  }

  /// What came of each defacer.
  public var totals: [String: Total] {
    Dictionary(grouping: rows, by: \.defacer).mapValues { rows in
      var reasons: [String: Int] = [:]
      for reason in rows.flatMap(\.reasons) { reasons[reason, default: 0] += 1 }
      return Total(
        subjects: rows.count, passed: rows.count { $0.verdict == .pass }, reasons: reasons)
    }
  }

  /// Judges every pair of `folder`.
  ///
  /// - Parameters:
  ///   - folder: The cohort.
  ///   - modality: Nil guesses for each scan.
  ///   - template: What scans are registered to.
  ///   - jobs: How many people are judged at once; each takes the memory of one scan. The table does
  ///     not depend on it.
  ///   - progress: Called after each person with the number of files done, one call after the other.
  public init(
    _ folder: CohortFolder, modality: Modality? = nil, template: HeadTemplate, jobs: Int = 1,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    var people: [[CohortPair]] = []
    for pair in folder.pairs {
      if people.last?.first?.original == pair.original {
        people[people.count - 1].append(pair)
      } else {
        people.append([pair])
      }
    }
    let done = DoneCount(progress)
    let work = people
    rows = Workers.map(work.count, jobs: jobs) { index in
      defer { done.step(by: work[index].count) }
      return Self.judge(work[index], work[index][0].original, modality, template)
    }.flatMap(\.self)
  }

  /// One original by all defacers; it is registered once.
  private static func judge(
    _ pairs: [CohortPair], _ original: URL, _ modality: Modality?, _ template: HeadTemplate
  ) -> [Row] {
    let scan = Result { () throws(EffaceError) in
      try AnalysedScan(
        NIfTIImage(contentsOf: original), name: original.lastPathComponent, modality: modality,
        template: template)
    }
    return pairs.map { pair in
      do throws(EffaceError) {
        guard let file = pair.defaced else {
          return Row(
            pair, reason: "missing", "There is no defaced version of \(original.lastPathComponent)."
          )
        }
        let verdict = try Judge.verdict(
          scan.get(), defaced: NIfTIImage(contentsOf: file), name: file.lastPathComponent)
        return Row(pair, verdict)
      } catch {
        return Row(pair, reason: "unreadable", error.description)
      }
    }
  }

  /// The table as CSV, one row for each person and defacer.
  public var csv: String {
    let head = [
      "subject", "defacer", "verdict", "reasons", "residual_face", "landmark_shift_mm",
      "brain_loss_voxels", "voxels_changed", "head_kept", "explanation",
      "recognition_distance", "warnings",
    ]
    return CSV.text(
      [head]
        + rows.map { row in
          let numbers = row.numbers
          return [
            row.subject, row.defacer, row.verdict.rawValue, row.reasons.joined(separator: " "),
            numbers.map { "\($0.residualFace)" } ?? "",
            numbers?.landmarkShift.map { "\($0)" } ?? "",
            numbers.map { "\($0.brainLossVoxels)" } ?? "",
            numbers.map { "\($0.voxelsChanged)" } ?? "", numbers.map { "\($0.headKept)" } ?? "",
            row.sentences.joined(separator: " "),
            numbers?.recognitionDistance.map { "\($0)" } ?? "",
            numbers?.warnings.joined(separator: " ") ?? "",
          ]
        })
  }
}

extension CohortCheck.Row {
  fileprivate init(_ pair: CohortPair, _ verdict: Verdict) {
    self.init(
      subject: pair.subject, defacer: pair.defacer, verdict: verdict.verdict,
      reasons: verdict.reasons.map(\.rawValue), sentences: verdict.reasons.map(\.sentence),
      numbers: verdict)
  }

  fileprivate init(_ pair: CohortPair, reason: String, _ sentence: String) {
    self.init(
      subject: pair.subject, defacer: pair.defacer, verdict: .fail, reasons: [reason],
      sentences: [sentence], numbers: nil)
  }
}
