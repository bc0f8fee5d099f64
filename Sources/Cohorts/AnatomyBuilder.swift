internal import Geometry
internal import HeadModels

extension Anatomy {
  /// Puts the parts of a head together at one point.
  struct Builder: Sendable {
    private let plan: FacialPlan
    private let frame: CranialFrame
    private let brain: Brain
    private let bones: FacialBones
    private let airways: Airways
    private let septa: PlaneWaves
    private let layers: PlaneWaves
    /// Mean thickness in mm of what lies between skin and skull, of the skull, and of the fluid.
    private let scalp: Float
    private let skull: Float
    private let fluid: Float
    /// Thickness of the fat below the skin of the cheek.
    private let fat: Float

    init(
      _ head: Head, _ plan: FacialPlan, _ frame: CranialFrame, _ generator: inout SeededGenerator
    ) {
      self.plan = plan
      self.frame = frame
      brain = Brain(age: head.identity.age, generator: &generator)
      bones = FacialBones(plan, frame: frame)
      airways = Airways(plan, frame: frame, generator: &generator)
      septa = PlaneWaves(wavelength: 24, count: 16, generator: &generator)
      layers = PlaneWaves(wavelength: 60, count: 10, generator: &generator)
      scalp = Float(5.3 + 0.5 * generator.gaussian(within: 2))
      skull = Float(6.3 + 0.8 * generator.gaussian(within: 2))
      fluid = Float(0.9 + 0.02 * max(head.identity.age - 30, 0))
      fat = Float(6 + 8 * (head.identity.weight - 0.3))
    }

    /// The anatomy at `p` (head's frame, mm), `depth` mm below the skin.
    func field(_ p: Point, depth: Float) -> AnatomyField {
      var field = AnatomyField(SIMD16(repeating: -20))
      guard depth > -4 else { return field }
      let s = frame.standard(p)
      let size = frame.size
      let cerebrum = brain.cerebrum(s)
      let cerebellum = brain.cerebellum(s)
      let stem = brain.stem(s)
      let whole = Shapes.join(Shapes.join(cerebrum, cerebellum, 4), stem, 6) * size
      let layer = layers.value(p)
      let over = cover(p, layer)
      // The vault limits the brain from above, the standard brain from below.
      let canalY = plan.canal(p.z)
      let canal = min(
        8.5 - Shapes.distance2(p.x, p.y - canalY), plan.foramen.z + 14 - p.z)
      let cranial = Shapes.meet(depth - over - skull, whole + fluid + 0.8, 3)
      let cavity = Shapes.join(cranial, canal, 3)
      let cord = min(5.2 - Shapes.distance2(p.x * 0.85, p.y - canalY), plan.foramen.z + 20 - p.z)
      field.cavity = cavity
      field.brain = max(min(cranial - fluid, max(cerebrum, max(cerebellum, stem)) * size), cord)
      let air = airways.depth(p, below: depth)
      field.airway = min(air, -cavity - 1.5)
      setBone(&field, p, depth, over, cavity)
      field.muscle = muscle(p, depth, layer)
      if field.brain > -6 { setBrain(&field, s, cerebrum, cerebellum, stem) }
      return field
    }

    /// Thickness of what lies between skin and skull at `p`: more over the temporal muscle.
    private func cover(_ p: Point, _ layer: Float) -> Float {
      let q = Point(abs(p.x), p.y, p.z)
      let temple = Shapes.ellipsoid(q, Point(plan.earSide - 4, 36, 32), Point(22, 40, 42))
      let nape = Shapes.step(plan.foramen.z + 45 - p.z, 0, 40) * Shapes.step(-p.y, 20, 60)
      return scalp + 0.5 * layer + 5.5 * Shapes.step(temple, -6, 12) + 9 * nape
    }

