public import Geometry
public import Images
public import Volumes

/// Slices along the anatomical planes of RAS+ space, whatever the orientation of the scan.
///
/// Radiological convention: in axial and coronal pictures the subject's right is at the left edge,
/// which carries the mark R; axial pictures are seen from the feet with the nose at the top; sagittal
/// pictures have the nose to the left, which carries the mark A.
public struct SliceRenderer: Sendable {
  /// The three anatomical planes.
  public enum Plane: String, Sendable, CaseIterable {
    case axial
    case coronal
    case sagittal

    /// Unit steps in RAS+ of one pixel to the right and one pixel down.
    var axes: (right: Vector3, down: Vector3) {
      switch self {
      case .axial: (Vector3(-1, 0, 0), Vector3(0, -1, 0))
      case .coronal: (Vector3(-1, 0, 0), Vector3(0, 0, -1))
      case .sagittal: (Vector3(0, -1, 0), Vector3(0, 0, -1))
      }
    }

    /// What lies at the left edge.
    var mark: String { self == .sagittal ? "A" : "R" }
  }

  private let volume: Volume
  private let window: DisplayWindow
  private let framing: Framing

  /// Prepares slices of `volume`.
  ///
  /// - Parameters:
  ///   - volume: Any orientation and voxel size.
  ///   - window: Values shown between black and white.
  ///   - framing: Middle and edge length in mm of the pictures; the whole field where nil.
  public init(_ volume: Volume, window: DisplayWindow, framing: Framing? = nil) {
    self.volume = volume
    self.window = window
    self.framing = framing ?? Framing(covering: volume.grid)
  }

  /// A colour picture of `size` by `size` pixels, trilinear.
  ///
  /// - Parameters:
  ///   - plane: Which of the three.
  ///   - point: The slice goes through it, mm, RAS+; the framing's middle where nil.
  ///   - size: Rows and columns.
  ///   - outline: A mask on any grid whose border is drawn.
  ///   - colour: Of the border.
  ///   - marked: Whether the letter that names the left edge is drawn.
  /// - Returns: Three channels.
  public func render(
    _ plane: Plane, through point: Vector3? = nil, size: Int = 320, outline: VoxelMask? = nil,
    colour: Colour = .outline, marked: Bool = true
  ) -> Raster {
    let slice = Slice(plane, through: point ?? framing.center, framing: framing, size: size)
    var picture = grey(slice).rgb
    if let outline { draw(outline, slice, colour, on: &picture) }
    if marked {
      picture.write(plane.mark, x: 6, y: size / 2 - 7, .mark)
    }
    return picture
  }

  /// The first of the voxels of `grid` that the slice through `point` needs, and how many there are
  /// along each axis; nil where it passes the grid by.
  static func voxels(
    _ plane: Plane, through point: Vector3, framing: Framing, in grid: Grid
  ) -> (low: SIMD3<Int>, size: SIMD3<Int>)? {
    guard let toVoxel = grid.affine.inverse else { return nil }
    let map = Slice(plane, through: point, framing: framing, size: 2).map(toVoxel)
    // A tile has more pixels than two; its outermost ones lie up to half the frame further out. What
    // lies at the border of a part must not be taken for the border of the scan.
    let corners = [(-0.6, -0.6), (1.6, -0.6), (-0.6, 1.6), (1.6, 1.6)].map {
      map.start + map.right * $0.0 + map.down * $0.1
    }
    let least = corners.reduce(corners[0], pointwiseMin).rounded(.down) - 2
    let most = corners.reduce(corners[0], pointwiseMax).rounded(.up) + 2
    let low = pointwiseMax(least, Vector3())
    let high = pointwiseMin(most, Vector3(grid.size &- 1))
    guard all(low .<= high) else { return nil }
    let first = SIMD3(Int(low.x), Int(low.y), Int(low.z))
    return (first, SIMD3(Int(high.x), Int(high.y), Int(high.z)) &- first &+ 1)
  }

