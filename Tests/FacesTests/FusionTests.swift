import Geometry
import Testing

@testable import Faces

@Suite("Several views and several networks")
struct FusionTests {
  private static func head(_ vectors: [[Float]]) -> FaceViews {
    FaceViews(
      faces: vectors.enumerated().map { view, vector in
        FaceViews.Face(view: view, detector: "d", score: 1, embeddings: ["m": vector])
      }, views: 3)
  }

  @Test("The mean template is the direction of the sum of unit vectors, the best view the nearest")
  func rules() {
    let a = Self.head([[2, 0], [0, 5]])
    let b = Self.head([[1, 1]])
    let c = Self.head([[0, -1], [3, 0]])
    let mean = ViewFusion.mean.matrix(rows: [a], columns: [b, c, nil], model: "m")
    // a's template is (1, 1) / sqrt 2; c's is (1, -1) / sqrt 2.
    #expect(abs(mean[0]) < 1e-6 && abs(mean[1] - 1) < 1e-6 && mean[2].isNaN)
    let best = ViewFusion.best.matrix(rows: [a], columns: [b, c, nil], model: "m")
    #expect(abs(best[0] - (1 - 0.5.squareRoot())) < 1e-6 && abs(best[1]) < 1e-6)
    #expect(best[2].isNaN)
    #expect(ViewFusion.best.matrix(rows: [a], columns: [b], model: "other")[0].isNaN)
  }

  /// Strangers at 10 plus noise, mates at 2; one probe's distances are all eight times as large.
  private static func distances(_ people: Int, scaled: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<people * people).map { cell in
      let (row, column) = (cell / people, cell % people)
      let value = (row == column ? 2 : 10) + generator.normal()
      return column == scaled ? 8 * value : value
    }
  }

  @Test("A probe whose distances are all larger is judged by its own strangers")
  func normalisation() {
    let people = 20
    let matrix = Self.distances(people, scaled: 7, seed: 3)
    let fused = ScoreFusion.fuse([matrix], rows: people, columns: people)
    #expect(fused.allSatisfy { (0...1).contains($0) })
    let mates = (0..<people).map { fused[$0 * people + $0] }
    let strangers = fused.indices.filter { $0 / people != $0 % people }.map { fused[$0] }
    let (farthest, nearest) = (mates.max() ?? 1, strangers.min() ?? 0)
    #expect(farthest < nearest, "mates up to \(farthest), strangers from \(nearest)")
    // Before, the mate of the scaled probe lay farther away than many strangers.
    let others = matrix.indices.filter { $0 / people != $0 % people && $0 % people != 7 }
    #expect(matrix[7 * people + 7] > others.map { matrix[$0] }.min() ?? .infinity)
  }

  @Test("Two weak attackers are stronger together than either")
  func sum() {
    let people = 40
    func weak(_ seed: UInt64) -> [Double] {
      var generator = SeededGenerator(seed: seed)
      return (0..<people * people).map {
        ($0 / people == $0 % people ? -1.5 : 0) + generator.normal()
      }
    }
    func found(_ matrix: [Double]) -> Int {
      (0..<people).count { column in
        (0..<people).allSatisfy {
          matrix[column * people + column] <= matrix[$0 * people + column]
        }
      }
    }
    let all = (1...6).map { weak(UInt64($0)) }
    let fused = ScoreFusion.fuse(all, rows: people, columns: people)
    #expect(found(fused) > all.map(found).max() ?? 0)
    #expect(found(fused) >= 30)
  }

  @Test("Who is missing in one matrix is judged by the others; in all, not at all")
  func missing() {
    let (a, b): ([Double], [Double]) = ([1, .nan, 2, 3], [1, 4, .nan, 5])
    let fused = ScoreFusion.fuse([a, b], rows: 2, columns: 2)
    #expect(fused.allSatisfy { !$0.isNaN })
    let none = ScoreFusion.fuse([a], rows: 2, columns: 2)
    #expect(none[1].isNaN && !none[0].isNaN)
    #expect(ScoreFusion.fuse([[2, 2, 2, 2]], rows: 2, columns: 2).allSatisfy { !$0.isNaN })
  }
}
