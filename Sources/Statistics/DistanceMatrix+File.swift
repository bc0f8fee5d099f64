internal import Compression
public import Files
public import Foundation

extension DistanceMatrix {
  /// What is longer as text is kept compressed, in bytes.
  private static let longestText = 50_000

  /// Reads the matrix in a file of comma-separated text, compressed where its name ends in `.gz`.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read, `.format` where it is damaged, and as
  ///   `init(csv:source:)`.
  public init(contentsOf url: URL, source: String) throws(EffaceError) {
    guard url.pathExtension == "gz" else {
      try self.init(csv: TextFile.read(url), source: source)
      return
    }
    guard let data = try? Data(contentsOf: url) else {
      throw EffaceError(.file, "The file \(url.path) does not exist or cannot be read.")
    }
    let bytes: [UInt8]
    do {
      bytes = try [UInt8](data).withUnsafeBytes { raw throws(CompressionError) in
        try Gzip.decompress(raw)
      }
    } catch {
      throw EffaceError(.format, "The file \(url.path) is damaged; copy it again.")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EffaceError(.format, "The file \(url.path) holds no UTF-8 text.")
    }
    try self.init(csv: text, source: source)
  }

  /// The matrix as a file that `init(contentsOf:source:)` reads, equal to the last bit: the bytes and
  /// the ending of its name, `.csv` or, of large matrices, `.csv.gz`.
  public func file() -> (data: Data, ending: String) {
    let text = [UInt8](csv().utf8)
    guard text.count > Self.longestText else { return (Data(text), ".csv") }
    return (Data(text.withUnsafeBytes { Gzip.compress($0, level: 9) }), ".csv.gz")
  }
}
