internal import CISAL

/// The one owner of a gzip stream that is expanded piece by piece; for large files, of which neither
/// the compressed nor the whole expanded bytes are to be held twice.
public struct GzipExpander: ~Copyable {
  private let handle: OpaquePointer?
  private var isBetweenMembers = false

  /// Begins a stream.
  public init() { handle = cisal_inflater_create() }

  deinit { cisal_inflater_destroy(handle) }

  /// Whether the bytes so far end with a whole member whose checksum is right.
  public var isComplete: Bool { isBetweenMembers }

  /// Expands some of `input` into `output`.
  ///
  /// - Returns: How many bytes of each were used. Zeros that pad the end of a file are used up.
  /// - Throws: `CompressionError.damaged`.
  public mutating func expand(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> (used: Int, made: Int) {
    guard let handle, let source = input.baseAddress, let target = output.baseAddress else {
      throw .damaged
    }
    if isBetweenMembers, input.first == 0 {
      return (input.prefix { $0 == 0 }.count, 0)
    }
    isBetweenMembers = false
    var (used, made) = (0, 0)
    let status = cisal_inflate(
      handle, source.assumingMemoryBound(to: UInt8.self), input.count,
      target.assumingMemoryBound(to: UInt8.self), output.count, &used, &made)
    guard status != CISAL_DAMAGED else { throw .damaged }
    isBetweenMembers = status == CISAL_ENDED
    return (used, made)
  }
}
