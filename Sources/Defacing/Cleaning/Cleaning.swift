public import Files
internal import Geometry
public import Volumes

/// Clearing what a defacer left of its mask.
public enum Cleaning: Sendable, Hashable {
  /// Every voxel with a physical value in the range, ends included, as the 2024 study did.
  case range(ClosedRange<Double>)
  /// Every voxel that the defacer put something into, and nothing else; see `DefacerTraces`.
  case difference

  /// The ranges of the 2024 study.
  public static let presets: [String: ClosedRange<Double>] = [
    "pydeface": -3...3, "fsl": 0...0, "afni": -1...1,
  ]

  /// What was done.
  public struct Report: Codable, Sendable, Hashable {
    /// Voxels that now hold the background and did not before.
    public var voxelsCleared: Int
    /// Voxels that got the original's value back, because the defacer had cut off all low values.
    public var voxelsRestored: Int
    /// Those among the cleared that the defacer had not touched (see `DefacerTraces`); nil where the
    /// original is not known.
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
  ///   - background: Physical value to clear to; nil takes the smallest value of the file for a
  ///     range, as the study did, and the original's air for the difference.
  /// - Returns: The cleaned image and what was done to it.
  /// - Throws: `EffaceError.argument` where the original is missing, `.unsuitable` where it lies on
  ///   another grid, the file holds no finite voxel or its datatype cannot hold the background.
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
    let air = if let background { background } else { try ground(of: defaced, original) }
    let stored = try Self.holdable(air, in: defaced)
    var result = defaced
    var report = Report(
      voxelsCleared: 0, voxelsRestored: 0, collateralVoxels: original == nil ? nil : 0,
      background: air)
    for frame in 0..<defaced.header.frameCount {
      let traces = original.map {
        DefacerTraces(
          original: $0.volume(frame: frame), defaced: defaced.volume(frame: frame),
          step: Self.step(defaced))
      }
      for at in 0..<defaced.grid.count {
        let index = frame * defaced.grid.count + at
        let trace = traces?[at]
        if self == .difference, trace == .clippedOnly, let original {
          result.setStored(result.stored(physical: original.physical(at: index)), at: index)
          report.voxelsRestored += 1
          continue
        }
        guard clears(defaced, at: index, trace) else { continue }
        result.setStored(stored, at: index)
        guard result.stored(at: index) != defaced.stored(at: index) else { continue }
        report.voxelsCleared += 1
        if trace == DefacerTraces.Trace.none {
          report.collateralVoxels = (report.collateralVoxels ?? 0) + 1
        }
      }
    }
    return (result, report)
  }

  private func clears(
    _ defaced: NIfTIImage, at index: Int, _ trace: DefacerTraces.Trace?
  ) -> Bool {
    switch self {
    case .range(let range): range.contains(defaced.physical(at: index))
    case .difference: trace == .filled || trace == .surrounded
    }
  }

  /// The physical value to clear to where the user named none.
  private func ground(
    of defaced: NIfTIImage, _ original: NIfTIImage?
  ) throws(EffaceError) -> Double {
    if self == .difference, let original { return Background(of: original).physical }
    let header = defaced.header
    guard let range = defaced.storedRange else {
      throw EffaceError(.unsuitable, "The defaced file holds no finite voxel.")
    }
    let lowest = header.slope > 0 ? range.lowerBound : range.upperBound
    return lowest * header.slope + header.intercept
  }

  /// The distance of neighbouring stored integers in physical values; 0 for floating point.
  private static func step(_ image: NIfTIImage) -> Float {
    switch image.header.voxelType {
    case .float32, .float64: 0
    default: Float(abs(image.header.slope))
    }
  }

  /// The number to store for the physical value `air`.
  private static func holdable(
    _ air: Double, in image: NIfTIImage
  ) throws(EffaceError) -> Double {
    let stored = image.stored(physical: air)
    var trial = image
    trial.setStored(stored, at: 0)
    let difference = abs(trial.physical(at: 0) - air)
    guard difference <= max(0.51 * abs(image.header.slope), 1e-5 * abs(air)) else {
      throw EffaceError(
        .unsuitable,
        "The defaced file's datatype, \(image.header.voxelType.name), cannot hold the background "
          + "\(air); clean a copy of a signed or floating-point type.")
    }
    return stored
  }
}
