internal import CCrypto
public import Foundation

/// SHA-256 digests (FIPS 180-4), in lower-case hexadecimal.
public enum Checksum {
  /// The digest of `bytes`.
  public static func sha256(_ bytes: some DataProtocol) -> String {
    var hash = Hasher()
    for region in bytes.regions { region.withUnsafeBytes { hash.update($0) } }
    return hash.finish()
  }

  /// The digest of the file at `url`, read in pieces.
  ///
  /// - Throws: `EffaceError.file` where the file cannot be read.
  public static func sha256(contentsOf url: URL) throws(EffaceError) -> String {
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      var hash = Hasher()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        piece.withUnsafeBytes { hash.update($0) }
      }
      return hash.finish()
    } catch {
      throw EffaceError(.file, "The file \(url.path) cannot be read to take its checksum.")
    }
  }

  /// The one owner of an OpenSSL digest context.
  private struct Hasher: ~Copyable {
    private let context = EVP_MD_CTX_new()

    init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

    deinit { EVP_MD_CTX_free(context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    mutating func finish() -> String {
      var digest = [UInt8](repeating: 0, count: 32)
      EVP_DigestFinal_ex(context, &digest, nil)
      return digest.map { String(format: "%02x", $0) }.joined()
    }
  }
}
