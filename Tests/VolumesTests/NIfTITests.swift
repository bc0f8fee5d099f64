import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// NIfTI files written and read again.
@Suite struct NIfTITests {
  static let grid = Grid(
    size: SIMD3(5, 4, 3),
    affine: Affine(
      linear: Matrix3.rotation(degrees: 20, about: Vector3(1, 2, 3))
        * Matrix3(diagonal: Vector3(-1.5, 2, 0.75)),
      translation: Vector3(10, -20, 30)))

  static let scalars = VoxelType.allCases.filter(\.isScalar)

  @Test(arguments: scalars, ["a.nii", "a.nii.gz"])
  func valuesAndGridComeBack(_ type: VoxelType, _ name: String) throws {
    let folder = try TemporaryFolder()
    let volume = Volume(grid: Self.grid, values: (0..<60).map { Float($0) })
    try NIfTIImage(volume, type: type).write(to: folder.file(name))
    let read = try NIfTIImage(contentsOf: folder.file(name))
    #expect(read.header.voxelType == type)
    #expect(read.volume().values == volume.values)
    for corner in [Vector3(), Vector3(4, 3, 2)] {
      #expect(length(read.grid.affine(corner) - Self.grid.affine(corner)) < 1e-4)
    }
  }

  @Test(arguments: [0, 1])
  func rewritingChangesNoByte(_ swapped: Int) throws {
    let folder = try TemporaryFolder()
    let image = NIfTIImage(
      Volume(grid: Self.grid, values: (0..<60).map { Float(2 * $0 - 7) }), type: .int16, slope: 2,
      intercept: -7)
    try image.write(to: folder.file("a.nii"))
    var bytes = try Data(contentsOf: folder.file("a.nii"))
    if swapped == 1 { bytes = Self.byteSwapped(bytes) }
    try bytes.write(to: folder.file("b.nii"))
    let read = try NIfTIImage(contentsOf: folder.file("b.nii"))
    #expect(read.header.isSwapped == (swapped == 1))
    #expect(read.volume().values == (0..<60).map { Float(2 * $0 - 7) })
    try read.write(to: folder.file("c.nii"))
    #expect(try Data(contentsOf: folder.file("c.nii")) == bytes)
  }

  /// The NIfTI-1 file `little` with header and 16-bit voxels in the other byte order.
  static func byteSwapped(_ little: Data) -> Data {
    var bytes = Array(little)
    func swap(_ at: Int, _ width: Int) { bytes[at..<at + width].reverse() }
    // Fields of the standard's struct: 32 bits, then 16 bits, then 32-bit floats.
    for at in [0, 32] { swap(at, 4) }
    swap(36, 2)
    for at in stride(from: 40, to: 56, by: 2) { swap(at, 2) }
    for at in stride(from: 56, to: 68, by: 4) { swap(at, 4) }
    for at in stride(from: 68, to: 76, by: 2) { swap(at, 2) }
    for at in stride(from: 76, to: 120, by: 4) { swap(at, 4) }
    swap(120, 2)
    for at in stride(from: 124, to: 148, by: 4) { swap(at, 4) }
    for at in [252, 254] { swap(at, 2) }
    for at in stride(from: 256, to: 328, by: 4) { swap(at, 4) }
    for at in stride(from: 352, to: bytes.count, by: 2) { swap(at, 2) }
    return Data(bytes)
  }

  @Test func storingRoundsAndClamps() {
    var image = NIfTIImage(Volume(grid: Self.grid, filledWith: 0), type: .uint8)
    for (value, expected) in [(3.5, 4.0), (-9, 0), (300, 255), (.nan, 0)] {
      image.setStored(value, at: 0)
      #expect(image.stored(at: 0) == expected)
    }
  }

  @Test func complexVoxelsAreRefusedByName() throws {
    let folder = try TemporaryFolder()
    let image = NIfTIImage(Volume(grid: Self.grid, filledWith: 0), type: .float64)
    try image.write(to: folder.file("a.nii"))
    var bytes = try Data(contentsOf: folder.file("a.nii"))
    bytes[70] = 32
    try bytes.write(to: folder.file("a.nii"))
    let error = #expect(throws: EffaceError.self) {
      try NIfTIImage(contentsOf: folder.file("a.nii"))
    }
    #expect(error?.description.contains("complex64") ?? false)
  }

  @Test func pairsAreRead() throws {
    let folder = try TemporaryFolder()
    let image = NIfTIImage(
      Volume(grid: Self.grid, values: (0..<60).map { Float($0) }), type: .int16)
    var header = Data(image.header.bytes.prefix(348))
    header[345] = UInt8(ascii: "i")
    try header.write(to: folder.file("p.hdr"))
    try Data(image.voxels).write(to: folder.file("p.img"))
    #expect(try NIfTIImage(contentsOf: folder.file("p.img")).voxels == image.voxels)
    try FileManager.default.removeItem(at: folder.file("p.img"))
    #expect(throws: EffaceError.self) { try NIfTIImage(contentsOf: folder.file("p.hdr")) }
  }
}
