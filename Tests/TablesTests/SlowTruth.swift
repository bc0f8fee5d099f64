import Foundation

@testable import Tables

/// The definitions, word by word, on strings.
enum SlowTruth {
  /// Whether the label says something true of the original value, in the sample's column.
  static func holds(_ label: String, _ original: String, column: Int) -> Bool {
    if label == "*" || label == original { return true }
    switch column {
    case 1, 2:
      var rest = label
      if rest.hasPrefix("{n/a|") {
        if original == "n/a" { return true }
        rest = String(rest.dropFirst(5).dropLast())
      }
      guard let value = Double(original) else { return false }
      let ends = rest.components(separatedBy: "..").compactMap(Double.init)
      return ends.count == 2 ? ends[0] <= value && value <= ends[1] : ends == [value]
    case 3:
      let groups = [
        "north": ["oslo", "lund", "kiruna"], "sweden": ["lund", "kiruna"],
        "south": ["rome", "seville", "cadiz"], "spain": ["seville", "cadiz"],
      ]
      return groups[label]?.contains(original) ?? false
    default:
      return label.dropFirst().dropLast().components(separatedBy: "|").contains(original)
    }
  }

  static func satisfies(
    _ model: PrivacyModel, _ own: [String], _ all: [String], isOrdered: Bool
  ) -> Bool {
    let counts = Dictionary(grouping: own) { $0 }.mapValues { Double($0.count) }
    let sorted = counts.values.sorted(by: >)
    let diverse =
      switch model.diversity {
      case .distinct(let l): counts.count >= l
      case .entropy(let l):
        -counts.values.reduce(0) { $0 + $1 / Double(own.count) * log($1 / Double(own.count)) }
          >= log(l) - 1e-9
      case .recursive(let c, let l): sorted[0] < c * sorted.dropFirst(l - 1).reduce(0, +)
      case nil: true
      }
    let close =
      switch model.closeness {
      case .earthMover(let t): earthMover(own, all, isOrdered: isOrdered) <= t + 1e-9
      case .largestDifference(let t):
        counts.keys.allSatisfy { abs(share($0, own) - share($0, all)) <= t + 1e-9 }
      case nil: true
      }
    return diverse && close
  }

  static func earthMover(_ own: [String], _ all: [String], isOrdered: Bool) -> Double {
    let values = Set(all).sorted {
      isOrdered ? (Double($0) ?? 0) < (Double($1) ?? 0) : $0 < $1
    }
    let differences = values.map { share($0, own) - share($0, all) }
    guard isOrdered else { return differences.reduce(0) { $0 + abs($1) } / 2 }
    var sum = 0.0
    var running = 0.0
    for difference in differences {
      running += difference
      sum += abs(running)
    }
    return sum / Double(values.count - 1)
  }

  private static func share(_ value: String, _ values: [String]) -> Double {
    Double(values.count { $0 == value }) / Double(values.count)
  }
}
