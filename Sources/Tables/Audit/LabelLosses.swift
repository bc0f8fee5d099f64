internal import Files

/// How much each label of a generalised column has lost, read from the labels alone.
struct LabelLosses {
  private let column: ColumnDescription
  private let labels: [String]
  private let isNumeric: Bool
  /// Smallest and largest number.
  private let ends: ClosedRange<Double>
  /// How many categories there are.
  private let categories: Int

  /// Takes the labels of a column, and those of the original column where they are known, which
  /// then say how wide the domain is.
  init(_ column: ColumnDescription, labels: [String], original: [String]?) {
    self.column = column
    self.labels = labels
    let source = original ?? labels
    let bounds = (source + labels).compactMap(Self.bounds)
    let isWord = { (label: String) in
      label != "*" && Self.bounds(label) == nil && !ColumnDomain.missing.contains(label)
    }
    isNumeric =
      column.kind != .categorical && column.hierarchy == nil && column.order == nil
      && !bounds.isEmpty && !labels.contains(where: isWord)
    let known = source.compactMap(Self.bounds)
    let low = known.map(\.lowerBound).min() ?? 0
    ends = low...max(low, known.map(\.upperBound).max() ?? low)
    let members = source.filter { $0 != "*" }.flatMap(Self.members)
    categories = column.order?.count ?? Set(members).count
  }

  /// The loss of each label, 0...1.
  ///
  /// - Throws: `EffaceError.format` where a numeric column holds a label that is no number and no
  ///   range.
  func losses() throws(EffaceError) -> [Double] {
    if column.kind == .numeric, !isNumeric, labels.contains(where: { $0 != "*" }) {
      throw EffaceError(
        .format, "The numeric column '\(column.name)' holds labels that are no numbers or ranges.")
    }
    return labels.map(loss)
  }

  private func loss(_ label: String) -> Double {
    if label == "*" { return 1 }
    if isNumeric {
      guard let bounds = Self.bounds(label), ends.upperBound > ends.lowerBound else { return 0 }
      return (bounds.upperBound - bounds.lowerBound) / (ends.upperBound - ends.lowerBound)
    }
    if let hierarchy = column.hierarchy,
      let node = hierarchy.nodes.last(where: { $0.label == label })
    {
      return Double(node.leaves.count - 1) / Double(hierarchy.leaves.count - 1)
    }
    return Double(Self.members(label).count - 1) / Double(max(1, categories - 1))
  }

  /// The values of `{a|b}`, or the label itself.
  private static func members(_ label: String) -> [String] {
    guard label.hasPrefix("{"), label.hasSuffix("}") else { return [label] }
    return label.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The ends of a number, of `20..35`, or of `{n/a|20..35}`.
  private static func bounds(_ label: String) -> ClosedRange<Double>? {
    if let number = DecimalText.number(label) { return number...number }
    if label.hasPrefix("{n/a|"), label.hasSuffix("}") {
      return bounds(String(label.dropFirst(5).dropLast()))
    }
    guard let dots = label.firstRange(of: "..") else { return nil }
    guard let low = DecimalText.number(String(label[..<dots.lowerBound])),
      let high = DecimalText.number(String(label[dots.upperBound...])), low <= high
    else { return nil }
    return low...high
  }
}
