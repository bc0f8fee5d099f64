internal import Compression
public import Files
public import Foundation
public import Geometry

/// A NIfTI file in memory: header and voxels as the bytes that were read.
///
/// Nothing is recast, rescaled or reoriented: writing an image that was not changed gives the same
/// header bytes and the same voxel bytes. Frames of a series follow each other in `voxels`.
public struct NIfTIImage: Sendable {
  /// The header and its meaning.
  public var header: NIfTIHeader
  /// The stored voxels in the file's byte order, i fastest, `header.dataByteCount` bytes.
  public private(set) var voxels: [UInt8]

  /// Where the voxels lie.
  public var grid: Grid { header.grid }

  /// Joins a header and voxels.
  ///
  /// - Precondition: `voxels` has the length that `header` promises.
  public init(header: NIfTIHeader, voxels: [UInt8]) {
    precondition(voxels.count == header.dataByteCount, "voxels and header must agree")
    self.header = header
    self.voxels = voxels
  }

  /// Stores `volume` as `type`, rounding to nearest and clamping to the type's range.
  public init(
    _ volume: Volume, type: VoxelType = .float32, slope: Double = 1, intercept: Double = 0
  ) {
    let header = NIfTIHeader(
      grid: volume.grid, type: type, slope: slope, intercept: intercept)
    self.init(header: header, voxels: [UInt8](repeating: 0, count: header.dataByteCount))
    for (index, value) in volume.values.enumerated() {
      setStored(stored(physical: Double(value)), at: index)
    }
  }

  /// Reads `.nii`, `.nii.gz`, or the `.hdr` or `.img` of a pair.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file and what is wrong with it. No more
  ///   memory is taken than the file's own size can justify.
  public init(contentsOf url: URL) throws(EffaceError) {
    let name = url.lastPathComponent
    let pair = try Pair(url)
    var file = try NIfTIFile(pair?.header ?? url)
    let header = try file.header(name: name, isPair: pair != nil)
    if let pair, header.dataOffset == 0 {
      var image = try NIfTIFile(pair.image)
      voxels = try image.read(header.dataByteCount, name: pair.image.lastPathComponent)
    } else {
      voxels = try file.read(header.dataByteCount, name: name)
    }
    self.header = header
  }

  /// Lends the stored bytes for writing; their number cannot change.
  mutating func mutateVoxels<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    voxels.withUnsafeMutableBytes(body)
  }

  /// The header of the file at `url`, without its voxels.
  ///
  /// - Throws: As `init(contentsOf:)`.
  public static func header(of url: URL) throws(EffaceError) -> NIfTIHeader {
    let pair = try Pair(url)
    var file = try NIfTIFile(pair?.header ?? url)
    return try file.header(name: url.lastPathComponent, isPair: pair != nil)
  }

  /// Writes a single file; `.gz` at the end of the name compresses it.
  ///
  /// - Throws: `EffaceError.file`; nothing is left behind in that case.
  public func write(to url: URL) throws(EffaceError) {
    let start = header.dataOffset == 0 ? header.singleFileBytes : header.bytes
    try AtomicFile.write(to: url) { file in
      if url.pathExtension == "gz" {
        try start.withUnsafeBytes { start in
          try voxels.withUnsafeBytes { voxels in
            try Gzip.write([start, voxels]) { try file.write(contentsOf: $0) }
          }
        }
      } else {
        try file.write(contentsOf: start)
        try file.write(contentsOf: voxels)
      }
    }
  }
}

extension NIfTIHeader {
  /// The header of a pair turned into that of a single file.
  fileprivate var singleFileBytes: [UInt8] {
    var single = Array(bytes.prefix(version == 1 ? 348 : 540))
    let offset = single.count + 4
    let magic = version == 1 ? 344 : 4
    single[magic + 1] = UInt8(ascii: "+")
    func put(_ value: [UInt8], at position: Int) {
      let ordered = isSwapped ? value.reversed() : value
      for (index, byte) in ordered.enumerated() { single[position + index] = byte }
    }
    if version == 1 {
      put(withUnsafeBytes(of: Float(offset)) { Array($0) }, at: 108)
    } else {
      put(withUnsafeBytes(of: Int64(offset)) { Array($0) }, at: 168)
    }
    return single + [0, 0, 0, 0]
  }
}

/// The two files of `name.hdr` and `name.img`.
private struct Pair {
  let header: URL
  let image: URL

  /// Nil where `url` is not named as one of a pair.
  init?(_ url: URL) throws(EffaceError) {
    let compressed = url.pathExtension == "gz"
    let plain = compressed ? url.deletingPathExtension() : url
    guard ["hdr", "img"].contains(plain.pathExtension) else { return nil }
    let base = plain.deletingPathExtension()
    func existing(_ ending: String) throws(EffaceError) -> URL {
      for candidate in [ending, "\(ending).gz"] {
        let file = base.appendingPathExtension(candidate)
        if FileManager.default.fileExists(atPath: file.path) { return file }
      }
      throw EffaceError(
        .file,
        "The file \(base.lastPathComponent).\(ending) that belongs to \(url.lastPathComponent) is missing."
      )
    }
    header = try existing("hdr")
    image = try existing("img")
  }
}
