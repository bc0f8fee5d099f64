internal import Foundation
public import Geometry
public import Volumes

/// A scan made from a label map, and what is true of it.
public struct BatteryScan: Sendable {
  /// As a user would have it: 16-bit integers.
  public let image: NIfTIImage
  /// 1 where more than half of a voxel is brain.
  public let brain: VoxelMask
  /// The head that was scanned.
  public let head: LabelledHead
  /// What was scanned.
  public let kind: ScanKind
  /// From the label map's world to the scan's, RAS+ mm.
  public let pose: Affine
  let gain: CoilGain

  /// Scans `head`.
  ///
  /// - Parameters:
  ///   - head: Whom.
  ///   - kind: With which contrast.
  ///   - perturbation: How.
  ///   - tissue: Values of `head` in that contrast (`ValueMap`), which several scans share.
  init(_ head: LabelledHead, _ kind: ScanKind, _ perturbation: Perturbation, tissue: ValueMap) {
    let pose = perturbation.pose(about: head.eyes - Vector3(0, 75, 0))
    let field = ScanField(head, pose: pose, perturbation)
    let gain = CoilGain(
      strength: kind == .ct || kind == .pet ? 0 : perturbation.bias, center: field.grid.center)
    var filled = tissue.sampled(on: field.grid, head: head, pose: pose)
    ScanField.add(perturbation, to: &filled, head: head, pose: pose, kind: kind)
    let values = filled
    let grid = field.grid
    let seed = SeededGenerator.seed(of: head.name + kind.rawValue + perturbation.name)
    let noise = Float(perturbation.noise) * (kind == .ct ? 100 : kind.surface / 0.45)
    var bytes = [UInt8](repeating: 0, count: 2 * grid.count * perturbation.frames)
    bytes.withUnsafeMutableBytes { raw in
      nonisolated(unsafe) let output = raw.bindMemory(to: Int16.self)
      Parallel.forEach(grid.size.z * perturbation.frames) { slice in
        let k = slice % grid.size.z
        var generator = SeededGenerator(seed: seed, stream: UInt64(slice))
        for j in 0..<grid.size.y {
          for i in 0..<grid.size.x {
            let at = grid.index(i, j, k)
            let point = grid.affine(Vector3(Double(i), Double(j), Double(k)))
            let draw = generator.normalPair() * noise
            var value = values.values[at] * gain(point) + draw.x
            // Noise of magnitude images is Rician.
            if kind != .ct { value = (value * value + draw.y * draw.y).squareRoot() }
            output[slice / grid.size.z * grid.count + at] = Int16(
              min(max(value.rounded(), -1024), 32_000))
          }
        }
      }
    }
    let header = NIfTIHeader(grid: grid, frames: perturbation.frames, type: .int16)
    image = NIfTIImage(header: header, voxels: bytes)
    brain = VoxelMask(
      tissue.brain.resampled(to: grid, through: pose.inverse ?? .identity, outside: 0), above: 0.5)
    (self.head, self.kind, self.pose, self.gain) = (head, kind, pose, gain)
  }
}

/// How sensitive a coil is from place to place.
struct CoilGain: Sendable {
  let strength: Double
  let center: Vector3

  func callAsFunction(_ point: Vector3) -> Float {
    guard strength > 0 else { return 1 }
    let q = (point - center) / 100
    return Float(max(1 + strength * (0.55 * q.z - 0.7 * q.y + 0.25 * q.x), 0.3))
  }
}

extension SeededGenerator {
  /// Two independent normal draws, by the polar method of Marsaglia.
  mutating func normalPair() -> SIMD2<Float> {
    while true {
      let draw = SIMD2(2 * uniform() - 1, 2 * uniform() - 1)
      let square = (draw * draw).sum()
      if square > 0, square < 1 {
        return SIMD2<Float>(draw * (-2 * log(square) / square).squareRoot())
      }
    }
  }

  /// A seed that depends on a text alone (FNV-1a).
  static func seed(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
