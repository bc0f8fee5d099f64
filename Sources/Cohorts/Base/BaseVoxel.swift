/// What a voxel of the base scan holds: a mixture of two tissues.
struct BaseVoxel: Sendable {
  let first: UInt8
  let second: UInt8
  /// The share of the second, in 255ths.
  let share: UInt8

  init(_ tissue: Tissue) { self.init(tissue, tissue, 0) }

  init(_ first: Tissue, _ second: Tissue, _ share: Float) {
    self.first = first.rawValue
    self.second = second.rawValue
    self.share = UInt8(min(max(share, 0), 1) * 255)
  }

  /// The tissue that fills most of it.
  var main: UInt8 { share > 127 ? second : first }
}
