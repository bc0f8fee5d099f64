internal import Geometry

/// Cutting a table into classes of rows, each as small as the privacy model allows (Mondrian;
/// LeFevre, DeWitt and Ramakrishnan, ICDE 2006).
///
/// From the whole table on, each part is cut along the quasi-identifier over which it stretches
/// furthest, as long as every piece satisfies the model; where it does not, the next one is tried.
struct Mondrian {
  let store: RecordStore
  let domains: [ColumnDomain]
  let method: PartitionMethod
  let check: @Sendable () -> ClassCheck

  /// Parts that are cut by one core before the others help.
  private static let pieces = 64

  /// The classes, as ranges of the store's records, which are moved.
  func classes() -> [Range<Int>] {
    var worker = Worker(self)
    var open = [0..<store.rowCount]
    var finished: [Range<Int>] = []
    // Broad first, so that the pieces are of similar size.
    while !open.isEmpty, open.count < Self.pieces {
      var next: [Range<Int>] = []
      for part in open {
        if let cut = worker.cut(part) { next += cut } else { finished.append(part) }
      }
      open = next
    }
    let pieces = open
    let rest = Parallel.map(pieces.count) { index in
      var worker = Worker(self)
      return worker.classes(of: pieces[index])
    }
    return (finished + rest.joined()).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Cuts with memory of its own.
  struct Worker {
    let plan: Mondrian
    var check: ClassCheck
    var median = Median()
    /// Smallest and largest rank of the part in hand, for each quasi-identifier.
    private(set) var low: [Int32]
    private(set) var high: [Int32]
    var appearance: AppearanceOrder

    init(_ plan: Mondrian) {
      self.plan = plan
      check = plan.check()
      low = [Int32](repeating: 0, count: plan.domains.count)
      high = low
      appearance = AppearanceOrder(plan.domains)
    }

    mutating func classes(of part: Range<Int>) -> [Range<Int>] {
      var open = [part]
      var finished: [Range<Int>] = []
      while let part = open.popLast() {
        if let cut = cut(part) { open += cut.reversed() } else { finished.append(part) }
      }
      return finished
    }

    /// The pieces of `part`, or nil where no cut leaves valid pieces.
    mutating func cut(_ part: Range<Int>) -> [Range<Int>]? {
      measure(part)
      let widths = plan.domains.indices.map { width($0, part) }
      let order = widths.indices.sorted { (-widths[$0], $0) < (-widths[$1], $1) }
      for dimension in order where high[dimension] > low[dimension] {
        if let pieces = cut(part, dimension) { return pieces }
      }
      return nil
    }

    private mutating func measure(_ part: Range<Int>) {
      let store = plan.store
      for dimension in low.indices {
        var smallest = Int32.max
        var largest = Int32.min
        var values = store.records + part.lowerBound * store.stride + dimension
        for _ in 0..<part.count {
          let value = values.pointee
          smallest = min(smallest, value)
          largest = max(largest, value)
          values += store.stride
        }
        low[dimension] = smallest
        high[dimension] = largest
      }
    }

    /// Over which share of its domain the part stretches, 0...1.
    private mutating func width(_ dimension: Int, _ part: Range<Int>) -> Double {
      let domain = plan.domains[dimension]
      let (low, high) = (Int(low[dimension]), Int(high[dimension]))
      if let positions = domain.positions { return positions[high] - positions[low] }
      if plan.method == .anonypy {
        return appearance.share(plan.store, part, dimension)
      }
      if let hierarchy = domain.hierarchy {
        let node = hierarchy.nodes[hierarchy.commonAncestor(low, high)]
        return Double(node.leaves.count - 1) / Double(domain.count - 1)
      }
      return Double(high - low) / Double(max(1, domain.count - 1))
    }

    private mutating func cut(_ part: Range<Int>, _ dimension: Int) -> [Range<Int>]? {
      let domain = plan.domains[dimension]
      return switch plan.method {
      case .anonypy: cutAsAnonypy(part, dimension)
      case .strict, .relaxed:
        if let hierarchy = domain.hierarchy {
          cutBelow(hierarchy, part, dimension)
        } else if plan.method == .relaxed {
          cutInHalves(part, dimension)
        } else {
          cutAtMedian(part, dimension)
        }
      }
    }

    /// Whether all pieces in the scratch buffer are valid; if so, they are taken over.
    mutating func take(_ pieces: [Range<Int>], _ part: Range<Int>) -> [Range<Int>]? {
      let store = plan.store
      for piece in pieces
      where !check.holds(store.scratch + piece.lowerBound * store.stride, piece.count) {
        return nil
      }
      store.keep(part)
      return pieces
    }
  }
}
