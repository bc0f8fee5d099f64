internal import Files
internal import Foundation
internal import Images
internal import Statistics

/// Distance matrices for print, arm beside arm on one scale.
struct HeatFigure {
  private let attacks: [Attack]
  private static let perRow = 4

  init(_ attacks: [Attack]) { self.attacks = attacks }

  /// Dark is near; what could not be compared is white.
  func pdf() throws(EffaceError) -> Data {
    let values = attacks.flatMap(\.matrix.values).filter { !$0.isNaN }
    let low = values.min() ?? 0
    let high = max(values.max() ?? 1, low + 1e-6)
    let columns = min(Self.perRow, attacks.count)
    let rows = (attacks.count + columns - 1) / columns
    let anchors = (0...4).map { step -> String in
      let colour = ColourMap.colour(Double(step) / 4)
      let hex = [colour.red, colour.green, colour.blue].map { String(format: "%02x", $0) }.joined()
      return "\(step) '#\(hex)'"
    }
    let blocks = attacks.enumerated().map { index, attack in
      let lines = (0..<attack.matrix.rowCount).map { row in
        (0..<attack.matrix.columnCount).map { column in
          attack.matrix[row, column].isNaN
            ? "NaN" : String(format: "%.4g", attack.matrix[row, column])
        }.joined(separator: " ")
      }
      return "$m\(index) << END\n\(lines.joined(separator: "\n"))\nEND"
    }
    let plots = attacks.enumerated().map { index, attack in
      "set title \(Gnuplot.quoted(attack.arm)) offset 0,-0.6\nplot $m\(index) matrix with image notitle"
    }
    let script = """
      set terminal pdfcairo noenhanced size \(Double(columns) * 2.1)in,\(Double(rows) * 2.1)in \
      fontscale 0.6 font 'sans,12'
      set encoding utf8
      set palette defined (\(anchors.joined(separator: ", ")))
      set cbrange [\(low):\(high)]
      set autoscale xfix
      set autoscale yfix
      set yrange [*:*] reverse
      set size ratio 1
      unset tics
      unset colorbox
      \(blocks.joined(separator: "\n"))
      set multiplot layout \(rows),\(columns)
      \(plots.joined(separator: "\n"))
      unset multiplot

      """
    return CurveFigure.withoutDate(try Gnuplot.draw(script))
  }
}
