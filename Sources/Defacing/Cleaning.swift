public import Files
internal import Geometry
public import Volumes

/// Clearing what a defacer left of its mask.
public enum Cleaning: Sendable, Hashable {
  /// Every voxel with a physical value in the range, ends included, as the 2024 study did.
  case range(ClosedRange<Double>)
  /// Every voxel that the defacer changed, and nothing else.
  case difference

  /// The ranges of the 2024 study.
  public static let presets: [String: ClosedRange<Double>] = [
    "pydeface": -3...3, "fsl": 0...0, "afni": -1...1,
  ]

  /// What was done.
  public struct Report: Codable, Sendable, Hashable {
    /// Voxels that now hold the background and did not before.
    public var voxelsCleared: Int
    /// Those among them that the defacer had not touched; nil where the original is not known.
    public var collateralVoxels: Int?
    /// The physical value of the background.
    public var background: Double
  }

  /// Cleans `defaced`.
  ///
  /// - Parameters:
  ///   - defaced: The file to clean, one or more frames.
  ///   - original: The scan before defacing, on the same grid; needed for `.difference` and for the
  ///     count of collateral voxels.
  ///   - background: Physical value to clear to; nil takes the smallest value of the file, as the
  ///     study did.
  /// - Returns: The cleaned image and what was done to it.
  /// - Throws: `EffaceError.argument` where the original is missing, `.unsuitable` where it lies on
  ///   another grid or the file holds no finite voxel.
  public func clean(
    _ defaced: NIfTIImage, original: NIfTIImage?, background: Double? = nil
  ) throws(EffaceError) -> (image: NIfTIImage, report: Report) {
    if let original, original.header.dimensions != defaced.header.dimensions {
      throw EffaceError(
        .unsuitable,
        "The original has other dimensions than the defaced file, so their difference is not known."
      )
    }
    if self == .difference, original == nil {
      throw EffaceError(
        .argument, "Cleaning by difference needs the scan before defacing; give --original FILE.")
    }
    let lowest =
      defaced.storedRange.map { defaced.header.slope > 0 ? $0.lowerBound : $0.upperBound }
    guard let air = background.map(defaced.stored(physical:)) ?? lowest else {
      throw EffaceError(.unsuitable, "The defaced file holds no finite voxel.")
    }
    var result = defaced
    var report = Report(
      voxelsCleared: 0, collateralVoxels: original == nil ? nil : 0,
      background: air * defaced.header.slope + defaced.header.intercept)
    for index in 0..<defaced.grid.count * defaced.header.frameCount {
      let value = defaced.physical(at: index)
      let touched = original.map { !Self.same($0.physical(at: index), value) }
      let clears =
        switch self {
        case .range(let range): range.contains(value)
        case .difference: touched ?? false
        }
      guard clears, defaced.stored(at: index) != air else { continue }
      result.setStored(air, at: index)
      report.voxelsCleared += 1
      if touched == false { report.collateralVoxels = (report.collateralVoxels ?? 0) + 1 }
    }
    return (result, report)
  }

  /// Equal, or both not finite.
  private static func same(_ a: Double, _ b: Double) -> Bool {
    a == b || (!a.isFinite && !b.isFinite)
  }
}
