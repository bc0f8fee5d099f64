/// The distribution of a column over the whole table, and how far a class is from it.
struct TableDistribution: Sendable {
  private let distance: ValueDistance
  private let hierarchy: Hierarchy?
  /// The share of each value.
  private let shares: [Double]
  /// `cumulative[i]` is the share of ranks up to i; `area[i]` the sum of `cumulative` before i.
  private var cumulative: [Double] = []
  private var area: [Double] = []

  init(_ column: EncodedTable.Column) {
    self.init(column.domain, ranks: column.ranks)
  }

  init(_ domain: ColumnDomain, ranks: [Int32]) {
    var counts = [Int](repeating: 0, count: domain.count)
    for rank in ranks { counts[Int(rank)] += 1 }
    distance = domain.distance
    hierarchy = domain.hierarchy
    shares = counts.map { Double($0) / Double(max(1, ranks.count)) }
    guard distance == .ordered else { return }
    var seen = 0
    cumulative.reserveCapacity(counts.count)
    area = [0]
    for count in counts {
      seen += count
      let share = Double(seen) / Double(max(1, ranks.count))
      cumulative.append(share)
      area.append((area.last ?? 0) + share)
    }
  }

  /// The earth mover's distance between the class and the table, 0...1 (Li 2007).
  func earthMover(_ values: ValueCounts) -> Double {
    switch distance {
    case .equal: equal(values)
    case .ordered: ordered(values)
    case .hierarchical: hierarchical(values)
    }
  }

  /// The largest difference of shares over the values that the class has.
  func largestDifference(_ values: ValueCounts) -> Double {
    var largest = 0.0
    for rank in values.present { largest = max(largest, abs(difference(values, Int(rank)))) }
    return largest
  }

  private func difference(_ values: ValueCounts, _ rank: Int) -> Double {
    Double(values.counts[rank]) / Double(values.total) - shares[rank]
  }

  /// Half the sum of differences: what the class has too much is what it has too little.
  private func equal(_ values: ValueCounts) -> Double {
    values.present.sorted().reduce(0) { $0 + max(0, difference(values, Int($1))) }
  }

  /// The area between both cumulative distributions; between two values of the class its own one is
  /// level, so that a search finds where they cross.
  private func ordered(_ values: ValueCounts) -> Double {
    guard shares.count > 1 else { return 0 }
    var sum = 0.0
    var level = 0.0
    var seen = 0
    var start = 0
    for rank in values.present.sorted() {
      sum += gap(start..<Int(rank), level)
      seen += Int(values.counts[Int(rank)])
      level = Double(seen) / Double(values.total)
      start = Int(rank)
    }
    sum += gap(start..<shares.count, level)
    return sum / Double(shares.count - 1)
  }

  private func gap(_ range: Range<Int>, _ level: Double) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > level { high = middle } else { low = middle + 1 }
    }
    let below = level * Double(low - range.lowerBound) - (area[low] - area[range.lowerBound])
    let above = area[range.upperBound] - area[low] - level * Double(range.upperBound - low)
    return max(0, below) + max(0, above)
  }

  /// At each node, what moves between its children, by the node's height.
  private func hierarchical(_ values: ValueCounts) -> Double {
    guard let hierarchy else { return equal(values) }
    var extra = [Double](repeating: 0, count: hierarchy.nodes.count)
    var sum = 0.0
    for (place, node) in hierarchy.nodes.enumerated() {
      guard !node.children.isEmpty else {
        extra[place] = difference(values, node.leaves.lowerBound)
        continue
      }
      let surplus = node.children.reduce(0) { $0 + max(0, extra[$1]) }
      let deficit = node.children.reduce(0) { $0 + max(0, -extra[$1]) }
      extra[place] = surplus - deficit
      sum += Double(node.height) / Double(hierarchy.height) * min(surplus, deficit)
    }
    return sum
  }
}
