public import Assets
public import Files
public import Foundation

/// Where the files of weights lie.
public protocol ModelFiles: Sendable {
  /// The installed and checked file called `asset`.
  ///
  /// - Throws: `EffaceError.missing`, saying how to install it.
  func url(of asset: String) throws(EffaceError) -> URL

  /// The networks that the user added; nil where there can be none.
  var addedNetworks: AddedNetworks? { get }
}

extension ModelFiles {
  /// None.
  public var addedNetworks: AddedNetworks? { nil }
}

/// Weights at places that the caller names.
public struct NamedModelFiles: ModelFiles {
  private let places: [String: URL]

  /// Builds the table from asset names to files.
  public init(_ places: [String: URL]) { self.places = places }

  /// The file called `asset`.
  ///
  /// - Throws: `EffaceError.missing` where the table does not hold it.
  public func url(of asset: String) throws(EffaceError) -> URL {
    guard let url = places[asset] else {
      throw EffaceError(
        .missing, "The weights '\(asset)' are not installed; run 'efface models install'.")
    }
    return url
  }
}

extension AssetStore: ModelFiles {
  /// Those in the folder `models/added` of the store.
  public var addedNetworks: AddedNetworks? {
    AddedNetworks(folder: root.appendingPathComponent("models/added"))
  }
}
