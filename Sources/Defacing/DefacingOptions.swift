internal import Files
public import Foundation
internal import Geometry
public import Volumes

/// What a user may ask of a method beyond its name. A method lists those it heeds in `choices`.
public struct DefacingOptions: Sendable {
  /// Whether the ears go; nil leaves it to the method.
  public var ears: Bool?
  /// Whether the forehead goes; nil leaves it to the method.
  public var forehead: Bool?
  /// Distance kept from the brain, mm; nil takes the method's own.
  public var buffer: Double?
  /// Edge of a block or full width at half maximum of a blur, mm; nil takes the method's own.
  public var size: Double?
  /// The brain on the scan's grid; nil takes the template's.
  public var brain: VoxelMask?
  /// Wall time in seconds that a foreign program gets.
  public var timeLimit: Double
  /// Where a foreign program's words go; nil throws them away.
  public var log: URL?
  /// What a foreign program gets, and where it is looked for (`PATH`).
  public var environment: [String: String]

  /// Names all choices; by default everything is left to the method.
  public init(
    ears: Bool? = nil, forehead: Bool? = nil, buffer: Double? = nil, size: Double? = nil,
    brain: VoxelMask? = nil, timeLimit: Double = 1800, log: URL? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.ears = ears
    self.forehead = forehead
    self.buffer = buffer
    self.size = size
    self.brain = brain
    self.timeLimit = timeLimit
    self.log = log
    self.environment = environment
  }

  /// Something that can be asked of some methods, named as its option on the command line.
  public enum Choice: String, Sendable, Hashable, CaseIterable, Codable {
    case ears
    case forehead
    case buffer
    case size
    case timeLimit = "time-limit"

    /// What it says, for the methods' cards.
    public var meaning: String {
      switch self {
      case .ears: "--ears/--no-ears: whether the ears go"
      case .forehead: "--forehead/--no-forehead: whether the forehead goes"
      case .buffer: "--buffer MM: distance kept from the brain"
      case .size: "--size MM: edge of a block, or width of the blur"
      case .timeLimit: "--time-limit SECONDS: how long the program may take"
      }
    }
  }

  /// mm; where brains lie is known no further than this round them.
  static let largestBuffer = 40.0

  /// The choices that were made.
  var made: [Choice] {
    let given: [(Choice, Bool)] = [
      (.ears, ears != nil), (.forehead, forehead != nil), (.buffer, buffer != nil),
      (.size, size != nil),
    ]
    return given.filter(\.1).map(\.0)
  }

  /// Refuses what `method` does not heed, so that nobody believes a choice that was passed over.
  ///
  /// - Throws: `EffaceError.argument`.
  func check(for method: any Defacer) throws(EffaceError) {
    if let buffer, !(0...Self.largestBuffer).contains(buffer) {
      throw EffaceError(
        .argument,
        "A buffer of \(buffer) mm cannot be kept; --buffer takes 0 to \(Int(Self.largestBuffer)) mm."
      )
    }
    guard let choice = made.first(where: { !method.choices.contains($0) }) else { return }
    let heeded = method.choices.filter { $0 != .timeLimit }
    throw EffaceError(
      .argument,
      "The method \(method.name) does not take --\(choice.rawValue); it takes "
        + (heeded.isEmpty
          ? "none of these."
          : heeded.map { "--\($0.rawValue)" }.joined(separator: ", ")
            + "."))
  }
}
