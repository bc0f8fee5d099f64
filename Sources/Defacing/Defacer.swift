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
  /// Whether something else stands in the face's place afterwards: another face, noise, blocks.
  var refaces: Bool { get }
  /// Whether it paints tissue, which cleaning by difference must leave alone; all that reface do.
  var paints: Bool { get }
  /// The options that it heeds; others are refused.
  var choices: [DefacingOptions.Choice] { get }

  /// Says which voxels of `scan` change and to what.
  ///
  /// - Throws: `EffaceError.unsuitable` where the method cannot work on this scan, `.missing` where a
  ///   program that it needs is not installed, `.foreign` where that program fails.
  func edit(_ scan: AnalysedScan, options: DefacingOptions) throws(EffaceError) -> VoxelEdit
}

extension Defacer {
  /// As `refaces`.
  public var paints: Bool { refaces }
}

/// The methods there are.
public enum Defacers {
  /// Efface's own methods, in the order in which they are listed.
  public static let all: [any Defacer] = [
    AdaptiveDefacer(),
    MaskDefacer(),
    MaskEarsDefacer(),
    ShellDefacer(),
    ReplaceDefacer(),
    ReplaceDefacer(.plus),
    ShearDefacer(),
    SurfaceDefacer(),
    BlurDefacer(),
    PixelateDefacer(),
  ]

  /// Other people's programs, in the order in which they are listed.
  public static let adapters: [any ExternalDefacer] = [
    PydefaceAdapter(),
    FSLDefaceAdapter(),
    AFNIRefacerAdapter(),
    MRIDefaceAdapter(),
    MidefaceAdapter(),
    MRIRefaceAdapter(),
    QuickshearAdapter(),
    NiimathAdapter(),
  ]

  /// The method or adapter called `name`.
  ///
  /// - Throws: `EffaceError.argument`, listing the names there are.
  public static func named(_ name: String) throws(EffaceError) -> any Defacer {
    let every = all + adapters.map { $0 as any Defacer }
    guard let method = every.first(where: { $0.name == name }) else {
      throw EffaceError(
        .argument,
        "There is no defacing method '\(name)'; choose one of "
          + every.map(\.name).joined(separator: ", ") + ".")
    }
    return method
  }
}
