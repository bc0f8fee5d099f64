internal import Files
public import Foundation

/// What is kept beside the outputs of a unit of work: from what, how and by what they were made.
///
/// Everything but `timing` depends only on the inputs, so two runs of one pipeline agree in it.
public struct Sidecar: Sendable, Equatable, Codable {
  /// When and how long.
  public struct Timing: Sendable, Equatable, Codable {
    /// Wall-clock seconds.
    public var seconds: Double
    /// Start, ISO 8601 in UTC.
    public var started: String
  }

  /// Program and version, for example `efface 0.1.0`.
  public var tool: String
  /// The unit.
  public var unit: UnitName
  /// All that the stage was told.
  public var parameters: JSONValue
  /// SHA-256 by path: relative to the run folder, or as it stands in the pipeline.
  public var inputs: [String: String]
  /// SHA-256 by path relative to the run folder.
  public var outputs: [String: String]
  /// What the stage found, in its own terms.
  public var result: JSONValue
  /// Why the unit failed, or nil.
  public var failure: String?
  /// Not part of what is reproducible.
  public var timing: Timing

  /// SHA-256 of everything but the timing.
  public var fingerprint: String {
    get throws(EffaceError) {
      var timeless = self
      timeless.timing = Timing(seconds: 0, started: "")
      return Checksum.sha256(try JSONFile.data(timeless))
    }
  }

  /// The sidecar at `url`, or nil where there is none that can be read.
  public static func read(_ url: URL) -> Sidecar? {
    try? JSONFile.read(Sidecar.self, from: url)
  }
}

/// Which piece of a study a unit of work is.
public struct UnitName: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The stage, for example `deface`.
  public var stage: String
  /// The person, or nil for work on all of them.
  public var subject: String?
  /// The arm (`original`, `baseline` or a method), or nil.
  public var arm: String?

  /// Names a unit.
  public init(stage: String, subject: String? = nil, arm: String? = nil) {
    self.stage = stage
    self.subject = subject
    self.arm = arm
  }

  /// For example `deface mask, person 7`.
  public var description: String {
    [stage, arm].compactMap(\.self).joined(separator: " ")
      + (subject.map { ", person \($0)" } ?? "")
  }
}
