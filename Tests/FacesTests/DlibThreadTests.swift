import Assets
import Images
import Testing

@testable import Faces

@Suite(.enabled(if: FaceTruth.hasDlib, "needs the models dlib-resnet and dlib-landmarks-5"))
struct DlibThreadTests {
  /// Before calls took turns, a few in a thousand came out differently.
  @Test("One picture gives the same numbers however many threads ask at once")
  func sameNumbers() async throws {
    var chip = Raster(width: 150, height: 150, channels: 3)
    for index in chip.samples.indices { chip.samples[index] = UInt8(index * index % 251) }
    let picture = chip
    let embedder = try FaceEmbedders.named("dlib", files: AssetStore())
    let alone = try embedder.embed(crop: picture)
    let differing = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          try (0..<60).count { _ in try embedder.embed(crop: picture) != alone }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(differing == 0)
  }
}
