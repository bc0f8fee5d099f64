import Defacing
import Geometry
import TestSupport
import Testing
import Volumes

/// Cleaning by difference on what pydeface, FSL and AFNI leave of a CT, the mask being known.
@Suite struct TraceTests {
  /// How a defacer spoils a scan.
  enum Defacer: String, CaseIterable {
    /// Multiplies by a mask with a soft edge: 0 HU in the face.
    case pydeface
    /// Sets 0.
    case fsl
    /// Sets 0, and every negative value everywhere to 0.
    case afni
  }

  struct Known {
    let original: NIfTIImage
    let mask: VoxelMask
    let defaced: NIfTIImage
  }

  /// A CT with fat under the skin, water-like voxels of exactly 0 HU, and noise.
  static func known(_ defacer: Defacer) -> Known {
    let grid = HeadPhantom.grid(spacing: Vector3(2, 2, 2.5), bottom: -145)
    let base = HeadPhantom.scan(on: grid, ct: true, noise: 25)
    let fat = HeadPhantom.sampled(on: grid) { point in
      let depth = -HeadPhantom.distance(point)
      return depth > 3 && depth < 8 ? 1 : 0
    }
    let values = zip(base.values, fat.values).map { $1 == 1 ? $0 - 140 : $0 }
    let original = NIfTIImage(Volume(grid: grid, values: values), type: .int16)
    let mask = VoxelMask(
      HeadPhantom.sampled(on: grid) { point in
        point.y > 48 && point.z < 26 + 0.2 * (point.y - 48) ? 1 : 0
      }, above: 0.5)
    var defaced = original
    for index in 0..<grid.count {
      let value = original.stored(at: index)
      if mask.bits[index] == 1 {
        let y = grid.affine(grid.voxel(at: index)).y
        // pydeface's trilinear mask is a half at its border.
        defaced.setStored(defacer == .pydeface && y < 50 ? value / 2 : 0, at: index)
      } else if defacer == .afni, value < 0 {
        defaced.setStored(0, at: index)
      }
    }
    return Known(original: original, mask: mask, defaced: defaced)
  }

  @Test(arguments: Defacer.allCases)
  func differenceClearsTheMaskAndNothingElse(_ defacer: Defacer) throws {
    let known = Self.known(defacer)
    let (cleaned, report) = try Cleaning.difference.clean(
      known.defaced, original: known.original, background: -1000)
    #expect(report.collateralVoxels == 0)
    #expect(report.background == -1000)
    #expect((report.voxelsRestored > 0) == (defacer == .afni))
    // Against the truth, which the cleaning does not know. Tissue counts, air may be either air.
    var (residual, unseen, collateral, tissue) = (0, 0, 0, 0)
    for index in 0..<known.original.grid.count {
      let (before, after) = (known.original.stored(at: index), cleaned.stored(at: index))
      if known.mask.bits[index] == 1 {
        tissue += before > -700 ? 1 : 0
        guard after > -700 else { continue }
        if known.defaced.stored(at: index) == before { unseen += 1 } else { residual += 1 }
      } else if after != before, before > -700 {
        collateral += 1
      }
    }
    #expect(tissue > 20_000)
    // At the edges of the mask, voxels that the defacer did not change are no different from others.
    #expect(unseen <= tissue / 5000, "\(unseen) of \(tissue) voxels of the mask look untouched")
    if defacer == .afni {
      // Fat near the mask cannot be told from fat in it; in doubt it is cleared (7 % of the mask here).
      #expect(residual <= tissue / 1000, "\(residual) of \(tissue) voxels of the mask came back")
      #expect(collateral < tissue / 10, "\(collateral) of \(tissue)")
    } else {
      #expect(residual == 0, "\(residual) voxels of the mask remain")
      #expect(collateral == 0, "\(collateral) voxels outside the mask were cleared")
    }
  }

  @Test(arguments: Defacer.allCases)
  func theStudysRangesTakeTissueOrLeaveMask(_ defacer: Defacer) throws {
    let known = Self.known(defacer)
    let range = try #require(Cleaning.presets[defacer.rawValue])
    let (cleaned, report) = try Cleaning.range(range).clean(
      known.defaced, original: known.original)
    var lost = 0
    for index in 0..<known.original.grid.count where known.mask.bits[index] == 0 {
      let before = known.original.stored(at: index)
      if before > -700, cleaned.stored(at: index) != before { lost += 1 }
    }
    #expect(lost > 100, "tissue near 0 HU is deleted")
    #expect(report.collateralVoxels ?? 0 > 100)
  }

  @Test func aTypeThatCannotHoldAirIsRefused() throws {
    let known = Self.known(.fsl)
    let narrow = NIfTIImage(known.defaced.volume(), type: .uint8)
    #expect(throws: (any Error).self) {
      try Cleaning.difference.clean(narrow, original: known.original)
    }
  }
}
