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
    let bytes = try Self.read(pair?.header ?? url)
    let header = try NIfTIHeader(bytes[...], file: name)
    if let pair, header.dataOffset == 0 {
      let data = try Self.read(pair.image)
      try self.init(header: header, data: data, offset: 0, file: pair.image.lastPathComponent)
    } else {
      try self.init(header: header, data: bytes, offset: header.dataOffset, file: name)
    }
  }

  private init(
    header: NIfTIHeader, data: consuming [UInt8], offset: Int, file: String
  ) throws(EffaceError) {
    let needed = header.dataByteCount
    guard data.count - offset >= needed else {
      throw EffaceError(
        .format,
        "The file \(file) is cut short: its header promises \(needed) bytes of voxels and "
          + "\(max(data.count - offset, 0)) are there.")
    }
    data.removeLast(data.count - offset - needed)
    if offset > 0 { data.removeFirst(offset) }
    self.header = header
    voxels = data
  }

  /// Lends the stored bytes for writing; their number cannot change.
  mutating func mutateVoxels<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    voxels.withUnsafeMutableBytes(body)
  }

  /// The header of the file at `url`, without its voxels where the file is not compressed.
  ///
  /// - Throws: As `init(contentsOf:)`.
  public static func header(of url: URL) throws(EffaceError) -> NIfTIHeader {
    try NIfTIHeader(read(Pair(url)?.header ?? url)[...], file: url.lastPathComponent)
  }

  /// The whole file, expanded where it is gzip.
  private static func read(_ url: URL) throws(EffaceError) -> [UInt8] {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw EffaceError(
        .file,
        "The path \(url.path) is a folder, and a NIfTI file is needed; DICOM is turned into NIfTI "
          + "by 'efface convert'.")
    }
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw EffaceError(
        .file, "The file \(url.path) does not exist or cannot be read.")
    }
    do {
      return try data.withUnsafeBytes { raw throws(CompressionError) in
        Gzip.isGzip(raw) ? try Gzip.decompress(raw) : Array(raw)
      }
    } catch {
      throw EffaceError(
        .format,
        "The gzip stream of \(url.lastPathComponent) is damaged or cut short; copy the file again.")
    }
  }

  /// Writes a single file; `.gz` at the end of the name compresses it.
  ///
  /// - Throws: `EffaceError.file`; nothing is left behind in that case.
  public func write(to url: URL, level: Int32 = 3) throws(EffaceError) {
    var all = header.bytes
    if header.dataOffset == 0 { all = header.singleFileBytes }
    all.reserveCapacity(all.count + voxels.count)
    all += voxels
    let bytes =
      url.pathExtension == "gz" ? all.withUnsafeBytes { Gzip.compress($0, level: level) } : all
    try AtomicFile.write(Data(bytes), to: url)
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
