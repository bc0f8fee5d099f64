/// Curves between two axes.
struct LinePlot {
  /// A curve with the points chosen on it.
  struct Curve {
    let name: String
    let points: [SIMD2<Double>]
    /// Points marked with a circle (F1) and a triangle (Youden).
    let circle: SIMD2<Double>?
    let triangle: SIMD2<Double>?
  }

  let title: String
  let x: PlotAxis
  let y: PlotAxis
  /// A thin dashed line: chance.
  let reference: (SIMD2<Double>, SIMD2<Double>)?
  let curves: [Curve]

  private static let side = 320.0
  private static let left = 60.0
  private static let top = 30.0
  /// Told apart without colour as well.
  private static let dashes = [
    "", "7 4", "2 3", "9 3 2 3", "14 4", "4 2 1 2", "1 5", "10 2 2 2 2 2",
  ]

  /// The class that gives curve `index` its colour.
  static func colourClass(_ index: Int) -> String { "c\(index % 8)" }

  /// The plot as SVG; colours come from the page.
  var svg: String {
    let bottom = Self.top + Self.side
    let legendTop = bottom + 58
    let height = legendTop + Double(curves.count) * 18
    var content = SVG.text(title, x: Self.left, y: 18, style: "head")
    content += axes
    if let reference {
      let (a, b) = (place(reference.0), place(reference.1))
      content += SVG.element(
        "line",
        [
          "x1": SVG.number(a.x), "y1": SVG.number(a.y), "x2": SVG.number(b.x),
          "y2": SVG.number(b.y), "class": "grid", "stroke-dasharray": "3 4",
        ])
    }
    for (index, curve) in curves.enumerated() {
      content += drawing(curve, index)
      content += legend(curve.name, index, y: legendTop + Double(index) * 18)
    }
    let names = curves.map(\.name).joined(separator: ", ")
    return SVG.picture(
      width: Self.left + Self.side + 16, height: height,
      label: "\(title): \(y.label) against \(x.label) for \(names)", content)
  }

  private var axes: String {
    var content = ""
    let (left, bottom) = (Self.left, Self.top + Self.side)
    for tick in x.ticks {
      let at = left + x.place(tick.value) * Self.side
      content += gridLine("M\(SVG.number(at)) \(SVG.number(bottom))V\(SVG.number(Self.top))")
      content += SVG.text(tick.label, x: at, y: bottom + 16, anchor: "middle")
    }
    for tick in y.ticks {
      let at = bottom - y.place(tick.value) * Self.side
      content += gridLine("M\(SVG.number(left)) \(SVG.number(at))h\(SVG.number(Self.side))")
      content += SVG.text(tick.label, x: left - 8, y: at + 4, anchor: "end")
    }
    content += SVG.text(
      x.label, x: left + Self.side / 2, y: bottom + 34, anchor: "middle", style: "label")
    content += SVG.text(
      y.label, x: 12, y: bottom - Self.side / 2, anchor: "middle", style: "label", turned: -90)
    return content
  }

  private func gridLine(_ path: String) -> String {
    SVG.element("path", ["d": path, "class": "grid"])
  }

  private func drawing(_ curve: Curve, _ index: Int) -> String {
    let path = curve.points.map(place).map { "\(SVG.number($0.x)) \(SVG.number($0.y))" }
    guard !path.isEmpty else { return "" }
    let colour = Self.colourClass(index)
    var content = SVG.element(
      "path",
      [
        "d": "M" + path.joined(separator: "L"), "class": "curve \(colour)",
        "stroke-dasharray": Self.dashes[index % Self.dashes.count],
      ])
    if let point = curve.circle.map(place) {
      content += SVG.element(
        "circle",
        ["cx": SVG.number(point.x), "cy": SVG.number(point.y), "r": "5", "class": "mark \(colour)"])
    }
    if let point = curve.triangle.map(place) {
      let (x, y) = (point.x, point.y)
      content += SVG.element(
        "path",
        [
          "d": "M\(SVG.number(x)) \(SVG.number(y - 6))L\(SVG.number(x + 6)) \(SVG.number(y + 5))"
            + "H\(SVG.number(x - 6))Z",
          "class": "mark \(colour)",
        ])
    }
    return content
  }

  private func legend(_ name: String, _ index: Int, y: Double) -> String {
    SVG.element(
      "path",
      [
        "d": "M\(SVG.number(Self.left)) \(SVG.number(y))h30",
        "class": "curve \(Self.colourClass(index))",
        "stroke-dasharray": Self.dashes[index % Self.dashes.count],
      ]) + SVG.text(name, x: Self.left + 38, y: y + 4)
  }

  private func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
    [Self.left + x.place(point.x) * Self.side, Self.top + (1 - y.place(point.y)) * Self.side]
  }
}
