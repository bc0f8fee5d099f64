internal import Files

/// The values that a column takes, ranked: numbers by size, categories by their order or hierarchy.
struct ColumnDomain: Sendable {
  let name: String
  /// How each value is written, by rank.
  let labels: [String]
  /// Where each value lies between the smallest (0) and the largest (1), by rank; numbers only.
  let positions: [Double]?
  /// The numbers themselves, by rank; a missing one is not a number.
  let numbers: [Double]?
  /// Whether rank 0 stands for `n/a` or an empty cell among numbers.
  let hasMissing: Bool
  let hierarchy: Hierarchy?
  let distance: ValueDistance

  /// How many values there are, or could be by the hierarchy.
  var count: Int { labels.count }

  /// Ways to write that a number is not known (BIDS 1.10 and the empty cell).
  static let missing: Set<String> = ["", "n/a"]

  /// More categories than these, without a hierarchy, cannot be generalised to anything that says
  /// something.
  static let categoryLimit = 10_000
}

extension ColumnDomain {
  /// The words of `dictionary` in their order, which means nothing.
  init(words dictionary: ByteDictionary, of column: ColumnDescription) {
    self.init(
      name: column.name, labels: (0..<dictionary.count).map(dictionary.text), positions: nil,
      numbers: nil, hasMissing: false, hierarchy: nil, distance: .equal)
  }

  /// Ranks the values of `dictionary`.
  ///
  /// - Returns: The domain, and the rank of each of the dictionary's codes.
  /// - Throws: `EffaceError` naming the column and the first row that does not fit; `firstRow` gives
  ///   the row (from 0) where a code was seen first.
  static func make(
    _ column: ColumnDescription, _ dictionary: ByteDictionary, firstRow: [Int32]
  ) throws(EffaceError) -> (domain: ColumnDomain, ranks: [Int32]) {
    let texts = (0..<dictionary.count).map(dictionary.text)
    let row = { (code: Int) in Int(firstRow[code]) + 1 }
    if column.kind != .categorical, column.hierarchy == nil, column.order == nil {
      let numbers = texts.map(DecimalText.number)
      let stranger = texts.indices.first { numbers[$0] == nil && !missing.contains(texts[$0]) }
      if stranger == nil, numbers.contains(where: { $0 != nil }) {
        return numeric(column, texts, numbers)
      }
      if column.kind == .numeric {
        throw EffaceError(
          .format,
          "The numeric column '\(column.name)' holds something that is not a number in row "
            + "\(stranger.map(row) ?? 1) after the header; mend it, write n/a, or call the column "
            + "categorical.")
      }
    }
    let order = column.hierarchy?.leaves ?? column.order
    guard let order else { return try alphabetical(column, texts) }
    let places = Dictionary(zip(order, 0...)) { first, _ in first }
    if let stranger = texts.indices.first(where: { places[texts[$0]] == nil }) {
      throw EffaceError(
        .argument,
        "Row \(row(stranger)) after the header holds a value that the "
          + "\(column.hierarchy == nil ? "order" : "hierarchy") of column '\(column.name)' does not "
          + "list; add it to the roles.")
    }
    let domain = ColumnDomain(
      name: column.name, labels: order, positions: nil, numbers: nil, hasMissing: false,
      hierarchy: column.hierarchy,
      distance: column.distance ?? (column.hierarchy == nil ? .ordered : .hierarchical))
    return (domain, texts.map { Int32(places[$0] ?? 0) })
  }

  private static func alphabetical(
    _ column: ColumnDescription, _ texts: [String]
  ) throws(EffaceError) -> (domain: ColumnDomain, ranks: [Int32]) {
    if column.role == .quasi, texts.count > categoryLimit {
      throw EffaceError(
        .unsuitable,
        "The quasi-identifier '\(column.name)' has \(texts.count) different categories, more than "
          + "the \(categoryLimit) that can be put in groups; give it a hierarchy, or call it "
          + "direct.")
    }
    let sorted = texts.indices.sorted { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
    var ranks = [Int32](repeating: 0, count: texts.count)
    for (rank, code) in sorted.enumerated() { ranks[code] = Int32(rank) }
    let domain = ColumnDomain(
      name: column.name, labels: sorted.map { texts[$0] }, positions: nil, numbers: nil,
      hasMissing: false, hierarchy: nil, distance: column.distance ?? .equal)
    return (domain, ranks)
  }

  /// Equal numbers share a rank, however they are written.
  private static func numeric(
    _ column: ColumnDescription, _ texts: [String], _ numbers: [Double?]
  ) -> (domain: ColumnDomain, ranks: [Int32]) {
    let sorted = texts.indices.sorted { a, b in
      (numbers[a] ?? -.infinity, a) < (numbers[b] ?? -.infinity, b)
    }
    var ranks = [Int32](repeating: 0, count: texts.count)
    var labels: [String] = []
    var values: [Double] = []
    for code in sorted {
      let value = numbers[code] ?? -.infinity
      if values.last != value {
        values.append(value)
        labels.append(texts[code])
      }
      ranks[code] = Int32(values.count - 1)
    }
    let hasMissing = values.first == -.infinity
    if hasMissing { labels[0] = "n/a" }
    let known = values.dropFirst(hasMissing ? 1 : 0)
    let low = known.first ?? 0
    let width = max((known.last ?? 0) - low, .leastNormalMagnitude)
    let domain = ColumnDomain(
      name: column.name, labels: labels,
      positions: values.map { $0 == -.infinity ? 0 : ($0 - low) / width },
      numbers: values.map { $0 == -.infinity ? .nan : $0 }, hasMissing: hasMissing,
      hierarchy: nil, distance: column.distance ?? .ordered)
    return (domain, ranks)
  }
}

/// Numbers as tables hold them.
enum DecimalText {
  /// The finite decimal number that `text` is, with or without blanks around it.
  static func number(_ text: String) -> Double? {
    let bare = text.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = bare.first, first == 0x2B || first == 0x2D || first == 0x2E || isDigit(first)
    else { return nil }
    var kept = Substring(bare)
    while let last = kept.last, last == " " || last == "\t" { kept.removeLast() }
    guard !kept.utf8.contains(where: { $0 == 0x78 || $0 == 0x58 || $0 == 0x69 || $0 == 0x6E })
    else { return nil }
    return Double(kept).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
