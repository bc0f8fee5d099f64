internal import Files

extension TableAudit {
  /// One line for each measure: its name, its value before (empty where the original is not known)
  /// and its value after.
  public var csv: String {
    let old = before.map(\.lines) ?? []
    let new = after.lines
    let rows = new.map { name, value in
      [name, old.first { $0.name == name }?.value ?? "", value]
    }
    return CSV.text([["measure", "before", "after"]] + rows)
  }
}

extension PrivacyMeasures {
  /// Every measure by its name.
  var lines: [(name: String, value: String)] {
    var lines = [
      ("rows", "\(rows)"), ("classes", "\(classes)"), ("suppressedRows", "\(suppressedRows)"),
      ("k", "\(k)"),
    ]
    for column in sensitive {
      let name = column.column
      lines += [
        ("distinct l of \(name)", "\(column.distinct)"),
        ("entropy l of \(name)", "\(column.entropy)"),
        ("recursive c of \(name)", column.recursiveC.map { "\($0)" } ?? "never"),
        ("t of \(name) (\(column.distance.rawValue))", "\(column.t)"),
        ("largest difference of \(name)", "\(column.largestDifference)"),
      ]
    }
    lines += [
      ("prosecutorHighest", "\(risk.prosecutorHighest)"),
      ("prosecutorAverage", "\(risk.prosecutorAverage)"),
      ("rowsAbove20Percent", "\(risk.rowsAbove20Percent)"),
      ("journalistHighest", "\(risk.journalistHighest)"), ("marketer", "\(risk.marketer)"),
      ("genILoss", "\(genILoss)"), ("discernibility", "\(discernibility)"),
      ("averageClassSize", "\(averageClassSize)"),
    ]
    return lines + classSizes.map { ("classes of size \($0.size)", "\($0.classes)") }
  }
}
