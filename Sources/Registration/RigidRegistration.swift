internal import Foundation
public import Geometry
public import Surfaces
internal import Volumes

/// How a person's head moved between two scans.
public struct RigidMotion: Sendable {
  /// World of the moving scan (RAS+ mm) to that of the fixed one (RAS+ mm): a rotation and a shift.
  public let affine: Affine
  /// Mean displacement in mm over the moving scan's skin.
  public let displacement: Double
  /// Mean distance in mm between the two skins, over the points that agree within 15 mm.
  public let skinDistance: Double
  /// Normalised mutual information (1: none; 2: one scan says all about the other).
  public let information: Double
}

/// Registers another scan of the same person, of any modality, by skin and intensities.
///
/// The measure is the normalised mutual information of the two scans within the fixed head
/// (Studholme, Hill and Hawkes 1999) less a fifth of the Geman-McClure distance of the skins, which
/// leads from far away where mutual information is flat. It is climbed by Hooke and Jeeves' pattern
/// search (1961) from several starts, with steps from 8 to 0.125 mm and degrees. Both scans enter as
/// cubic voxels of 2 mm. Sums are taken in a fixed order.
public struct RigidRegistration: Sendable {
  private let samples: [(point: Vector3, bin: Int)]
  private let moving: HeadMask
  private let movingToVoxel: Affine
  private let movingRange: ClosedRange<Float>
  private let skin: [Vector3]
  private let field: DistanceField
  private let center: Vector3

  static let bins = 32

  /// Prepares a registration.
  ///
  /// - Parameters:
  ///   - fixed: The head in the scan that stays.
  ///   - field: Signed distance to its skin.
  ///   - moving: The head in the scan that is to be brought to it.
  public init(fixed: HeadMask, field: DistanceField, moving: HeadMask) {
    let inside = fixed.solid.dilated(3)
    let all = inside.bits.indices.filter { inside.bits[$0] == 1 }
    let spread = max(Double(all.count) / 24_000, 1)
    let range = Self.range(fixed)
    let grid = fixed.volume.grid
    let chosen = (0..<Int(Double(all.count) / spread)).map { all[Int(Double($0) * spread)] }
    // Places between voxels: on them, interpolation of the other scan alone would smooth its noise
    // and draw the optimum half a voxel away (Pluim, Maintz and Viergever 2000).
    var generator = SeededGenerator(seed: 1)
    samples = chosen.compactMap { at in
      let jitter = Vector3(generator.uniform(), generator.uniform(), generator.uniform()) - 0.5
      let voxel = grid.voxel(at: at) + jitter
      let value = fixed.volume.trilinear(atVoxel: voxel, outside: .nan)
      return value.isFinite ? (grid.affine(voxel), Self.bin(value, range)) : nil
    }
    self.moving = moving
    self.field = field
    movingToVoxel = moving.volume.grid.affine.inverse ?? .identity
    movingRange = Self.range(moving)
    skin = SkinPoints(moving, count: 3000).positions
    center = samples.reduce(Vector3()) { $0 + $1.point } / Double(max(samples.count, 1))
  }

  /// The best motion from the `starts`, maps from the moving world to the fixed one that need not be
  /// rigid; nil where the scans show too little of a head in common.
  public func run(from starts: [Affine]) -> RigidMotion? {
    guard samples.count >= 1000, skin.count >= 200 else { return nil }
    let poses = starts.map { Pose(nearest: $0, around: skin) }
    let coarse = poses.map { climb($0, steps: [8, 4, 2], every: 6) }
    var best: (pose: Pose, value: Double)?
    for pose in coarse {
      let value = measure(pose, every: 2)
      if value > best?.value ?? -.infinity { best = (pose, value) }
    }
    guard let best else { return nil }
    let final = climb(
      climb(best.pose, steps: [2, 1, 0.5], every: 2), steps: [0.5, 0.25, 0.125], every: 1)
    guard let information = information(final.affine, every: 1) else { return nil }
    let moved = skin.map { length(final.affine($0) - $0) }
    let distances = skin.compactMap { field.sample(final.affine($0))?.distance }
      .map(abs).filter { $0 < 15 }
    return RigidMotion(
      affine: final.affine, displacement: moved.reduce(0, +) / Double(moved.count),
      skinDistance: distances.reduce(0, +) / Double(max(distances.count, 1)),
      information: information)
  }

  // MARK: - The search

