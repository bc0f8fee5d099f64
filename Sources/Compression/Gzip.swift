internal import CDeflate

/// Why compressed bytes could not be expanded.
public enum CompressionError: Error, Hashable, Sendable {
  /// The stream ends early, or its bytes or its checksum are wrong.
  case damaged
  /// More would come out than `limit` bytes.
  case tooLarge(limit: Int)
}

/// gzip (RFC 1952) through libdeflate, whole buffers at a time.
public enum Gzip {
  /// Whether `bytes` begin with gzip's magic number.
  public static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// Expands one or more gzip members.
  ///
  /// Memory is taken as the stream proves that it needs it: never more than 1,032 times its length
  /// (the highest ratio that DEFLATE can reach), whatever the length field at its end says.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes.
  ///   - limit: The largest number of bytes that may come out.
  /// - Returns: The expanded bytes.
  /// - Throws: `CompressionError`.
  public static func decompress(
    _ bytes: UnsafeRawBufferPointer, limit: Int = .max
  ) throws(CompressionError) -> [UInt8] {
    let decompressor = Decompressor()
    var output: [UInt8] = []
    var offset = 0
    repeat {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
      let (member, used) = try decompressor.member(rest, limit: limit - output.count)
      if output.isEmpty { output = member } else { output += member }
      offset += used
      // Some writers pad the end with zeros; anything else after a member must be a member.
    } while offset < bytes.count && bytes[offset] != 0
    return output
  }

  /// Compresses `bytes` into one gzip member without name or time, so that the same bytes give the
  /// same file; `level` goes from 1 (fast) to 12 (small).
  public static func compress(_ bytes: UnsafeRawBufferPointer, level: Int32 = 3) -> [UInt8] {
    let compressor = Compressor(level: level)
    return compressor.gzip(bytes)
  }
}

/// The zlib format (RFC 1950), as PNG uses it.
public enum Zlib {
  /// Compresses `bytes`.
  public static func compress(_ bytes: UnsafeRawBufferPointer, level: Int32 = 6) -> [UInt8] {
    let compressor = Compressor(level: level)
    return compressor.zlib(bytes)
  }

  /// Expands `bytes`, which must give exactly `count` bytes.
  ///
  /// - Throws: `CompressionError.damaged`.
  public static func decompress(
    _ bytes: UnsafeRawBufferPointer, count: Int
  ) throws(CompressionError) -> [UInt8] {
    let decompressor = Decompressor()
    return try decompressor.zlib(bytes, count: count)
  }
}

/// Bare DEFLATE (RFC 1951), as ZIP archives and deflated DICOM files hold it.
public enum Deflate {
  /// Compresses `bytes`; the same bytes give the same result.
  public static func compress(_ bytes: UnsafeRawBufferPointer, level: Int32 = 6) -> [UInt8] {
    let compressor = Compressor(level: level)
    return compressor.deflate(bytes)
  }

  /// Expands `bytes`, of which only the beginning need be a stream.
  ///
  /// Memory is taken as the stream proves that it needs it: never more than 1,032 times its length.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes.
  ///   - limit: The largest number of bytes that may come out.
  /// - Returns: The expanded bytes.
  /// - Throws: `CompressionError`.
  public static func decompress(
    _ bytes: UnsafeRawBufferPointer, limit: Int
  ) throws(CompressionError) -> [UInt8] {
    let decompressor = Decompressor()
    return try decompressor.deflate(bytes, limit: limit)
  }

  /// Expands `bytes`, which must give exactly `count` bytes.
  ///
  /// - Throws: `CompressionError.damaged`.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer, count: Int
  ) throws(CompressionError) -> [UInt8] {
    let decompressor = Decompressor()
    return try decompressor.deflate(bytes, count: count)
  }
}

/// CRC-32 as gzip and PNG use it.
public func crc32(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
  libdeflate_crc32(seed, bytes.baseAddress, bytes.count)
}

/// The one owner of a libdeflate decompressor.
private struct Decompressor: ~Copyable {
  private let handle = libdeflate_alloc_decompressor()

