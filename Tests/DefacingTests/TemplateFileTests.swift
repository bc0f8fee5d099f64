import Geometry
import Registration
import TestSupport
import Testing
import Volumes

@testable import Defacing

@Suite struct TemplateFileTests {
  /// The files hold less than what was worked out: brains' surroundings only, and the head without a
  /// face in voxels of 4 mm. Asked at any place they must say the same.
  @Test func theFilesSayWhatWasWorkedOut() throws {
    let known = PhantomTemplate.template
    let skin = HeadPhantom.distanceVolume(spacing: 2)
    let brain = HeadPhantom.sampled(on: skin.grid) { Float(HeadPhantom.brainDistance($0)) }
    let whole = HeadTemplate(
      skin: skin, brain: brain, points: known.points, landmarks: known.landmarks,
      floor: known.floor, digest: "")
    let folder = try TemporaryFolder()
    try HeadTemplate.write(
      skin: skin, brain: brain, points: known.points, landmarks: known.landmarks,
      floor: known.floor, sources: [:], to: folder.url)
    let read = try HeadTemplate(contentsOf: folder.url)
    #expect(read.landmarks == known.landmarks && read.floor == known.floor)
    #expect(read.points == known.points)
    #expect(read.brain.volume.grid.count < brain.grid.count)

    var generator = SeededGenerator(seed: 5)
    let range = -100.0...100
    var (near, far, surface) = (0, 0, 0)
    for _ in 0..<20_000 {
      let point = Vector3(
        .random(in: range, using: &generator), .random(in: range, using: &generator),
        .random(in: range, using: &generator))
      let (skins, brains) = (
        abs(whole.skin.distance(point, outside: 60) - read.skin.distance(point, outside: 60)),
        (whole.brain.distance(point, outside: 60), read.brain.distance(point, outside: 60))
      )
      if skins > 0.02 { Issue.record("skin at \(point): \(skins) mm off") }
      if brains.0 < 39 {
        near += 1
        if abs(brains.0 - brains.1) > 0.02 { Issue.record("brain at \(point): \(brains)") }
      } else {
        far += 1
        if brains.1 < 38.9 { Issue.record("far from the brain at \(point): \(brains)") }
      }
      let fronts = (
        whole.front.distance(point, outside: 60), read.front.distance(point, outside: 60)
      )
      if abs(fronts.0) < 10 {
        surface += 1
        if abs(fronts.0 - fronts.1) > 0.3 { Issue.record("front at \(point): \(fronts)") }
      }
    }
    #expect(near > 2000 && far > 200 && surface > 1000)
  }
}
