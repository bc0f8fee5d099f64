internal import Compression
public import Files
public import Foundation

extension PNG {
  /// The bytes of a grey PNG file of 16 bits a sample, for depth maps.
  ///
  /// - Precondition: `samples.count == width * height`, rows from the top.
  public static func encode(sixteen samples: [UInt16], width: Int, height: Int) -> Data {
    precondition(samples.count == width * height, "samples must fit the size")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(samples.count * 2)
    for sample in samples {
      bytes.append(UInt8(sample >> 8))
      bytes.append(UInt8(truncatingIfNeeded: sample))
    }
    return encode(bytes, rows: height, bytesPerPixel: 2) { file in
      header(width: width, height: height, depth: 16, colour: 0, to: &file)
    }
  }

  /// Writes 16-bit `samples` to `url`, whole or not at all.
  ///
  /// - Throws: `EffaceError.file`.
  public static func write(
    sixteen samples: [UInt16], width: Int, height: Int, to url: URL
  ) throws(EffaceError) {
    try AtomicFile.write(encode(sixteen: samples, width: width, height: height), to: url)
  }
}
