public import Files
internal import Geometry
internal import Images
public import Volumes

/// Pictures of the skin: the first hit of an isosurface along each ray, shaded by its gradient.
///
/// Casts rays through the scan itself (no mesh), on the CPU, in tiles of rows; every pixel depends on
/// nothing but the scan and the view, so the bytes are the same whatever the number of cores. After
/// Levoy (1988) with the space-leaping of Cohen and Sheffer (1994).
public struct SurfaceRenderer: Sendable {
  /// What the pictures show where a caller does not say.
  public let framing: Framing
  /// The value at the surface, in the scan's units.
  public let level: Float
  let field: SurfaceField
  private let space: EmptySpace
  private let bricks: BorderBricks
  private let toField: Affine

  /// The default standard deviation in mm of the smoothing.
  public static let smoothing = 0.7

  /// Makes `volume` ready for any number of views.
  ///
  /// - Parameters:
  ///   - volume: Any orientation and voxel size.
  ///   - level: The value at the surface, for example `HeadMask.level`.
  ///   - mask: Where given, only tissue in it (and one of its voxels around it) is shown. Any grid.
  ///   - framing: What the pictures show; automatic on the head where nil.
  ///   - smoothing: Standard deviation in mm of a Gaussian that takes noise and the steps of coarse
  ///     grey levels off the surface.
  ///   - isLocal: For MR: whether the level rises near bright tissue, which keeps ghosts and noise
  ///     out where coils make one part of the head brighter than another.
  /// - Throws: `EffaceError.unsuitable` where nothing lies above the level.
  public init(
    _ volume: Volume, level: Float, mask: VoxelMask? = nil, framing: Framing? = nil,
    smoothing: Double = SurfaceRenderer.smoothing, isLocal: Bool = false
  ) throws(EffaceError) {
    let field = SurfaceField(
      volume, level: level, mask: mask, smoothing: smoothing, isLocal: isLocal)
    guard field.hasSurface, let toField = field.affine.inverse else {
      throw EffaceError(
        .unsuitable,
        "The volume has no surface at level \(level): no voxel\(mask == nil ? "" : " of the head") "
          + "lies above it. Give another level with --iso.")
    }
    self.field = field
    self.level = level
    self.toField = toField
    space = EmptySpace(field)
    bricks = BorderBricks(space, field.affine)
    self.framing = framing ?? Framing(field)
  }

  /// One picture of `volume`; see `init` and `render(_:size:)`.
  ///
  /// - Throws: `EffaceError.unsuitable` where nothing lies above the level.
  public static func render(
    _ volume: Volume, level: Float, mask: VoxelMask? = nil, view: View = .frontal,
    size: Int = 800
  ) throws(EffaceError) -> Rendering {
    try SurfaceRenderer(volume, level: level, mask: mask).render(view, size: size)
  }

  /// A square grey picture of `size` by `size` pixels with its depth and normals.
  public func render(_ view: View = .frontal, size: Int = 800) -> Rendering {
    let camera = Camera(view, framing: framing, size: size)
    let shader = Shader(view.lights, ambient: view.ambient, camera: camera)
    let rays = FieldRays(camera, toField: toField)
    let normalMap = FieldNormals(toField)
    let starts = StartDepths(camera, bricks)
    let count = size * size
    var samples = [UInt8](repeating: 0, count: count)
    var depth = [Float](repeating: .infinity, count: count)
    var normals = [SIMD3<Float>](repeating: .zero, count: count)
    samples.withUnsafeMutableBufferPointer { samples in
      depth.withUnsafeMutableBufferPointer { depth in
        normals.withUnsafeMutableBufferPointer { normals in
          // Each piece writes its own rows only.
          nonisolated(unsafe) let (samples, depth, normals) = (samples, depth, normals)
          withCaster(camera) { caster in
            nonisolated(unsafe) let caster = caster
            Parallel.forEach((size + StartDepths.tile - 1) / StartDepths.tile) { row in
              for column in 0..<(size + StartDepths.tile - 1) / StartDepths.tile {
                let start = starts[row, column]
                guard start < .infinity else { continue }
                let (top, left) = (row * StartDepths.tile, column * StartDepths.tile)
                for y in top..<min(size, top + StartDepths.tile) {
                  for x in left..<min(size, left + StartDepths.tile) {
                    let ray = rays.ray(x, y)
                    let t = caster.hit(ray, from: start)
                    guard t < .infinity else { continue }
                    let at = y * size + x
                    let normal = normalMap.world(caster.descent(ray.at(t)))
                    depth[at] = t
                    normals[at] = normal
                    samples[at] = shader.grey(normal)
                  }
                }
              }
            }
          }
        }
      }
    }
    return Rendering(
      picture: Raster(width: size, height: size, channels: 1, samples: samples), depth: depth,
      normals: normals, camera: camera)
  }

  private func withCaster(_ camera: Camera, _ body: (RayCaster) -> Void) {
    // Towards the corners a ray covers more than 1 mm for each mm of depth.
    let longest = camera.isOrthographic ? 1 : (1 + 2 * camera.halfHeight * camera.halfHeight)
    let step = Float(0.8 * field.affine.columnLengths.min() / longest.squareRoot())
    field.values.withUnsafeBufferPointer { values in
      space.distance.withUnsafeBufferPointer { distance in
        guard let values = values.baseAddress, let distance = distance.baseAddress else { return }
        body(RayCaster(values, size: field.size, distance, bricks: space.size, step: step))
      }
    }
  }
}

/// The rays of a camera in field voxels, per mm of depth.
private struct FieldRays {
  private let origin: SIMD4<Float>
  private let forward: SIMD4<Float>
  private let right: SIMD4<Float>
  private let up: SIMD4<Float>
  private let half: Float
  private let isOrthographic: Bool

  init(_ camera: Camera, toField: Affine) {
    func four(_ v: Vector3) -> SIMD4<Float> { SIMD4(SIMD3<Float>(v), 0) }
    origin = four(toField(camera.position))
    forward = four(toField.linear * camera.forward)
    right = four(toField.linear * camera.right * camera.halfHeight)
    up = four(toField.linear * camera.up * camera.halfHeight)
    half = Float(camera.size) / 2
    isOrthographic = camera.isOrthographic
  }

  @inline(__always)
  func ray(_ x: Int, _ y: Int) -> Ray {
    let across =
      right * ((Float(x) + 0.5 - half) / half) + up * ((half - Float(y) - 0.5) / half)
    return isOrthographic
      ? Ray(origin: Spot(origin + across), direction: Spot(forward))
      : Ray(origin: Spot(origin), direction: Spot(forward + across))
  }
}

/// Turns gradients per field voxel into unit vectors in RAS+.
private struct FieldNormals {
  private let x: SIMD3<Float>
  private let y: SIMD3<Float>
  private let z: SIMD3<Float>

  init(_ toField: Affine) {
    // Gradients go with the transpose of the map from world to field.
    let columns = toField.linear.transpose.columns
    x = SIMD3<Float>(columns.x)
    y = SIMD3<Float>(columns.y)
    z = SIMD3<Float>(columns.z)
  }

  @inline(__always)
  func world(_ descent: SIMD3<Float>) -> SIMD3<Float> {
    let normal = x * descent.x + y * descent.y + z * descent.z
    let square = (normal * normal).sum()
    return square > 0 ? normal / square.squareRoot() : .zero
  }
}
