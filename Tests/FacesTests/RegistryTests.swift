import Assets
import Faces
import Files
import Foundation
import TestSupport
import Testing

@Suite("Models")
struct RegistryTests {
  @Test("An unknown name is answered with the known ones")
  func unknown() throws {
    let files = NamedModelFiles([:])
    let detector = try #require(throws: EffaceError.self) {
      try FaceDetectors.named("haar", files: files)
    }
    #expect(detector.description.contains("dlib, mmod"))
    let embedder = try #require(throws: EffaceError.self) {
      try FaceEmbedders.named("vgg", files: files)
    }
    #expect(embedder.description.contains("dlib, facenet512"))
  }

  @Test("Weights that are not installed are named with the command that installs them")
  func missing() throws {
    let empty = AssetStore(root: try TemporaryFolder().url)
    for name in ["dlib", "facenet512"] {
      let error = try #require(throws: EffaceError.self) {
        try FaceEmbedders.named(name, files: empty)
      }
      #expect(error.code == .missing)
      #expect(error.description.contains("efface models install"))
    }
  }

  @Test("A file that holds no weights is refused with its name")
  func garbage() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("weights.dat")
    try Data("no weights".utf8).write(to: file)
    let assets = ["dlib-resnet", "dlib-landmarks-5", "dlib-mmod", "facenet512"]
    let files = NamedModelFiles(Dictionary(uniqueKeysWithValues: assets.map { ($0, file) }))
    for name in ["dlib", "mmod"] {
      let error = try #require(throws: EffaceError.self) {
        try FaceDetectors.named(name, files: files)
      }
      #expect(error.description.contains(file.path))
    }
    let error = try #require(throws: EffaceError.self) {
      try FaceEmbedders.named("facenet512", files: files)
    }
    #expect(error.description.contains(file.path))
  }

  @Test("Cards and catalogue name the same files")
  func cards() throws {
    let cards = FaceDetectors.all.map { $0.card } + FaceEmbedders.all.map { $0.card }
    for weights in cards.flatMap(\.weights) {
      let asset = try #require(AssetCatalogue.standard[weights.asset])
      #expect(asset.content.sha256 == weights.sha256)
    }
    for card in FaceEmbedders.all.map({ $0.card }) {
      #expect(card.dimension != nil)
      #expect(card.thresholds.map(\.metric).sorted() == Distances.all.map(\.name).sorted())
      #expect(card.thresholds.contains { $0.metric == card.metric })
    }
  }
}
