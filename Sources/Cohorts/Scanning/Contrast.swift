internal import Geometry
internal import HeadModels
public import Volumes

/// Mean values of tissues in one kind of scan.
///
/// CT in Hounsfield units; MR in arbitrary units in which white matter of a T1 scan is 700. The MR
/// values follow the order and the ratios of 3 T MPRAGE and turbo spin echo scans.
public struct Contrast: Sendable {
  /// By `Tissue.rawValue`.
  public let values: [Float]

  /// The table of `modality`, or nil where there is none.
  public init?(_ modality: Modality) {
    switch modality {
    case .t1: self.init(Self.t1)
    case .t2: self.init(Self.t2)
    case .flair: self.init(Self.flair)
    case .ct: self.init(Self.ct)
    case .pet: self.init(Self.pet)
    case .pd, .mr, .unknown: return nil
    }
  }

  private init(_ table: [Tissue: Float]) {
    values = Tissue.allCases.map { table[$0] ?? 0 }
  }

  private init(values: [Float]) { self.values = values }

  /// 1 in the head, 0 outside.
  static let head = Contrast(values: Tissue.allCases.map { $0 == .air ? 0 : 1 })

  private static let t1: [Tissue: Float] = [
    .skin: 430, .fat: 1150, .muscle: 400, .bone: 55, .csf: 190, .greyMatter: 470,
    .whiteMatter: 700, .eye: 150, .airway: 12, .marrow: 640, .tooth: 40, .lens: 330, .tendon: 130,
  ]

  private static let t2: [Tissue: Float] = [
    .skin: 300, .fat: 620, .muscle: 200, .bone: 40, .csf: 1000, .greyMatter: 500,
    .whiteMatter: 360, .eye: 1020, .airway: 10, .marrow: 380, .tooth: 30, .lens: 220, .tendon: 70,
  ]

  private static let flair: [Tissue: Float] = [
    .skin: 300, .fat: 760, .muscle: 230, .bone: 45, .csf: 110, .greyMatter: 600,
    .whiteMatter: 470, .eye: 120, .airway: 10, .marrow: 430, .tooth: 30, .lens: 200, .tendon: 90,
  ]

  private static let ct: [Tissue: Float] = [
    .air: -1000, .skin: 40, .fat: -95, .muscle: 58, .bone: 1250, .csf: 8, .greyMatter: 39,
    .whiteMatter: 29, .eye: 12, .airway: -985, .marrow: 420, .tooth: 2100, .lens: 90, .tendon: 75,
  ]

  /// Uptake of a sugar tracer: highest in grey matter, moderate in muscle and skin.
  private static let pet: [Tissue: Float] = [
    .skin: 1700, .fat: 700, .muscle: 1900, .bone: 900, .csf: 900, .greyMatter: 10_000,
    .whiteMatter: 3600, .eye: 800, .airway: 150, .marrow: 1500, .tooth: 700, .lens: 800,
    .tendon: 1500,
  ]

  /// This table as one person's tissues show it: each value but air's off by `share` of itself
  /// (standard deviation).
  func varied(by share: Double, _ generator: inout SeededGenerator) -> Contrast {
    Contrast(
      values: values.enumerated().map { code, value in
        let tissue = Tissue.allCases[code]
        let draw = Float(1 + share * generator.gaussian(within: 2.5))
        return tissue == .air || tissue == .airway ? value : value * draw
      })
  }
}
