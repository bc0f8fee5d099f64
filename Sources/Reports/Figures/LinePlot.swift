/// Curves in the unit square.
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
  let xLabel: String
  let yLabel: String
  /// A thin dashed line: chance.
  let reference: (SIMD2<Double>, SIMD2<Double>)?
  let curves: [Curve]

  private static let side = 320.0
  private static let left = 52.0
  private static let top = 30.0
  /// Told apart without colour as well.
  private static let dashes = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2 1 2"]

  /// The class that gives curve `index` its colour.
  static func colourClass(_ index: Int) -> String { "c\(index % 6)" }

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
      label: "\(title): \(yLabel) against \(xLabel) for \(names)", content)
  }

  private var axes: String {
    var content = ""
    for step in 0...5 {
      let value = Double(step) / 5
      let (origin, corner) = (place([value, value]), place([0, 0]))
      let far = place([1, 1])
      content += SVG.element(
        "path",
        [
          "d": "M\(SVG.number(origin.x)) \(SVG.number(corner.y))V\(SVG.number(far.y))"
            + "M\(SVG.number(corner.x)) \(SVG.number(origin.y))H\(SVG.number(far.x))",
          "class": "grid",
        ])
      let label = SVG.number(value)
      content += SVG.text(label, x: origin.x, y: corner.y + 16, anchor: "middle")
      content += SVG.text(label, x: corner.x - 8, y: origin.y + 4, anchor: "end")
    }
    let middle = place([0.5, 0.5])
    content += SVG.text(
      xLabel, x: middle.x, y: place([0, 0]).y + 34, anchor: "middle", style: "label")
    content += SVG.text(
      yLabel, x: 14, y: middle.y, anchor: "middle", style: "label", turned: -90)
    return content
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
    [Self.left + point.x * Self.side, Self.top + (1 - point.y) * Self.side]
  }
}
