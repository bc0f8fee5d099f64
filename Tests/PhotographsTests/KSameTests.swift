import Files
import Foundation
import Geometry
import Images
import TestSupport
import Testing

@testable import Photographs

@Suite("k-Same")
struct KSameTests {
  /// Smooth pictures, so that they have something in common.
  private static func people(_ count: Int, seed: UInt64 = 1) -> [Raster] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let (a, b, c) = (generator.uniform(), generator.uniform(), generator.uniform())
      return Raster(
        width: 12, height: 12, channels: 1,
        samples: (0..<144).map { pixel in
          let (x, y) = (Double(pixel % 12) / 12, Double(pixel / 12) / 12)
          return UInt8(60 + 50 * a + 40 * b * x + 60 * c * y * x)
        })
    }
  }

  @Test(
    "Everybody is in exactly one group of at least k, and of fewer than 2 k",
    arguments: [(2, 2), (5, 2), (7, 3), (12, 5), (9, 9)], KSame.Space.allCases)
  func groups(size: (count: Int, k: Int), space: KSame.Space) throws {
    let same = try KSame(Self.people(size.count), k: size.k, space: space)
    #expect(same.groups.flatMap(\.self).sorted() == Array(0..<size.count))
    #expect(same.groups.allSatisfy { $0.count >= size.k && $0.count < 2 * size.k })
    #expect(same.faces.count == same.groups.count)
  }

  @Test("A group of pixels is the mean of its members, and the nearest go together")
  func pixels() throws {
    let people = [10, 200, 12, 204, 100].map {
      Raster(width: 2, height: 2, channels: 1, filledWith: UInt8($0))
    }
    let same = try KSame(people, k: 2, space: .pixel)
    #expect(same.groups == [[0, 2], [1, 3, 4]])
    #expect(same.faces.map { $0.samples[0] } == [11, 168])
  }

  @Test("Twins with the same pixels are counted as two people")
  func twins() throws {
    let people = [Raster](repeating: Raster(width: 2, height: 2, channels: 1), count: 4)
    let same = try KSame(people, k: 2, space: .eigen)
    #expect(same.groups == [[0, 1], [2, 3]])
  }

  @Test("With all eigenfaces the mean in their space is the mean of pixels")
  func eigen() throws {
    // Two people differ in one direction only, which one eigenface holds.
    let people = [
      Raster(width: 1, height: 2, channels: 1, samples: [10, 90]),
      Raster(width: 1, height: 2, channels: 1, samples: [30, 70]),
      Raster(width: 1, height: 2, channels: 1, samples: [50, 50]),
      Raster(width: 1, height: 2, channels: 1, samples: [70, 30]),
    ]
    let pixel = try KSame(people, k: 2, space: .pixel)
    let eigen = try KSame(people, k: 2, space: .eigen)
    #expect(pixel.groups == eigen.groups)
    #expect(pixel.faces.map(\.samples) == eigen.faces.map(\.samples))
  }

  @Test("Jacobi's rotations find the eigenvectors of a matrix that is known")
  func basis() {
    // Eigenvalues 3 and 1 along (1, 1) and (1, -1).
    let vectors = EigenBasis([[2, 1], [1, 2]], share: 0.7).vectors
    #expect(vectors.count == 1)
    #expect(abs(abs(vectors[0][0]) - 0.5.squareRoot()) < 1e-12)
    #expect(abs(vectors[0][0] - vectors[0][1]) < 1e-12)
    #expect(EigenBasis([[2, 1], [1, 2]], share: 1).vectors.count == 2)
    #expect(EigenBasis([[0, 0], [0, 0]], share: 1).vectors.isEmpty)
  }

  @Test("Too few people, and a k below 2, are refused")
  func refusals() {
    #expect(throws: EffaceError.self) { try KSame(Self.people(2), k: 3, space: .pixel) }
    #expect(throws: EffaceError.self) { try KSame(Self.people(4), k: 1, space: .pixel) }
  }

  @Test("The guarantee is counted on the files: people, not pictures")
  func guarantee() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ content: String) throws -> URL {
      try Data(content.utf8).write(to: folder.file(name))
      return folder.file(name)
    }
    let files = [
      (url: try file("1", "x"), person: "a"), (url: try file("2", "x"), person: "b"),
      (url: try file("3", "y"), person: "c"), (url: try file("4", "y"), person: "d"),
      (url: try file("5", "y"), person: "d"),
    ]
    let promise = try KSameGuarantee(k: 2, files: files)
    #expect(promise.smallest == 2 && promise.faces == 2 && promise.people == 4)
    #expect(throws: EffaceError.self) { try KSameGuarantee(k: 3, files: files) }
    // Two pictures of one person are not two people.
    #expect(throws: EffaceError.self) {
      try KSameGuarantee(k: 2, files: [files[3], files[4]])
    }
    // A person with two faces can be told by either.
    #expect(throws: EffaceError.self) {
      try KSameGuarantee(k: 2, files: files + [(url: files[0].url, person: "c")])
    }
  }

  @Test("Several pictures of a person become one before people are grouped")
  func means() {
    func flat(_ value: UInt8) -> Raster {
      Raster(width: 1, height: 1, channels: 1, filledWith: value)
    }
    let (names, faces) = KSameFolder.people([
      ("a", flat(10)), ("b", flat(50)), ("a", flat(20)), ("c", nil),
    ])
    #expect(names == ["a", "b"])
    #expect(faces.map { $0.samples[0] } == [15, 50])
  }
}
