internal import Foundation

/// One axis of a plot on the page.
struct PlotAxis {
  let label: String
  /// Where lines are drawn, and what they are called.
  let ticks: [(value: Double, label: String)]
  private let low: Double
  private let high: Double
  private let isLogarithmic: Bool

  /// From 0 to 1 in fifths.
  static func unit(_ label: String) -> PlotAxis {
    linear(label, 0...1, step: 0.2)
  }

  /// Even steps over a range.
  static func linear(_ label: String, _ range: ClosedRange<Double>, step: Double) -> PlotAxis {
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    let ticks = first <= last ? (first...last).map { Double($0) * step } : []
    return PlotAxis(
      label: label, ticks: ticks.map { ($0, SVG.number($0)) }, low: range.lowerBound,
      high: range.upperBound, isLogarithmic: false)
  }

  /// Error rates from `low` (a power of ten) to 1; smaller ones stand at the edge.
  static func errorRate(_ label: String, from low: Double) -> PlotAxis {
    let decades = Int((-log10(low)).rounded())
    let ticks = (0...decades).map { pow(10, -Double($0)) }
    return PlotAxis(
      label: label, ticks: ticks.map { ($0, "\(SVG.percent($0)) %") }, low: low, high: 1,
      isLogarithmic: true)
  }

  /// Where `value` lies, 0 at the origin, 1 at the end; what is beyond stands at the edge.
  func place(_ value: Double) -> Double {
    let kept = min(max(value, low), high)
    guard high > low else { return 0 }
    return isLogarithmic
      ? log(kept / low) / log(high / low) : (kept - low) / (high - low)
  }
}

extension SVG {
  /// A share in percent without trailing zeros.
  static func percent(_ value: Double) -> String {
    let percent = value * 100
    return percent >= 1 ? "\(Int(percent.rounded()))" : String(format: "%g", percent)
  }
}
