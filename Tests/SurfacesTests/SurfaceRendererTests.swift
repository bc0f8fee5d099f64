import Files
import Geometry
import Images
import Surfaces
import Testing
import Volumes

/// Pictures of solids whose depth and normals are known.
@Suite struct SurfaceRendererTests {
  /// Intersection of a ray with a sphere at the origin, as depth, or nil.
  static func depth(_ ray: (origin: Vector3, direction: Vector3), radius: Double) -> Double? {
    let a = dot(ray.direction, ray.direction)
    let b = dot(ray.origin, ray.direction)
    let c = dot(ray.origin, ray.origin) - radius * radius
    let root = b * b - a * c
    return root >= 0 ? (-b - root.squareRoot()) / a : nil
  }

  /// The largest errors over pixels that see the sphere less than 75 degrees off its normal, and the
  /// number of pixels that wrongly show or miss it by more than half a mm.
  static func errors(_ rendering: Rendering, radius: Double) -> (
    depth: Double, degrees: Double, wrong: Int, seen: Int
  ) {
    var (worst, cosine, wrong, seen) = (0.0, 1.0, 0, 0)
    let camera = rendering.camera
    for y in 0..<camera.size {
      for x in 0..<camera.size {
        let at = y * camera.size + x
        let ray = camera.ray(Double(x), Double(y))
        let shown = rendering.depth[at].isFinite
        guard let truth = Self.depth(ray, radius: radius) else {
          if shown, Self.depth(ray, radius: radius + 0.5) == nil { wrong += 1 }
          continue
        }
        let normal = (ray.origin + ray.direction * truth) / radius
        guard -dot(normal, normalized(ray.direction)) > 0.26 else {
          if !shown, Self.depth(ray, radius: radius - 0.5) != nil { wrong += 1 }
          continue
        }
        guard shown else {
          wrong += 1
          continue
        }
        seen += 1
        worst = max(worst, abs(Double(rendering.depth[at]) - truth))
        cosine = min(cosine, dot(Vector3(rendering.normals[at]), normal))
      }
    }
    return (worst, (2 * (1 - min(cosine, 1))).squareRoot() * 180 / .pi, wrong, seen)
  }

  static let views = [
    View(), View(azimuth: 37, elevation: -20), View(azimuth: -90),
    View(elevation: 90), View(azimuth: 20, elevation: 12, projection: .orthographic),
  ]

  @Test(arguments: views)
  func showsASphereWhereItIs(_ view: View) throws {
    let volume = Phantom.volume(Phantom.grid(96), Phantom.sphere(radius: 40))
    let rendering = try SurfaceRenderer.render(volume, level: Phantom.level, view: view, size: 256)
    let errors = Self.errors(rendering, radius: 40)
    #expect(errors.wrong == 0)
    #expect(errors.seen > 20_000)
    #expect(errors.depth < 0.2)
    #expect(errors.degrees < 1.5)
  }

  @Test func showsTheSameSphereInAnObliqueAnisotropicScan() throws {
    let turn =
      Matrix3.rotation(degrees: 25, about: Vector3(1, 2, -1))
      * Matrix3(diagonal: Vector3(-0.8, 1.1, 2.5))
    let size = SIMD3(120, 90, 40)
    let middle = Vector3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2
    let grid = Grid(
      size: size, affine: Affine(linear: turn, translation: (turn * middle) * -1))
    let volume = Phantom.volume(grid, blur: 2.5, Phantom.sphere(radius: 36))
    let rendering = try SurfaceRenderer.render(volume, level: Phantom.level, size: 256)
    let errors = Self.errors(rendering, radius: 36)
    #expect(errors.wrong == 0)
    #expect(errors.depth < 0.5)
    #expect(errors.degrees < 6)
  }

  @Test func showsTheFrontOfABox() throws {
    let volume = Phantom.volume(
      Phantom.grid(80), Phantom.box(Vector3(20, 25, 30), at: Vector3(2, 1, 0)))
    let framing = Framing(center: Vector3(), extent: 100)
    let renderer = try SurfaceRenderer(volume, level: Phantom.level, framing: framing)
    let rendering = renderer.render(View(projection: .orthographic), size: 200)
    for (x, z, hit) in [
      (0.0, 0.0, true), (-14, 26, true), (18, -26, true), (-19.5, 0, false), (23.5, 0, false),
      (0, 31.5, false),
    ] {
      let pixel = rendering.camera.pixel(Vector3(x, 26, z))
      let at = Int(pixel.y.rounded()) * 200 + Int(pixel.x.rounded())
      #expect(rendering.depth[at].isFinite == hit)
      guard hit else { continue }
      let point = rendering.camera.point(
        Int(pixel.x.rounded()), Int(pixel.y.rounded()), depth: Double(rendering.depth[at]))
      #expect(abs(point.y - 26) < 0.1)
      #expect(rendering.normals[at].y > 0.99)
    }
  }

