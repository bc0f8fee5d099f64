public import Faces
public import Files
public import Foundation

/// Cards of networks as YAML.
public enum NetworkCardFile {
  /// Reads the card at `url`.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read; `.argument` naming the key, its place and
  ///   the nearest valid name where a key or value is unknown.
  public static func read(_ url: URL) throws(EffaceError) -> NetworkCard {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw EffaceError(.file, "The card \(url.path) does not exist or cannot be read.")
    }
    return try YAMLText.decode(
      NetworkCard.self, from: text, called: "card \(url.lastPathComponent)")
  }

  /// A card that comes with the suite, whose weights do not.
  public struct Shipped: Sendable {
    /// Its name, as in the card.
    public let name: String
    /// The card as YAML, with remarks.
    public let text: String

    /// The card.
    ///
    /// - Throws: `EffaceError.argument` where the suite is damaged.
    public func card() throws(EffaceError) -> NetworkCard {
      try YAMLText.decode(NetworkCard.self, from: text, called: "card of \(name)")
    }
  }

  /// The cards that come with the suite.
  public static let shipped = [
    Shipped(name: "vgg-face", text: ShippedCards.vggFace),
    Shipped(name: "facenet512-vggface2", text: ShippedCards.facenet512),
    Shipped(name: "arcface", text: ShippedCards.arcFace),
  ]
}
