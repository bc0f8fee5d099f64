public import Files
public import Foundation

/// How many rows of a table stand in classes of which size, before and after anonymisation: bars
/// side by side, drawn by gnuplot. The same figure gives the same bytes.
public struct ClassSizeFigure: Hashable, Sendable {
  /// The number of classes of each size, by size.
  public typealias Counts = [Int: Int]

  /// The original table; nil where it is not known.
  public let before: Counts?
  /// The anonymised table.
  public let after: Counts
  /// The k that was asked for, which a line marks; nil for none.
  public let k: Int?

  /// Takes the counts.
  public init(before: Counts?, after: Counts, k: Int?) {
    self.before = before
    self.after = after
    self.k = k
  }

  /// The smallest size of each bar; the last bar has no end.
  private static let edges = [1, 2, 3, 5, 10, 20, 50, 100]

  /// The bytes of the picture.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `.foreign` where it fails.
  public func data(_ format: CurveFigure.Format) throws(EffaceError) -> Data {
    let picture = try Gnuplot.draw(script(format))
    return format == .pdf ? CurveFigure.withoutDate(picture) : picture
  }

  /// Writes the picture in the format that the extension of `url` names.
  ///
  /// - Throws: `EffaceError.argument` for another extension, and as `data(_:)` and `AtomicFile`.
  public func write(to url: URL) throws(EffaceError) {
    try AtomicFile.write(data(CurveFigure.format(of: url)), to: url)
  }

  /// The share of rows in each bar, in percent.
  static func shares(_ counts: Counts) -> [Double] {
    let rows = counts.reduce(0) { $0 + $1.key * $1.value }
    return edges.indices.map { bar in
      let end = bar + 1 < edges.count ? edges[bar + 1] : Int.max
      let inside = counts.filter { $0.key >= edges[bar] && $0.key < end }
      return 100 * Double(inside.reduce(0) { $0 + $1.key * $1.value }) / Double(max(1, rows))
    }
  }

  private static var labels: [String] {
    edges.indices.map { bar in
      guard bar + 1 < edges.count else { return "\(edges[bar])+" }
      let last = edges[bar + 1] - 1
      return last == edges[bar] ? "\(last)" : "\(edges[bar])-\(last)"
    }
  }

  private func script(_ format: CurveFigure.Format) -> String {
    let series = [before.map { ("before", $0) }, ("after", after)].compactMap(\.self)
    let columns = series.map { Self.shares($0.1) }
    let lines = Self.labels.enumerated().map { bar, label in
      "\"\(label)\" " + columns.map { String(format: "%.6g", $0[bar]) }.joined(separator: " ")
    }
    let looks = [
      "fs pattern 4 lc rgb '#D55E00'", "fs solid 0.8 lc rgb '#0072B2'",
    ].suffix(series.count)
    let bars = zip(series.indices, looks).map { index, look in
      "$sizes using \(index + 2):xtic(1) title '\(series[index].0)' \(look)"
    }
    return """
      \(Self.terminal(format))
      set encoding utf8
      $sizes << END
      \(lines.joined(separator: "\n"))
      END
      set style data histogram
      set style histogram clustered gap 1
      set boxwidth 0.9
      set border 3 lw 1 lc rgb '#333333'
      set tics nomirror out scale 0.6
      set grid ytics lw 0.5 lt 1 lc rgb '#DDDDDD'
      set yrange [0:105]
      set ytics 0, 20, 100
      set key outside top center horizontal
      set xlabel 'rows that look alike (class size)\(k.map { "; k = \($0)" } ?? "")'
      set ylabel 'share of rows in %'
      plot \(bars.joined(separator: ", "))

      """
  }

  private static func terminal(_ format: CurveFigure.Format) -> String {
    switch format {
    case .svg:
      "set terminal svg noenhanced size 560,360 font 'Helvetica,Arial,sans-serif,13' "
        + "background '#FFFFFF'"
    case .png:
      "set terminal pngcairo noenhanced size 1120,720 fontscale 2 linewidth 2 font 'sans,10' "
        + "background '#FFFFFF'"
    case .pdf: "set terminal pdfcairo noenhanced size 5.8in,3.75in fontscale 0.72 font 'sans,14'"
    }
  }
}
