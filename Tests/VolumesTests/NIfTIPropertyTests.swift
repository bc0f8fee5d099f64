import Compression
import Files
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Volumes

/// Every kind of NIfTI file, read and written again.
@Suite struct NIfTIPropertyTests {
  private static let shapes = [[4, 3], [3, 4, 5], [3, 4, 5, 1], [2, 3, 4, 3], [2, 3, 2, 1, 3]]
  private static let scalings = [(0.0, 0.0), (1, 0), (0.5, -7), (Double.nan, 3), (-2, 1)]

  private func files(
    _ type: VoxelType, version: Int, isBigEndian: Bool, isPair: Bool
  ) -> [MadeUpNIfTI] {
    Self.shapes.flatMap { shape in
      Self.scalings.enumerated().map { number, scaling in
        MadeUpNIfTI(
          version: version, isBigEndian: isBigEndian, isPair: isPair, dimensions: shape, type: type,
          slope: scaling.0, intercept: scaling.1, qformCode: number % 2, sformCode: number % 5,
          extensionBytes: number % 2 == 1 ? 32 : 0)
      }
    }
  }

  private func expectSame(_ image: NIfTIImage, _ file: MadeUpNIfTI) {
    let sizes = file.dimensions + (file.dimensions.count == 2 ? [1] : [])
    #expect(image.header.dimensions == sizes, "\(file)")
    #expect(image.header.voxelType == file.type && image.header.version == file.version)
    #expect(image.header.isSwapped == file.isBigEndian)
    #expect(image.voxels == file.voxels, "\(file)")
    let values = file.values
    let same = values.indices.allSatisfy { index in
      let (a, b) = (image.physical(at: index), values[index])
      return a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-12 * abs(b)
    }
    #expect(same, "\(file)")
    let first = image.volume()
    let last = image.volume(frame: image.header.frameCount - 1)
    let count = image.grid.count
    #expect(first.values.indices.allSatisfy { equal(first.values[$0], Float(values[$0])) })
    #expect(
      last.values.indices.allSatisfy {
        equal(last.values[$0], Float(values[values.count - count + $0]))
      }, "\(file)")
    #expect(image.header.qformCode == file.qformCode && image.header.sformCode == file.sformCode)
    if file.sformCode > 0 {
      let rows = image.grid.affine.rows.joined().map { Float($0) }
      #expect(rows == MadeUpNIfTI.sform, "\(file)")
    } else {
      // Methods 1 and 2: pixdim alone, or the identity quaternion with qfac -1.
      let expected: [Double] = file.qformCode > 0 ? [1.5, 2, -3] : [1.5, 2, 3]
      let linear = image.grid.affine.linear
      #expect([linear[0, 0], linear[1, 1], linear[2, 2]] == expected, "\(file)")
    }
  }

  private func equal(_ a: Float, _ b: Float) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-6 * abs(b)
  }

  @Test(
    "Values, axes and place are what the standard says, and rewriting changes no byte",
    arguments: VoxelType.allCases, [1, 2])
  func everyKind(_ type: VoxelType, _ version: Int) throws {
    let folder = try TemporaryFolder()
    for isBigEndian in [false, true] {
      for file in files(type, version: version, isBigEndian: isBigEndian, isPair: false) {
        let bytes = file.header + file.voxels
        try Data(bytes).write(to: folder.file("a.nii"))
        let packed = bytes.withUnsafeBytes { Gzip.compress($0) }
        try Data(packed).write(to: folder.file("a.nii.gz"))
        for name in ["a.nii", "a.nii.gz"] {
          let image = try NIfTIImage(contentsOf: folder.file(name))
          expectSame(image, file)
          try image.write(to: folder.file("b.nii"))
          #expect(try Data(contentsOf: folder.file("b.nii")) == Data(bytes), "\(file)")
        }
      }
    }
    let file = MadeUpNIfTI(version: version, dimensions: [7, 5, 3], type: type)
    let bytes = file.header + file.voxels
    try Data(bytes).write(to: folder.file("c.nii"))
    try NIfTIImage(contentsOf: folder.file("c.nii")).write(to: folder.file("c.nii.gz"))
    let packed = [UInt8](try Data(contentsOf: folder.file("c.nii.gz")))
    #expect(try packed.withUnsafeBytes { try Gzip.decompress($0) } == bytes)
  }

  @Test("Pairs of header and image are read, and become single files", arguments: [1, 2])
  func pairs(_ version: Int) throws {
    let folder = try TemporaryFolder()
    for type in VoxelType.allCases {
      for isBigEndian in [false, true] {
        for file in files(type, version: version, isBigEndian: isBigEndian, isPair: true) {
          try Data(file.header).write(to: folder.file("p.hdr"))
          try Data(file.voxels).write(to: folder.file("p.img"))
          let image = try NIfTIImage(contentsOf: folder.file("p.hdr"))
          expectSame(image, file)
          try image.write(to: folder.file("s.nii"))
          expectSame(try NIfTIImage(contentsOf: folder.file("s.nii")), file)
        }
      }
    }
  }

  @Test("48 orientations to canonical and back is the identity")
  func orientations() throws {
    let ras = try #require(Orientation("RAS"))
    var seen: Set<String> = []
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      for signs in 0..<8 {
        var linear = Matrix3(diagonal: Vector3())
        for axis in 0..<3 {
          linear[order[axis], axis] = (signs >> axis & 1 == 0 ? 1 : -1) * (1 + Double(axis))
        }
        let oblique = Matrix3.rotation(degrees: 9, about: Vector3(1, 2, 3)) * linear
        let grid = Grid(
          size: SIMD3(3, 4, 5),
          affine: Affine(linear: oblique, translation: Vector3(7, -8, 9)))
        let header = NIfTIHeader(grid: grid, frames: 2, type: .int16)
        let voxels = (0..<240).map { UInt8(truncatingIfNeeded: $0 &* 89) }
        let image = NIfTIImage(header: header, voxels: voxels)
        let letters = Orientation(grid.affine)
        seen.insert(letters.description)
        #expect(Orientation(letters.description) == letters)

        let canonical = try image.reoriented(to: ras)
        #expect(Orientation(canonical.grid.affine) == ras)
        // Each voxel keeps its place in the world.
        let toCanonical = try #require(canonical.grid.affine.inverse) * grid.affine
        for index in [0, 17, 59] {
          let place = toCanonical(grid.voxel(at: index)).rounded(.toNearestOrEven)
          let target = canonical.grid.index(Int(place.x), Int(place.y), Int(place.z))
          #expect(canonical.stored(at: target) == image.stored(at: index))
          #expect(canonical.stored(at: 60 + target) == image.stored(at: 60 + index))
        }
        let back = try canonical.reoriented(to: letters)
        #expect(back.voxels == image.voxels)
        let difference = zip(back.grid.affine.rows.joined(), grid.affine.rows.joined())
          .map { abs($0 - $1) }.max()
        #expect(back.grid.size == grid.size && (difference ?? 1) < 1e-12)
      }
    }
    #expect(seen.count == 48)
    #expect(Orientation("RAX") == nil && Orientation("RLS") == nil && Orientation("RA") == nil)
  }

  @Test("Complex and other types that are not read are refused by name", arguments: [1, 2])
  func refusedTypes(_ version: Int) throws {
    let names = [32: "complex64", 1792: "complex128", 2048: "complex256", 1536: "float128"]
    for (code, name) in names {
      for isBigEndian in [false, true] {
        let file = MadeUpNIfTI(version: version, isBigEndian: isBigEndian)
        var bytes = file.header
        let at = version == 1 ? 70 : 12
        let ordered = [UInt8(code & 0xFF), UInt8(code >> 8)]
        bytes.replaceSubrange(at..<at + 2, with: isBigEndian ? ordered.reversed() : ordered)
        let error = #expect(throws: EffaceError.self) {
          try NIfTIHeader(bytes[...], file: "scan.nii")
        }
        #expect(error?.description.contains(name) ?? false)
      }
    }
  }
}
