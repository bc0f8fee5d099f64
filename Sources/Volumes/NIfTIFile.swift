internal import Compression
internal import Files
internal import Foundation

/// The bytes of a file, expanded where it is gzip, read once from its beginning.
///
/// No more memory is taken at once than the file's own size can justify: of a file that is not
/// compressed its size, of a compressed one 1,032 times that, the most that DEFLATE can reach.
struct NIfTIFile: ~Copyable {
  private let handle: FileHandle
  private let limit: Int
  private var expander: GzipExpander?
  private var input: Data
  private let name: String

  init(_ url: URL) throws(EffaceError) {
    name = url.lastPathComponent
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw EffaceError(
        .file,
        "The path \(url.path) is a folder, and a NIfTI file is needed; DICOM is turned into NIfTI "
          + "by 'efface convert'.")
    }
    let start = try Self.opened(url)
    handle = start.handle
    input = start.input
    limit = start.limit
    expander = start.isCompressed ? GzipExpander() : nil
  }

  private static func opened(
    _ url: URL
  ) throws(EffaceError) -> (handle: FileHandle, input: Data, limit: Int, isCompressed: Bool) {
    do {
      let handle = try FileHandle(forReadingFrom: url)
      let size = Int(try handle.seekToEnd())
      try handle.seek(toOffset: 0)
      let input = try handle.read(upToCount: 2) ?? Data()
      let isCompressed = input.elementsEqual([0x1F, 0x8B])
      let limit = isCompressed ? size.multipliedReportingOverflow(by: 1032).partialValue : size
      return (handle, input, limit, isCompressed)
    } catch {
      throw EffaceError(.file, "The file \(url.path) does not exist or cannot be read.")
    }
  }

  /// Reads the header and what follows it up to the voxels.
  mutating func header(name: String, isPair: Bool) throws(EffaceError) -> NIfTIHeader {
    var bytes = try some(540)
    // NIfTI-1: voxels of a small file may follow within the first 540 bytes.
    let needed = NIfTIHeader.length(of: bytes) ?? bytes.count
    if isPair, needed > bytes.count || needed == 0 {
      bytes += try some(limit - bytes.count)
    } else if needed > bytes.count {
      guard needed <= limit else {
        throw EffaceError(
          .format, "The field vox_offset of \(name) points beyond the end of the file.")
      }
      bytes += try some(needed - bytes.count)
    }
    let header = try NIfTIHeader(bytes[...], file: name)
    rest = header.dataOffset > 0 ? Array(bytes[header.dataOffset...]) : []
    return header
  }

  /// Voxels that were read together with the header.
  private var rest: [UInt8] = []

  /// The next `count` bytes, and the end of the stream with its checksum.
  mutating func read(_ count: Int, name: String) throws(EffaceError) -> [UInt8] {
    guard count <= limit else { throw Self.cutShort(name, count, limit) }
    var filled = min(rest.count, count)
    let start = rest
    var failure: EffaceError?
    var bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.copyBytes(from: start.prefix(filled))
      do throws(EffaceError) {
        filled += try fill(UnsafeMutableRawBufferPointer(rebasing: raw[filled...]))
      } catch {
        failure = error
      }
      initialized = filled
    }
    if let failure { throw failure }
    guard bytes.count == count else { throw Self.cutShort(name, count, bytes.count) }
    if expander != nil {
      while try !some(1 << 16).isEmpty {}
    }
    rest = []
    bytes.reserveCapacity(0)
    return bytes
  }

  private static func cutShort(_ name: String, _ needed: Int, _ there: Int) -> EffaceError {
    EffaceError(
      .format,
      "The file \(name) is cut short: its header promises \(needed) bytes of voxels and at most "
        + "\(there) are there.")
  }

  /// Up to `count` bytes; fewer only at the end.
  private mutating func some(_ count: Int) throws(EffaceError) -> [UInt8] {
    var failure: EffaceError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(EffaceError) {
        initialized = try fill(UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `output` as far as there are bytes, and says how many there were.
  private mutating func fill(
    _ output: UnsafeMutableRawBufferPointer
  ) throws(EffaceError) -> Int {
    var filled = 0
    while filled < output.count {
      if input.isEmpty {
        do {
          input = try handle.read(upToCount: 1 << 20) ?? Data()
        } catch {
          throw EffaceError(.file, "The file \(name) cannot be read to its end.")
        }
        if input.isEmpty { break }
      }
      let free = UnsafeMutableRawBufferPointer(rebasing: output[filled...])
      let step = try step(into: free)
      input.removeFirst(step.used)
      filled += step.made
    }
    guard filled < output.count, let isComplete = expander?.isComplete else { return filled }
    guard isComplete else { throw damaged }
    return filled
  }

  private var damaged: EffaceError {
    EffaceError(
      .format, "The gzip stream of \(name) is damaged or cut short; copy the file again.")
  }

  private mutating func step(
    into output: UnsafeMutableRawBufferPointer
  ) throws(EffaceError) -> (used: Int, made: Int) {
    guard expander != nil else {
      let count = min(input.count, output.count)
      input.copyBytes(to: output, count: count)
      return (count, count)
    }
    let piece = input
    do {
      let result = try piece.withUnsafeBytes { raw in try expander?.expand(raw, into: output) }
      return result ?? (0, 0)
    } catch {
      throw damaged
    }
  }
}
