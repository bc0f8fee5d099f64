/// One pair of axes with curves and marked points: a ROC, precision-recall, DET or CMC plot.
public struct CurvePlot: Hashable, Sendable {
  /// A curve. Several on one plot differ in colour, dashes and line width.
  public struct Curve: Hashable, Sendable {
    /// How its points are joined.
    public enum Style: Hashable, Sendable {
      /// By straight lines.
      case lines
      /// By level lines, as precision has no value between two thresholds.
      case steps
    }

    /// What the legend says; none where it is nil.
    public let title: String?
    /// The horizontal positions, 0...1, a rank or a rate.
    public let x: [Double]
    /// The vertical positions, 0...1.
    public let y: [Double]
    /// How the points are joined.
    public let style: Style

    /// Builds a curve from its points, in the order in which they are joined.
    public init(title: String?, x: [Double], y: [Double], style: Style = .lines) {
      precondition(x.count == y.count, "A curve needs as many x as y.")
      self.title = title
      self.x = x
      self.y = y
      self.style = style
    }
  }

  /// A point worth seeing: a chosen threshold. Several on one plot differ in shape.
  public struct Mark: Hashable, Sendable {
    /// What the legend says.
    public let title: String
    /// The horizontal position, 0...1, a rank or a rate.
    public let x: Double
    /// The vertical position, 0...1.
    public let y: Double

    /// Builds a mark.
    public init(title: String, x: Double, y: Double) {
      self.title = title
      self.x = x
      self.y = y
    }
  }

  /// The dashed grey line of an attacker who guesses.
  public enum Chance: Hashable, Sendable {
    /// From corner to corner, as in a ROC.
    case diagonal
    /// At one height, as the share of mated comparisons under precision-recall.
    case level(Double)
    /// A straight line from the left edge to the right one, as under ranks.
    case line(from: Double, to: Double)
    /// None.
    case none
  }

  /// What the axes show.
  public enum Axes: Hashable, Sendable {
    /// Both from 0 to 1.
    case unit
    /// Both error rates on logarithmic axes from the given rate to 1; smaller ones at the edge.
    case errorRates(from: Double)
    /// Ranks from 1 to the given one, and a rate from 0 to 1.
    case ranks(to: Double)
  }

  /// Above the axes.
  public let title: String
  /// Below the horizontal axis.
  public let xLabel: String
  /// Beside the vertical axis.
  public let yLabel: String
  /// What is drawn.
  public let curves: [Curve]
  /// What is marked.
  public let marks: [Mark]
  /// What guessing would give.
  public let chance: Chance
  /// What the axes show.
  public let axes: Axes

  /// Builds a plot from its parts.
  public init(
    title: String, xLabel: String, yLabel: String, curves: [Curve], marks: [Mark] = [],
    chance: Chance, axes: Axes = .unit
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.curves = curves
    self.marks = marks
    self.chance = chance
    self.axes = axes
  }

  /// True accept rate against false match rate.
  public static func roc(
    title: String = "ROC", curves: [Curve], marks: [Mark] = []
  ) -> CurvePlot {
    CurvePlot(
      title: title, xLabel: "False match rate", yLabel: "True accept rate", curves: curves,
      marks: marks, chance: .diagonal)
  }

  /// Precision against recall; `matedShare` is the part of comparisons that are mated.
  public static func precisionRecall(
    title: String = "Precision-recall", curves: [Curve], marks: [Mark] = [], matedShare: Double
  ) -> CurvePlot {
    CurvePlot(
      title: title, xLabel: "Recall (true accept rate)", yLabel: "Precision", curves: curves,
      marks: marks, chance: .level(matedShare))
  }
}

extension CurvePlot.Curve {
  /// The curve without points that lie within a two-thousandth of the axes of the last kept one:
  /// less than a pixel, also in print.
  var thinned: CurvePlot.Curve {
    guard x.count > 2000 else { return self }
    let step = 1.0 / 2000
    var kept = [0]
    var last = 0
    for place in 1..<x.count
    where abs(x[place] - x[last]) > step || abs(y[place] - y[last]) > step {
      // The point before a long stride keeps its corner.
      if place - 1 > last { kept.append(place - 1) }
      kept.append(place)
      last = place
    }
    if last != x.count - 1 { kept.append(x.count - 1) }
    return CurvePlot.Curve(
      title: title, x: kept.map { x[$0] }, y: kept.map { y[$0] }, style: style)
  }
}
