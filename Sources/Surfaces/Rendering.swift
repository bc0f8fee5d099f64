public import Images

/// A picture of a surface and the geometry behind each of its pixels; rows from the top.
public struct Rendering: Sendable, Equatable {
  /// Grey, black where there is no surface.
  public var picture: Raster
  /// For each pixel, mm along the viewing axis from the camera; infinite where there is no surface.
  public let depth: [Float]
  /// For each pixel, the outward unit normal (RAS+); zero where there is no surface.
  public let normals: [SIMD3<Float>]
  /// The camera, which takes pixels and depths back to the scan.
  public let camera: Camera

  /// Share of the pixels that show surface.
  public var coverage: Double {
    Double(depth.reduce(0) { $0 + ($1.isFinite ? 1 : 0) }) / Double(depth.count)
  }

  /// The picture with `grey` where there is no surface.
  public func picture(before grey: UInt8) -> Raster {
    guard grey > 0 else { return picture }
    var result = picture
    for pixel in depth.indices where !depth[pixel].isFinite { result.samples[pixel] = grey }
    return result
  }

  /// mm for one step of `depthSamples`.
  public static let depthStep = 0.05

  /// Depth as 16-bit numbers: 0 where there is no surface, otherwise depth / `depthStep`, rounded.
  public var depthSamples: [UInt16] {
    depth.map {
      $0.isFinite ? UInt16(max(1, min(65535, ($0 / Float(Self.depthStep)).rounded()))) : 0
    }
  }

  /// The normals as colours: 128 + 127 * (right, anterior, superior); black where there are none.
  public var normalPicture: Raster {
    var samples: [UInt8] = []
    samples.reserveCapacity(normals.count * 3)
    for normal in normals {
      for axis in 0..<3 {
        samples.append(normal == .zero ? 0 : UInt8((128 + 127 * normal[axis]).rounded()))
      }
    }
    return Raster(
      width: picture.width, height: picture.height, channels: 3, samples: samples)
  }
}
