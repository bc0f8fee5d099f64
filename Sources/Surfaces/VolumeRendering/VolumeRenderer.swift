public import Files
internal import Foundation
internal import Geometry
public import Images
public import Volumes

/// Pictures of the inside of a volume by compositing along rays (Drebin, Carpenter and Hanrahan
/// 1988; Levoy 1988), with the arithmetic of VTK's ray-casting mapper in its defaults.
///
/// A sample every half spacing from where a ray enters the volume; colour and opacity after
/// interpolation; Phong's shading by the gradient with a lamp at the camera (ambient 0.1, diffuse 0.7,
/// specular 0.2, power 10); a ray ends where less than 1/255 of the light is left.
/// The same bytes on any number of cores.
public struct VolumeRenderer: Sendable {
  private let voxels: PlacedVoxels
  private let space: EmptySpace
  private let table: TransferTable

  /// Prepares `volume`.
  ///
  /// - Parameters:
  ///   - volume: Any grid with at least two voxels along each axis.
  ///   - function: Colours and opacities.
  /// - Throws: `EffaceError.unsuitable` for a volume that is thinner than two voxels.
  public init(
    _ volume: Volume, _ function: TransferFunction = .study
  ) throws(EffaceError) {
    guard volume.grid.size.min() > 1 else {
      throw EffaceError(
        .unsuitable, "A volume of less than two voxels along an axis cannot be seen through.")
    }
    let voxels = PlacedVoxels(volume)
    table = TransferTable(function, step: voxels.step)
    space = EmptySpace(voxels, above: function.clearUpTo)
    self.voxels = voxels
  }

  /// A square colour picture of `size` by `size` pixels on black.
  public func render(_ view: StudyView = .frontal(), size: Int = 800) -> Raster {
    let rays = StudyRays(view, extent: voxels.extent, size: size)
    let samples = [UInt8](unsafeUninitializedCapacity: size * size * 3) { buffer, count in
      // Rows do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      voxels.values.withUnsafeBufferPointer { values in
        space.distance.withUnsafeBufferPointer { distance in
          table.entries.withUnsafeBufferPointer { entries in
            guard
              let march = VolumeMarch(
                voxels, values: values, space: (space.size, distance), table: table, entries)
            else { return }
            nonisolated(unsafe) let caster = march
            Parallel.forEach(size) { y in
              for x in 0..<size {
                let colour = caster.colour(from: rays.origin, along: rays.direction(x, y))
                let at = (y * size + x) * 3
                for channel in 0..<3 {
                  output[at + channel] = UInt8(min(max(colour[channel], 0), 1) * 255 + 0.5)
                }
              }
            }
          }
        }
      }
      count = size * size * 3
    }
    return Raster(width: size, height: size, channels: 3, samples: samples)
  }
}

/// Voxels that stand on their own axes, the second to the front and the third to the top, and lie in
/// memory in that order.
struct PlacedVoxels: Sendable {
  let values: [Float]
  /// Voxels along each axis.
  let size: SIMD3<Int>
  /// mm.
  let spacing: Vector3

  /// mm along a ray between two samples, as VTK's smart mapper chooses it: half the mean spacing, and
  /// less for volumes of fewer than 100 voxels along their mean edge.
  var step: Double {
    let edge = pow(Double((size.x - 1) * (size.y - 1) * (size.z - 1)), 0.333)
    return spacing.sum() / 6 * (edge < 100 ? 0.01 + 0.99 * edge / 100 : 1)
  }

  /// mm between the first and the last voxel's centre along each axis.
  var extent: Vector3 { Vector3(size &- 1) * spacing }

  init(_ volume: Volume) {
    let layout = Layout(volume.grid)
    size = layout.size
    spacing = layout.affine.columnLengths
    // The first axis keeps its stored direction.
    let isTurned = layout.steps.x < 0
    let steps = isTurned ? SIMD3(-layout.steps.x, layout.steps.y, layout.steps.z) : layout.steps
    let first = layout.first + (isTurned ? (layout.size.x - 1) * layout.steps.x : 0)
    values = Self.ordered(volume.values, layout.size, steps, first)
  }

  /// The voxels of `values` that begin at `first` and lie `steps` apart, one after the other.
  private static func ordered(
    _ values: [Float], _ size: SIMD3<Int>, _ steps: SIMD3<Int>, _ first: Int
  ) -> [Float] {
    if first == 0, steps == SIMD3(1, size.x, size.x * size.y) { return values }
    return [Float](unsafeUninitializedCapacity: values.count) { buffer, count in
      // Slices do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        values.withUnsafeBufferPointer { input in
          for y in 0..<size.y {
            let (row, target) = (first + y * steps.y + z * steps.z, size.x * (y + size.y * z))
            for x in 0..<size.x { output[target + x] = input[row + x * steps.x] }
          }
        }
      }
      count = values.count
    }
  }
}