  @Test func storageOrderDoesNotChangeThePicture() throws {
    var grid = Phantom.grid(48, spacing: 2)
    grid.affine =
      Affine(linear: .rotation(degrees: 9, about: Vector3(1, 1, 0.5))) * grid.affine
    let volume = Phantom.volume(grid, Phantom.lopsided)
    let view = View(azimuth: 25, elevation: 10)
    let expected = try SurfaceRenderer.render(volume, level: Phantom.level, view: view, size: 128)
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      for signs in 0..<8 {
        let turned = Phantom.stored(
          volume, order: order, flipped: (0..<3).map { signs >> $0 & 1 == 1 })
        let rendering = try SurfaceRenderer.render(
          turned, level: Phantom.level, view: view, size: 128)
        let difference = zip(expected.picture.samples, rendering.picture.samples)
          .map { abs(Int($0) - Int($1)) }.max()
        #expect((difference ?? 255) <= 1, "order \(order), signs \(signs)")
      }
    }
  }

  @Test func thickSlicesShowNoTerraces() throws {
    var grid = Phantom.grid(80)
    grid.size.z = 18
    grid.affine = Affine(
      linear: Matrix3(diagonal: Vector3(1, 1, 5)), translation: Vector3(-39.5, -39.5, -42.5))
    let volume = Phantom.volume(grid, blur: 4, Phantom.sphere(radius: 35))
    let rendering = try SurfaceRenderer.render(volume, level: Phantom.level, size: 256)
    // Over the middle of the sphere, where no polar cap is cut by the slices.
    var worst: Float = 0
    for y in 90..<166 {
      for x in 90..<166 {
        let at = y * 256 + x
        let point = rendering.camera.point(x, y, depth: Double(rendering.depth[at]))
        let truth = SIMD3<Float>(normalized(point))
        worst = max(worst, 1 - (truth * rendering.normals[at]).sum())
      }
    }
    #expect((2 * worst).squareRoot() * 180 / .pi < 8)
  }

  @Test func leftIsOnTheRightOfAFrontalPicture() throws {
    let volume = Phantom.volume(Phantom.grid(100), Phantom.lopsided)
    let renderer = try SurfaceRenderer(volume, level: Phantom.level)
    let front = renderer.render(.frontal, size: 200)
    #expect(front.camera.pixel(Vector3(-30, 0, 6)).x > front.camera.pixel(Vector3(30, 0, 6)).x)
    // The knob on the subject's left widens the right half of the picture.
    let row = Int(front.camera.pixel(Vector3(-32, 4, 6)).y.rounded())
    let seen = (0..<200).filter { front.depth[row * 200 + $0].isFinite }
    let middle = front.camera.pixel(Vector3(0, 0, 6)).x
    let (first, last) = (try #require(seen.first), try #require(seen.last))
    #expect(Double(last) - middle > middle - Double(first) + 10)
    // A camera at azimuth 90 stands on the subject's left, where the knob is nearest.
    let left = renderer.render(View(azimuth: 90), size: 200)
    let knob = left.camera.pixel(Vector3(-35, 4, 6))
    let at = Int(knob.y.rounded()) * 200 + Int(knob.x.rounded())
    #expect(left.depth[at] == left.depth.min())
    #expect(left.camera.position.x < -50)
    // The nose, seen from the subject's left, points to the left of the picture.
    #expect(left.camera.pixel(Vector3(0, 40, 0)).x < left.camera.pixel(Vector3(0, 0, 0)).x)
    let above = renderer.render(View(elevation: 60), size: 64)
    #expect(above.camera.position.z > 50)
  }

  @Test func theKeyLightComesFromAboveAndTheRight() throws {
    let volume = Phantom.volume(Phantom.grid(96), Phantom.sphere(radius: 40))
    let renderer = try SurfaceRenderer(volume, level: Phantom.level)
    let picture = renderer.render(View(projection: .orthographic), size: 101).picture
    #expect(picture.samples[30 * 101 + 50] > picture.samples[70 * 101 + 50] + 20)
    #expect(picture.samples[50 * 101 + 65] > picture.samples[50 * 101 + 35] + 10)
    let mirrored = renderer.render(
      View(projection: .orthographic, lights: [.mirrored]), size: 101
    ).picture
    #expect(mirrored.samples[50 * 101 + 35] > mirrored.samples[50 * 101 + 65] + 10)
    // Lambert's law in the middle, where the surface faces the viewer.
    let light = normalized(View.Light.key.direction)
    let expected = 255 * (0.15 + 0.85 * light.z)
    #expect(abs(Double(picture.samples[50 * 101 + 50]) - expected) < 3)
  }

  @Test(arguments: [View.Projection.perspective(angle: 20), .orthographic])
  func otherLightGivesWhatRenderingAnewGives(_ projection: View.Projection) throws {
    let volume = Phantom.volume(Phantom.grid(96), Phantom.lopsided)
    let renderer = try SurfaceRenderer(volume, level: Phantom.level)
    let pose = View(azimuth: 20, elevation: -10, projection: projection)
    let cast = renderer.render(pose, size: 150)
    for lights in [[View.Light.mirrored], [.overhead, .key], []] {
      let view = View(
        azimuth: 20, elevation: -10, projection: projection, lights: lights, ambient: 0.3)
      #expect(view.sharesPose(with: pose))
      #expect(cast.lit(as: view) == renderer.render(view, size: 150))
    }
    #expect(!View.oblique.sharesPose(with: pose))
  }

  @Test func picturesAreTheSameEveryTime() throws {
    let volume = Phantom.volume(Phantom.grid(100), Phantom.lopsided)
    let first = try SurfaceRenderer.render(volume, level: Phantom.level, size: 160)
    for _ in 0..<5 {
      #expect(
        try SurfaceRenderer.render(volume, level: Phantom.level, size: 160) == first)
    }
  }

  @Test func onlyTheMaskIsShown() throws {
    let couch = Phantom.box(Vector3(40, 3, 40), at: Vector3(0, -44, 0))
    let head = Phantom.sphere(radius: 32)
    let volume = Phantom.volume(Phantom.grid(100)) { min(head($0), couch($0)) }
    let mask = VoxelMask(Phantom.volume(Phantom.grid(50, spacing: 2), head), above: -300)
    let view = View(azimuth: 180)
    let all = try SurfaceRenderer.render(volume, level: Phantom.level, view: view, size: 128)
    let masked = try SurfaceRenderer.render(
      volume, level: Phantom.level, mask: mask, view: view, size: 128)
    #expect(all.coverage > masked.coverage + 0.1)
    #expect(Self.errors(masked, radius: 32).wrong == 0)
  }

  @Test func shouldersDoNotShrinkTheHead() throws {
    let grid = Grid(
      size: SIMD3(160, 90, 160),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(3, 3, 3)), translation: Vector3(-240, -135, -380)))
    let head = Phantom.sphere(radius: 85)
    let torso = Phantom.box(Vector3(220, 80, 110), at: Vector3(0, -20, -260))
    let neck = Phantom.box(Vector3(50, 50, 100), at: Vector3(0, -10, -150))
    let alone = try SurfaceRenderer(
      Phantom.volume(grid, head), level: Phantom.level)
    let whole = try SurfaceRenderer(
      Phantom.volume(grid) { min(head($0), torso($0), neck($0)) }, level: Phantom.level)
    #expect(whole.framing.extent < alone.framing.extent * 1.25)
    #expect(length(whole.framing.center - alone.framing.center) < 20)
  }

  @Test func anEmptyScanGivesASentence() throws {
    let volume = Volume(grid: Phantom.grid(16), filledWith: -1000)
    let error = #expect(throws: EffaceError.self) {
      try SurfaceRenderer.render(volume, level: Phantom.level)
    }
    #expect(error?.code == .unsuitable)
    #expect(error?.description.contains("no surface at level -300") == true)
  }

  @Test func valuesThatAreNotNumbersAreAir() throws {
    var volume = Phantom.volume(Phantom.grid(64), Phantom.sphere(radius: 24))
    for index in stride(from: 0, to: volume.values.count, by: 1) where volume.values[index] < -999 {
      volume.values[index] = .nan
    }
    let rendering = try SurfaceRenderer.render(volume, level: Phantom.level, size: 64)
    #expect(Self.errors(rendering, radius: 24).wrong == 0)
  }

  @Test func theGridOfViewsStartsFrontalAndHasNoPoseTwice() {
    let views = View.grid(count: 81)
    #expect(views.count == 81)
    #expect(views.first == .frontal)
    #expect(Set(views).count == 81)
    #expect(View.grid(count: 9).allSatisfy { abs($0.azimuth) <= 15 && abs($0.elevation) <= 24 })
  }
}
