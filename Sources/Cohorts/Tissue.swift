/// What a voxel of a synthetic head is made of; the raw value is the code in label maps.
public enum Tissue: UInt8, Sendable, Hashable, CaseIterable, Codable {
  /// Outside the head.
  case air = 0
  case skin = 1
  case fat = 2
  /// Muscle, and soft tissue that has no code of its own.
  case muscle = 3
  /// Cortical bone.
  case bone = 4
  /// Cerebrospinal fluid, ventricles and spinal canal included.
  case csf = 5
  case greyMatter = 6
  /// White matter, brainstem and spinal cord included.
  case whiteMatter = 7
  /// Eyeball.
  case eye = 8
  /// Air inside the head: nose, sinuses, mouth, throat, ear canals, mastoid cells.
  case airway = 9
  /// Spongy bone and marrow.
  case marrow = 10
  case tooth = 11
  /// The lens of an eye.
  case lens = 12
  /// Tendon, ligament, vessel: soft tissue that is dark in magnetic resonance.
  case tendon = 13

  /// Whether the voxel belongs to the brain mask: brain, and the fluid of its ventricles and sulci.
  public var isBrain: Bool { self == .greyMatter || self == .whiteMatter }

  /// The name written beside the code in tables.
  public var name: String {
    switch self {
    case .csf: "cerebrospinal fluid"
    case .greyMatter: "grey matter"
    case .whiteMatter: "white matter"
    default: rawName
    }
  }

  private var rawName: String { String(describing: self) }
}
