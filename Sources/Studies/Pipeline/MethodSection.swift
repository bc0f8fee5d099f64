internal import Defacing
internal import Files

/// One way of defacing in a study: a method's name alone, or a mapping that says how it is asked.
public struct MethodSection: Sendable, Equatable, Codable, ExpressibleByStringLiteral {
  /// What the study calls it; the method's name where nothing is said.
  public var name: String
  /// The name of a method or of somebody's program (`efface defacers`).
  public var method: String
  /// Physical value of cleared voxels; nil takes the scan's own air. pydeface, fsl_deface and AFNI
  /// take 0, also in CT.
  public var fill: Double?
  /// Everything below this physical value is set to it, as AFNI does with 0; nil changes nothing.
  public var floor: Double?
  /// Whether the ears go too; nil leaves it to `deface.ears`.
  public var ears: Bool?
  /// The range by which a second arm, `<name>-range`, is cleaned; nil for no such arm.
  public var range: RangeSection?
  /// Whether the method is left out where its program is not installed.
  public var ifInstalled: Bool

  enum CodingKeys: String, SectionKeys {
    case name, method, fill, floor, ears, range, ifInstalled
  }

  /// The method called `name`, asked for nothing.
  public init(stringLiteral name: String) { self.init(name) }

  init(_ name: String) {
    self.name = name
    method = name
    ifInstalled = false
  }

  /// Decodes a name or a mapping.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    let section = try decoder.section(CodingKeys.self)
    self.init(try section.required(.method))
    name = try section.value(.name, or: method)
    fill = try section.optional(.fill)
    floor = try section.optional(.floor)
    ears = try section.optional(.ears)
    range = try section.optional(.range)
    ifInstalled = try section.value(.ifInstalled, or: false)
    guard Participants.isPlain(name), ![RunFolder.original, RunFolder.baseline].contains(name)
    else {
      throw refusal(
        decoder,
        "has name: \(name); use letters, digits, dots, hyphens and underscores, and "
          + "neither 'original' nor 'baseline'")
    }
    guard fill?.isFinite ?? true, floor?.isFinite ?? true else {
      throw refusal(decoder, "has a fill or a floor that is not a finite number")
    }
  }
}

/// A range of physical values that is cleared: a program's name or two numbers.
public struct RangeSection: Sendable, Equatable, Codable {
  /// The lowest value that is cleared.
  public var low: Double
  /// The highest value that is cleared.
  public var high: Double

  /// Decodes `pydeface`, `fsl` or `afni` (the ranges of the 2024 study) or `[LOW, HIGH]`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      guard let preset = Cleaning.presets[name] else {
        throw refusal(
          decoder,
          "has range: \(name); it must be two numbers or one of "
            + Cleaning.presets.keys.sorted().joined(separator: ", "))
      }
      (low, high) = (preset.lowerBound, preset.upperBound)
      return
    }
    let ends = try decoder.singleValueContainer().decode([Double].self)
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw refusal(decoder, "needs two numbers, the lower one first")
    }
    (low, high) = (ends[0], ends[1])
  }
}

/// A version of everybody's scan that is attacked: a way of defacing and a way of cleaning.
struct DefacedArm: Sendable, Equatable {
  /// How the remains of the mask are cleaned.
  enum Way: Sendable, Equatable {
    case difference
    case range(RangeSection)
    case none
  }

  /// Names its folders.
  let name: String
  /// How scans are defaced in it; arms with one method share its outputs.
  let method: MethodSection
  /// How the remains are cleaned.
  let way: Way
}

extension Pipeline {
  /// The arms in which scans are defaced: each method, and again where a range is named.
  var defacedArms: [DefacedArm] {
    deface.methods.flatMap { method -> [DefacedArm] in
      let plain = DefacedArm(
        name: method.name, method: method, way: clean.by == .difference ? .difference : .none)
      let ranged = method.range.map {
        DefacedArm(name: method.name + "-range", method: method, way: .range($0))
      }
      return [plain] + [ranged].compactMap(\.self)
    }
  }
}
