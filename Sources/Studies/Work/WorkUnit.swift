public import Foundation

/// The smallest piece of a study that is done as a whole or not at all.
public struct WorkUnit: Sendable {
  /// Something that the work depends on.
  public enum Input: Sendable, Hashable {
    /// A file or folder of the run.
    case inside(String)
    /// The reproducible part of a sidecar of the run.
    case sidecar(String)
    /// A file or folder elsewhere, under the name by which sidecars call it.
    case outside(URL, name: String)
  }

  /// What work leaves behind.
  public struct Product: Sendable {
    /// Files and folders written, relative to the run folder.
    public var outputs: [String]
    /// What was found.
    public var result: JSONValue

    /// Lists what was written and found.
    public init(outputs: [String], result: JSONValue = .null) {
      self.outputs = outputs
      self.result = result
    }
  }

  /// Which piece it is.
  public let name: UnitName
  /// Where its sidecar lies, relative to the run folder.
  public let sidecar: String
  /// All that decides the result, besides the inputs and the version of the tool.
  public let parameters: JSONValue
  /// What it depends on; a missing input means that the work cannot be done.
  public let inputs: [Input]
  /// Does the work in the run folder that it is given; it must not write elsewhere.
  public let work: @Sendable (URL) throws -> Product

  /// Describes a unit of work.
  public init(
    _ name: UnitName, sidecar: String, parameters: JSONValue = .null, inputs: [Input],
    work: @escaping @Sendable (URL) throws -> Product
  ) {
    self.name = name
    self.sidecar = sidecar
    self.parameters = parameters
    self.inputs = inputs
    self.work = work
  }
}

/// Units that are done one after another.
public struct WorkChain: Sendable {
  /// How many units `build` gives.
  public let count: Int
  /// Makes the units.
  public let build: @Sendable () -> [WorkUnit]

  /// Describes a chain of `count` units.
  public init(count: Int, _ build: @escaping @Sendable () -> [WorkUnit]) {
    self.count = count
    self.build = build
  }

  /// A chain of one unit.
  public init(_ unit: WorkUnit) { self.init(count: 1) { [unit] } }
}

/// How a unit ended.
public enum UnitOutcome: Sendable, Equatable {
  /// It was done in an earlier run, and nothing that it depends on has changed since.
  case kept
  /// It was done now.
  case done
  /// It could not be done, for the reason said.
  case failed(String)
  /// An input is missing because an earlier unit failed.
  case skipped(missing: String)
}