  deinit { libdeflate_free_decompressor(handle) }

  func member(
    _ input: UnsafeRawBufferPointer, limit: Int
  ) throws(CompressionError) -> (bytes: [UInt8], used: Int) {
    guard input.count >= 18, let handle else { throw .damaged }
    // The last four bytes hold the length modulo 2^32 of a single member: a good first guess.
    let tail = input.loadUnaligned(fromByteOffset: input.count - 4, as: UInt32.self)
    var used = 0
    let bytes = try Self.grown(
      from: Int(UInt32(littleEndian: tail)), for: input, limit: limit
    ) { buffer, count in
      libdeflate_gzip_decompress_ex(
        handle, input.baseAddress, input.count, buffer.baseAddress, buffer.count, &used, &count)
    }
    return (bytes, used)
  }

  func zlib(_ input: UnsafeRawBufferPointer, count: Int) throws(CompressionError) -> [UInt8] {
    guard let handle else { throw .damaged }
    var result = LIBDEFLATE_BAD_DATA
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      result = libdeflate_zlib_decompress(
        handle, input.baseAddress, input.count, buffer.baseAddress, count, nil)
      written = result == LIBDEFLATE_SUCCESS ? count : 0
    }
    guard result == LIBDEFLATE_SUCCESS else { throw .damaged }
    return bytes
  }

  func deflate(
    _ input: UnsafeRawBufferPointer, limit: Int
  ) throws(CompressionError) -> [UInt8] {
    guard let handle else { throw .damaged }
    return try Self.grown(from: 4 * input.count, for: input, limit: limit) { buffer, count in
      var used = 0
      return libdeflate_deflate_decompress_ex(
        handle, input.baseAddress, input.count, buffer.baseAddress, buffer.count, &used, &count)
    }
  }

  /// What `expand` writes into a buffer of at first `guess` bytes, which grows while it is too small
  /// and the stream `input` could hold more.
  private static func grown(
    from guess: Int, for input: UnsafeRawBufferPointer, limit: Int,
    _ expand: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> libdeflate_result
  ) throws(CompressionError) -> [UInt8] {
    let most = min(limit, input.count.multipliedReportingOverflow(by: 1032).partialValue)
    var capacity = min(max(guess, 1 << 10), max(most, 1))
    while true {
      var result = LIBDEFLATE_BAD_DATA
      let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        result = expand(buffer, &count)
        if result != LIBDEFLATE_SUCCESS { count = 0 }
      }
      if result == LIBDEFLATE_SUCCESS { return bytes }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { throw .damaged }
      guard capacity < most else {
        if most == limit { throw .tooLarge(limit: limit) }
        throw .damaged
      }
      capacity = min(capacity * 4, most)
    }
  }

  func deflate(_ input: UnsafeRawBufferPointer, count: Int) throws(CompressionError) -> [UInt8] {
    guard let handle else { throw .damaged }
    var result = LIBDEFLATE_BAD_DATA
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      result = libdeflate_deflate_decompress(
        handle, input.baseAddress, input.count, buffer.baseAddress, count, nil)
      written = result == LIBDEFLATE_SUCCESS ? count : 0
    }
    guard result == LIBDEFLATE_SUCCESS else { throw .damaged }
    return bytes
  }
}

/// The one owner of a libdeflate compressor.
private struct Compressor: ~Copyable {
  private let handle: OpaquePointer?

  init(level: Int32) { handle = libdeflate_alloc_compressor(min(max(level, 0), 12)) }

  deinit { libdeflate_free_compressor(handle) }

  func gzip(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = libdeflate_gzip_compress_bound(handle, input.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_gzip_compress(
        handle, input.baseAddress, input.count, buffer.baseAddress, bound)
    }
  }

  func deflate(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = libdeflate_deflate_compress_bound(handle, input.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_deflate_compress(
        handle, input.baseAddress, input.count, buffer.baseAddress, bound)
    }
  }

  func zlib(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(handle, input.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_zlib_compress(
        handle, input.baseAddress, input.count, buffer.baseAddress, bound)
    }
  }
}
