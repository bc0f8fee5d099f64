import Assets
import Faces
import Files
import Foundation
import Testing

@testable import Photographs

/// Photographs of public figures, which the repository does not hold.
enum KnownPeople {
  static let folder = ProcessInfo.processInfo.environment["EFFACE_TEST_PHOTOGRAPHS"]
    .map { URL(fileURLWithPath: $0, isDirectory: true) }
  static let hasWeights = [
    "dlib-landmarks-5", "dlib-landmarks-68", "dlib-resnet", "facenet512", "sface", "yunet",
    "retinaface",
  ].allSatisfy { AssetStore().isInstalled($0) }
}

/// What the methods are worth on photographs of people whose identity is known.
@Suite(
  .enabled(
    if: KnownPeople.folder != nil && KnownPeople.hasWeights,
    "needs the weights and EFFACE_TEST_PHOTOGRAPHS (Scripts/photographs)"))
struct RecognitionTests {
  @Test("Boxes, bars and averages leave nobody both detected and matched; weak blurs do")
  func methods() throws {
    let folder = try #require(KnownPeople.folder)
    let wanted = [
      ("obama.jpg", "a"), ("obama2.jpg", "a"), ("person_a_2.jpg", "b"), ("person_b_1.jpg", "c"),
      ("astronaut.png", "d"),
    ]
    let images = wanted.map {
      FaceImage(id: $0.1, url: folder.appendingPathComponent($0.0), file: $0.0)
    }
    let store = AssetStore()
    let evaluation = try PhotographEvaluation(
      images, finder: FaceFinder(detectors: ["dlib", "yunet"], files: store),
      attacker: PhotographAttacker(files: store), k: 2,
      only: [
        "original", "black-box", "censor-bar", "average", "average, published", "blur, weak",
        "recovered",
      ])
    #expect(evaluation.skipped.isEmpty)
    func trials(_ method: String) -> [PhotographTrial] {
      evaluation.trials.filter { $0.method == method }
    }
    #expect(trials("original").allSatisfy { $0.answers.allSatisfy(\.matched) })
    for method in ["black-box", "censor-bar", "average", "average, published"] {
      #expect(trials(method).count == wanted.count)
      for trial in trials(method) {
        #expect(!(trial.isDetected && trial.isMatched), "\(method) on \(trial.file)")
      }
    }
    #expect(trials("blur, weak").contains { $0.isDetected && $0.isMatched })
    #expect(trials("recovered").allSatisfy { $0.answers.allSatisfy(\.matched) })
  }
}
