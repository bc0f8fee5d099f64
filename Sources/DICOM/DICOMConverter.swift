public import Files
public import Foundation
internal import Geometry
internal import Volumes

/// Turns folders of DICOM files into NIfTI files with BIDS sidecars.
public struct DICOMConverter: Sendable {
  private let parser: any DICOMParser
  private let names: NamePattern
  private let overwrites: Bool
  private let options: ConversionOptions

  /// Builds a converter; with `overwrites`, files that are there already are replaced.
  public init(
    parser: any DICOMParser, names: NamePattern, overwrites: Bool = false,
    options: ConversionOptions = ConversionOptions()
  ) {
    self.options = options
    self.parser = parser
    self.names = names
    self.overwrites = overwrites
  }

  /// Writes one `.nii.gz` and one `.json` in `output` for each series under `folder`, and as much,
  /// with `_ROI` and its number in the name, for each overlay of a series.
  ///
  /// - Throws: As `DICOMFolder.init`; `EffaceError.file` where an output exists or cannot be
  ///   written, `.unsuitable` where no series could be converted. Nothing is written then.
  public func convert(_ folder: URL, to output: URL) throws(EffaceError) -> DICOMConversion {
    let found = try DICOMFolder(folder, parser: parser, takesPictures: options.takesPictures)
    var skipped = found.skipped
    var outputs: [DICOMConversion.Output] = []
    let jobs = zip(found.series, names.names(of: found.series)).flatMap { series, name in
      [(series, name)] + overlays(of: series).map { (series.overlay($0), "\(name)_ROI\($0)") }
    }.map { series, name in
      (
        series: series, file: output.appendingPathComponent("\(name).nii.gz"),
        sidecar: output.appendingPathComponent("\(name).json")
      )
    }
    for file in jobs.flatMap({ [$0.file, $0.sidecar] }) where !overwrites {
      guard !FileManager.default.fileExists(atPath: file.path) else {
        throw EffaceError(
          .file, "The output \(file.path) exists already; give --force to overwrite it.")
      }
    }
    for job in jobs {
      do {
        let converted = try job.series.converted(by: parser, options: options)
        skipped += converted.skipped
        try converted.image.write(to: job.file)
        try JSONFile.write(Sidecar(converted), to: job.sidecar)
        outputs.append(DICOMConversion.Output(job.series, converted, job.file))
      } catch let error where error.code == .format || error.code == .unsuitable {
        skipped += job.series.files.map { SkippedFile($0.path, error.description) }
      }
    }
    skipped += found.series.flatMap(graphicsLeftOut)
    guard !outputs.isEmpty else {
      let reason = skipped.first { !$0.reason.hasPrefix("It is not a DICOM") }?.reason ?? ""
      throw EffaceError(
        .unsuitable, "No series under \(folder.path) could be converted. \(reason)")
    }
    return DICOMConversion(outputs: outputs, skipped: skipped.sorted { $0.path < $1.path })
  }

  /// An overlay that is graphics on any image counts as graphics.
  private func overlays(of series: DICOMSeries) -> [Int] {
    let regions = Set(series.overlayNumbers(regions: true))
    let graphics = Set(series.overlayNumbers(regions: false))
    return (options.takesGraphics ? regions.union(graphics) : regions.subtracting(graphics))
      .sorted()
  }

  private func graphicsLeftOut(_ series: DICOMSeries) -> [SkippedFile] {
    guard !options.takesGraphics, let path = series.files.first?.path else { return [] }
    return series.overlayNumbers(regions: false).map { number in
      SkippedFile(
        path,
        "Overlay \(number) of its series is left out since it is graphics, which may be writing; "
          + "--keep-identifiers takes it.")
    }
  }
}

/// What became of a folder.
public struct DICOMConversion: Codable, Sendable {
  /// One converted series.
  public struct Output: Codable, Sendable {
    /// The NIfTI file; the sidecar lies beside it.
    public let file: String
    /// For example `CT`.
    public let modality: String
    /// Series Number.
    public let seriesNumber: Int
    /// Slices of the volume.
    public let slices: Int
    /// Volumes in time.
    public let volumes: Int
    /// Full sentences.
    public let warnings: [String]

    init(_ series: DICOMSeries, _ converted: ConvertedSeries, _ url: URL) {
      file = url.path
      modality = series.modality
      seriesNumber = series.seriesNumber
      volumes = converted.image.header.frameCount
      slices = converted.sliceCount
      warnings = converted.warnings
    }
  }

  /// What was written.
  public let outputs: [Output]
  /// What was left, and why.
  public let skipped: [SkippedFile]
}

/// The BIDS sidecar.
private struct Sidecar: Encodable {
  private let fields: [String: AcquisitionValue]

  init(_ converted: ConvertedSeries) {
    fields = converted.acquisition.merging([
      "ConversionSoftware": .text("Efface"), "ConversionSoftwareVersion": .text(effaceVersion),
    ]) { $1 }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fields)
  }
}
