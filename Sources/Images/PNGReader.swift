internal import Compression
public import Files
public import Foundation

extension PNG {
  /// Reads the picture in the file at `url`.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file.
  public static func read(from url: URL) throws(EffaceError) -> Raster {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw EffaceError(.file, "The picture \(url.path) cannot be read.")
    }
    return try decode(data, name: url.path)
  }

  /// The picture in the bytes of a PNG file: every colour type, depth and filter, interlaced or not.
  ///
  /// Samples become 8 bits (16-bit ones are rounded, 1- to 4-bit ones stretched to 0...255),
  /// palettes become colours, grey stays grey, and transparency is ignored. Checksums are checked,
  /// and no memory is taken for a size that the compressed data cannot fill.
  ///
  /// - Parameters:
  ///   - data: The whole file.
  ///   - name: How to call the file in an error's sentence.
  /// - Returns: A picture of 1 or 3 channels.
  /// - Throws: `EffaceError.format`.
  public static func decode(_ data: Data, name: String) throws(EffaceError) -> Raster {
    do {
      return try PNGReader(Array(data)).raster()
    } catch {
      throw EffaceError(
        .format, "The picture \(name) is not a sound PNG file: \(error.reason).")
    }
  }

  /// The size that the header of a PNG file promises; nil where it has none.
  public static func size(_ bytes: Data) -> (width: Int, height: Int)? {
    let first = [UInt8](bytes.prefix(29))
    guard first.count == 29, first[12..<16].elementsEqual("IHDR".utf8),
      let header = PNGHeader(first[16..<29])
    else { return nil }
    return (header.width, header.height)
  }

  /// Whether `bytes` begin as every PNG file does.
  public static func isPNG(_ bytes: Data) -> Bool { bytes.starts(with: PNGReader.signature) }
}

/// Why a PNG file cannot be read, as the end of a sentence.
struct PNGFault: Error {
  let reason: String
}

/// Takes a PNG file apart into header, palette and compressed rows.
struct PNGReader {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// DEFLATE cannot expand bytes to more than 1,032 times their number.
  private static let highestRatio = 1032

  private let header: PNGHeader
  private let palette: [UInt8]
  private let compressed: [UInt8]

  /// Walks the chunks of `file`.
  init(_ file: [UInt8]) throws(PNGFault) {
    guard file.starts(with: Self.signature) else {
      throw PNGFault(reason: "it does not begin with the PNG signature")
    }
    var header: PNGHeader?
    var palette: [UInt8] = []
    var compressed: [UInt8] = []
    var offset = Self.signature.count
    walk: while true {
      let chunk = try Chunk(file, at: offset)
      offset = chunk.end
      switch chunk.name {
      case "IHDR":
        guard let found = PNGHeader(chunk.content) else {
          throw PNGFault(reason: "its header holds a size, depth or colour that PNG does not have")
        }
        header = found
      case "PLTE": palette = Array(chunk.content)
      case "IDAT": compressed += chunk.content
      case "IEND": break walk
      default:
        // A capital first letter marks chunks without which the picture cannot be shown.
        guard chunk.name.first?.isLowercase == true else {
          throw PNGFault(reason: "it holds the unknown chunk \(chunk.name)")
        }
      }
    }
    guard let header else { throw PNGFault(reason: "it has no header") }
    self.header = header
    self.palette = palette
    self.compressed = compressed
  }

  /// Expands, unfilters and unpacks the rows.
  func raster() throws(PNGFault) -> Raster {
    guard let size = header.filteredBytes(atMost: compressed.count * Self.highestRatio) else {
      throw PNGFault(
        reason: "its data are too short for \(header.width) x \(header.height) pixels")
    }
    guard
      var rows = try? compressed.withUnsafeBytes({ try Zlib.decompress($0, count: size) })
    else { throw PNGFault(reason: "its compressed data are damaged or cut off") }
    let pixels = PNGPixels(header: header, palette: palette)
    var raster = Raster(
      width: header.width, height: header.height, channels: pixels.channels)
    var offset = 0
    for pass in header.passes {
      let rowBytes = header.rowBytes(pass.width)
      try PNGFilter.undo(
        &rows, from: offset, rowBytes: rowBytes, rows: pass.height, step: header.filterStep)
      try pixels.unpack(rows, from: offset, pass: pass, into: &raster)
      offset += (rowBytes + 1) * pass.height
    }
    return raster
  }

  /// One chunk: length, name, content, checksum.
  private struct Chunk {
    let name: String
    let content: ArraySlice<UInt8>
    let end: Int

    init(_ file: [UInt8], at offset: Int) throws(PNGFault) {
      func number(_ at: Int) -> Int { file[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
      guard offset + 12 <= file.count, offset + 12 + number(offset) <= file.count else {
        throw PNGFault(reason: "it ends in the middle of a chunk")
      }
      let start = offset + 8
      end = start + number(offset) + 4
      content = file[start..<(end - 4)]
      name = String(decoding: file[(offset + 4)..<start], as: UTF8.self)
      let sum = file[(offset + 4)..<(end - 4)].withUnsafeBytes { crc32($0) }
      guard Int(sum) == number(end - 4) else {
        throw PNGFault(reason: "the checksum of its chunk \(name) is wrong")
      }
    }
  }
}
