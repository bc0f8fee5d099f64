internal import Geometry
internal import HeadModels
internal import Surfaces
internal import Volumes

/// Sorts the base scan into tissues: its signal within regions that are known (`BaseRegions`).
struct BaseSegmentation {
  typealias Point = SIMD3<Float>

  let grid: Grid
  let signal: [Float]
  let smooth: [Float]
  let depth: [Float]

  init(_ scan: Volume, depths: Volume, toDepth: Affine) {
    grid = scan.grid
    signal = scan.values
    smooth = scan.smoothed.values
    let last = Vector3(depths.grid.size &- 1) - 1e-3
    depth = Self.each(scan.grid) { _, p, _ in
      let place = pointwiseMin(pointwiseMax(toDepth(Vector3(p)), Vector3()), last)
      return depths.trilinear(atVoxel: place, outside: 0)
    }
  }

  /// `body` of each voxel: its index, its place, its distance from the middle.
  static func each<Value: Sendable>(
    _ grid: Grid, _ body: @Sendable (Int, Point, Float) -> Value
  ) -> [Value] {
    let size = grid.size
    return [Value](unsafeUninitializedCapacity: grid.count) { buffer, count in
      // Slices do not overlap.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          for i in 0..<size.x {
            let index = grid.index(i, j, k)
            let p = Point(Float(i), Float(j), Float(k))
            output.initializeElement(
              at: index, to: body(index, p, abs(p.x - BaseRegions.middle)))
          }
        }
      }
      count = grid.count
    }
  }

  private func mask(_ body: @Sendable (Int, Point, Float) -> Bool) -> VoxelMask {
    VoxelMask(grid: grid, bits: Self.each(grid) { body($0, $1, $2) ? 1 : 0 })
  }

  /// The tissues of every voxel.
  var voxels: [BaseVoxel] {
    let cavity = cavity()
    let white = whiteMatter(cavity)
    let solids = solids(cavity)
    let cells = Self.cells
    let (bits, air, bone) = (cavity.bits, solids.air.bits, solids.bone.bits)
    let shell = cavity.dilated(3).bits
    return Self.each(grid) { index, p, q in
      let s = signal[index]
      if bits[index] == 1 { return brain(s / white(p)) }
      if depth[index] < 1 { return BaseVoxel(.skin) }
      if BaseRegions.lens(p) > 0 { return BaseVoxel(.lens) }
      if BaseRegions.eye(p) > 0 { return BaseVoxel(.eye) }
      let isShell = shell[index] == 1 && p.z > 78
      if air[index] == 1, !isShell { return BaseVoxel(.airway) }
      if bone[index] == 1 {
        if BaseRegions.isTooth(p, q), smooth[index] < 130 { return BaseVoxel(.tooth) }
        if BaseRegions.isMastoid(p, q), smooth[index] < 110, !isShell {
          return BaseVoxel(.bone, .airway, 0.3 + 1.2 * cells.value(p))
        }
        if isShell { return BaseVoxel(.bone, .marrow, (s - 200) / 300) }
        let inner = BaseRegions.vertebra(p, q)
        if inner > 0, smooth[index] > 110 {
          return BaseVoxel(.bone, .marrow, min(max(0.5, (inner + 0.6) / 2.4), 1))
        }
        return BaseVoxel(.bone, .marrow, (s - 90) / 170)
      }
      return isShell ? BaseVoxel(.bone) : soft(s)
    }
  }

  private static var cells: PlaneWaves {
    var generator = SeededGenerator(seed: 7)
    return PlaneWaves(wavelength: 4.6, count: 20, generator: &generator)
  }

  /// Fluid, grey and white matter by their share of white matter's signal.
  private func brain(_ share: Float) -> BaseVoxel {
    share < 0.66
      ? BaseVoxel(.csf, .greyMatter, (share - 0.46) / 0.18)
      : BaseVoxel(.greyMatter, .whiteMatter, (share - 0.76) / 0.26)
  }

  /// What is neither brain nor bone nor air.
  private func soft(_ s: Float) -> BaseVoxel {
    if s < 180 { return BaseVoxel(.tendon, .muscle, (s - 40) / 120) }
    return BaseVoxel(.muscle, .fat, (s - 240) / 380)
  }

  /// Brain, its fluid and the spinal canal.
  private func cavity() -> VoxelMask {
    let allowed = mask { _, p, q in BaseRegions.mayBeCranial(p, q) }
    let tissue = mask { index, _, _ in
      allowed.bits[index] == 1 && smooth[index] > 165 && smooth[index] < 540
        && signal[index] > 135
    }
    let core = tissue.eroded(4).largestComponent
    let brain = core.dilated(5, within: tissue)
    let hull = brain.closed(by: 4.5).filled
    let deep = hull.eroded(4)
    let near = allowed.dilated(1)
    let inner = mask { index, _, _ in
      hull.bits[index] == 1 && near.bits[index] == 1
        && (smooth[index] > 75 || deep.bits[index] == 1)
    }
    let fluid = mask { index, _, _ in signal[index] > 100 && signal[index] < 230 }
    return inner.eroded(1).largestComponent.dilated(1).dilated(1, within: fluid.union(inner))
  }

  private func whiteMatter(_ cavity: VoxelMask) -> SignalFit {
    let deep = cavity.eroded(5)
    var samples: [(Point, Float)] = []
    for index in stride(from: 0, to: deep.bits.count, by: 37) where deep.bits[index] == 1 {
      if smooth[index] > 300 { samples.append((Point(grid.voxel(at: index)), smooth[index])) }
    }
    return SignalFit(samples, start: 385)
  }

  /// Air within the head, and bone with the marrow that it encloses.
  private func solids(_ cavity: VoxelMask) -> (air: VoxelMask, bone: VoxelMask) {
    let dark = mask { index, _, _ in
      signal[index] < 115 && depth[index] > 2.2 && cavity.bits[index] == 0
    }
    let hollow = mask { index, p, q in
      dark.bits[index] == 1 && smooth[index] < 95 && BaseRegions.mayBeAir(p, q)
        && BaseRegions.eye(p) < -7
    }
    let open = hollow.eroded(1).dilated(2, within: hollow)
    let inner = open.eroded(1)
    let air = mask { index, p, q in
      BaseRegions.isSinus(p, q) ? inner.bits[index] == 1 : open.bits[index] == 1
    }
    let near = cavity.dilated(14)
    let rim = dark.dilated(1)
    let hard = mask { index, p, q in
      // Beside fat and fluid bone reaches to half the step of the signal.
      let isBone =
        dark.bits[index] == 1
        || rim.bits[index] == 1 && signal[index] < 250 && near.bits[index] == 1 && p.z > 125
          && depth[index] > 4
      return isBone && air.bits[index] == 0 && cavity.bits[index] == 0
        && !BaseRegions.isOrbit(p, q) && !BaseRegions.isSoft(p, q)
    }
    let vault = mask { index, p, _ in
      cavity.bits[index] == 1 || hard.bits[index] == 1 && near.bits[index] == 1 && p.z > 60
    }.closed(by: 4.5)
    let jaw = mask { index, p, q in hard.bits[index] == 1 && BaseRegions.isJaw(p, q) }
      .dilated(4).eroded(4)
    let bone = mask { index, p, q in
      guard cavity.bits[index] == 0, air.bits[index] == 0, depth[index] > 2.2 else { return false }
      if hard.bits[index] == 1 || BaseRegions.vertebra(p, q) > 0 { return true }
      if BaseRegions.isOrbit(p, q) { return false }
      return jaw.bits[index] == 1 && BaseRegions.isJaw(p, q)
        || vault.bits[index] == 1 && near.bits[index] == 1
    }
    return (air, bone)
  }
}

