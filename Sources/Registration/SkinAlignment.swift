internal import Foundation
public import Geometry
public import Surfaces

/// A head to which others are registered.
public struct AlignmentTarget: Sendable {
  /// Signed distance to its skin.
  public let field: DistanceField
  /// Points of its skin, RAS+ mm.
  public let skin: [Vector3]
  /// Below this height (z, mm) the head is cut and its surface is not skin.
  public let floor: Double

  /// Describes a target.
  public init(field: DistanceField, skin: [Vector3], floor: Double) {
    self.field = field
    self.skin = skin.filter { $0.z > floor }
    self.floor = floor
  }
}

/// The result of a registration.
public struct Alignment: Sendable {
  /// Scan world (RAS+ mm) to template world (RAS+ mm).
  public let toTemplate: Affine
  /// Mean distance in mm between the scan's skin and the template's, over the points that agree
  /// within 15 mm.
  public let meanDistance: Double
  /// Share of the template's skin inside the scan's field that has skin of the scan within 15 mm.
  public let matched: Double
  /// Share of the template's skin that lies inside the scan's field.
  public let coverage: Double
}

/// Registers heads by their skin alone, so that it does not matter whether a scan is CT, T1 or T2.
///
/// Both ways at once: points of the scan's skin fall on the template's signed distance and points of
/// the template's skin on the scan's. The Geman-McClure function (as in graduated non-convexity,
/// Yang et al. 2020) lets couch, shoulders, ear plugs and cut faces count for nothing; its width
/// falls from 40 to 6 mm. Gauss-Newton with a prior on scales and shears, from several starting
/// poses, since heads lie tilted. Whatever a scan's header says beyond 45 degrees is believed.
public struct SkinAlignment: Sendable {
  private let scanField: DistanceField
  private let points: SkinPoints
  private let target: AlignmentTarget
  /// How much the prior counts: as the square of the error of a point, in mm^2, and at least 1.
  private let priorWeight: Double

  /// Prepares a registration.
  ///
  /// - Parameters:
  ///   - head: The head found in the scan.
  ///   - field: Its signed distance.
  ///   - target: What it is registered to.
  public init(head: HeadMask, field: DistanceField, target: AlignmentTarget) {
    points = SkinPoints(head, count: 6000)
    scanField = field
    priorWeight = max(1, head.coarsestEdge * head.coarsestEdge / 4)
    self.target = target
  }

  /// Finds the transform.
  ///
  /// - Returns: The best alignment, or nil where the scan shows less skin than 200 points.
  public func run() -> Alignment? {
    guard points.positions.count >= 200 else { return nil }
    let coarse = Sample(points, target, every: 8)
    let medium = Sample(points, target, every: 2)
    let fine = Sample(points, target, every: 1)
    let poses = starts()
    var candidates = Parallel.map(poses.count) { at in
      refine(poses[at], coarse, freedom: .similarity, widths: [40, 30, 20, 20, 15, 15])
    }
    let chosen = best(candidates, 4, coarse)
    candidates = Parallel.map(chosen.count) { at in
      refine(chosen[at], medium, freedom: .affine, widths: [20, 15, 15, 12, 12, 10, 10, 10])
    }
    guard let winner = best(candidates, 1, medium).first else { return nil }
    let final = refine(
      winner, fine, freedom: .affine, widths: [10, 8, 8] + [Double](repeating: 6, count: 12))
    return summary(final, fine)
  }

  /// Poses to start from: head tilted forward and back, turned and leaning, with the crowns or the
  /// middles brought together.
  private func starts() -> [HeadTransform] {
    let heights = points.positions.map(\.z).sorted()
    let crown = heights[Int(Double(heights.count - 1) * 0.995)]
    let upper = points.positions.filter { $0.z > crown - 110 }
    let middle = upper.reduce(Vector3(), +) / Double(max(upper.count, 1))
    let targetCrown = target.skin.map(\.z).max() ?? 0
    let targetUpper = target.skin.filter { $0.z > targetCrown - 110 }
    let targetMiddle = targetUpper.reduce(Vector3(), +) / Double(max(targetUpper.count, 1))
    let turns: [(Double, Vector3)] = [
      (0, Vector3(1, 0, 0)), (25, Vector3(1, 0, 0)), (-25, Vector3(1, 0, 0)),
      (25, Vector3(0, 1, 0)), (-25, Vector3(0, 1, 0)), (30, Vector3(0, 0, 1)),
      (-30, Vector3(0, 0, 1)),
    ]
    return turns.flatMap { turn in
      [0.0, 35, -35].map { shift in
        HeadTransform(
          rotation: .rotation(degrees: turn.0, about: turn.1),
          position: targetMiddle + Vector3(0, 0, shift), center: middle)
      }
    }
  }

