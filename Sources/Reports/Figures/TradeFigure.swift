internal import Files
internal import Foundation
internal import Statistics

/// Privacy against utility for print: a point with its interval for each arm.
struct TradeFigure {
  typealias Entry = (arm: String, kept: Double, identified: Double, interval: ConfidenceInterval?)

  private let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// Every arm has a point type of its own.
  func pdf() throws(EffaceError) -> Data {
    let low = min(0.6, ((entries.map(\.kept).min() ?? 0) * 10).rounded(.down) / 10)
    let blocks = entries.enumerated().map { index, entry in
      let ends = (
        entry.interval?.lower ?? entry.identified, entry.interval?.upper ?? entry.identified
      )
      return "$p\(index) << END\n\(entry.kept) \(entry.identified) \(ends.0) \(ends.1)\nEND"
    }
    let points = entries.enumerated().map { index, entry in
      "$p\(index) using 1:2:3:4 with yerrorbars pt \(index % 15 + 4) ps 0.9 lw 1.2 "
        + "lc rgb '\(Self.colours[index % Self.colours.count])' title \(Gnuplot.quoted(entry.arm))"
    }
    let script = """
      set terminal pdfcairo noenhanced size 6.4in,3.6in fontscale 0.5 font 'sans,14'
      set encoding utf8
      set border 3 lw 1 lc rgb '#333333'
      set tics nomirror out scale 0.6
      set grid lw 0.5 lt 1 lc rgb '#DDDDDD'
      set xrange [\(low):1.01]
      set yrange [-0.02:1.02]
      set xtics 0.1
      set xlabel 'part of the head unchanged (median)'
      set ylabel 'identified at rank 1'
      set key outside right center vertical Left reverse spacing 1.2
      \(blocks.joined(separator: "\n"))
      plot \(points.joined(separator: ", \\\n  "))

      """
    return CurveFigure.withoutDate(try Gnuplot.draw(script))
  }

  private static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#B8860B"]
}
