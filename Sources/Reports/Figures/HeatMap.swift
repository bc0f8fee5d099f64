internal import Foundation
internal import Images
internal import Statistics

/// A distance matrix as a picture: dark is near, the mated diagonal is ringed, blank cells with
/// a cross are comparisons that were not possible.
struct HeatMap {
  let title: String
  let matrix: DistanceMatrix
  /// The distances at the ends of the scale, the same for all maps that are compared.
  let range: ClosedRange<Double>

  private static let side = 380.0
  private static let margin = 64.0
  /// Beyond so many people there is no room for names and rings.
  private static let labelled = 32

  /// The map as SVG with the cells as an embedded PNG.
  var svg: String {
    let columns = Double(max(1, matrix.columnCount))
    let rows = Double(max(1, matrix.rowCount))
    let cell = Self.side / max(columns, rows)
    let (left, top) = (Self.margin, Self.margin)
    var content = SVG.text(title, x: left, y: 16, style: "head")
    content += SVG.element(
      "image",
      [
        "x": SVG.number(left), "y": SVG.number(top), "width": SVG.number(columns * cell),
        "height": SVG.number(rows * cell), "preserveAspectRatio": "none", "class": "pixels",
        "href": "data:image/png;base64," + PNG.encode(picture).base64EncodedString(),
      ])
    if max(matrix.rowCount, matrix.columnCount) <= Self.labelled {
      content += labels(cell) + rings(cell)
    }
    content += scale(y: top + rows * cell + 18)
    return SVG.picture(
      width: left + Self.side + 10, height: top + rows * cell + 56, label: description, content)
  }

  /// One pixel for each cell.
  private var picture: Raster {
    var raster = Raster(
      width: max(1, matrix.columnCount), height: max(1, matrix.rowCount), channels: 3,
      filledWith: 242)
    let width = max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount where !matrix[row, column].isNaN {
        let colour = ColourMap.colour((matrix[row, column] - range.lowerBound) / width)
        let start = raster.index(column, row)
        raster.samples[start] = colour.red
        raster.samples[start + 1] = colour.green
        raster.samples[start + 2] = colour.blue
      }
    }
    return raster
  }

  private func labels(_ cell: Double) -> String {
    var content = ""
    for (row, name) in matrix.rowIdentifiers.enumerated() {
      content += SVG.text(
        DistanceMatrix.person(name), x: Self.margin - 5,
        y: Self.margin + (Double(row) + 0.5) * cell + 4, anchor: "end", style: "tick")
    }
    for (column, name) in matrix.columnIdentifiers.enumerated() {
      let x = Self.margin + (Double(column) + 0.5) * cell + 3
      content += SVG.text(
        DistanceMatrix.person(name), x: x, y: Self.margin - 6, style: "tick", turned: -60)
    }
    return content
  }

  private func rings(_ cell: Double) -> String {
    var (content, crosses) = ("", "")
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount {
        let x = Self.margin + Double(column) * cell
        let y = Self.margin + Double(row) * cell
        if matrix[row, column].isNaN {
          crosses +=
            "M\(SVG.number(x + cell * 0.3)) \(SVG.number(y + cell * 0.3))"
            + "l\(SVG.number(cell * 0.4)) \(SVG.number(cell * 0.4))"
            + "m0 \(SVG.number(-cell * 0.4))l\(SVG.number(-cell * 0.4)) \(SVG.number(cell * 0.4))"
        }
        if matrix.isMated(row: row, column: column) {
          content +=
            ring(x, y, cell, inset: 1, style: "rim") + ring(x, y, cell, inset: 2, style: "ring")
        }
      }
    }
    let missing = SVG.element("path", ["d": crosses, "class": "missing"])
    return (crosses.isEmpty ? "" : missing) + content
  }

  private func ring(
    _ x: Double, _ y: Double, _ cell: Double, inset: Double, style: String
  ) -> String {
    SVG.element(
      "rect",
      [
        "x": SVG.number(x + inset), "y": SVG.number(y + inset),
        "width": SVG.number(cell - 2 * inset), "height": SVG.number(cell - 2 * inset),
        "class": style,
      ])
  }

  private func scale(y: Double) -> String {
    var content = ""
    let steps = 40
    let width = Self.side / Double(steps)
    for step in 0..<steps {
      content += SVG.element(
        "rect",
        [
          "x": SVG.number(Self.margin + Double(step) * width), "y": SVG.number(y),
          "width": SVG.number(width + 0.5), "height": "10",
          "fill": ColourMap.css(Double(step) / Double(steps - 1)),
        ])
    }
    let low = Numbers.decimals(range.lowerBound, 2)
    let high = Numbers.decimals(range.upperBound, 2)
    content += SVG.text("\(low) near", x: Self.margin, y: y + 26)
    content += SVG.text("far \(high)", x: Self.margin + Self.side, y: y + 26, anchor: "end")
    return content
  }

  private var description: String {
    let missing = matrix.values.filter(\.isNaN).count
    return """
      \(title): distances between \(matrix.rowCount) gallery pictures (rows) and \
      \(matrix.columnCount) probes (columns); \(missing) of \(matrix.values.count) not possible
      """
  }
}