  private func grey(_ slice: Slice) -> Raster {
    var samples = [UInt8](repeating: 0, count: slice.size * slice.size)
    guard let toVoxel = volume.grid.affine.inverse else {
      return Raster(width: slice.size, height: slice.size, channels: 1, samples: samples)
    }
    let map = slice.map(toVoxel)
    for y in 0..<slice.size {
      for x in 0..<slice.size {
        let voxel = map.start + map.right * Double(x) + map.down * Double(y)
        // Half a voxel beyond the outermost centres still belongs to the scan.
        let edge = Vector3(volume.grid.size &- 1)
        let inside = pointwiseMax(pointwiseMin(voxel, edge), Vector3())
        guard abs(voxel - inside).max() <= 0.5 else { continue }
        samples[y * slice.size + x] = window.grey(volume.trilinear(atVoxel: inside, outside: 0))
      }
    }
    return Raster(width: slice.size, height: slice.size, channels: 1, samples: samples)
  }

  /// Colours the pixels of `mask` that touch one outside it.
  private func draw(
    _ mask: VoxelMask, _ slice: Slice, _ colour: Colour, on picture: inout Raster
  ) {
    guard let toVoxel = mask.grid.affine.inverse else { return }
    let map = slice.map(toVoxel)
    let inside = (0..<slice.size * slice.size).map { pixel in
      mask.contains(
        voxel: map.start + map.right * Double(pixel % slice.size)
          + map.down * Double(pixel / slice.size))
    }
    for y in 1..<max(slice.size - 1, 1) {
      for x in 1..<max(slice.size - 1, 1) {
        let at = y * slice.size + x
        guard inside[at] else { continue }
        let whole =
          inside[at - 1] && inside[at + 1] && inside[at - slice.size] && inside[at + slice.size]
        if !whole { picture.set(x, y, colour) }
      }
    }
  }
}

/// Where the pixels of one slice lie in the world.
private struct Slice {
  let size: Int
  private let start: Vector3
  private let right: Vector3
  private let down: Vector3

  init(_ plane: SliceRenderer.Plane, through point: Vector3, framing: Framing, size: Int) {
    self.size = size
    let pixel = framing.extent / Double(size)
    right = plane.axes.right * pixel
    down = plane.axes.down * pixel
    let normal = cross(plane.axes.right, plane.axes.down)
    let middle = framing.center + normal * dot(normal, point - framing.center)
    start = middle - (right + down) * (Double(size - 1) / 2)
  }

  /// The first pixel and the steps to its neighbours in the voxels of a grid.
  func map(_ toVoxel: Affine) -> (start: Vector3, right: Vector3, down: Vector3) {
    (toVoxel(start), toVoxel.linear * right, toVoxel.linear * down)
  }
}

extension VoxelMask {
  /// Whether the voxel nearest to a fractional voxel position is in the set.
  fileprivate func contains(voxel: Vector3) -> Bool {
    let nearest = SIMD3(Int(voxel.x.rounded()), Int(voxel.y.rounded()), Int(voxel.z.rounded()))
    guard all(nearest .>= 0), all(nearest .< grid.size) else { return false }
    return bits[grid.index(nearest.x, nearest.y, nearest.z)] != 0
  }

  /// World position (mm, RAS+) of the middle of the set, or nil where it is empty.
  var centroid: Vector3? {
    let slabs = Parallel.map(grid.size.z) { k -> SIMD4<Int> in
      bits.withUnsafeBufferPointer { bits in
        var sum = SIMD4<Int>()
        for j in 0..<grid.size.y {
          let row = grid.index(0, j, k)
          var (along, count) = (0, 0)
          for i in 0..<grid.size.x where bits[row + i] != 0 {
            along += i
            count += 1
          }
          sum &+= SIMD4(along, j * count, k * count, count)
        }
        return sum
      }
    }
    let sum = slabs.reduce(SIMD4(), &+)
    let total = Vector3(Double(sum.x), Double(sum.y), Double(sum.z))
    return sum.w > 0 ? grid.affine(total / Double(sum.w)) : nil
  }
}

private func abs(_ v: Vector3) -> Vector3 { v.replacing(with: -v, where: v .< 0) }

extension Framing {
  /// Shows all voxels of `grid`.
  public init(covering grid: Grid) {
    let (low, high) = grid.affine.bounds(
      of: Vector3(repeating: -0.5), Vector3(grid.size) - 0.5)
    self.init(center: (low + high) / 2, extent: (high - low).max())
  }
}
