public import Files
public import Foundation

/// Turns the bytes of DICOM files into values.
///
/// Files come from anywhere and GDCM ends the process on some of them, so commands use
/// `DICOMWorkerPool`, which parses in child processes. `InProcessDICOMParser` is for files that this
/// program wrote itself.
public protocol DICOMParser: Sendable {
  /// The header of each file, in the order of `files`.
  func headers(of files: [URL]) -> [Result<DICOMInstance, EffaceError>]

  /// Decodes the pixels of each file, or the bits of one of its overlays, and hands them to `body`
  /// with the file's index in `files`.
  ///
  /// `body` may be called from several threads at once and in any order.
  func pixels(
    of files: [URL], overlay: Int?,
    _ body: @Sendable (Int, Result<DICOMPixels, EffaceError>) -> Void)

  /// Encodes each file again with the pixels that `edits` names for its index changed, and hands the
  /// bytes of the new file to `body`.
  ///
  /// `edits` and `body` may be called from several threads at once and in any order.
  func rewrite(
    _ files: [URL], as rewriting: DICOMRewriting, edits: @Sendable (Int) -> PixelEdits,
    _ body: @Sendable (Int, Result<[UInt8], EffaceError>) -> Void)
}

/// Parses in this process, one file after the other.
public struct InProcessDICOMParser: DICOMParser {
  /// Builds the parser.
  public init() {}

  /// As the protocol says.
  public func headers(of files: [URL]) -> [Result<DICOMInstance, EffaceError>] {
    files.map { file in
      Result { () throws(EffaceError) in try DICOMInstance(contentsOf: file) }
    }
  }

  /// As the protocol says; `body` is called in the order of `files`.
  public func pixels(
    of files: [URL], overlay: Int?,
    _ body: @Sendable (Int, Result<DICOMPixels, EffaceError>) -> Void
  ) {
    for (index, file) in files.enumerated() {
      body(
        index,
        Result { () throws(EffaceError) in try DICOMPixels(of: file, overlay: overlay) })
    }
  }

  /// As the protocol says; both closures are called in the order of `files`.
  public func rewrite(
    _ files: [URL], as rewriting: DICOMRewriting, edits: @Sendable (Int) -> PixelEdits,
    _ body: @Sendable (Int, Result<[UInt8], EffaceError>) -> Void
  ) {
    for (index, file) in files.enumerated() {
      body(
        index,
        Result { () throws(EffaceError) in try rewriting.apply(edits(index), to: file) })
    }
  }
}
