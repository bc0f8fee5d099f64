public import Volumes

/// What a voxel of a label map is made of, as far as scans show it.
public enum HeadTissue: UInt8, Sendable, CaseIterable {
  case air
  case bone
  case marrow
  /// Muscle, fat, glands.
  case soft
  case skin
  /// Mucosa and cartilage of the nose.
  case mucosa
  case eye
  /// Dura and sinuses of the brain.
  case dura
  /// Optic nerve, eye muscles, vessels, cord.
  case small
  case fluid
  case grey
  case white

  /// The tissue of a label: 502 to 530 are those of the head's shell, 1 to 499 FreeSurfer's.
  init(label: Int) {
    switch label {
    case 0: self = .air
    case 515: self = .bone
    case 516: self = .marrow
    case 511: self = .skin
    case 509: self = .mucosa
    case 506: self = .eye
    case 514: self = .dura
    case 502, 508, 512, 530: self = .small
    case 500...: self = .soft
    case 4, 5, 14, 15, 24, 43, 44, 72: self = .fluid
    case 2, 7, 16, 28, 41, 46, 60, 77, 85: self = .white
    default: self = .grey
    }
  }
}

/// What each tissue looks like in one kind of scan.
public enum ScanKind: String, Sendable, CaseIterable {
  case ct
  case t1
  case t2
  case flair
  case pd
  case pet

  /// As `AnalysedScan` is told; MR is left to be guessed, as a user would.
  public var modality: Modality? { self == .pet ? .pet : nil }

  /// Mean value by `HeadTissue.rawValue`: HU, or numbers in which bright tissue is several hundred.
  var values: [Float] {
    switch self {
    case .ct: [-1000, 900, 350, 50, 10, -60, 12, 40, 50, 8, 38, 30]
    case .t1: [0, 60, 350, 380, 450, 420, 110, 200, 400, 110, 430, 650]
    case .t2: [0, 50, 200, 220, 320, 400, 1000, 250, 300, 1000, 520, 390]
    case .flair: [0, 40, 220, 260, 330, 330, 120, 150, 280, 80, 480, 400]
    case .pd: [0, 100, 350, 500, 500, 520, 650, 450, 500, 700, 720, 620]
    case .pet: [0, 80, 150, 180, 120, 140, 200, 150, 250, 150, 1000, 400]
    }
  }

  /// The value of air.
  var air: Float { values[0] }

  /// The value half way or less from air to skin, where the truth sees the surface.
  var surface: Float {
    self == .ct ? -300 : 0.45 * values[Int(HeadTissue.skin.rawValue)]
  }

  /// How much single voxels of a tissue differ, as a share of its value; HU for CT.
  var texture: Float { self == .ct ? 12 : 0.08 }
}
