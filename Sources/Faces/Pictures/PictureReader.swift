internal import CDlib
public import Files
public import Foundation
public import Images

/// Reads pictures of any kind that the suite knows, by their first bytes and not by their names.
public enum PictureReader {
  /// A picture of more pixels is refused before memory is taken for it.
  private static let mostPixels = 1 << 27

  /// The picture in the PNG or JPEG file at `url`, upright as stored (EXIF turns are not applied).
  ///
  /// Errors call the file `name`, its path where nothing else is said.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file.
  public static func read(_ url: URL, name: String? = nil) throws(EffaceError) -> Raster {
    let name = name ?? url.path
    let bytes: Data
    do {
      bytes = try Data(contentsOf: url)
    } catch {
      throw EffaceError(.file, "The picture \(name) cannot be read.")
    }
    if PNG.isPNG(bytes) {
      if let size = PNG.size(bytes) { try demand(size.width, size.height, name: name) }
      return try PNG.decode(bytes, name: name)
    }
    if JPEGHeader.isJPEG(bytes) { return try jpeg(bytes, name: name) }
    throw EffaceError(.format, "The file \(name) is neither a PNG nor a JPEG picture.")
  }

  private static func jpeg(_ bytes: Data, name: String) throws(EffaceError) -> Raster {
    guard let header = JPEGHeader(bytes), header.isWhole else {
      throw EffaceError(.format, "The picture \(name) is not a whole JPEG file.")
    }
    try demand(header.width, header.height, name: name)
    return try JPEGHandle(bytes, name: name).raster()
  }

  private static func demand(_ width: Int, _ height: Int, name: String) throws(EffaceError) {
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= mostPixels else {
      throw EffaceError(
        .format,
        "The picture \(name) promises \(width) x \(height) pixels, which is more than are read.")
    }
  }
}

/// Owner of a picture that dlib decoded.
private struct JPEGHandle: ~Copyable {
  private let pointer: OpaquePointer

  init(_ bytes: Data, name: String) throws(EffaceError) {
    var made: OpaquePointer?
    let file = [UInt8](bytes)
    try DlibCall.run("The picture \(name) cannot be decoded", usesBLAS: false) {
      cdlib_jpeg_open(file, file.count, &made, $0)
    }
    guard let made else { throw EffaceError(.format, "The picture \(name) cannot be decoded.") }
    pointer = made
  }

  deinit { cdlib_jpeg_destroy(pointer) }

  func raster() -> Raster {
    let (width, height) = (Int(cdlib_jpeg_width(pointer)), Int(cdlib_jpeg_height(pointer)))
    var samples = [UInt8](repeating: 0, count: width * height * 3)
    cdlib_jpeg_copy(pointer, &samples)
    return Raster(width: width, height: height, channels: 3, samples: samples)
  }
}
