/// What a user may choose about the conversion of a series.
public struct ConversionOptions: Sendable, Hashable {
  /// What happens to slices that are not equally far apart.
  public enum Uneven: String, Sendable, Hashable, CaseIterable {
    /// They are stacked as they are, with a warning, as dcm2niix does.
    case stack
    /// They are brought to their typical distance by linear interpolation between neighbours.
    case resample
    /// The series is left out.
    case refuse
  }

  /// What happens to a CT whose slices are shifted against each other by the gantry's tilt.
  public enum Tilt: String, Sendable, Hashable, CaseIterable {
    /// Voxels stay as they were scanned, and the affine is sheared.
    case keep
    /// Rows are moved by linear interpolation, so that the axes are at right angles.
    case correct
  }

  /// By default slices are stacked.
  public var uneven: Uneven
  /// By default voxels stay as they are.
  public var tilt: Tilt
  /// Whether physical values below 0 become 0, which gives a CT the background of an MR.
  public var clearsNegatives: Bool
  /// Whether what is no scan is taken as well: colours, indices, doses, masks of single bits,
  /// pictures without a place.
  public var takesPictures: Bool
  /// Whether overlays that are graphics, which may be writing, are taken as those that mark regions are.
  public var takesGraphics: Bool

  /// Makes the choices; by default no voxel is changed, and scans alone are taken.
  public init(
    uneven: Uneven = .stack, tilt: Tilt = .keep, clearsNegatives: Bool = false,
    takesPictures: Bool = false, takesGraphics: Bool = false
  ) {
    self.uneven = uneven
    self.tilt = tilt
    self.clearsNegatives = clearsNegatives
    self.takesPictures = takesPictures
    self.takesGraphics = takesGraphics
  }
}
