/// What one class shows of one quasi-identifier.
struct Generalisation: Equatable {
  /// What is written; `*` says nothing at all.
  let label: String
  /// How much is lost: 0 for the value itself, 1 for the whole domain (GenILoss; Ayala-Rivera 2014).
  let loss: Double

  static let everything = Generalisation(label: "*", loss: 1)

  /// Categories beyond these are not listed one by one; the class shows `*` then.
  static let listLimit = 32
}

extension ColumnDomain {
  /// The narrowest statement that holds for all of `ranks`, which is not empty: the value itself,
  /// `20..35`, `{Black|White}`, or the name of a group of the hierarchy.
  func generalisation(_ ranks: some Sequence<Int32>) -> Generalisation {
    var low = Int32.max
    var high = Int32.min
    for rank in ranks {
      low = min(low, rank)
      high = max(high, rank)
    }
    if low == high { return Generalisation(label: labels[Int(low)], loss: 0) }
    if positions != nil { return range(ranks, Int(high)) }
    if let hierarchy {
      let node = hierarchy.nodes[hierarchy.commonAncestor(Int(low), Int(high))]
      return Generalisation(
        label: node.label, loss: Double(node.leaves.count - 1) / Double(count - 1))
    }
    let present = Set(ranks).sorted()
    guard present.count <= Generalisation.listLimit else { return .everything }
    return Generalisation(
      label: "{" + present.map { labels[Int($0)] }.joined(separator: "|") + "}",
      loss: Double(present.count - 1) / Double(count - 1))
  }

  private func range(_ ranks: some Sequence<Int32>, _ high: Int) -> Generalisation {
    guard let positions else { return .everything }
    var isMissingToo = false
    var low = high
    for rank in ranks {
      if rank == 0, hasMissing { isMissingToo = true } else { low = min(low, Int(rank)) }
    }
    let known = low == high ? labels[low] : "\(labels[low])..\(labels[high])"
    return Generalisation(
      label: isMissingToo ? "{n/a|\(known)}" : known, loss: positions[high] - positions[low])
  }
}
