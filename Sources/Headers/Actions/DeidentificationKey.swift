public import Files
public import Foundation

/// The secret that ties stand-ins to originals. Whoever has it can test a guess; keep it apart from
/// the data that are shared, or delete it.
public struct DeidentificationKey: Sendable {
  let bytes: [UInt8]

  /// A key that nobody keeps.
  public init() {
    var random = SystemRandomNumberGenerator()
    bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// Reads the key in `url`, at least 16 bytes, or makes one there, readable by its owner only.
  ///
  /// - Throws: `EffaceError.file` where the file can be neither read nor made, `.argument` where it is
  ///   too short.
  public init(file url: URL) throws(EffaceError) {
    if FileManager.default.fileExists(atPath: url.path) {
      guard let data = try? Data(contentsOf: url) else {
        throw EffaceError(.file, "The key file \(url.path) cannot be read.")
      }
      guard data.count >= 16 else {
        throw EffaceError(
          .argument,
          "The key file \(url.path) holds fewer than 16 bytes; name a file that does not "
            + "exist to have one made.")
      }
      bytes = Array(data)
      return
    }
    let made = Self()
    self = made
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else {
      throw EffaceError(.file, "The key file \(url.path) cannot be made.")
    }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw EffaceError(.file, "The key file \(url.path) cannot be written.")
    }
  }
}
