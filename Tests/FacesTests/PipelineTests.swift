import Faces
import Files
import Foundation
import Images
import Statistics
import TestSupport
import Testing

@Suite("From pictures to a matrix")
struct PipelineTests {
  private let folder: TemporaryFolder
  private let pipeline: FacePipeline

  init() throws {
    folder = try TemporaryFolder()
    let files = NamedModelFiles([:])
    pipeline = FacePipeline(
      detector: try FakeDetector(files: files), embedders: [try FakeEmbedder(files: files)])
  }

  private func picture(_ name: String, grey: UInt8) throws -> FaceImage {
    let url = folder.file(name)
    try PNG.write(Raster(width: 9, height: 9, channels: 1, filledWith: grey), to: url)
    return FaceImage(id: FaceImage.person(inName: name), url: url, file: name)
  }

  @Test("Everybody is listed; who has no face, and what is no picture, with a reason")
  func undetected() throws {
    let text = folder.file("3.png")
    try Data("hello".utf8).write(to: text)
    let images = [
      try picture("1.png", grey: 50), try picture("2.png", grey: 0),
      FaceImage(id: "3", url: text, file: "3.png"),
    ]
    let crops = folder.file("crops")
    let outcome = try pipeline.run(images, cropsTo: crops)
    #expect(outcome.detections.images.map(\.id) == ["1", "2", "3"])
    #expect(outcome.detections.images.map { $0.faces.count } == [1, 0, 0])
    #expect(outcome.detections.images[0].faces[0].crop == "1_fake.png")
    #expect(outcome.detections.images[1].reason == "No face was found.")
    let reason = try #require(outcome.detections.images[2].reason)
    #expect(reason.contains("3.png") && !reason.contains(folder.url.path))
    #expect(try PNG.read(from: crops.appendingPathComponent("1_fake.png")).width == 4)
    let rows = try #require(outcome.embeddings.first).rows
    #expect(rows.map(\.values) == [[50, 50, 50], nil, nil])
    let names = try FileManager.default.contentsOfDirectory(atPath: crops.path).sorted()
    #expect(names == ["1_fake.png", "detections.json"])
    let written = try JSONFile.read(
      DetectionReport.self, from: crops.appendingPathComponent("detections.json"))
    #expect(written == outcome.detections)
  }

  @Test("A face that is gone in the second run leaves no old crop behind")
  func staleCrop() throws {
    let crops = folder.file("crops")
    _ = try pipeline.run([try picture("1.png", grey: 9)], cropsTo: crops)
    _ = try pipeline.run([try picture("1.png", grey: 0)], cropsTo: crops)
    let names = try FileManager.default.contentsOfDirectory(atPath: crops.path)
    #expect(names == ["detections.json"])
  }

  @Test("No readable picture at all is an error, and so are two of one name")
  func refusals() throws {
    let text = folder.file("a.png")
    try Data("hello".utf8).write(to: text)
    #expect(throws: EffaceError.self) { try pipeline.run([FaceImage(url: text)]) }
    let image = try picture("1.png", grey: 1)
    let error = try #require(throws: EffaceError.self) {
      try pipeline.run([image, image], cropsTo: folder.file("crops"))
    }
    #expect(error.description.contains("1_fake.png"))
  }

  @Test("A face outside the picture has no embedding, and that is no failure")
  func outside() throws {
    let embedder = try FakeEmbedder(files: NamedModelFiles([:]))
    let picture = Raster(width: 9, height: 9, channels: 1, filledWith: 8)
    func face(_ left: Double) -> FaceDetection {
      FaceDetection(
        box: PixelBox(left: left, top: 2, right: left + 4, bottom: 6), score: 1,
        scheme: .eyesNoseMouth5, landmarks: [], contextScale: 1)
    }
    #expect(throws: EffaceError.self) { try embedder.embed(picture, face(40)) }
    #expect(try embedder.embedding(of: face(40), in: picture) == nil)
    #expect(try embedder.embedding(of: face(2), in: picture) == [8, 8, 8])
  }

  @Test("A folder of crops and its undetected people become a matrix")
  func comparison() throws {
    let embedder = try FakeEmbedder(files: NamedModelFiles([:]))
    let before = folder.file("before")
    let after = folder.file("after")
    _ = try pipeline.run(
      [
        try picture("2.png", grey: 20), try picture("10.png", grey: 50),
        try picture("7.png", grey: 7),
      ], cropsTo: before)
    _ = try pipeline.run(
      [try picture("2_d.png", grey: 23), try picture("10_d.png", grey: 0)], cropsTo: after)
    let matrix = try FaceComparison.matrix(
      originals: FaceComparison.table(of: before, embedder: embedder),
      defaced: FaceComparison.table(of: after, embedder: embedder),
      distance: Distances.named("euclidean"))
    #expect(matrix.rowIdentifiers == ["2_n", "7_n", "10_n"])
    #expect(matrix.columnIdentifiers == ["2_d", "7_d", "10_d"])
    #expect(abs(matrix[0, 0] - 27.0.squareRoot()) < 1e-12)
    #expect(abs(matrix[2, 0] - 27 * 3.0.squareRoot()) < 1e-12)
    #expect(
      matrix.values.map(\.isNaN) == [false, true, true, false, true, true, false, true, true])
  }

  @Test(
    "The person is in the name of the file",
    arguments: [
      ("12.png", "12"), ("12_d.png", "12"), ("12_n.jpg", "12"), ("12_dlib.png", "12"),
      ("12_d_dlib.png", "12"), ("sub-01_T1w_d_mmod.png", "sub-01_T1w"), ("_d.png", "_d"),
    ])
  func person(name: String, person: String) {
    #expect(FaceImage.person(inName: name) == person)
  }

  @Test("The table keeps every number")
  func table() throws {
    let table = EmbeddingTable(
      model: "means", dimension: 2,
      rows: [
        EmbeddingTable.Row(file: "a,b.png", id: "a", values: [0.1, -1.5e-9], reason: nil),
        EmbeddingTable.Row(file: "c.png", id: "c", values: nil, reason: "No face was found."),
      ])
    let records = try CSV.records(in: table.csv)
    #expect(records[0] == ["file", "id", "reason", "v1", "v2"])
    #expect(records[1] == ["a,b.png", "a", "", "0.1", "-1.5e-09"])
    #expect(records[1][4...].map { Float($0) } == [-1.5e-9])
    #expect(records[2] == ["c.png", "c", "No face was found.", "", ""])
  }
}
