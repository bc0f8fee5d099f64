import Compression
import Files
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Volumes

/// Headers that nobody should have written.
@Suite struct NIfTIFuzzTests {
  /// Whole numbers and floats that have broken readers.
  private static let nasty: [[UInt8]] = [
    [0, 0], [0xFF, 0xFF], [0x7F, 0xFF], [0, 0x80], [1, 0], [0, 1], [0, 0, 0xC0, 0x7F],
    [0, 0, 0x80, 0x7F], [0, 0, 0x80, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80],
    [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80],
    [0, 0, 0, 0, 0, 0, 0xF8, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0],
  ]

  private func mutated(_ seeds: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
    for _ in 0..<(1 + random.next() % 6) {
      let at = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 5 {
      case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[at] ^= 1 << UInt8(random.next() % 8)
      case 2, 3:
        let value = Self.nasty[Int(random.next() % UInt64(Self.nasty.count))]
        let start = at & ~1
        for (offset, byte) in value.enumerated() where start + offset < bytes.count {
          bytes[start + offset] = byte
        }
      default:
        if random.next() % 16 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
        if bytes.isEmpty { bytes = [0] }
      }
    }
    return bytes
  }

  private static let seeds: [[UInt8]] = [1, 2].flatMap { version in
    [false, true].flatMap { isBigEndian in
      [0, 32].map { extensionBytes in
        let file = MadeUpNIfTI(
          version: version, isBigEndian: isBigEndian, extensionBytes: extensionBytes)
        return file.header + file.voxels
      }
    }
  }

  @Test("200,000 mutated headers crash nothing, and none that is accepted promises the impossible")
  func headers() {
    var random = SeededGenerator(seed: 3)
    var (accepted, refused) = (0, 0)
    for _ in 0..<200_000 {
      let bytes = mutated(Self.seeds, &random)
      do throws(EffaceError) {
        let header = try NIfTIHeader(bytes[...], file: "scan.nii")
        accepted += 1
        let product = header.dimensions.reduce(header.voxelType.bytesPerVoxel, *)
        // Sizes multiply without overflow, and what was kept of the file is in the file.
        guard product == header.dataByteCount, product > 0, header.bytes.count <= bytes.count,
          header.dataOffset <= bytes.count, header.slope.isFinite, header.intercept.isFinite,
          header.grid.affine.inverse != nil
        else {
          Issue.record("An impossible header was accepted: \(bytes)")
          return
        }
      } catch {
        refused += 1
        if !error.description.hasSuffix(".") { Issue.record("No sentence: \(error)") }
      }
    }
    // Both ways are taken often enough for the test to mean something.
    #expect(accepted > 20_000 && refused > 20_000)
  }

  @Test(
    "Files with mutated headers are read whole or refused, with no more memory than they justify")
  func files() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 4)
    for number in 0..<3000 {
      let bytes = mutated(Self.seeds, &random)
      let isPacked = number % 3 == 0
      let content = isPacked ? bytes.withUnsafeBytes { Gzip.compress($0) } : bytes
      let file = folder.file(isPacked ? "f.nii.gz" : "f.nii")
      try Data(content).write(to: file)
      guard let image = try? NIfTIImage(contentsOf: file) else { continue }
      #expect(image.voxels.count <= bytes.count)
      #expect(image.voxels.count == image.header.dataByteCount)
    }
  }

  @Test("A small file that promises terabytes is refused before memory is taken")
  func promises() throws {
    let folder = try TemporaryFolder()
    for (version, size) in [(1, 32_767), (2, 40_000)] {
      var file = MadeUpNIfTI(version: version)
      let voxels = file.voxels
      file.dimensions = [size, size, 1000]
      let bytes = file.header + voxels
      try Data(bytes).write(to: folder.file("a.nii"))
      try Data(bytes.withUnsafeBytes { Gzip.compress($0) }).write(to: folder.file("a.nii.gz"))
      for name in ["a.nii", "a.nii.gz"] {
        let error = #expect(throws: EffaceError.self) {
          try NIfTIImage(contentsOf: folder.file(name))
        }
        #expect(error?.description.contains("cut short") ?? false)
      }
    }
  }

  @Test("A damaged gzip stream is found by its checksum even behind the last voxel")
  func checksum() throws {
    let folder = try TemporaryFolder()
    let file = MadeUpNIfTI()
    var packed = (file.header + file.voxels).withUnsafeBytes { Gzip.compress($0) }
    packed[packed.count - 6] ^= 1
    try Data(packed).write(to: folder.file("a.nii.gz"))
    let error = #expect(throws: EffaceError.self) {
      try NIfTIImage(contentsOf: folder.file("a.nii.gz"))
    }
    #expect(error?.description.contains("damaged") ?? false)
  }
}
