public import Foundation

/// A folder that goes away with its owner.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Makes a fresh folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A path in the folder.
  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
