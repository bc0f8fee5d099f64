import Assets
import Files
import Foundation
import Images
import TestSupport
import Testing

/// `efface photo`, as a user calls it.
@Suite struct PhotoCommandTests {
  private static let hasWeights = ["dlib-landmarks-5", "dlib-landmarks-68", "yunet"]
    .allSatisfy { AssetStore().isInstalled($0) }

  /// A PNG header that promises `side` x `side` pixels.
  private static func promising(_ side: UInt32, _ file: URL) throws {
    var bytes = [UInt8](PNG.encode(Raster(width: 4, height: 4, channels: 3)))
    let number = withUnsafeBytes(of: side.bigEndian) { Array($0) }
    bytes.replaceSubrange(16..<24, with: number + number)
    try Data(bytes).write(to: file)
  }

  @Test("Averaging and recovering need no weights and lose at most 3 levels")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("p.png")
    let samples = (0..<(40 * 30 * 3)).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    try PNG.write(Raster(width: 40, height: 30, channels: 3, samples: samples), to: input)
    let key = folder.file("key.png").path
    let made = try Efface.run(["photo", "key", "--like", input.path, "-o", key])
    #expect(made.status == 0, "\(made.talk)")
    let arguments = [
      "photo", "deidentify", input.path, "-o", folder.url.path, "--method", "average", "--key", key,
    ]
    #expect(try Efface.run(arguments).status == 0)
    // Existing outputs stay.
    let again = try Efface.run(arguments)
    #expect(again.status == 1 && again.talk.contains("--force"))
    let back = folder.file("back.png")
    let recovered = try Efface.run([
      "photo", "recover", folder.file("p_average.png").path, "--key", key, "-o", back.path,
    ])
    #expect(recovered.status == 0, "\(recovered.talk)")
    let farthest = zip(samples, try PNG.read(from: back).samples).map { abs(Int($0) - Int($1)) }
    #expect((farthest.max() ?? 99) <= 3)
    // A key of another size.
    let small = folder.file("small.png")
    try PNG.write(Raster(width: 4, height: 3, channels: 1), to: small)
    let refused = try Efface.run([
      "photo", "deidentify", input.path, "-o", folder.file("o").path, "--method", "average",
      "--key", small.path, "--json",
    ])
    #expect(refused.status == 1)
    #expect((refused.json["error"] as? String)?.contains("4 x 3") == true)
  }

  @Test(
    "What is no picture, is cut off, or promises too much is refused in a sentence",
    arguments: ["text", "empty", "cut", "50000", "0"])
  func badInput(kind: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("bad.png")
    let sound = PNG.encode(Raster(width: 40, height: 40, channels: 3, filledWith: 9))
    switch kind {
    case "text": try Data("not a picture".utf8).write(to: file)
    case "empty": try Data().write(to: file)
    case "cut": try sound.prefix(sound.count / 2).write(to: file)
    default: try Self.promising(UInt32(kind) ?? 0, file)
    }
    let result = try Efface.run(["photo", "key", "--like", file.path, "-o", folder.file("k").path])
    #expect(result.status == 1)
    #expect(result.talk.contains("bad.png") && result.talk.contains("."), "\(result.talk)")
    if kind == "50000" { #expect(result.talk.contains("50000 x 50000 pixels")) }
  }

  @Test("Wrong arguments end with 64")
  func arguments() throws {
    #expect(
      try Efface.run(["photo", "deidentify", "a", "-o", "b", "--method", "blak"]).status == 64)
    #expect(
      try Efface.run(["photo", "deidentify", "a", "-o", "b", "--method", "average"]).status == 64)
  }

  @Test(
    "A picture without a face is counted, alone it is an error, and sizes of any kind pass",
    .enabled(if: hasWeights, "the dlib and yunet weights are not installed"))
  func noFace() throws {
    let folder = try TemporaryFolder()
    for (name, width, height) in [
      ("dot", 1, 1), ("line", 900, 2), ("tall", 17, 800), ("grey", 90, 80),
    ] {
      try PNG.write(
        Raster(width: width, height: height, channels: 1, filledWith: 120),
        to: folder.file("\(name).png"))
    }
    let files = ["dot", "line", "tall", "grey"].map { folder.file("\($0).png").path }
    let result = try Efface.run(
      ["photo", "deidentify", "-o", folder.file("out").path, "--method", "black-box", "--json"]
        + files)
    #expect(result.status == 1)
    #expect((result.json["error"] as? String)?.contains("No face was found") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("out").path))
    let landmarks = try Efface.run(["photo", "landmarks", files[3]])
    #expect(landmarks.status == 1 && landmarks.talk.contains("No face was found"))
  }

  @Test("match takes two folders, or one folder twice, and writes every pair")
  func matchFolders() throws {
    let folder = try TemporaryFolder()
    for (name, seed) in [("a/1.png", 3), ("a/2.png", 5), ("a/10.png", 7), ("b/1.png", 3)] {
      let samples = (0..<(90 * 90)).map { UInt8(truncatingIfNeeded: ($0 / 7 &* $0 / 5) &* seed) }
      try PNG.write(
        Raster(width: 90, height: 90, channels: 1, samples: samples), to: folder.file(name))
    }
    let (a, b) = (folder.file("a").path, folder.file("b").path)
    let output = folder.file("pairs.csv")
    let result = try Efface.run(["match", a, b, "-o", output.path])
    #expect(result.status == 0, "\(result.talk)")
    let table = try CSV.table(in: String(contentsOf: output, encoding: .utf8))
    #expect(table.rows.map { $0[0] } == ["1.png", "2.png", "10.png"])
    #expect(table.rows[0][2] == table.rows[0][3], "the same picture has the same points")
    let twice = try Efface.run(["match", a, a])
    let pairs = try CSV.table(in: String(decoding: twice.output, as: UTF8.self)).rows
    #expect(
      pairs.map { "\($0[0]) \($0[1])" } == ["1.png 2.png", "1.png 10.png", "2.png 10.png"])
    let mixed = try Efface.run(["match", a, folder.file("b/1.png").path])
    #expect(mixed.status == 1 && mixed.talk.contains("two folders"))
  }

  @Test(
    "verify of folders lists every pair, those without a face with the reason",
    .enabled(if: AssetStore().isInstalled("dlib-resnet") && hasWeights, "weights are missing"))
  func verifyFolders() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.png", "b/1.png", "b/2.png"] {
      try PNG.write(
        Raster(width: 90, height: 90, channels: 1, filledWith: 90), to: folder.file(name))
    }
    let result = try Efface.run([
      "verify", folder.file("a").path, folder.file("b").path, "--json",
    ])
    #expect(result.status == 0, "\(result.talk)")
    let pairs = try #require(result.json["pairs"] as? [[String: Any]])
    #expect(pairs.count == 2)
    #expect(pairs.allSatisfy { ($0["reason"] as? String)?.contains("No face") == true })
  }
}
