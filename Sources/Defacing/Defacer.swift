public import Files

/// One way of taking a face out of a scan.
///
/// A new method is one file with a type of this protocol and one line in `Defacers.all`.
public protocol Defacer: Sendable {
  /// The name after `--method`.
  var name: String { get }
  /// One sentence for `efface defacers`.
  var summary: String { get }
  /// Where the idea was published.
  var paper: String { get }
  /// Whether it puts another face in the place of the person's.
  var refaces: Bool { get }

  /// Says which voxels of `scan` change and to what.
  ///
  /// - Throws: `EffaceError.unsuitable` where the method cannot work on this scan.
  func edit(_ scan: AnalysedScan, ears: Bool?) throws(EffaceError) -> VoxelEdit
}

/// The methods that Efface has of its own.
public enum Defacers {
  /// Every method, in the order in which they are listed.
  public static let all: [any Defacer] = [
    AdaptiveDefacer(),
    MaskDefacer(),
    ReplaceDefacer(),
  ]

  /// The method called `name`.
  ///
  /// - Throws: `EffaceError.argument`, listing the names there are.
  public static func named(_ name: String) throws(EffaceError) -> any Defacer {
    guard let method = all.first(where: { $0.name == name }) else {
      throw EffaceError(
        .argument,
        "There is no defacing method '\(name)'; choose one of "
          + all.map(\.name).joined(separator: ", ") + ".")
    }
    return method
  }
}
