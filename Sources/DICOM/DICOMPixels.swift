internal import CGDCM
internal import Files
internal import Foundation

/// The decoded pixels of one file, with what their bits mean.
public struct DICOMPixels: Sendable, Equatable {
  /// How the bytes of pixels are laid out; the facts of PS3.5, 8.
  public struct Layout: Sendable, Hashable {
    /// Pixels in a row.
    public var columns: Int
    /// Rows of a frame.
    public var rows: Int
    /// Frames in the file.
    public var frames: Int
    /// 1 for grey, 3 for colour.
    public var samples: Int
    /// 8, 16 or 32.
    public var bitsAllocated: Int
    /// Bits that carry the value, from the lowest.
    public var bitsStored: Int
    /// Whether values are two's complement.
    public var isSigned: Bool

    /// Bytes of one pixel.
    public var pixelByteCount: Int { samples * (bitsAllocated / 8) }
    /// Bytes of one frame.
    public var frameByteCount: Int { columns * rows * pixelByteCount }
  }

  /// How the bytes are laid out.
  public let layout: Layout
  /// Frame after frame, row after row from the top, in this machine's byte order; of colours red,
  /// green and blue of each pixel.
  public let bytes: [UInt8]

  init(layout: Layout, bytes: [UInt8]) {
    self.layout = layout
    self.bytes = bytes
  }

  /// The largest image that is decoded, in bytes.
  static let limit = 1 << 31

  /// Decodes the pixels of the file at `url` with whatever transfer syntax GDCM knows.
  ///
  /// - Throws: `EffaceError.format` where the file has no image, a damaged one, or one that is
  ///   larger than 2 GB.
  init(_ url: URL) throws(EffaceError) {
    var raw = cgdcm_pixels()
    var error = cgdcm_error()
    let status = cgdcm_pixels_read(url.path, Self.limit, &raw, &error)
    defer { cgdcm_pixels_free(&raw) }
    let layout = Layout(
      columns: Int(raw.columns), rows: Int(raw.rows), frames: Int(raw.frames),
      samples: Int(raw.samples_per_pixel), bitsAllocated: Int(raw.bits_allocated),
      bitsStored: Int(raw.bits_stored), isSigned: raw.is_signed != 0)
    guard status == CGDCM_OK, let base = raw.bytes,
      raw.count >= layout.frameByteCount * layout.frames
    else {
      throw EffaceError(
        .format,
        "The pixels of \(url.lastPathComponent) cannot be decoded: \(Self.reason(error)).")
    }
    self.layout = layout
    let stored = Array(
      UnsafeBufferPointer(start: base, count: layout.frameByteCount * layout.frames))
    guard layout.samples == 3, layout.bitsAllocated == 8 else {
      bytes = stored
      return
    }
    let name = withUnsafeBytes(of: raw.photometric) { bytes in
      String(decoding: bytes.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }
    bytes = (ColourCoding(rawValue: name) ?? .rgb).rgb(
      stored, framePixels: layout.columns * layout.rows, isPlanar: raw.is_planar != 0)
  }

  /// The pixels of a file in which they stand as they are, by what its header said of their place.
  static func plain(_ instance: DICOMInstance) -> Result<DICOMPixels, EffaceError> {
    let url = URL(filePath: instance.path, directoryHint: .notDirectory)
    guard let layout = instance.layout, let offset = instance.pixelOffset, let file = FileHead(url)
    else {
      return .failure(EffaceError(.file, "The file \(url.lastPathComponent) cannot be read."))
    }
    let pixels = layout.frameByteCount * layout.frames
    let count = instance.packsBits ? (pixels + 7) / 8 : pixels
    let bytes = file.bytes(count, at: offset)
    guard bytes.count == count else {
      return .failure(
        EffaceError(.format, "The file \(url.lastPathComponent) is cut short; copy it again."))
    }
    // The first pixel is the lowest bit (PS3.5, 8.2).
    let unpacked = instance.packsBits ? (0..<pixels).map { bytes[$0 / 8] >> ($0 % 8) & 1 } : bytes
    return .success(DICOMPixels(layout: layout, bytes: unpacked))
  }

  private static func reason(_ error: cgdcm_error) -> String {
    withUnsafeBytes(of: error.text) { bytes in
      String(decoding: bytes.prefix(while: { $0 != 0 }), as: UTF8.self)
    }
  }
}
