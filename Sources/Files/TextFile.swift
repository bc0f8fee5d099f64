public import Foundation

/// Reading of whole text files.
public enum TextFile {
  /// The text of the file at `url`, which is UTF-8.
  ///
  /// - Throws: `EffaceError.file` where it is missing or unreadable, `EffaceError.format` where its
  ///   bytes are not UTF-8 text.
  public static func read(_ url: URL) throws(EffaceError) -> String {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      let isMissing = !FileManager.default.fileExists(atPath: url.path)
      throw EffaceError(
        .file, "The file \(url.path) \(isMissing ? "does not exist" : "cannot be read").")
    }
    guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else {
      throw EffaceError(.format, "The file \(url.path) is not UTF-8 text.")
    }
    return text
  }
}
