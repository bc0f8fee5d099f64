internal import Defacing

/// What is done in an arm, in words.
struct ArmWords {
  private let arm: DefacedArm
  private let method: (any Defacer)?

  init(_ arm: DefacedArm, _ method: (any Defacer)?) {
    self.arm = arm
    self.method = method
  }

  /// One or a few sentences.
  var summary: String {
    var words = [method?.summary ?? arm.method.method]
    if let fill = arm.method.fill { words.append("Fills with \(number(fill)).") }
    if let floor = arm.method.floor {
      words.append("Sets all values below \(number(floor)) to it.")
    }
    switch arm.way {
    case .range(let range):
      words.append(
        "Cleaned as published: all values from \(number(range.low)) to \(number(range.high)) "
          + "become the lowest.")
    case .difference where arm.method.range != nil: words.append("Cleaned by difference.")
    default: break
    }
    return words.joined(separator: " ")
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }
}
