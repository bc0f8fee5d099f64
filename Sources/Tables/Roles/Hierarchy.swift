public import Files

/// A tree of categories: the leaves are values of a column, an inner node stands for all leaves
/// below it, the root for every value.
///
/// Leaves are numbered from left to right, so that each node covers a run of leaf numbers.
public struct Hierarchy: Sendable, Equatable {
  /// One node.
  public struct Node: Sendable, Equatable {
    /// What is written where a value is generalised to this node; the value itself at a leaf.
    public let label: String
    /// The numbers of the leaves below it.
    public let leaves: Range<Int>
    /// The nodes directly below it, by their places in `nodes`; none for a leaf.
    public let children: [Int]
    /// Steps to the deepest leaf below it; 0 for a leaf.
    public let height: Int
  }

  /// All nodes, children before parents; the root is the last one.
  public let nodes: [Node]
  /// The labels of the leaves, from left to right.
  public let leaves: [String]

  /// The node that stands for every value.
  public var root: Int { nodes.count - 1 }
  /// Steps from the root to the deepest leaf.
  public var height: Int { nodes[root].height }

  /// A branch as it is written down.
  public indirect enum Branch: Sendable, Equatable {
    /// A value.
    case leaf(String)
    /// A group of values or groups.
    case group(String, [Branch])
  }

  /// Builds the tree of `branches`, over which a root `*` is set.
  ///
  /// - Throws: `EffaceError.argument`, naming `column`, where a label occurs twice, a group is empty
  ///   or there are fewer than two leaves.
  public init(_ branches: [Branch], column: String) throws(EffaceError) {
    var nodes: [Node] = []
    var leaves: [String] = []
    Self.add(.group("*", branches), to: &nodes, &leaves)
    var seen: Set<String> = []
    if let twice = nodes.first(where: { !seen.insert($0.label).inserted }) {
      throw EffaceError(
        .argument, "The hierarchy of column '\(column)' holds '\(twice.label)' twice.")
    }
    guard leaves.count > 1, nodes.allSatisfy({ !$0.leaves.isEmpty }) else {
      throw EffaceError(
        .argument,
        "The hierarchy of column '\(column)' has an empty group or fewer than two values.")
    }
    self.nodes = nodes
    self.leaves = leaves
  }

  @discardableResult
  private static func add(
    _ branch: Branch, to nodes: inout [Node], _ leaves: inout [String]
  ) -> Int {
    switch branch {
    case .leaf(let label):
      nodes.append(
        Node(label: label, leaves: leaves.count..<leaves.count + 1, children: [], height: 0))
      leaves.append(label)
    case .group(let label, let branches):
      let first = leaves.count
      let children = branches.map { add($0, to: &nodes, &leaves) }
      let height = 1 + (children.map { nodes[$0].height }.max() ?? 0)
      nodes.append(
        Node(label: label, leaves: first..<leaves.count, children: children, height: height))
    }
    return nodes.count - 1
  }

  /// The lowest node that covers the leaves from `low` to `high`, both included.
  public func commonAncestor(_ low: Int, _ high: Int) -> Int {
    var place = root
    while let child = nodes[place].children.first(where: {
      nodes[$0].leaves.contains(low) && nodes[$0].leaves.contains(high)
    }) {
      place = child
    }
    return place
  }
}
