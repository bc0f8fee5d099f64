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

  /// The table of `modality`, or nil where there is none (yet).
  public init?(_ modality: Modality) {
    switch modality {
    case .t1: self.init(Self.t1)
    case .t2: self.init(Self.t2)
    case .ct: self.init(Self.ct)
    case .flair, .pd, .pet, .mr, .unknown: return nil
    }
  }

  private init(_ table: [Tissue: Float]) {
    values = Tissue.allCases.map { table[$0] ?? 0 }
  }

  private init(values: [Float]) { self.values = values }

  private static let t1: [Tissue: Float] = [
    .skin: 480, .fat: 900, .muscle: 390, .bone: 70, .csf: 130, .greyMatter: 470,
    .whiteMatter: 700, .eye: 120, .airway: 0, .marrow: 560, .tooth: 40, .lens: 330,
  ]

  private static let t2: [Tissue: Float] = [
    .skin: 300, .fat: 560, .muscle: 190, .bone: 45, .csf: 1000, .greyMatter: 520,
    .whiteMatter: 390, .eye: 1020, .airway: 0, .marrow: 360, .tooth: 30, .lens: 220,
  ]

  private static let ct: [Tissue: Float] = [
    .air: -1000, .skin: 40, .fat: -95, .muscle: 58, .bone: 1150, .csf: 8, .greyMatter: 38,
    .whiteMatter: 29, .eye: 12, .airway: -1000, .marrow: 420, .tooth: 2100, .lens: 90,
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