extension VoxelMask {
  /// The set with gaps narrower than twice `radius` mm filled.
  fileprivate func closed(by radius: Float) -> VoxelMask {
    let grown = VoxelMask(
      grid: grid, bits: signedDistance(limit: radius + 2).values.map { $0 < radius ? 1 : 0 })
    return VoxelMask(
      grid: grid,
      bits: grown.signedDistance(limit: radius + 2).values.map { $0 < -radius ? 1 : 0 }
    ).union(self)
  }
}

extension Volume {
  /// Each voxel a quarter of its neighbours along each axis in turn and half itself.
  fileprivate var smoothed: Volume {
    var result = self
    let size = grid.size
    for axis in 0..<3 {
      let step = [1, size.x, size.x * size.y][axis]
      let input = result.values
      result.values = [Float](unsafeUninitializedCapacity: input.count) { buffer, count in
        nonisolated(unsafe) let output = buffer
        Parallel.forEach(size.z) { k in
          for index in k * size.x * size.y..<(k + 1) * size.x * size.y {
            let before = input[max(index - step, 0)]
            let after = input[min(index + step, input.count - 1)]
            output.initializeElement(
              at: index, to: 0.5 * input[index] + 0.25 * (before + after))
          }
        }
        count = input.count
      }
    }
    return result
  }
}
