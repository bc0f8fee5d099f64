public import Geometry

/// The facts of one DICOM file that decide what becomes of it. Nothing here names a person.
public struct DICOMInstance: Sendable, Hashable {
  /// The file's path.
  public var path: String
  /// SOP Class UID.
  public var sopClass: String
  /// SOP Instance UID.
  public var sopInstance: String
  /// Study Instance UID.
  public var study: String
  /// Series Instance UID.
  public var series: String
  /// Frame of Reference UID, which scans of one table position share.
  public var frameOfReference: String?
  /// For example `CT` or `MR`.
  public var modality: String
  /// Image Type, for example `ORIGINAL`, `PRIMARY`, `AXIAL`.
  public var imageType: [String]
  /// Series Number, 0 where there is none.
  public var seriesNumber: Int
  /// Acquisition Number.
  public var acquisitionNumber: Int?
  /// Instance Number.
  public var instanceNumber: Int?
  /// Echo Number(s).
  public var echoNumber: Int?
  /// Temporal Position Identifier.
  public var temporalPosition: Int?
  /// Echo time in ms.
  public var echoTime: Double?
  /// Repetition time in ms.
  public var repetitionTime: Double?
  /// Slice thickness in mm.
  public var sliceThickness: Double?
  /// Spacing Between Slices in mm.
  public var sliceSpacing: Double?
  /// Gantry tilt in degrees.
  public var gantryTilt: Double?
  /// Whether the slices were encoded in three dimensions (MR Acquisition Type).
  public var isThreeDimensional: Bool
  /// Contrast/Bolus Agent, nil where none was given.
  public var contrastAgent: String?
  /// GE's private code: 0 magnitude, 1 phase, 2 real, 3 imaginary.
  public var complexImage: Int?
  /// For example `MONOCHROME2`.
  public var photometric: String
  /// How the pixels are stored.
  public var layout: DICOMPixels.Layout?
  /// Where in the file the pixels begin that its header describes, where they stand as this machine
  /// holds them: neither compressed nor of the other byte order.
  public var pixelOffset: Int?
  /// Whether the file holds eight pixels of a single bit in a byte; `layout` describes them unpacked,
  /// one to a byte.
  public var packsBits: Bool
  /// What the file says of where its frames lie.
  public var placing: Placing
  /// The planes of bits that lie on the pixels.
  public var overlays: [DICOMOverlay]
  /// The number of the overlay that stands for the pixels, where one does.
  public var shownOverlay: Int?
  /// How slices lie side by side in one picture, where they do.
  public var mosaic: SiemensMosaic?
  /// The frames, one in a classic file, one for each tile of a mosaic; empty where the file has no image.
  public var frames: [DICOMFrame]
  /// What goes into the BIDS sidecar.
  public var acquisition: [String: AcquisitionValue]
}

extension DICOMInstance {
  /// What a file says of where its frames lie.
  public enum Placing: Int, Sendable, Hashable {
    /// Each frame has its place.
    case each
    /// One place for several frames; the others follow along the normal.
    case first
    /// Nothing; frames are stacked at made-up places.
    case nowhere
  }

  /// Columns and rows of one slice.
  var sliceSize: (columns: Int, rows: Int)? {
    if let mosaic { return (mosaic.columns, mosaic.rows) }
    return layout.map { ($0.columns, $0.rows) }
  }

  /// Where in the file's pixels frame `index` begins.
  func firstPixel(ofFrame index: Int) -> Int {
    guard let layout else { return 0 }
    guard let mosaic else { return index * layout.columns * layout.rows }
    let (row, column) = index.quotientAndRemainder(dividingBy: mosaic.across)
    return row * mosaic.rows * layout.columns + column * mosaic.columns
  }
}

/// Where one frame lies and how its stored values are scaled.
public struct DICOMFrame: Sendable, Hashable {
  /// Centre of the first pixel in mm, LPS; nil where the file does not say.
  public var position: Vector3?
  /// Direction of rising column index (unit, LPS).
  public var rowDirection: Vector3?
  /// Direction of rising row index (unit, LPS).
  public var columnDirection: Vector3?
  /// Distance in mm between columns (x) and between rows (y).
  public var spacing: SIMD2<Double>?
  /// Rescale Slope.
  public var slope: Double
  /// Rescale Intercept.
  public var intercept: Double
  /// Temporal Position Index of an enhanced object.
  public var temporalPosition: Int?
  /// Echo time in ms of a frame of an enhanced object.
  public var echoTime: Double?
  /// Diffusion b-value in s/mm^2 of a frame of an enhanced object.
  public var bValue: Double?
  /// Complex Image Component of a frame of an enhanced object, for example `PHASE`.
  public var component: String?
  /// Which segment of a segmentation the frame shows.
  public var segment: Int?

  /// The normal of the slice (unit, LPS), right-handed with rows and columns.
  public var normal: Vector3? {
    guard let rowDirection, let columnDirection else { return nil }
    return normalized(cross(rowDirection, columnDirection))
  }
}
