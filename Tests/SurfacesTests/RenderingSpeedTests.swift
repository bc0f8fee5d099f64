import Foundation
import Geometry
import Surfaces
import Testing
import Volumes

/// VTK and Efface draw the same skin at the same size, one after the other.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil && VTKPictures.isAvailable,
    "EFFACE_BENCHMARKS is not set, or VTK cannot draw here"))
struct RenderingSpeedTests {
  /// A lumpy ball of skin of 256^3 voxels.
  private static let head: Volume = Phantom.volume(Phantom.grid(256)) { point in
    let lumps = 3 * sin(point.x / 5) * cos(point.y / 6) * sin(point.z / 7)
    return length(point) - 95 + lumps
  }

  @Test func fiveTimesFasterThanVTK() throws {
    let theirs = try VTKPictures.draw(Self.head, pixels: 800, surface: -300, repeats: 5).seconds
    let renderer = try SurfaceRenderer(Self.head, level: -300)
    let clock = ContinuousClock()
    let ours =
      (0..<5).map { _ in
        clock.measure { #expect(renderer.render(size: 800).coverage > 0.3) } / .seconds(1)
      }.min() ?? .infinity
    let grid = clock.measure {
      for pose in View.grid(count: View.gridCapacity / 3) {
        let cast = renderer.render(pose, size: 800)
        for light in [View.Light.mirrored, .overhead] {
          var view = pose
          view.lights = [light]
          #expect(cast.lit(as: view).coverage > 0.2)
        }
      }
    }
    print("VTK \(theirs) s, Efface \(ours) s a view: ratio \(theirs / ours); 81 views \(grid)")
    #expect(theirs > 5 * ours)
  }
}