  private func best(
    _ candidates: [HeadTransform], _ count: Int, _ sample: Sample
  ) -> [HeadTransform] {
    let costs = Parallel.map(candidates.count) { cost(candidates[$0], sample, width: 12) }
    return candidates.indices.sorted { costs[$0] < costs[$1] }.prefix(count).map { candidates[$0] }
  }

  private func cost(_ transform: HeadTransform, _ sample: Sample, width: Double) -> Double {
    var sum = 0.0
    var weight = 0.0
    forEachResidual(transform, sample) { residual in
      weight += residual.weight
      sum += residual.weight * residual.loss(width: width)
    }
    return sum / max(weight, 1e-9)
  }

  /// Gauss-Newton steps, one for each width.
  private func refine(
    _ start: HeadTransform, _ sample: Sample, freedom: HeadTransform.Freedom, widths: [Double]
  ) -> HeadTransform {
    var transform = start
    var row = [Double](repeating: 0, count: freedom.count)
    for width in widths {
      var system = NormalEquations(count: freedom.count)
      let derivative = transform.derivative(freedom: freedom)
      forEachResidual(transform, sample) { residual in
        guard let gradient = residual.gradient else { return }
        let squared = width * width
        let share = squared / (squared + residual.distance * residual.distance)
        derivative.along(gradient, at: residual.point, into: &row)
        system.add(
          row, residual: residual.distance, weight: residual.weight * share * share)
      }
      guard system.weight > 0 else { return transform }
      system.normalize()
      for (parameter, value, weight) in transform.prior(freedom: freedom) {
        system.addPrior(parameter, value: value, weight: weight * priorWeight)
      }
      guard let step = system.solve() else { return transform }
      transform = transform.moved(step.map { -$0 }, freedom: freedom)
    }
    return transform
  }

  /// Calls `body` for every residual, both ways.
  private func forEachResidual(
    _ transform: HeadTransform, _ sample: Sample, _ body: (Residual) -> Void
  ) {
    let affine = transform.affine
    guard let inverse = affine.inverse else { return }
    let normalMap = inverse.linear.transpose
    for (point, normal) in zip(sample.positions, sample.normals) {
      let image = affine(point)
      guard image.z > target.floor, let (distance, gradient) = target.field.sample(image) else {
        body(Residual(point: point, distance: .infinity, gradient: nil, weight: 0.5))
        continue
      }
      let agreement = dot(normalized(normalMap * normal), normalized(gradient))
      body(
        Residual(
          point: point, distance: distance, gradient: gradient,
          weight: 0.5 + 0.5 * max(agreement, -1)))
    }
    let balance = sample.balance
    for point in sample.targetSkin {
      let image = inverse(point)
      guard let (distance, gradient) = scanField.sample(image) else { continue }
      body(
        Residual(
          point: image, distance: distance,
          gradient: Vector3() - normalMap * gradient, weight: balance))
    }
  }

  private func summary(_ transform: HeadTransform, _ sample: Sample) -> Alignment {
    let affine = transform.affine
    var near: [Double] = []
    for point in sample.positions {
      if let (distance, _) = target.field.sample(affine(point)), abs(distance) < 15,
        affine(point).z > target.floor
      {
        near.append(abs(distance))
      }
    }
    var (inside, matched) = (0, 0)
    for point in target.skin {
      guard let inverse = affine.inverse, let (distance, _) = scanField.sample(inverse(point))
      else { continue }
      inside += 1
      if abs(distance) < 15 { matched += 1 }
    }
    return Alignment(
      toTemplate: affine, meanDistance: near.reduce(0, +) / Double(max(near.count, 1)),
      matched: Double(matched) / Double(max(inside, 1)),
      coverage: Double(inside) / Double(max(target.skin.count, 1)))
  }
}

/// Points taken for one stage of the search.
private struct Sample {
  let positions: [Vector3]
  let normals: [Vector3]
  let targetSkin: [Vector3]
  /// Weight of one point of the target's skin, so that both ways count alike.
  let balance: Double

  init(_ points: SkinPoints, _ target: AlignmentTarget, every step: Int) {
    let chosen = Swift.stride(from: 0, to: points.positions.count, by: step)
    positions = chosen.map { points.positions[$0] }
    normals = chosen.map { points.normals[$0] }
    let wanted = max(positions.count / 2, 1)
    let spacing = max(target.skin.count / wanted, 1)
    targetSkin = Swift.stride(from: 0, to: target.skin.count, by: spacing).map { target.skin[$0] }
    balance = 0.5 * Double(positions.count) / Double(max(targetSkin.count, 1))
  }
}

/// One point's distance to the other head's skin.
private struct Residual {
  /// In the scan's world.
  let point: Vector3
  /// mm; infinite where the point falls outside the other head's field.
  let distance: Double
  /// Derivative of the distance by the image of `point` in the template's world.
  let gradient: Vector3?
  let weight: Double

  /// Geman-McClure, 0 to 1.
  func loss(width: Double) -> Double {
    guard distance.isFinite else { return 1 }
    return distance * distance / (distance * distance + width * width)
  }
}
