internal import Statistics

/// Two arms under one attacker on the same people: is one better, or is it chance?
struct PairedArms {
  let gallery: Attack.Gallery
  let model: String
  let metric: DistanceMetric
  let first: String
  let second: String
  /// People who are identified in the first arm only.
  let onlyFirst: Int
  /// People who are identified in the second arm only.
  let onlySecond: Int
  /// McNemar's exact probability, and the same after Holm over all pairs of the study.
  let probability: Double
  var adjusted: Double
  /// Area under the ROC curve, first minus second; nil where one has none.
  let areaDifference: Double?
  let areaInterval: ConfidenceInterval?

  /// Every pair of arms under every attacker of the study.
  static func all(_ report: StudyReport) -> [PairedArms] {
    var pairs: [PairedArms] = []
    for group in report.attackers {
      let drawn = group.attacks.map { bootstrap.measure($0.matrix, threshold: 0) }
      for first in group.attacks.indices {
        for second in group.attacks.indices.dropFirst(first + 1) {
          pairs.append(
            PairedArms(
              group.attacks[first], group.attacks[second],
              interval: bootstrap.differences(drawn[first], drawn[second]).areaUnderROC))
        }
      }
    }
    let adjusted = PairedComparison.holm(pairs.map(\.probability))
    for place in pairs.indices { pairs[place].adjusted = adjusted[place] }
    return pairs
  }

  private static let bootstrap = SubjectBootstrap()

  private init(_ first: Attack, _ second: Attack, interval: ConfidenceInterval?) {
    gallery = first.gallery
    model = first.model
    metric = first.metric
    self.first = first.arm
    self.second = second.arm
    let known = Dictionary(
      second.people.map { ($0.id, $0.rank == 1) }, uniquingKeysWith: { one, _ in one })
    let one = first.people.map { $0.rank == 1 }
    let other = first.people.map { known[$0.id] ?? false }
    onlyFirst = zip(one, other).filter { $0 && !$1 }.count
    onlySecond = zip(one, other).filter { !$0 && $1 }.count
    probability = PairedComparison.mcNemar(one, other)
    adjusted = probability
    let areas = [first, second].compactMap { $0.whole?.auc }
    areaDifference = areas.count == 2 ? areas[0] - areas[1] : nil
    areaInterval = areas.count == 2 ? interval : nil
  }
}

extension StudyReport {
  /// The attacks of one attacker on all arms.
  struct Attacker {
    let gallery: Attack.Gallery
    let model: String
    let metric: DistanceMetric
    var attacks: [Attack]

    /// For headings, for example `dlib, euclidean_l2`.
    var title: String {
      "\(model), \(metric.rawValue)" + (gallery == .sameScan ? ", same scan on both sides" : "")
    }

    /// For file names.
    var slug: String {
      "\(model)_\(metric.rawValue)" + (gallery == .sameScan ? "_same-scan" : "")
    }
  }

  /// The attacks by attacker, in their order.
  var attackers: [Attacker] {
    var groups: [Attacker] = []
    for attack in attacks {
      let place = groups.firstIndex {
        $0.model == attack.model && $0.metric == attack.metric && $0.gallery == attack.gallery
      }
      if let place {
        groups[place].attacks.append(attack)
      } else {
        groups.append(
          Attacker(
            gallery: attack.gallery, model: attack.model, metric: attack.metric, attacks: [attack]))
      }
    }
    return groups
  }
}
