import Assets
import Faces
import Foundation

/// What the tests need and the repository does not hold.
enum FaceTruth {
  /// A folder of photographs under the names that they have in the source package of
  /// face_recognition 1.3.0, and scikit-image's astronaut.png.
  static let photographs = ProcessInfo.processInfo.environment["EFFACE_TEST_PHOTOGRAPHS"]
    .map { URL(fileURLWithPath: $0, isDirectory: true) }

  static let hasDlib = installed("dlib-resnet", "dlib-landmarks-5")
  static let hasMMOD = installed("dlib-mmod", "dlib-landmarks-5")
  static let hasFaceNet = installed("facenet512")
  static let hasPhotographs =
    photographs.map {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("obama.jpg").path)
    } ?? false

  /// One person's pictures, then other people's.
  static let samePerson = ["obama.jpg", "obama2.jpg", "obama3.jpg"]
  static let others = ["biden.jpg", "astronaut.png"]

  static func photograph(_ name: String) throws -> URL {
    guard let photographs else { throw CocoaError(.fileNoSuchFile) }
    return photographs.appendingPathComponent(name)
  }

  private static func installed(_ names: String...) -> Bool {
    let store = AssetStore()
    return names.allSatisfy { store.isInstalled($0) }
  }
}
