internal import Files

/// A table cut into classes, with what each class shows.
struct Partition {
  /// What classes show of one quasi-identifier.
  struct Column {
    let domain: ColumnDomain
    /// The different labels.
    var labels = ByteDictionary()
    /// The label of each class.
    var codes: [Int32] = []
    /// The loss of each class.
    var losses: [Double] = []
  }

  /// The class of each row.
  let classOfRow: [Int32]
  let columns: [Column]
  /// The classes by size; those that show the same are one.
  let sizes: ClassSizes

  init(
    _ table: EncodedTable, _ model: PrivacyModel, _ method: PartitionMethod
  ) throws(EffaceError) {
    let store = RecordStore(table)
    let distributions = table.sensitive.map { TableDistribution($0) }
    let domains = table.quasi.map(\.domain)
    let makeCheck = { @Sendable in ClassCheck(model, table, distributions) }
    var check = makeCheck()
    guard check.holds(store.records, store.rowCount) else {
      throw EffaceError(
        .unsuitable,
        "Even the whole table as one class does not satisfy the model: its sensitive values are "
          + "less diverse than asked for; lower l, or call such a column insensitive.")
    }
    let mondrian = Mondrian(store: store, domains: domains, method: method, check: makeCheck)
    let classes = mondrian.classes()
    let budget = Int(model.suppression * Double(store.rowCount))
    let suppressed = Suppression(store: store, domains: domains, budget: budget, least: model.k)
      .places(in: classes, &check)
    (columns, classOfRow, sizes) = Self.describe(store, domains, classes, suppressed)
  }

  private static func describe(
    _ store: RecordStore, _ domains: [ColumnDomain], _ classes: [Range<Int>], _ suppressed: [Int]
  ) -> ([Column], [Int32], ClassSizes) {
    var columns = domains.map { Column(domain: $0) }
    var classOfRow = [Int32](repeating: Int32(classes.count), count: store.rowCount)
    let outliers = Set(suppressed)
    for (number, part) in classes.enumerated() {
      let places = outliers.isEmpty ? Array(part) : part.filter { !outliers.contains($0) }
      for place in places { classOfRow[store.row(place)] = Int32(number) }
      for dimension in columns.indices {
        let ranks = places.lazy.map { store.records[$0 * store.stride + dimension] }
        columns[dimension].append(domains[dimension].generalisation(ranks))
      }
    }
    if !suppressed.isEmpty {
      for dimension in columns.indices { columns[dimension].append(.everything) }
    }
    let total = classes.count + (suppressed.isEmpty ? 0 : 1)
    let merged = RowNumbering.numbers(columns.map(\.codes), rowCount: total)
    var losses = [Double](repeating: 0, count: merged.count)
    for group in 0..<total {
      let sum = columns.reduce(0) { $0 + $1.losses[group] }
      losses[Int(merged.numbers[group])] = sum / Double(columns.count)
    }
    let sizes = ClassSizes(
      classOfRow.map { merged.numbers[Int($0)] }, count: merged.count, losses: losses,
      suppressed: losses.firstIndex(of: 1))
    return (columns, classOfRow, sizes)
  }
}

extension Partition.Column {
  fileprivate mutating func append(_ value: Generalisation) {
    var label = value.label
    codes.append(label.withUTF8 { labels.code($0) })
    losses.append(value.loss)
  }
}
