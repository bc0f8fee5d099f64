/// What one voxel holds: tissues laid over each other from the skin inwards, each covering the part
/// of the voxel that its depth says.
///
/// A boundary at depth d below or above the voxel's centre covers 1/2 + d/width of it, width being
/// that of the point spread: partial volume without supersampling.
struct TissueMixer: Sendable {
  typealias Point = SIMD3<Float>

  /// Value of each tissue, by its code.
  let values: [Float]
  /// One over the width of the point spread in mm.
  let sharpness: Float
  let eyes: [Point]
  let eyeRadius: Float
  /// Where the folia of the cerebellum converge.
  let foliaCenter: Point

  /// A voxel while it is being filled.
  private struct Voxel {
    var value: Float
    var label: Tissue

    @inline(__always) mutating func lay(_ tissue: Tissue, _ value: Float, _ share: Float) {
      guard share > 0 else { return }
      self.value += share * (value - self.value)
      if share >= 0.5 { label = tissue }
    }
  }

  /// The value and the label at `p` (head's frame), `depth` mm below the skin.
  @inline(__always) func mix(
    _ p: Point, depth: Float, _ field: AnatomyField
  ) -> (value: Float, label: Tissue) {
    values.withUnsafeBufferPointer { table in
      var voxel = Voxel(value: table[Int(Tissue.air.rawValue)], label: .air)
      @inline(__always) func lay(_ tissue: Tissue, _ depth: Float) {
        let share = min(max(0.5 + depth * sharpness, 0), 1)
        voxel.lay(tissue, table[Int(tissue.rawValue)], share)
      }
      lay(.skin, depth)
      if field.cavity < 1.5 {
        lay(.fat, depth - 2)
        lay(.muscle, min(field.muscle, depth - 2.2))
        lay(.bone, field.bone)
        lay(.marrow, field.marrow)
        lay(.tooth, field.tooth)
        lay(.airway, field.airway)
        layEyes(p, lay)
      }
      if field.cavity > -1.5 {
        lay(.csf, field.cavity)
        if field.brain > -1.5 { layBrain(p, field, lay) }
      }
      return (voxel.value, voxel.label)
    }
  }

  @inline(__always) private func layBrain(
    _ p: Point, _ field: AnatomyField, _ lay: (Tissue, Float) -> Void
  ) {
    let inside = min(field.brain, field.cavity - 0.6)
    if field.sulcalDepth > 0 {
      let sulcus = min(0.35 - abs(field.sulcus), field.sulcalDepth - inside)
      let midline = min(0.7 - abs(field.midline), field.midlineGate)
      let sylvian = min(1 - abs(field.sylvian), field.sylvianGate)
      let depth = min(inside, -max(sulcus, max(midline, sylvian)))
      lay(.greyMatter, depth)
      lay(.whiteMatter, depth - 2.6)
    } else if field.cerebellum > -1 {
      let arm = p - foliaCenter
      let turns = (arm * arm).sum().squareRoot() / 4.2
      let leaf = (0.25 - abs(turns - turns.rounded(.down) - 0.5)) * 4.2
      lay(.greyMatter, min(inside, max(leaf + 1.5, inside - 4)))
      lay(.whiteMatter, max(min(inside - 3, leaf - 0.3), field.cerebellum - 11))
    } else {
      lay(.whiteMatter, inside)
    }
    lay(.greyMatter, min(field.nuclei, inside - 2))
    lay(.csf, field.ventricle)
  }

  @inline(__always) private func layEyes(_ p: Point, _ lay: (Tissue, Float) -> Void) {
    for eye in eyes {
      let arm = p - eye
      let square = (arm * arm).sum()
      guard square < (eyeRadius + 2) * (eyeRadius + 2) else { continue }
      lay(.eye, eyeRadius - square.squareRoot())
      lay(.lens, Shapes.ellipsoid(arm, Point(0, 8.2, 0), Point(4.6, 2.1, 4.6)))
    }
  }
}
