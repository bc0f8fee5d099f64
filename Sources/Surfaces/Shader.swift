internal import Geometry
internal import Images

/// Lambert's law for lamps that move with the camera.
struct Shader {
  private let lamps: [SIMD3<Float>]
  private let ambient: Float

  init(_ lights: [View.Light], ambient: Double, camera: Camera) {
    lamps = lights.map { light in
      let unit = normalized(light.direction)
      let world = camera.right * unit.x + camera.up * unit.y - camera.forward * unit.z
      return SIMD3<Float>(world * light.strength * (1 - ambient))
    }
    self.ambient = Float(ambient)
  }

  @inline(__always)
  func grey(_ normal: SIMD3<Float>) -> UInt8 {
    var sum = ambient
    for lamp in lamps { sum += max((lamp * normal).sum(), 0) }
    return UInt8(min(sum, 1) * 255 + 0.5)
  }
}

extension Rendering {
  /// The same view in the light of `view`, to the byte what rendering it anew would give.
  ///
  /// Takes a hundredth of the time, since no ray is cast. Only the lamps and the ambient light of
  /// `view` count; its direction and projection must be those of this picture.
  public func lit(as view: View) -> Rendering {
    let shader = Shader(view.lights, ambient: view.ambient, camera: camera)
    let size = camera.size
    var samples = [UInt8](repeating: 0, count: size * size)
    samples.withUnsafeMutableBufferPointer { samples in
      // Each piece writes its own row only.
      nonisolated(unsafe) let samples = samples
      Parallel.forEach(size) { row in
        for at in row * size..<(row + 1) * size where depth[at] < .infinity {
          samples[at] = shader.grey(normals[at])
        }
      }
    }
    var result = self
    result.picture = Raster(width: size, height: size, channels: 1, samples: samples)
    return result
  }
}
