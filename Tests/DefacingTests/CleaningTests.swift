import Defacing
import Files
import Geometry
import Testing
import Volumes

/// Cleaning by range and by difference, counted by hand.
@Suite struct CleaningTests {
  static let grid = Grid(size: SIMD3(4, 2, 1), affine: .identity)

  static func image(_ values: [Float]) -> NIfTIImage {
    NIfTIImage(Volume(grid: grid, values: values), type: .int16)
  }

  // The defacer set voxels 2 to 4 to 0; voxels 5 and 6 are tissue near 0 HU that it left alone.
  static let original = image([-1000, -900, 40, 300, -50, 0, 1, 700])
  static let defaced = image([-1000, -900, 0, 0, 0, 0, 1, 700])

  @Test func rangeTakesRealTissueAndCountsIt() throws {
    let (result, report) = try Cleaning.range(-1...1).clean(Self.defaced, original: Self.original)
    #expect(
      result.volume().values == [-1000, -900, -1000, -1000, -1000, -1000, -1000, 700])
    #expect(report.voxelsCleared == 5)
    #expect(report.collateralVoxels == 2)
    #expect(report.background == -1000)
  }

  @Test func rangeEndsAreInclusive() throws {
    let (_, report) = try Cleaning.range(0...0).clean(Self.defaced, original: nil)
    #expect(report.voxelsCleared == 4)
    #expect(report.collateralVoxels == nil)
  }

  @Test func differenceTakesWhatTheDefacerChangedAndNothingElse() throws {
    let (result, report) = try Cleaning.difference.clean(Self.defaced, original: Self.original)
    #expect(result.volume().values == [-1000, -900, -1000, -1000, -1000, 0, 1, 700])
    #expect(report.voxelsCleared == 3)
    #expect(report.collateralVoxels == 0)
  }

  @Test func differenceNeedsTheOriginal() {
    #expect(throws: EffaceError.self) {
      try Cleaning.difference.clean(Self.defaced, original: nil)
    }
  }

  @Test func presetsAreThoseOfTheStudy() {
    #expect(Cleaning.presets == ["pydeface": -3...3, "fsl": 0...0, "afni": -1...1])
  }
}
