public import Files
public import Foundation

/// Rates of several methods side by side, with their intervals: bars drawn by gnuplot. The same figure
/// gives the same bytes.
public struct RateFigure: Sendable {
  /// A rate with its interval, all in 0...1.
  public struct Rate: Hashable, Sendable {
    let value: Double
    let lower: Double
    let upper: Double

    /// Takes the numbers.
    public init(_ value: Double, lower: Double, upper: Double) {
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// Names of the groups of bars, from the left.
  public let groups: [String]
  /// Each series' name and its rate in each group; nil leaves a gap.
  public let series: [(name: String, rates: [Rate?])]
  /// What the bars are.
  public let axis: String

  /// Takes the numbers; each series has a rate or a gap for each group.
  public init(groups: [String], series: [(name: String, rates: [Rate?])], axis: String) {
    precondition(series.allSatisfy { $0.rates.count == groups.count })
    self.groups = groups
    self.series = series
    self.axis = axis
  }

  /// Writes the picture in the format that the extension of `url` names.
  ///
  /// - Throws: `EffaceError.argument` for another extension than svg, png and pdf, `.missing` where
  ///   gnuplot is not installed, `.foreign` where it fails, `.file`.
  public func write(to url: URL) throws(EffaceError) {
    let format = try CurveFigure.format(of: url)
    let picture = try Gnuplot.draw(script(format))
    try AtomicFile.write(format == .pdf ? CurveFigure.withoutDate(picture) : picture, to: url)
  }

  private func script(_ format: CurveFigure.Format) -> String {
    let lines = groups.enumerated().map { place, name in
      "\"\(name)\" "
        + series.map { one in
          guard let rate = one.rates[place] else { return "? ? ?" }
          return [rate.value, rate.lower, rate.upper]
            .map { String(format: "%.5g", 100 * $0) }.joined(separator: " ")
        }.joined(separator: " ")
    }
    let colours = ["#0072B2", "#D55E00", "#999999", "#009E73"]
    let bars = series.enumerated().map { index, one in
      let column = 2 + 3 * index
      return "$rates using \(column):\(column + 1):\(column + 2):xtic(1) title "
        + Gnuplot.quoted(one.name) + " fs solid 0.8 lc rgb '\(colours[index % colours.count])'"
    }
    return """
      \(Self.terminal(format))
      set encoding utf8
      set datafile missing '?'
      $rates << END
      \(lines.joined(separator: "\n"))
      END
      set style data histogram
      set style histogram errorbars gap 1 lw 1
      set boxwidth 0.9
      set border 3 lw 1 lc rgb '#333333'
      set tics nomirror out scale 0.6
      set xtics rotate by -40
      set grid ytics lw 0.5 lt 1 lc rgb '#DDDDDD'
      set yrange [0:105]
      set ytics 0, 20, 100
      set key outside top center horizontal
      set rmargin 8
      set ylabel \(Gnuplot.quoted(axis))
      plot \(bars.joined(separator: ", "))

      """
  }

  private static func terminal(_ format: CurveFigure.Format) -> String {
    switch format {
    case .svg:
      "set terminal svg noenhanced size 860,460 font 'Helvetica,Arial,sans-serif,13' "
        + "background '#FFFFFF'"
    case .png:
      "set terminal pngcairo noenhanced size 1720,920 fontscale 2 linewidth 2 font 'sans,10' "
        + "background '#FFFFFF'"
    case .pdf: "set terminal pdfcairo noenhanced size 9in,4.8in fontscale 0.72 font 'sans,14'"
    }
  }
}
