import Geometry
import Images
import Surfaces
import TestSupport
import Testing
import Volumes

/// Slices and the quality picture.
@Suite struct SliceRendererTests {
  /// A sphere with a bright spot on the subject's left, in front and above.
  static func volume() -> Volume {
    let head = Phantom.sphere(radius: 40)
    var volume = Phantom.volume(Phantom.grid(100)) { head($0) }
    let spot = Phantom.sphere(radius: 8, at: Vector3(-20, 22, 10))
    for k in 0..<100 {
      for j in 0..<100 {
        for i in 0..<100 {
          let point = volume.grid.affine(Vector3(Double(i), Double(j), Double(k)))
          if volume[i, j, k] > 0 { volume[i, j, k] = spot(point) < 0 ? 200 : 40 }
        }
      }
    }
    return volume
  }

  /// Mean position of the pixels brighter than `limit`.
  static func brightest(_ picture: Raster, above limit: UInt8) -> (x: Double, y: Double)? {
    let rgb = picture.rgb
    let found = (0..<rgb.width * rgb.height).filter { pixel in
      (0..<3).allSatisfy { rgb.samples[3 * pixel + $0] > limit }
    }
    guard !found.isEmpty else { return nil }
    let count = Double(found.count)
    return (
      found.reduce(0) { $0 + Double($1 % rgb.width) } / count,
      found.reduce(0) { $0 + Double($1 / rgb.width) } / count
    )
  }

  @Test(arguments: [
    // Left is on the right; front is at the top of axial and at the left of sagittal pictures.
    (SliceRenderer.Plane.axial, 70.0, 28.0), (.coronal, 70, 40), (.sagittal, 28, 40),
  ])
  func slicesAreRadiological(_ plane: SliceRenderer.Plane, _ x: Double, _ y: Double) throws {
    for turned in [
      Self.volume(),
      Phantom.stored(Self.volume(), order: [2, 0, 1], flipped: [true, false, true]),
    ] {
      let slices = SliceRenderer(turned, window: .softTissue)
      let picture = slices.render(
        plane, through: Vector3(-20, 22, 10), size: 100, marked: false)
      let spot = try #require(Self.brightest(picture, above: 210))
      #expect(abs(spot.x - x) < 1.5)
      #expect(abs(spot.y - y) < 1.5)
    }
  }

  @Test func theWindowShowsSoftTissueOfCT() {
    let window = DisplayWindow.automatic(Self.volume(), modality: .ct)
    #expect(window == DisplayWindow(low: -160, high: 240))
    #expect(window.grey(40) == 128)
    #expect(window.grey(-1000) == 0)
    #expect(window.grey(3000) == 255)
    #expect(window.grey(.nan) == 0)
  }

  @Test func theWindowOfMRReachesFromAirToBrightTissue() {
    var volume = Volume(grid: Phantom.grid(40), filledWith: 3)
    for index in stride(from: 0, to: volume.values.count, by: 3) {
      volume.values[index] = Float(100 + index % 500)
    }
    let window = DisplayWindow.automatic(volume, modality: .mr)
    #expect(window.low == 3)
    #expect(window.high > 570 && window.high < 600)
  }

  @Test func theOutlineSurroundsTheMask() {
    let volume = Self.volume()
    let ball = Phantom.sphere(radius: 15, at: Vector3(0, 10, 0))
    let mask = VoxelMask(Phantom.volume(Phantom.grid(50, spacing: 2), ball), above: -300)
    let picture = SliceRenderer(volume, window: .softTissue).render(
      .axial, through: Vector3(0, 10, 0), size: 100, outline: mask, colour: Colour(255, 0, 0),
      marked: false)
    var red = 0
    for y in 0..<100 {
      for x in 0..<100 where picture.samples[picture.index(x, y)] == 255 {
        guard picture.samples[picture.index(x, y) + 1] == 0 else { continue }
        red += 1
        let distance = Vector3(49.5 - Double(x), 39.5 - Double(y), 0)
        #expect(abs(length(distance) - 15) < 2.5)
      }
    }
    #expect(red > 60)
  }

  @Test func airRoundTheHeadDoesNotChangeThePicture() throws {
    let narrow = HeadPhantom.grid(spacing: Vector3(3, 3, 3), bottom: -130)
    let corner = narrow.affine(Vector3(-20, -13, 0))
    let wide = Grid(
      size: narrow.size &+ SIMD3(40, 30, 20),
      affine: Affine(linear: narrow.affine.linear, translation: corner))
    let pictures = try [narrow, wide].map { grid in
      let scan = HeadPhantom.scan(on: grid)
      let head = HeadMask(scan, modality: .t1)
      let renderer = try SurfaceRenderer(scan, level: head.level, mask: head.solid, isLocal: true)
      return (renderer.framing, renderer.render(size: 128).picture)
    }
    #expect(pictures[0].0 == pictures[1].0)
    let differences = zip(pictures[0].1.samples, pictures[1].1.samples).map {
      abs(Int($0) - Int($1))
    }
    // Where a ray just grazes the outline, it may hit in one and miss in the other.
    #expect(differences.count { $0 > 12 } <= 128 * 128 / 1000)
    #expect(differences.reduce(0, +) < 128 * 128 / 20)
  }

  @Test func theQualityPictureShowsBothRows() {
    let before = Self.volume()
    var after = before
    var changed = VoxelMask(grid: before.grid)
    for k in 0..<100 {
      for j in 62..<100 {
        for i in 0..<100 {
          let at = before.grid.index(i, j, k)
          after.values[at] = -1000
          changed.bits[at] = 1
        }
      }
    }
    let picture = QualityPicture(before: before, modality: .ct, tile: 96)
    let sheet = picture.render(after: NIfTIImage(after), changed: changed)
    #expect(sheet.width == 6 * 96)
    #expect(sheet.height == 2 * 96)
    #expect(sheet == picture.render(after: NIfTIImage(after), changed: changed))
    // The flat cut faces the light more evenly than the ball does.
    func grey(_ x: Int, _ y: Int) -> Int { Int(sheet.samples[sheet.index(x, y)]) }
    #expect(abs(grey(40, 96 + 48) - grey(56, 96 + 48)) < 4)
    #expect(abs(grey(36, 48) - grey(60, 48)) > 15)
    // Nothing left: black tiles, no failure.
    let empty = picture.render(
      after: NIfTIImage(Volume(grid: before.grid, filledWith: -1000)))
    #expect(empty.samples[empty.index(48, 96 + 60)] == 0)
  }
}
