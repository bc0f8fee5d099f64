internal import Foundation

/// What gnuplot is told to draw a `CurveFigure`.
struct CurveScript {
  private let figure: CurveFigure

  /// Inches.
  private static let plotWidth = 4.0
  private static let tableWidth = 2.5
  private static let height = 4.0

  /// Colour-blind safe, apart in grey as well, each with its own dashes.
  private static let lines = [
    "lc rgb '#0072B2' dt 1 lw 2", "lc rgb '#D55E00' dt (10,5) lw 2",
    "lc rgb '#009E73' dt (2,3) lw 2.5", "lc rgb '#CC79A7' dt (12,4,2,4) lw 2",
    "lc rgb '#56B4E9' dt 1 lw 3.5", "lc rgb '#000000' dt (4,3) lw 1.5",
  ]

  /// Filled circle, diamond, triangle, square; all with black edges.
  private static let shapes = [7, 13, 9, 5]

  init(_ figure: CurveFigure) { self.figure = figure }

  /// The whole script.
  func text(_ format: CurveFigure.Format) -> String {
    let width =
      Double(figure.plots.count) * Self.plotWidth + (figure.table.isEmpty ? 0 : Self.tableWidth)
    var script = [terminal(format, width: width)]
    script.append(
      """
      set encoding utf8
      set samples 2
      set border 3 lw 1 lc rgb '#333333'
      set tics nomirror out scale 0.6
      set xtics 0, 0.2, 1 format '%.1f'
      set ytics 0, 0.2, 1 format '%.1f'
      set grid lw 0.5 lt 1 lc rgb '#DDDDDD'
      set xrange [0:1]
      set yrange [0:1.02]
      set key samplen 2.5 spacing 1.15 opaque width -1
      set multiplot
      """)
    for (index, curve) in blocks { script.append(block(index, curve)) }
    for index in figure.plots.indices { script.append(panel(index, of: width)) }
    if !figure.table.isEmpty { script.append(table(of: width)) }
    script.append("unset multiplot")
    return script.joined(separator: "\n") + "\n"
  }

  private func terminal(_ format: CurveFigure.Format, width: Double) -> String {
    switch format {
    case .svg:
      """
      set terminal svg noenhanced size \(Int(width * 96)),\(Int(Self.height * 96)) \
      font 'Helvetica,Arial,sans-serif,13' background '#FFFFFF'
      """
    case .png:
      """
      set terminal pngcairo noenhanced size \(Int(width * 192)),\(Int(Self.height * 192)) \
      fontscale 2 linewidth 2 pointscale 2 font 'sans,10' background '#FFFFFF'
      """
    case .pdf:
      "set terminal pdfcairo noenhanced size \(width)in,\(Self.height)in font 'sans,10'"
    }
  }

  /// Every curve with the number of its data block.
  private var blocks: [(Int, CurvePlot.Curve)] {
    Array(figure.plots.flatMap(\.curves).map(\.thinned).enumerated()).map {
      ($0.offset, $0.element)
    }
  }

  private func block(_ index: Int, _ curve: CurvePlot.Curve) -> String {
    let points = zip(curve.x, curve.y).map { x, y in "\(number(x)) \(number(y))" }
    return "$curve\(index) << END\n" + points.joined(separator: "\n") + "\nEND"
  }

  private func panel(_ index: Int, of width: Double) -> String {
    let plot = figure.plots[index]
    let firstBlock = figure.plots[..<index].reduce(0) { $0 + $1.curves.count }
    let left = Double(index) * Self.plotWidth
    var elements = [chance(plot.chance)]
    for (place, curve) in plot.curves.enumerated() {
      // Between two recalls the precision is that of the larger one, as average precision counts it.
      let style = curve.style == .steps ? "fsteps" : "lines"
      elements.append(
        """
        $curve\(firstBlock + place) with \(style) \
        \(Self.lines[place % Self.lines.count]) \(title(curve.title))
        """)
    }
    for (place, mark) in plot.marks.enumerated() {
      let shape = Self.shapes[place % Self.shapes.count]
      let at = "'+' using (\(number(mark.x))):(\(number(mark.y))) every ::0::0 with points"
      elements.append("\(at) pt \(shape) ps 1.6 lc rgb '#000000' notitle")
      elements.append(
        "\(at) pt \(shape) ps 1.1 lc rgb '\(place == 0 ? "#F0E442" : "#FFFFFF")' notitle")
      elements.append(
        "keyentry with points pt \(shape) ps 1.2 lc rgb '#000000' title \(Gnuplot.quoted(mark.title))"
      )
    }
    return """
      set lmargin at screen \(number((left + 0.7) / width))
      set rmargin at screen \(number((left + 3.85) / width))
      set bmargin at screen 0.155
      set tmargin at screen 0.9425
      set title \(Gnuplot.quoted(plot.title)) offset 0,-0.5
      set xlabel \(Gnuplot.quoted(plot.xLabel)) offset 0,0.2
      set ylabel \(Gnuplot.quoted(plot.yLabel)) offset 0.8,0
      set key inside \(plot.legend)
      plot \(elements.joined(separator: ", \\\n  "))
      """
  }

  private func chance(_ chance: CurvePlot.Chance) -> String {
    let ends: (Double, Double) =
      switch chance {
      case .diagonal: (0, 1)
      case .level(let level): (level, level)
      }
    return """
      '+' using ($0):($0 == 0 ? \(number(ends.0)) : \(number(ends.1))) with lines \
      lc rgb '#888888' dt (3,4) lw 1 title 'chance'
      """
  }

  private func title(_ title: String?) -> String {
    title.map { "title \(Gnuplot.quoted($0))" } ?? "notitle"
  }

  /// The table, cell by cell, in the room to the right of the plots.
  private func table(of width: Double) -> String {
    let left = Double(figure.plots.count) * Self.plotWidth
    let columns = figure.table.map(\.count).max() ?? 1
    var lines = ["unset title; unset xlabel; unset ylabel; unset tics; unset border; unset key"]
    func label(_ text: String, x: Double, y: Double, _ justification: String) {
      lines.append(
        """
        set label \(Gnuplot.quoted(text)) at screen \(number(x / width)), screen \(number(y)) \
        \(justification)
        """)
    }
    for (row, cells) in figure.table.enumerated() {
      let y = 0.9 - 0.056 * Double(row) - (row > 0 ? 0.015 : 0)
      for (column, cell) in cells.enumerated() {
        let right = left + 0.1 + 2.15 * Double(column + 1) / Double(columns)
        label(cell, x: right, y: y, "right")
      }
    }
    lines.append(
      """
      set arrow from screen \(number((left + 0.1) / width)), screen 0.868 to screen \
      \(number((left + 2.3) / width)), screen 0.868 nohead lw 1 lc rgb '#333333'
      """)
    if !figure.note.isEmpty { label(figure.note, x: left + 2.25, y: 0.155, "right") }
    return lines.joined(separator: "\n") + "\nplot [0:1][0:1] -1 notitle"
  }

  /// Enough digits for any print, and none for nothing.
  private func number(_ value: Double) -> String {
    String(format: "%.6g", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
