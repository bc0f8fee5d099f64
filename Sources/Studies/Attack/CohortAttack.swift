public import Defacing
internal import Faces
public import Files
internal import Foundation
public import Statistics
internal import Volumes

/// An attack on folders of scans by every attacker, without defacing anything.
public struct CohortAttack: Sendable {
  private let attacker: MultiViewAttacker
  private let template: HeadTemplate?

  /// Prepares the attack; with no template the shape is left out.
  public init(attacker: MultiViewAttacker, template: HeadTemplate?) {
    self.attacker = attacker
    self.template = template
  }

  /// What one attacker reached.
  public struct Result: Sendable, Encodable {
    /// Which attacker.
    public let attacker: String
    /// The part of probes whose own person is nearest; undetected ones count as not identified.
    public let rank1: Double
    /// Its 95 % interval.
    public let rank1Interval: ConfidenceInterval?
    /// 1 / number of people in the gallery.
    public let chance: Double
    /// Area under the ROC curve; nil where nothing could be compared.
    public let auc: Double?
    /// Equal error rate; nil where nothing could be compared.
    public let equalErrorRate: Double?
    /// Probes that could be compared.
    public let probes: Int
    /// Probes, whether or not they could be compared.
    public let searches: Int
  }

  /// One head after it was looked at.
  public struct Seen: Sendable {
    /// Whose.
    public let id: String
    /// What was seen; nil where the scan could not be used.
    public let head: HeadAppearance?
    /// Why not, or why no face; nil where there is one.
    public let reason: String?
  }

  /// Looks at every scan of `folder`; a scan that cannot be used is kept with the reason.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails.
  public func look(
    at folder: ScanFolder, progress: (Int) -> Void = { _ in }
  ) throws(EffaceError) -> [Seen] {
    var seen: [Seen] = []
    for (id, url) in folder.scans {
      do throws(EffaceError) {
        let volume = try ScanFile.image(url).volume()
        let head = try HeadAppearance(volume, attacker: attacker, template: template)
        seen.append(
          Seen(
            id: id, head: head,
            reason: head.views.faces.isEmpty ? "No face was found in any view." : nil))
      } catch  where error.code != .foreign {
        seen.append(Seen(id: id, head: nil, reason: error.description))
      }
      progress(seen.count)
    }
    return seen
  }

  /// Compares two sets of heads by every attacker.
  ///
  /// - Throws: `EffaceError` where there are no two people to compare.
  public func compare(
    gallery: [Seen], probes: [Seen]
  ) throws(EffaceError) -> (matrices: AttackMatrices, results: [Result]) {
    let matrices = try AttackMatrices(
      gallery: gallery.map { ($0.id, $0.head) }, probes: probes.map { ($0.id, $0.head) },
      models: attacker.embedders.map(\.name))
    var results: [Result] = []
    for entry in matrices.entries {
      let evaluation = try Evaluation(entry.matrix, threshold: 0.5)
      results.append(
        Result(
          attacker: entry.attacker, rank1: evaluation.rank1,
          rank1Interval: evaluation.intervals["rank1"], chance: evaluation.chance,
          auc: evaluation.auc, equalErrorRate: evaluation.eer,
          probes: evaluation.acquisition.detectedColumns, searches: evaluation.searches))
    }
    return (matrices, results)
  }

  /// The table of results as comma-separated text.
  public static func csv(_ results: [Result]) -> String {
    func number(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "" }
    let header = [
      "attacker", "rank1", "rank1_lower", "rank1_upper", "auc", "eer", "probes_with_face",
      "searches", "chance",
    ]
    return CSV.text(
      [header]
        + results.map { result in
          [
            result.attacker, number(result.rank1), number(result.rank1Interval?.lower),
            number(result.rank1Interval?.upper), number(result.auc),
            number(result.equalErrorRate), "\(result.probes)", "\(result.searches)",
            number(result.chance),
          ]
        })
  }
}
