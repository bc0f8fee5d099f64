import Faces
import Files
import Foundation
import Geometry
import Statistics
import Testing

@Suite("Distances")
struct DistanceTests {
  /// Values by hand: a = (3, 4), b = (4, -3) are orthogonal and of length 5; c = -a; d = 2 a.
  static let a: [Float] = [3, 4]
  static let b: [Float] = [4, -3]
  static let c: [Float] = [-3, -4]
  static let d: [Float] = [6, 8]

  @Test("Hand values")
  func handValues() throws {
    func value(_ name: String, _ x: [Float], _ y: [Float]) throws -> Double {
      try Distances.named(name).between(x, y)
    }
    #expect(abs(try value("cosine", Self.a, Self.b) - 1) < 1e-15)
    #expect(abs(try value("cosine", Self.a, Self.c) - 2) < 1e-15)
    #expect(abs(try value("cosine", Self.a, Self.d)) < 1e-15)
    #expect(abs(try value("euclidean", Self.a, Self.b) - 50.0.squareRoot()) < 1e-14)
    #expect(abs(try value("euclidean", Self.a, Self.d) - 5) < 1e-14)
    #expect(abs(try value("euclidean_l2", Self.a, Self.b) - 2.0.squareRoot()) < 1e-9)
    #expect(abs(try value("euclidean_l2", Self.a, Self.c) - 2) < 1e-9)
    #expect(abs(try value("euclidean_l2", Self.a, Self.d)) < 1e-7)
    #expect(abs(try value("angular", Self.a, Self.b) - 0.5) < 1e-15)
    #expect(abs(try value("angular", Self.a, Self.c) - 1) < 1e-15)
  }

  @Test("A vector lies nowhere but where it lies", arguments: ["euclidean", "euclidean_l2"])
  func identity(name: String) throws {
    let vector = Self.vectors(1, dimension: 128, seed: 4)[0]
    #expect(try Distances.named(name).between(vector, vector) == 0)
  }

  @Test("A vector without length has no direction", arguments: ["cosine", "angular"])
  func zero(name: String) throws {
    #expect(try Distances.named(name).between([0, 0], Self.a).isNaN)
  }

  @Test("The matrix holds what the pairs give, bit for bit", arguments: Distances.all.map(\.name))
  func matrix(name: String) throws {
    let distance = try Distances.named(name)
    let rows = Self.vectors(21, dimension: 37, seed: 1)
    let columns = Self.vectors(19, dimension: 37, seed: 2)
    let values = DistanceComputation.matrix(rows: rows, columns: columns, distance: distance)
    for row in rows.indices {
      for column in columns.indices {
        let pair = distance.between(rows[row], columns[column])
        #expect(values[row * columns.count + column] == pair)
        let swapped = distance.between(columns[column], rows[row])
        #expect(abs(swapped - pair) < 1e-15)
        #expect((0...max(distance.highest, 100)).contains(pair))
      }
    }
  }

  @Test("Who has no embedding keeps an empty row and column")
  func missing() {
    let values = DistanceComputation.matrix(
      rows: [Self.a, nil], columns: [nil, Self.a, Self.b],
      distance: Distances.all[0])
    #expect(values.map(\.isNaN) == [true, false, false, true, true, true])
    #expect(DistanceComputation.matrix(rows: [], columns: [], distance: Distances.all[0]).isEmpty)
  }

  @Test("The names are those of the statistics")
  func names() throws {
    let metrics = DistanceMetric.allCases.filter { $0 != .fused }
    #expect(Distances.all.map(\.name) == metrics.map(\.rawValue))
    let error = try #require(throws: EffaceError.self) { try Distances.named("manhattan") }
    #expect(error.description.contains("euclidean_l2"))
  }

  @Test("299 people against 299 people, 512 numbers each, take less than a second")
  func speed() {
    let people = Self.vectors(299, dimension: 512, seed: 3)
    let elapsed = ContinuousClock().measure {
      let values = DistanceComputation.matrix(
        rows: people, columns: people, distance: Distances.all[0])
      #expect(values.count == 299 * 299)
    }
    #expect(elapsed < .seconds(1))
  }

  static func vectors(_ count: Int, dimension: Int, seed: UInt64) -> [[Float]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<dimension).map { _ in Float.random(in: -1...1, using: &generator) }
    }
  }
}
