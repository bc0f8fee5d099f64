internal import Foundation

/// What gnuplot is told to draw a `CurveFigure`. Lengths are inches.
struct CurveScript {
  private static let plotWidth = 4.5
  private static let side = 3.15
  private static let leftMargin = 1.2
  private static let topMargin = 0.4
  private static let axisLabels = 0.68
  private static let legendRow = 0.25
  private static let tableWidth = 2.5

  /// Colour-blind safe, apart in grey as well, each with its own dashes.
  private static let lines = [
    ("#0072B2", "1", 2), ("#D55E00", "(10,5)", 2), ("#009E73", "(2,3)", 2.5),
    ("#CC79A7", "(12,4,2,4)", 2), ("#56B4E9", "1", 3.5), ("#000000", "(4,3)", 1.5),
    ("#B8860B", "(1,5)", 3), ("#777777", "(10,2,2,2,2,2)", 2),
  ]

  /// How curve `place` is drawn. From the ninth on colours come again, with the dashes of others.
  static func line(_ place: Int) -> String {
    let (colour, _, width) = lines[place % lines.count]
    let (_, dashes, _) = lines[(place + 3 * (place / lines.count)) % lines.count]
    return "lc rgb '\(colour)' dt \(dashes) lw \(width)"
  }

  /// Of each mark the shape and the same shape filled: circle, diamond, triangle, square.
  private static let shapes = [(7, 7), (12, 13), (9, 9), (4, 5)]

  private let figure: CurveFigure
  private let width: Double
  private let height: Double
  private let bottomMargin: Double

  init(_ figure: CurveFigure) {
    self.figure = figure
    let entries = figure.plots.map { plot in
      plot.curves.filter { $0.title != nil }.count + plot.marks.count
        + (plot.chance == .none ? 0 : 1)
    }
    bottomMargin = Self.axisLabels + Self.legendRow * Double(entries.max() ?? 0)
    height = Self.topMargin + Self.side + bottomMargin
    width =
      Double(figure.plots.count) * Self.plotWidth + (figure.table.isEmpty ? 0 : Self.tableWidth)
  }

  /// The whole script.
  func text(_ format: CurveFigure.Format) -> String {
    var script = [
      terminal(format),
      """
      set encoding utf8
      set samples 2
      set border 3 lw 1 lc rgb '#333333'
      set tics nomirror out scale 0.6
      set grid lw 0.5 lt 1 lc rgb '#DDDDDD'
      set multiplot
      """,
    ]
    let curves = figure.plots.flatMap { plot in plot.curves.map { plot.axes.kept($0.thinned) } }
    for (index, curve) in curves.enumerated() { script.append(block(index, curve)) }
    for index in figure.plots.indices { script.append(panel(index)) }
    if !figure.table.isEmpty { script.append(table()) }
    script.append("unset multiplot")
    return script.joined(separator: "\n") + "\n"
  }

  private func terminal(_ format: CurveFigure.Format) -> String {
    let pixels = { (perInch: Double) in
      "\(Int((width * perInch).rounded())),\(Int((height * perInch).rounded()))"
    }
    return switch format {
    case .svg:
      """
      set terminal svg noenhanced rounded size \(pixels(96)) \
      font 'Helvetica,Arial,sans-serif,13' background '#FFFFFF'
      """
    case .png:
      """
      set terminal pngcairo noenhanced rounded size \(pixels(192)) \
      fontscale 2 linewidth 2 pointscale 2 font 'sans,10' background '#FFFFFF'
      """
    case .pdf:
      """
      set terminal pdfcairo noenhanced rounded size \(number(width))in,\(number(height))in \
      fontscale 0.72 linewidth 1.5 font 'sans,14'
      """
    }
  }

  private func block(_ index: Int, _ curve: CurvePlot.Curve) -> String {
    let points = zip(curve.x, curve.y).map { x, y in "\(number(x)) \(number(y))" }
    return "$curve\(index) << END\n" + points.joined(separator: "\n") + "\nEND"
  }

  private func panel(_ index: Int) -> String {
    let plot = figure.plots[index]
    let left = Double(index) * Self.plotWidth + Self.leftMargin
    let elements = [chance(plot)].compactMap(\.self) + curves(index) + marks(plot)
    return """
      \(plot.axes.script)
      set lmargin at screen \(across(left))
      set rmargin at screen \(across(left + Self.side))
      set bmargin at screen \(up(bottomMargin))
      set tmargin at screen \(up(bottomMargin + Self.side))
      set title \(Gnuplot.quoted(plot.title)) offset 0,-0.4
      set xlabel \(Gnuplot.quoted(plot.xLabel)) offset 0,0.3
      set ylabel \(Gnuplot.quoted(plot.yLabel)) offset 0.8,0
      set key at screen \(across(left + Self.side / 2)), screen \(up(0.05)) center bottom \
      vertical maxcols 1 Left reverse samplen 2 spacing 1.1 width 0
      plot \(elements.joined(separator: ", \\\n  "))
      """
  }