    private func setBone(
      _ field: inout AnatomyField, _ p: Point, _ depth: Float, _ over: Float, _ cavity: Float
    ) {
      let low = Shapes.step(plan.nasion.z + 8 - p.z, -10, 30)
      let cranial = Shapes.meet(depth - over, cavity + skull - 2.2 * low, 2)
      var bone = min(cranial, p.z - plan.foramen.z + 6)
      var marrow = min(bone - 2, -cavity - 2)
      if p.z < plan.nasion.z + 42 {
        let hollow = bones.hollow(p)
        // Nose and sinuses have walls of their own; what lies within is not bone.
        let (wall, within) = airways.walls(p)
        let solid = max(bones.face(p), bones.upperRidge(p))
        let face = min(
          min(max(solid, wall), -within), min(depth - bury(p), -hollow))
        let jaw = min(bones.mandible(p), depth - bury(p))
        let spine = bones.spine(p)
        bone = max(max(bone, face), max(jaw, spine))
        bone = min(bone, -bones.orbit(p))
        marrow = max(marrow, max(max(face, jaw) - 2.4, spine - 1.6))
        // Bone that faces air is a thin plate.
        marrow = min(marrow, -field.airway - 1.6)
        field.tooth = min(bones.teeth(p), depth - 4)
      }
      field.bone = bone
      field.marrow = min(marrow, -cavity - 1.5)
    }

    /// How deep bone lies below the skin of the face: least on the bridge of the nose.
    private func bury(_ p: Point) -> Float {
      let bridge = Shapes.capsule(
        p, plan.nasion + Point(0, 0, 4), plan.nasion + Point(0, 8, -18), 14, 10)
      return 6 - 2.5 * Shapes.step(bridge, -2, 8)
    }

    private func muscle(_ p: Point, _ depth: Float, _ layer: Float) -> Float {
      let q = Point(abs(p.x), p.y, p.z)
      let eye = plan.eye
      // Fat is thick in the cheek and the nape, thin about lids, nose and lips.
      let cheek = Shapes.ellipsoid(
        q, Point(plan.eyeSide + 16, eye.y - 16, plan.subnasale.z - 8), Point(26, 36, 40))
      let middle = Shapes.ellipsoid(q, plan.subnasale + Point(0, -6, 6), Point(26, 26, 40))
      let vault = Shapes.step(p.z, plan.nasion.z + 8, plan.nasion.z + 34)
      var layerDepth = 4.2 + 0.6 * layer + (fat - 3) * Shapes.step(cheek, -8, 12)
      layerDepth += (fat - 4) * 0.6 * Shapes.step(-p.z, 20, 70)
      layerDepth -= 1.4 * Shapes.step(middle, -4, 8)
      let temple = Shapes.ellipsoid(q, Point(plan.earSide - 4, 36, 32), Point(24, 42, 44))
      layerDepth += 3 * vault * (1 - Shapes.step(temple, -8, 4))
      var muscle = depth - layerDepth
      // Muscles of the neck run upwards, so the sheets between them do too.
      let (value, slope) = septa.valueAndSlope(Point(p.x, p.y, 0.3 * p.z))
      let sheet = abs(value / max(slope, 0.45 * septa.wavenumber))
      // The tongue is one muscle; elsewhere sheets of fat lie between muscles.
      let tongue = Shapes.ellipsoid(
        p, plan.stomion + Point(0, -46, -8), Point(25, 34, 22))
      muscle = min(muscle, max(sheet - 0.45, tongue))
      let pad = Shapes.ellipsoid(
        q, Point(plan.eyeSide + 14, eye.y - 22, plan.subnasale.z - 2), Point(9, 14, 20))
      muscle = min(muscle, -pad)
      let orbit = bones.orbit(p)
      if orbit > -3 { muscle = max(min(muscle, 2 - orbit), bones.recti(p)) }
      return muscle
    }

    private func setBrain(
      _ field: inout AnatomyField, _ s: Point, _ cerebrum: Float, _ cerebellum: Float,
      _ stem: Float
    ) {
      let size = frame.size
      let isCortex = cerebrum > max(stem, cerebellum)
      field.sulcus = brain.sulcus(s) * size
      field.sulcalDepth = isCortex ? brain.sulcalDepth(s) : -6
      field.cerebellum = min(cerebellum * size, 30)
      field.nuclei = brain.nuclei(s) * size
      field.ventricle = brain.ventricle(s) * size
      let (midline, gate) = brain.midline(s)
      field.midline = midline * size
      field.midlineGate = min(gate, cerebrum > -3 ? 20 : -20)
      let (sylvian, lateral) = brain.sylvian(s)
      field.sylvian = sylvian * size
      field.sylvianGate = min(lateral, cerebrum > -3 ? 20 : -20)
    }
  }
}
