public import DICOM
public import Files
public import Foundation
public import Volumes

/// Scans in whatever form a user has them.
public enum ScanInput {
  /// The volume of a NIfTI file, an InVesalius project, or of the series with the most slices in a
  /// folder of DICOM files.
  ///
  /// - Throws: `EffaceError.file` or `.format` where it cannot be read, `.unsuitable` where a folder
  ///   holds no series of pictures.
  public static func volume(
    _ url: URL, parser: any DICOMParser
  ) throws(EffaceError) -> Volume {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw EffaceError(.file, "The scan \(url.path) does not exist.")
    }
    return isFolder.boolValue
      ? try image(inFolder: url, parser: parser).volume() : try ScanFile.image(url).volume()
  }

  private static func image(
    inFolder url: URL, parser: any DICOMParser
  ) throws(EffaceError) -> NIfTIImage {
    let partial = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: partial) }
    let converter = DICOMConverter(
      parser: parser, names: try NamePattern(NamePattern.standard), overwrites: true)
    let conversion = try converter.convert(url, to: partial)
    guard let chosen = conversion.outputs.max(by: { $0.slices < $1.slices }) else {
      throw EffaceError(
        .unsuitable, "The folder \(url.path) holds no series of DICOM pictures.")
    }
    return try NIfTIImage(contentsOf: URL(fileURLWithPath: chosen.file))
  }
}