  private func curves(_ index: Int) -> [String] {
    let first = figure.plots[..<index].reduce(0) { $0 + $1.curves.count }
    return figure.plots[index].curves.enumerated().map { place, curve in
      // Between two recalls the precision is that of the larger one, as average precision counts it.
      let style = curve.style == .steps ? "fsteps" : "lines"
      let title = curve.title.map { "title \(Gnuplot.quoted($0))" } ?? "notitle"
      return
        "$curve\(first + place) with \(style) \(Self.line(place)) \(title)"
    }
  }

  /// Each mark stands on a white one a little larger, which parts it from the curve.
  private func marks(_ plot: CurvePlot) -> [String] {
    plot.marks.enumerated().flatMap { place, mark in
      let (shape, filled) = Self.shapes[place % Self.shapes.count]
      let at = "'+' using (\(number(mark.x))):(\(number(mark.y))) every ::0::0 with points"
      let look = "pt \(shape) ps 1.1 lw 1.5 lc rgb '#000000'"
      return [
        "\(at) pt \(filled) ps 1.5 lc rgb '#FFFFFF' notitle", "\(at) \(look) notitle",
        "keyentry with points \(look) title \(Gnuplot.quoted(mark.title))",
      ]
    }
  }

  private func chance(_ plot: CurvePlot) -> String? {
    let ends: (Double, Double)
    switch plot.chance {
    case .diagonal: ends = (0, 1)
    case .level(let level): ends = (level, level)
    case .line(let from, let to): ends = (from, to)
    case .none: return nil
    }
    let last: Double = if case .ranks(let last) = plot.axes { last } else { 1 }
    let first = last > 1 ? 1.0 : 0
    return """
      '+' using ($0 == 0 ? \(number(first)) : \(number(last))):\
      ($0 == 0 ? \(number(ends.0)) : \(number(ends.1))) every ::0::1 with lines \
      lc rgb '#777777' dt (2,6) lw 1 title 'guessing'
      """
  }

  /// The table, cell by cell, in the room to the right of the plots.
  private func table() -> String {
    let left = Double(figure.plots.count) * Self.plotWidth + 0.1
    let right = left + Self.tableWidth - 0.25
    let top = bottomMargin + Self.side
    let rowHeight = Self.side / Double(max(14, figure.table.count + 1))
    let columns = Double(figure.table.map(\.count).max() ?? 1)
    var lines = [
      "unset title; unset xlabel; unset ylabel; unset tics; unset border; unset key; unset grid",
      """
      set arrow from screen \(across(left)), screen \(up(top - rowHeight)) to \
      screen \(across(right)), screen \(up(top - rowHeight)) nohead lw 1 lc rgb '#333333'
      """,
    ]
    for (row, cells) in figure.table.enumerated() {
      let middle = top - rowHeight * (Double(row) + (row > 0 ? 0.75 : 0.5))
      if row > 0, row - 1 == figure.highlightedRow {
        lines.append(
          """
          set object rectangle from screen \(across(left)), screen \(up(middle - rowHeight / 2)) to \
          screen \(across(right)), screen \(up(middle + rowHeight / 2)) behind \
          fc rgb '#DDDDDD' fs solid noborder
          """)
      }
      for (column, cell) in cells.enumerated() {
        let edge = left + (right - left) * Double(column + 1) / columns - 0.06
        lines.append(label(cell, x: edge, y: middle))
      }
    }
    lines.append(label(figure.note, x: right - 0.06, y: bottomMargin + 0.5 * rowHeight - 0.1))
    return lines.joined(separator: "\n") + "\nplot [0:1][0:1] -1 notitle"
  }

  private func label(_ text: String, x: Double, y: Double) -> String {
    "set label \(Gnuplot.quoted(text)) at screen \(across(x)), screen \(up(y)) right"
  }

  /// A part of the figure's width.
  private func across(_ inches: Double) -> String { number(inches / width) }

  /// A part of the figure's height.
  private func up(_ inches: Double) -> String { number(inches / height) }

  /// Enough digits for any print.
  private func number(_ value: Double) -> String {
    String(format: "%.6g", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}

extension CurvePlot.Axes {
  /// What gnuplot is told of them.
  fileprivate var script: String {
    let unit = "set ytics 0, 0.2, 1 format '%.1f'\nset yrange [-0.015:1.015]"
    switch self {
    case .unit:
      return """
        unset logscale
        set xtics 0, 0.2, 1 format '%.1f'
        set xrange [-0.015:1.015]
        \(unit)
        """
    case .errorRates(let low):
      return """
        set logscale xy
        set xtics 10 format '%g'
        set ytics 10 format '%g'
        set xrange [\(low):1]
        set yrange [\(low):1]
        """
    case .ranks(let last):
      return """
        unset logscale
        set xtics 1, \(last > 10 ? "2" : "1") format '%g'
        set xrange [0.8:\(last + 0.2)]
        \(unit)
        """
    }
  }

  /// The curve with error rates below the axes brought to their edge.
  fileprivate func kept(_ curve: CurvePlot.Curve) -> CurvePlot.Curve {
    guard case .errorRates(let low) = self else { return curve }
    return CurvePlot.Curve(
      title: curve.title, x: curve.x.map { max($0, low) }, y: curve.y.map { max($0, low) },
      style: curve.style)
  }
}
