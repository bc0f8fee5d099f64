public import Assets
public import Files
public import Foundation

extension HeadTemplate {
  /// Raised whenever a template built by this version would differ.
  static let revision = 6

  /// Where the template of this version is kept: beside the assets, outside the repository.
  public static func folder(in store: AssetStore = AssetStore()) -> URL {
    store.root.appendingPathComponent("template-\(revision)")
  }

  /// The template that `efface template build` made.
  ///
  /// - Throws: `EffaceError.missing` where it was not built, `.format` where it is damaged.
  public static func installed(in store: AssetStore = AssetStore()) throws(EffaceError)
    -> HeadTemplate
  {
    try HeadTemplate(contentsOf: folder(in: store))
  }
}
