/// How one voxel is stored, with the codes of the NIfTI standard.
public enum VoxelType: Int32, Sendable, Hashable, CaseIterable {
  case uint8 = 2
  case int16 = 4
  case int32 = 8
  case float32 = 16
  case float64 = 64
  case rgb24 = 128
  case int8 = 256
  case uint16 = 512
  case uint32 = 768
  case int64 = 1024
  case uint64 = 1280
  case rgba32 = 2304

  /// Bytes that one voxel takes in a file.
  public var bytesPerVoxel: Int {
    switch self {
    case .uint8, .int8: 1
    case .int16, .uint16: 2
    case .rgb24: 3
    case .int32, .uint32, .float32, .rgba32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The name used in messages and in JSON.
  public var name: String { String(describing: self) }

  /// Whether a voxel is one number, which every method needs.
  public var isScalar: Bool { self != .rgb24 && self != .rgba32 }

  /// The name of a NIfTI datatype code that Efface does not read, for messages.
  static func refusedName(_ code: Int32) -> String {
    switch code {
    case 1: "binary (1 bit)"
    case 32: "complex64"
    case 1536: "float128"
    case 1792: "complex128"
    case 2048: "complex256"
    default: "unknown"
    }
  }
}
