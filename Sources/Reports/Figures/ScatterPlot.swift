/// Points with names and intervals: what an arm costs against what it hides.
struct ScatterPlot {
  /// An arm.
  struct Point {
    let name: String
    let x: Double
    let y: Double
    /// The ends of the interval of `y`.
    let ends: (Double, Double)?
  }

  let title: String
  let x: PlotAxis
  let y: PlotAxis
  let points: [Point]

  private static let width = 560.0
  private static let side = 320.0
  private static let left = 56.0
  private static let top = 30.0

  /// The plot as SVG. Each point has a number, which the legend explains.
  var svg: String {
    let bottom = Self.top + Self.side
    var content = SVG.text(title, x: Self.left, y: 18, style: "head") + axes
    for (index, point) in points.enumerated() { content += drawing(point, index) }
    for (index, point) in points.enumerated() {
      content += SVG.text(
        "\(index + 1)  \(point.name)", x: Self.left + Self.side + 24,
        y: Self.top + 14 + Double(index) * 18)
    }
    let names = points.map(\.name).joined(separator: ", ")
    return SVG.picture(
      width: Self.width, height: bottom + 46,
      label: "\(title): \(y.label) against \(x.label) for \(names)", content)
  }

  private var axes: String {
    let (left, top, side) = (Self.left, Self.top, Self.side)
    var content = ""
    for tick in x.ticks {
      let at = left + x.place(tick.value) * side
      content += line(at, top, at, top + side)
      content += SVG.text(tick.label, x: at, y: top + side + 16, anchor: "middle")
    }
    for tick in y.ticks {
      let at = top + (1 - y.place(tick.value)) * side
      content += line(left, at, left + side, at)
      content += SVG.text(tick.label, x: left - 8, y: at + 4, anchor: "end")
    }
    content += SVG.text(
      x.label, x: left + side / 2, y: top + side + 34, anchor: "middle", style: "label")
    return content
      + SVG.text(
        y.label, x: 14, y: top + side / 2, anchor: "middle", style: "label", turned: -90)
  }

  private func drawing(_ point: Point, _ index: Int) -> String {
    let at = Self.left + x.place(point.x) * Self.side
    let height = { (value: Double) in Self.top + (1 - y.place(value)) * Self.side }
    var content = ""
    if let ends = point.ends {
      content += line(at, height(ends.0), at, height(ends.1), style: "whisker")
    }
    content += SVG.element(
      "circle",
      [
        "cx": SVG.number(at), "cy": SVG.number(height(point.y)), "r": "9", "class": "dot",
      ])
    return content
      + SVG.text(
        "\(index + 1)", x: at, y: height(point.y) + 4, anchor: "middle", style: "number")
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String = "grid"
  ) -> String {
    SVG.element(
      "line",
      [
        "x1": SVG.number(x1), "y1": SVG.number(y1), "x2": SVG.number(x2), "y2": SVG.number(y2),
        "class": style,
      ])
  }
}
