import Faces
import Foundation
import TestSupport
import Testing

/// numpy and Efface on the same 25 million cosine distances, one after the other.
@Suite(
  .serialized,
  .enabled(
    if: Peers.python != nil && ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil,
    "EFFACE_PEERS_PYTHON and EFFACE_BENCHMARKS are not both set"))
struct DistanceSpeedTests {
  private struct Question: Encodable {
    let file: String
    let count: Int
  }

  private struct Answer: Decodable {
    let seconds: Double
    let sum: Double
  }

  @Test("5,000 people against 5,000 people within 5 s, the same sum as numpy's")
  func large() throws {
    let count = 5000
    let people = DistanceTests.vectors(count, dimension: 512, seed: 9)
    var values: [Double] = []
    let elapsed = try ContinuousClock().measure {
      values = DistanceComputation.matrix(
        rows: people, columns: people, distance: try Distances.named("cosine"))
    }
    let folder = try TemporaryFolder()
    let file = folder.file("people.bin")
    try people.flatMap(\.self).withUnsafeBytes { try Data($0).write(to: file) }
    let answer = try Peers.ask(
      "distances_speed.py", Question(file: file.path, count: count), as: Answer.self)
    let own = elapsed / .seconds(1)
    print("numpy \(answer.seconds) s, Efface \(own) s: ratio \(answer.seconds / own)")
    #expect(abs(values.reduce(0, +) - answer.sum) < 1e-5 * Double(count))
    #expect(elapsed < .seconds(5))
  }
}
