internal import Faces
public import Files
public import Foundation
public import Images

/// Photographs in and out of files.
///
/// Only pixels go through: what is written holds no metadata at all, because the writer knows none
/// (no EXIF, GPS, thumbnail, colour profile, text or time).
public enum PhotographFile {
  /// The picture in the PNG or JPEG file at `url`, turned upright as its EXIF orientation says.
  ///
  /// Errors call the file `name`, its path where nothing else is said.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file; sizes that are promised but too
  ///   large are refused before memory is taken.
  public static func read(_ url: URL, name: String? = nil) throws(EffaceError) -> Raster {
    let picture = try PictureReader.read(url, name: name)
    guard let bytes = try? Data(contentsOf: url, options: .alwaysMapped) else { return picture }
    return picture.upright(PictureOrientation(file: bytes))
  }

  /// Writes `picture` to `url` as PNG, which loses nothing; whole or not at all.
  ///
  /// - Throws: `EffaceError.argument` where the name of the file does not end in .png, `.file`.
  public static func write(_ picture: Raster, to url: URL) throws(EffaceError) {
    guard url.pathExtension.lowercased() == "png" else {
      throw EffaceError(
        .argument, "The picture \(url.path) must be called .png: only PNG keeps every pixel.")
    }
    try PNG.write(picture, to: url)
  }
}
