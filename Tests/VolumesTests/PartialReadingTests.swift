import Geometry
import Testing
import Volumes

/// Values taken from an image without all of them in memory are those of the whole.
@Suite struct PartialReadingTests {
  static let grid = Grid(
    size: SIMD3(11, 9, 8),
    affine: Affine(
      linear: Matrix3.rotation(degrees: 12, about: Vector3(1, 1, 0))
        * Matrix3(diagonal: Vector3(-0.7, 0.9, 1.1)),
      translation: Vector3(5, 6, 7)))

  static func image(_ type: VoxelType, slope: Double = 1) -> NIfTIImage {
    let values = (0..<grid.count).map { Float(($0 * 37) % 101) * Float(slope) }
    return NIfTIImage(Volume(grid: grid, values: values), type: type, slope: slope)
  }

  @Test(arguments: VoxelType.allCases.filter(\.isScalar), [1, 0.5])
  func aBoxIsThatOfTheVolume(_ type: VoxelType, _ slope: Double) {
    let image = Self.image(type, slope: slope)
    let (low, size) = (SIMD3(2, 3, 1), SIMD3(6, 4, 5))
    let part = image.volume(from: low, size: size)
    let whole = image.volume().part(from: low, size: size)
    #expect(part.values == whole.values)
    #expect(part.grid == whole.grid)
    #expect(part[0, 0, 0] == image.volume()[2, 3, 1])
    let (here, there) = (part.grid.affine(Vector3()), image.grid.affine(Vector3(2, 3, 1)))
    #expect(length(here - there) < 1e-9)
  }

  @Test(arguments: [0.8, 2, 3])
  func averagesAreThoseOfTheVolume(_ spacing: Double) throws {
    let image = Self.image(.int16)
    let whole = image.volume()
    let (ours, theirs) = (
      image.isotropic(spacing: spacing, outside: -5), whole.isotropic(spacing: spacing, outside: -5)
    )
    #expect(ours.values == theirs.values)
    #expect(ours.grid == theirs.grid)
    let reduced = image.reduced(spacing: spacing, notFinite: 0)
    // Voxels of 0.7 mm and more: nothing fits twice into 0.8 mm.
    #expect((reduced == nil) == (spacing < 1))
    if let reduced {
      #expect(reduced.values == whole.reduced(spacing: spacing, notFinite: 0).values)
    }
  }

  @Test func notANumberCountsAsTheBackgroundInAverages() {
    var volume = Volume(grid: Self.grid, filledWith: 10)
    volume[0, 0, 0] = .nan
    let image = NIfTIImage(volume, type: .float32)
    let reduced = image.reduced(spacing: 1.5, notFinite: 0)
    // Blocks of two voxels along the first axis only.
    #expect(reduced?.values.first == 5)
    #expect(reduced?.values.dropFirst().allSatisfy { $0 == 10 } == true)
  }
}
