public import Geometry
internal import Registration
public import Volumes

/// What a method wants to change in a scan.
public struct VoxelEdit: Sendable {
  /// Positions of the changed voxels in one frame, ascending.
  public var indices: [Int32]
  /// New physical values, one for each index or, in a series, frame after frame one for each index; nil
  /// clears the voxels to the background. A value that is not finite clears its voxel, too.
  public var values: [Float]?

  /// Names voxels and, where they are not just cleared, their new values.
  public init(indices: [Int32], values: [Float]? = nil) {
    self.indices = indices
    self.values = values
  }

  /// Clears the voxels of `grid` whose centres lie in `mask` after `motion`, which takes the world of
  /// `grid` to that of `mask`.
  init(carrying mask: VoxelMask, to grid: Grid, through motion: Affine = .identity) {
    guard let toVoxel = mask.grid.affine.inverse else {
      self.init(indices: [])
      return
    }
    let map = toVoxel * motion * grid.affine
    let slabs = Parallel.map(grid.size.z) { k -> [Int32] in
      var list: [Int32] = []
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x
        where mask.contains(voxel: map(Vector3(Double(i), Double(j), Double(k)))) {
          list.append(Int32(grid.index(i, j, k)))
        }
      }
      return list
    }
    self.init(indices: slabs.flatMap(\.self))
  }

  /// The changed voxels as a mask on `grid`.
  public func mask(on grid: Grid) -> VoxelMask {
    var mask = VoxelMask(grid: grid)
    mask.bits.withUnsafeMutableBufferPointer { bits in
      for index in indices { bits[Int(index)] = 1 }
    }
    return mask
  }

  /// `image` after the change, in every frame. Voxels that are not named keep their bits.
  ///
  /// A new value that rounds to the same stored number leaves the voxel as it is.
  public func applied(to image: NIfTIImage, background: Background) -> NIfTIImage {
    var result = image
    let count = image.grid.count
    for frame in 0..<image.header.frameCount {
      let first = (values?.count ?? 0) > indices.count ? frame * indices.count : 0
      result.setStored(indices, from: frame * count) { position, at in
        let value = values?[first + position] ?? .nan
        return value.isFinite ? image.stored(physical: Double(value)) : background.stored(at: at)
      }
    }
    return result
  }
}

extension AnalysedScan {
  /// The voxels whose centres `region` holds, with the value of `region` (mm, negative) at each.
  public func voxels(in region: some TemplateRegion) -> [(index: Int32, inside: Float)] {
    let grid = volume.grid
    guard let toVoxel = grid.affine.inverse else { return [] }
    let map = alignment.toTemplate * grid.affine
    let box = VoxelBox(corners: region.bounds, through: toVoxel * fromTemplate, size: grid.size)
    guard let box else { return [] }
    let slabs = box.high.z - box.low.z + 1
    let found = Parallel.map(slabs) { slab -> [(index: Int32, inside: Float)] in
      let k = box.low.z + slab
      var list: [(index: Int32, inside: Float)] = []
      for j in box.low.y...box.high.y {
        for i in box.low.x...box.high.x {
          let value = region(map(Vector3(Double(i), Double(j), Double(k))))
          if value < 0 { list.append((Int32(grid.index(i, j, k)), Float(value))) }
        }
      }
      return list
    }
    return found.flatMap(\.self)
  }
}

/// A box of voxels within a grid.
struct VoxelBox {
  let low: SIMD3<Int>
  let high: SIMD3<Int>

  /// The box round the images of the corners, or nil where it lies outside the grid.
  init?(corners: (low: Vector3, high: Vector3), through map: Affine, size: SIMD3<Int>) {
    let (least, most) = map.bounds(of: corners.low, corners.high)
    var low = SIMD3<Int>()
    var high = SIMD3<Int>()
    for axis in 0..<3 {
      guard least[axis].isFinite, most[axis].isFinite else { return nil }
      low[axis] = Int(max(least[axis].rounded(.down), 0))
      high[axis] = Int(min(most[axis].rounded(.up), Double(size[axis] - 1)))
      guard low[axis] <= high[axis] else { return nil }
    }
    self.low = low
    self.high = high
  }

  /// Whether a voxel lies in the box.
  func contains(_ voxel: Vector3) -> Bool {
    all(voxel .>= Vector3(low)) && all(voxel .<= Vector3(high))
  }
}
