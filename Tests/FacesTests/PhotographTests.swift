import Assets
import Faces
import Files
import Foundation
import Images
import TestSupport
import Testing

/// People whose identity is known: one person's pictures must lie nearer to each other than to anybody
/// else's, as published for these models.
@Suite(
  .enabled(
    if: FaceTruth.hasPhotographs && FaceTruth.hasDlib,
    "needs the dlib weights and EFFACE_TEST_PHOTOGRAPHS"))
struct PhotographTests {
  @Test(
    "The best face is found, with its landmarks in order",
    arguments: ["dlib", "mmod", "retinaface", "yunet"])
  func detection(name: String) throws {
    guard name != "mmod" || FaceTruth.hasMMOD else { return }
    guard name == "dlib" || name == "mmod" || FaceTruth.hasNetworks else { return }
    let detector = try FaceDetectors.named(name, files: AssetStore())
    for file in ["obama.jpg", "astronaut.png"] {
      let picture = try PictureReader.read(FaceTruth.photograph(file))
      let faces = try detector.detect(picture)
      let face = try #require(faces.first)
      #expect(face.landmarks.count == 5)
      // The person's left eye lies on the right of the picture.
      let isCentres = face.scheme == .eyesNoseMouth5
      let left = face.landmarks[isCentres ? 1 : 0].x
      let right = face.landmarks[isCentres ? 0 : 2].x
      #expect(face.box.left < right && right < left && left < face.box.right)
    }
  }

  @Test(
    "Same people lie nearer than different people",
    arguments: [
      ("dlib", "dlib"), ("facenet512", "dlib"), ("dlib", "retinaface"),
      ("facenet512", "retinaface"), ("sface", "retinaface"), ("sface", "yunet"),
    ])
  func identity(model: String, finder: String) throws {
    guard model != "facenet512" || FaceTruth.hasFaceNet else { return }
    guard model != "sface" && finder == "dlib" || FaceTruth.hasNetworks else { return }
    let detector = try FaceDetectors.named(finder, files: AssetStore())
    let embedder = try FaceEmbedders.named(model, files: AssetStore())
    var people: [Int] = []
    var embeddings: [[Float]] = []
    for (person, names) in FaceTruth.people.enumerated() {
      for name in names {
        let picture = try PictureReader.read(FaceTruth.photograph(name))
        let face = try #require(try detector.detect(picture, in: .photographs).first, "\(name)")
        people.append(person)
        embeddings.append(try embedder.embed(picture, face))
      }
    }
    #expect(embeddings.allSatisfy { $0.count == embedder.dimension })
    var same: [Double] = []
    var different: [Double] = []
    for row in embeddings.indices {
      for column in 0..<row {
        let distance = embedder.nativeDistance.between(embeddings[row], embeddings[column])
        if people[row] == people[column] {
          same.append(distance)
        } else {
          different.append(distance)
        }
      }
    }
    let (farthest, nearest) = (same.max() ?? 9, different.min() ?? 0)
    print("\(model) on \(finder): same up to \(farthest), different from \(nearest)")
    #expect(farthest < nearest)
  }

  /// The SHA-256 is that of the crop which Pillow's rotation and deepface 0.0.91's own functions cut
  /// from the same box and landmarks.
  @Test("The study's crop is deepface's to the pixel")
  func studyCrop() throws {
    let detector = try FaceDetectors.named("dlib", files: AssetStore())
    let picture = try PictureReader.read(FaceTruth.photograph("astronaut.png"))
    let face = try #require(try detector.detect(picture).first)
    let crop = try FaceAlignments.study.crop(picture, face)
    #expect(crop.width == 90 && crop.height == 90)
    #expect(
      Checksum.sha256(Data(crop.samples))
        == "18f4e0332b835b9e9175ac7f0717f28bc7ebb2247d699722868533899744af35")
  }

  @Test("Several threads and several runs give the same numbers, and a crop those of its picture")
  func determinism() throws {
    let store = AssetStore()
    let embedder = try FaceEmbedders.named("dlib", files: store)
    let pipeline = FacePipeline(
      detector: try FaceDetectors.named("dlib", files: store), embedders: [embedder])
    let url = try FaceTruth.photograph("astronaut.png")
    let images = (0..<6).map { FaceImage(id: "\($0)", url: url) }
    let embeddings = try #require(try pipeline.run(images).embeddings.first).rows.map(\.values)
    #expect(Set(embeddings).count == 1 && embeddings[0]?.count == 128)
    let folder = try TemporaryFolder()
    let alone = try pipeline.run([images[0]], cropsTo: folder.url)
    #expect(alone.embeddings[0].rows[0].values == embeddings[0])
    let crop = try PNG.read(from: folder.file("astronaut_dlib.png"))
    #expect(try embedder.embed(crop: crop) == embeddings[0])
  }
}