  private func climb(_ start: Pose, steps: [Double], every stride: Int) -> Pose {
    var pose = start
    var value = measure(pose, every: stride)
    for step in steps {
      var improves = true
      var rounds = 0
      while improves, rounds < 20 {
        improves = false
        rounds += 1
        for parameter in 0..<6 {
          for sign in [1.0, -1] {
            let next = pose.moved(parameter, by: sign * step, about: center)
            let candidate = measure(next, every: stride)
            guard candidate > value else { continue }
            (pose, value) = (next, candidate)
            improves = true
            break
          }
        }
      }
    }
    return pose
  }

  private func measure(_ pose: Pose, every stride: Int) -> Double {
    guard let information = information(pose.affine, every: stride) else { return -.infinity }
    return information - 0.2 * skinLoss(pose.affine, every: stride)
  }

  /// Geman-McClure of width 6 mm, 0 to 1.
  private func skinLoss(_ affine: Affine, every step: Int) -> Double {
    var sum = 0.0
    var count = 0.0
    for at in stride(from: 0, to: skin.count, by: step) {
      count += 1
      guard let (distance, _) = field.sample(affine(skin[at])) else {
        sum += 1
        continue
      }
      sum += distance * distance / (distance * distance + 36)
    }
    return sum / count
  }

  /// Nil where less than a quarter of the fixed head lies in the moving field.
  private func information(_ affine: Affine, every step: Int) -> Double? {
    guard let back = affine.inverse else { return nil }
    let map = movingToVoxel * back
    var joint = [Double](repeating: 0, count: Self.bins * Self.bins)
    var (inside, all) = (0, 0)
    for at in stride(from: 0, to: samples.count, by: step) {
      all += 1
      let value = moving.volume.trilinear(atVoxel: map(samples[at].point), outside: .nan)
      guard value.isFinite else { continue }
      inside += 1
      joint[samples[at].bin * Self.bins + Self.bin(value, movingRange)] += 1
    }
    guard inside * 4 >= all else { return nil }
    return Self.normalizedInformation(joint, total: Double(inside))
  }

  // MARK: - Histograms

  /// (H(A) + H(B)) / H(A, B).
  static func normalizedInformation(_ joint: [Double], total: Double) -> Double {
    var rows = [Double](repeating: 0, count: bins)
    var columns = rows
    for row in 0..<bins {
      for column in 0..<bins {
        rows[row] += joint[row * bins + column]
        columns[column] += joint[row * bins + column]
      }
    }
    func entropy(_ counts: [Double]) -> Double {
      counts.reduce(0) { $1 > 0 ? $0 - $1 / total * log($1 / total) : $0 }
    }
    let both = entropy(joint)
    return both > 0 ? (entropy(rows) + entropy(columns)) / both : 1
  }

  /// From the 1st to the 99th hundredth of the values in the head.
  private static func range(_ head: HeadMask) -> ClosedRange<Float> {
    let inside = head.solid.bits.indices.filter { head.solid.bits[$0] == 1 }
    let values = inside.map { head.volume.values[$0] }.filter(\.isFinite).sorted()
    guard let first = values.first, let last = values.last else { return 0...1 }
    let low = values[values.count / 100]
    let high = values[values.count - 1 - values.count / 100]
    return high > low ? low...high : first...max(last, first + 1)
  }

  private static func bin(_ value: Float, _ range: ClosedRange<Float>) -> Int {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(max(Int(share * Float(bins)), 0), bins - 1)
  }
}

/// A rotation and a shift.
private struct Pose {
  let affine: Affine

  /// The rigid map closest to `map`: its rotation by polar decomposition (Higham 1986), and the shift
  /// that takes the middle of `points` where `map` takes it.
  init(nearest map: Affine, around points: [Vector3]) {
    var rotation = map.linear
    for _ in 0..<30 {
      guard let inverse = rotation.inverse?.transpose else { break }
      rotation = Matrix3(
        columns: (rotation.columns.x + inverse.columns.x) / 2,
        (rotation.columns.y + inverse.columns.y) / 2,
        (rotation.columns.z + inverse.columns.z) / 2)
    }
    let middle = points.reduce(Vector3(), +) / Double(max(points.count, 1))
    affine = Affine(linear: rotation, translation: map(middle) - rotation * middle)
  }

  private init(_ affine: Affine) { self.affine = affine }

  /// Moved by `amount` mm along axis 0...2, or turned by as many degrees about axis 3...5 through
  /// `center`.
  func moved(_ parameter: Int, by amount: Double, about center: Vector3) -> Pose {
    var axis = Vector3()
    axis[parameter % 3] = 1
    if parameter < 3 {
      return Pose(
        Affine(linear: affine.linear, translation: affine.translation + axis * amount))
    }
    let turn = Matrix3.rotation(degrees: amount, about: axis)
    return Pose(Affine(linear: turn, translation: center - turn * center) * affine)
  }
}
