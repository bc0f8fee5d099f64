internal import CNIfTI
public import Files
public import Geometry

/// A NIfTI-1 or NIfTI-2 header: its bytes as they are in the file, and what libnifti says they mean.
public struct NIfTIHeader: Sendable {
  /// 1 or 2.
  public let version: Int
  /// The header's 348 or 540 bytes and whatever follows them up to the voxels (extensions), as read.
  public var bytes: [UInt8]
  /// Whether the file's byte order is not this machine's.
  public let isSwapped: Bool
  /// Sizes along all axes, from the first to the last that the header declares; at least three.
  public let dimensions: [Int]
  /// How a voxel is stored.
  public let voxelType: VoxelType
  /// Stored values are multiplied by this; 1 where the header holds 0 or no number.
  public let slope: Double
  /// This is then added.
  public let intercept: Double
  /// The qform's code, 0 where there is none.
  public let qformCode: Int
  /// The sform's code, 0 where there is none.
  public let sformCode: Int
  /// Where the voxels lie: the sform where its code is positive, else the qform, else the voxel
  /// sizes alone, as the standard's methods 3, 2 and 1.
  public let grid: Grid
  /// Where the voxels begin in a single file; 0 in a pair.
  public let dataOffset: Int

  /// The number of three-dimensional frames (time points, directions).
  public var frameCount: Int { dimensions.dropFirst(3).reduce(1, *) }

  /// Bytes that the voxels take.
  public var dataByteCount: Int { grid.count * frameCount * voxelType.bytesPerVoxel }

  /// Reads the header at the start of `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file, at least as long as its header; extensions may follow.
  ///   - file: The file's name for messages.
  /// - Throws: `EffaceError.format`, saying which field is wrong.
  public init(_ bytes: ArraySlice<UInt8>, file: String) throws(EffaceError) {
    guard bytes.count >= 348 else {
      throw EffaceError(
        .format, "The file \(file) is not NIfTI: it is shorter than a header of 348 bytes.")
    }
    let start = bytes.startIndex
    let sizeField = bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let version: Int
    switch (sizeField, sizeField.byteSwapped) {
    case (348, _), (_, 348): version = 1
    case (540, _), (_, 540): version = 2
    default:
      throw EffaceError(
        .format,
        "The file \(file) is not NIfTI: its first field is neither 348 nor 540 in either byte order."
      )
    }
    let headerSize = version == 1 ? 348 : 540
    guard bytes.count >= headerSize else {
      throw EffaceError(.format, "The file \(file) ends within its NIfTI-2 header.")
    }
    let magicAt = start + (version == 1 ? 344 : 4)
    let magic = Array(bytes[magicAt..<magicAt + 3])
    guard magic == Array("n+\(version)".utf8) || magic == Array("ni\(version)".utf8) else {
      throw EffaceError(
        .format, "The file \(file) is not NIfTI: its magic field is wrong (ANALYZE is not read).")
    }
    // libnifti writes beyond its array where dim[0] is above 7, so it must not see such a header.
    let isOtherOrder = sizeField.byteSwapped == UInt32(headerSize)
    let dimAt = start + (version == 1 ? 40 : 16)
    let count = bytes[dimAt..<dimAt + (version == 1 ? 2 : 8)]
    let ordered = isOtherOrder ? Array(count) : count.reversed()
    guard (1...7).contains(ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) else {
      throw EffaceError(
        .format,
        "The field dim of \(file) says that the image has fewer than 1 or more than 7 axes.")
    }
    var raw = cnifti_header()
    let accepted = Array(bytes[start..<start + headerSize]).withUnsafeBytes { buffer in
      buffer.baseAddress.map { cnifti_interpret($0, Int32(version), &raw) } ?? 0
    }
    guard accepted == 1 else {
      throw EffaceError(.format, "The NIfTI header of \(file) is refused by libnifti.")
    }
    let dim = withUnsafeBytes(of: raw.dim) { Array($0.bindMemory(to: Int64.self)) }
    let axes = Int(dim[0])
    guard (1...7).contains(axes), dim[1...axes].allSatisfy({ $0 >= 1 }) else {
      throw EffaceError(.format, "The field dim of \(file) holds sizes that no image can have.")
    }
    var sizes = dim[1...axes].map(Int.init)
    while sizes.count < 3 { sizes.append(1) }
    guard let type = VoxelType(rawValue: raw.datatype) else {
      throw EffaceError(
        .format,
        "The file \(file) stores voxels of type \(VoxelType.refusedName(raw.datatype)) "
          + "(code \(raw.datatype)), which Efface does not read; convert it to a real type first.")
    }
    var total = type.bytesPerVoxel
    for size in sizes {
      let (product, overflow) = total.multipliedReportingOverflow(by: size)
      guard !overflow, product < 1 << 46 else {
        throw EffaceError(
          .format, "The field dim of \(file) promises more voxels than any file has.")
      }
      total = product
    }
    self.version = version
    isSwapped = raw.swapped != 0
    dimensions = sizes
    voxelType = type
    let usable = raw.slope.isFinite && raw.slope != 0 && raw.intercept.isFinite
    slope = usable ? raw.slope : 1
    intercept = usable ? raw.intercept : 0
    qformCode = Int(raw.qform_code)
    sformCode = Int(raw.sform_code)
    let matrix =
      raw.sform_code > 0
      ? withUnsafeBytes(of: raw.sform) { Array($0.bindMemory(to: Double.self)) }
      : withUnsafeBytes(of: raw.qform) { Array($0.bindMemory(to: Double.self)) }
    let affine = Affine(
      linear: Matrix3(
        rows: Vector3(matrix[0], matrix[1], matrix[2]), Vector3(matrix[4], matrix[5], matrix[6]),
        Vector3(matrix[8], matrix[9], matrix[10])),
      translation: Vector3(matrix[3], matrix[7], matrix[11]))
    guard affine.inverse != nil, matrix.allSatisfy(\.isFinite) else {
      throw EffaceError(
        .format,
        "The \(raw.sform_code > 0 ? "sform" : "qform") of \(file) is singular or not finite, so "
          + "nothing says where its voxels lie.")
    }
    grid = Grid(size: SIMD3(sizes[0], sizes[1], sizes[2]), affine: affine)
    let single = magic[1] == UInt8(ascii: "+")
    let offset = Int(raw.data_offset)
    dataOffset = single ? max(offset, headerSize + 4) : 0
    let kept = single ? dataOffset : bytes.count
    guard kept <= bytes.count, !single || offset <= 1 << 40 else {
      throw EffaceError(
        .format, "The field vox_offset of \(file) points beyond the end of the file.")
    }
    self.bytes = Array(bytes[start..<start + kept])
  }

  /// The number of bytes up to the voxels, as the start of a file says it; 0 for the header of a
  /// pair, nil where the start is not that of a NIfTI file.
  static func length(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 352 else { return nil }
    func number<T: FixedWidthInteger>(_ at: Int, _ swapped: Bool, _: T.Type) -> T {
      let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: T.self) }
      return swapped ? value.byteSwapped : value
    }
    for isSwapped in [false, true] {
      switch number(0, isSwapped, Int32.self) {
      case 348:
        guard bytes[345] == UInt8(ascii: "+") else { return 0 }
        let offset = Float(bitPattern: number(108, isSwapped, UInt32.self))
        return offset.isFinite ? Int(min(max(offset, 352), 1e15)) : 352
      case 540:
        guard bytes[5] == UInt8(ascii: "+") else { return 0 }
        return Int(min(max(number(168, isSwapped, Int64.self), 544), 1 << 50))
      default: continue
      }
    }
    return nil
  }
}
