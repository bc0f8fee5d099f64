internal import Foundation

/// What a voxel value looks like when light passes through it: a colour and an opacity per mm.
///
/// Both are linear between nodes and constant beyond the first and the last one.
public struct TransferFunction: Sendable, Hashable {
  /// One node.
  public struct Node: Sendable, Hashable {
    /// In the scan's units; HU for CT.
    public var value: Float
    /// Share of the light that 1 mm takes, 0...1.
    public var opacity: Float
    /// Red, green and blue, each 0...1.
    public var colour: SIMD3<Float>

    /// Builds a node.
    public init(_ value: Float, opacity: Float, colour: SIMD3<Float>) {
      self.value = value
      self.opacity = opacity
      self.colour = colour
    }
  }

  /// In ascending order of their values.
  public let nodes: [Node]

  /// Builds a function.
  ///
  /// - Precondition: There are at least two nodes, in strictly ascending order of their values.
  public init(_ nodes: [Node]) {
    precondition(
      nodes.count > 1 && zip(nodes, nodes.dropFirst()).allSatisfy { $0.value < $1.value },
      "a transfer function needs at least two nodes in ascending order")
    self.nodes = nodes
  }

  /// The colours and opacities of the 2024 study of defaced head-and-neck CT ("Safeguarding Medical
  /// Imaging Data"), for HU.
  public static let study = TransferFunction([
    Node(-3024, opacity: 0, colour: SIMD3(0, 0, 0)),
    Node(-1000, opacity: 0, colour: SIMD3(0.5, 0.5, 0.5)),
    Node(-500, opacity: 0, colour: SIMD3(0.8, 0.6, 0.4)),
    Node(0, opacity: 0.2, colour: SIMD3(0.9, 0.7, 0.6)),
    Node(300, opacity: 0.4, colour: SIMD3(0.95, 0.8, 0.7)),
    Node(500, opacity: 0.6, colour: SIMD3(1, 0.8, 0.8)),
    Node(1000, opacity: 0.8, colour: SIMD3(0.9, 0.9, 1)),
    Node(3071, opacity: 1, colour: SIMD3(1, 1, 1)),
  ])

  /// The largest value up to which everything is clear.
  var clearUpTo: Float {
    (nodes.firstIndex { $0.opacity > 0 }).map { nodes[max($0 - 1, 0)].value } ?? .infinity
  }

  /// Opacity per mm and colour at `value`.
  func callAsFunction(_ value: Float) -> (opacity: Float, colour: SIMD3<Float>) {
    let first = nodes[0]
    let last = nodes[nodes.count - 1]
    // Not a number shows nothing.
    guard value > first.value else { return (first.opacity, first.colour) }
    guard value < last.value else { return (last.opacity, last.colour) }
    let above = nodes.firstIndex { $0.value > value } ?? nodes.count - 1
    let (a, b) = (nodes[above - 1], nodes[above])
    let share = (value - a.value) / (b.value - a.value)
    return (
      a.opacity + (b.opacity - a.opacity) * share, a.colour + (b.colour - a.colour) * share
    )
  }
}

/// A transfer function in equal steps, with the opacity of one step along a ray instead of 1 mm.
struct TransferTable: Sendable {
  /// Red, green, blue and opacity.
  let entries: [SIMD4<Float>]
  /// The value of the first entry.
  let low: Float
  /// Entries per unit of value.
  let scale: Float

  private static let count = 8192

  /// - Parameters:
  ///   - function: The function.
  ///   - step: mm along a ray between two samples.
  init(_ function: TransferFunction, step: Double) {
    let low = function.nodes[0].value
    let high = function.nodes[function.nodes.count - 1].value
    self.low = low
    scale = Float(Self.count - 1) / (high - low)
    entries = (0..<Self.count).map { index in
      let (opacity, colour) = function(
        low + (high - low) * Float(index) / Float(Self.count - 1))
      let clear = pow(1 - Double(opacity), step)
      return SIMD4(colour, Float(1 - clear))
    }
  }
}
