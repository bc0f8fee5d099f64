internal import Foundation
internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// Where the new surface of `AdaptiveDefacer` lies in a scan.
struct AdaptiveSurface: Sendable {
  /// Voxels that change. Most of them become air, so only the others say more than where they are.
  struct Places: Sendable {
    /// All of them, ascending.
    var indices: [Int32] = []
    /// Those that are painted, ascending.
    var painted: [Place] = []
  }

  /// A voxel that is painted.
  struct Place: Sendable {
    /// Its position among all indices.
    var position: Int32
    /// To the new surface, mm, negative inside.
    let distance: Float
    /// How much of the new value it gets.
    let opacity: Float
  }

  /// Over how many mm from the border of the region the new surface takes over.
  private static let blend = 22.0
  /// Most of what may be put on the temples to take their relief off, mm.
  private static let filling = 6.0
  /// From this height above the eyes' centres (template mm) on, where the brain lies too near for more
  /// than a cut that would follow the brow, brow and forehead are covered instead ...
  fileprivate static let brim = -5.0
  /// ... by an average skin without relief, moved outwards by this much (mm), and by so much more
  /// beside the eyes, where heads differ more ...
  private static let averageCover = 7.5
  private static let sideCover = 3.0
  /// ... and where the person's own exceeds that by one which stands this far before theirs without its
  /// relief, mm,
  fileprivate static let covering = 5.5
  /// and before theirs with it: least and most,
  private static let leastCover = 3.4
  private static let mostCover = 10.0
  /// over how many mm the two run into each other.
  private static let softness = 1.0
  /// What rises more than this (mm) over the skin without relief, as the root of the nose, may be cut
  /// instead.
  private static let mostRelief = 2.5
  /// The person's own skin is covered no further than this before the average one, mm, and so much less
  /// beside the eyes, so that specks near the head are not built upon.
  private static let coverReach = 12.0
  /// Over how many mm from the border of the region the cover rises.
  private static let coverBlend = 40.0
  /// How much its lower face rises with each mm inwards.
  fileprivate static let brimSlope = 0.4
  /// How far before the average skin the region reaches, mm.
  private static let reach = 45.0

  fileprivate let scan: AnalysedScan
  private let takesEars: Bool
  private let scale: Double
  // Of the template. Reaching for all its landmarks at every point would take longer than the rest.
  fileprivate let eyes: Vector3
  private let ears: Vector3
  private let chin: Double
  /// Scan world to the template's without the person's proportions, which would show in the front,
  /// and with chance ones.
  private let toFront: Affine
  private let scalp: Double
  /// By how much more than in fine voxels the brain is kept clear of, mm: the skin of voxels thicker than
  /// 2 mm is known less well.
  private let doubt: Double
  fileprivate let paint: Double
  /// What is put on the brow more in scans of thick voxels, mm.
  private let thick: Double

  init(_ scan: AnalysedScan, ears: Bool) {
    self.scan = scan
    takesEars = ears
    scale = scan.templateScale
    let marks = scan.template.landmarks
    let middle = (marks.eyes + marks.mouth) / 2
    (eyes, chin) = (marks.eyes, marks.chin.z)
    self.ears = (marks.leftEar + marks.rightEar) / 2
    toFront =
      FrontVariation(scan.volume, about: middle).map
      * scan.alignment.toTemplate.similarity(about: scan.fromTemplate(middle))
    // A thick voxel reaches deeper than its centre.
    let edge = scan.head.coarsestEdge
    scalp = max(AdaptiveDefacer.scalp - 0.25 * max(edge - 1, 0), 1)
    doubt = 0.2 * min(max(edge - 2, 0), 3)
    paint = max(AdaptiveDefacer.paintDepth, 2.5 * edge)
    thick = 0.5 * max(edge - 3, 0)
  }

  /// Every voxel that changes; those more than `edge` mm before the new surface become air. Painted are
  /// the first mm under the new skin and, where that covers the person's own, under theirs, so that no
  /// other level of grey shows it.
  ///
  /// All that decides is smooth at the scale of the head's working grid, so it is worked out there and
  /// interpolated at the scan's own voxels.
  func places(edge: Float) -> Places {
    let grid = scan.volume.grid
    guard let toVoxel = grid.affine.inverse,
      let box = VoxelBox(corners: bounds, through: toVoxel * scan.fromTemplate, size: grid.size),
      let lattice = Lattice(self, edge: edge)
    else { return Places() }
    let map = lattice.toLattice * grid.affine
    let step = map.linear.columns.x
    let found = Parallel.map(box.high.z - box.low.z + 1) { slab -> Places in
      var list = Places()
      let k = box.low.z + slab
      for j in box.low.y...box.high.y {
        let start = map(Vector3(0, Double(j), Double(k)))
        for i in box.low.x...box.high.x {
          let position = start + step * Double(i)
          guard let cell = lattice.cell(at: position) else { continue }
          if cell.isAir {
            list.indices.append(Int32(grid.index(i, j, k)))
            continue
          }
          let field = lattice.sample(position, in: cell)
          guard field.z > 0, field.w > -Float(paint) else { continue }
          list.indices.append(Int32(grid.index(i, j, k)))
          guard field.x <= edge else { continue }
          let fade = min((field.w + Float(paint)) / 3, 1)
          list.painted.append(
            Place(
              position: Int32(list.indices.count - 1), distance: field.x,
              opacity: min(1.3 * field.y, 1) * fade))
        }
      }
      return list
    }
    return Self.joined(found)
  }

  private static func joined(_ slabs: [Places]) -> Places {
    var all = Places()
    all.indices.reserveCapacity(slabs.reduce(0) { $0 + $1.indices.count })
    all.painted.reserveCapacity(slabs.reduce(0) { $0 + $1.painted.count })
    for slab in slabs {
      let first = Int32(all.indices.count)
      all.indices += slab.indices
      for var place in slab.painted {
        place.position += first
        all.painted.append(place)
      }
    }
    return all
  }

  /// Distance (mm) to the average skin with the person's proportions, at a world point.
  fileprivate func average(_ world: Vector3) -> Double {
    scan.template.skin.distance(scan.alignment.toTemplate(world), outside: 60) / scale
  }

  /// Distances in mm, negative inside, at a point.
  fileprivate struct Skins {
    /// To the person's own skin, and to that without its relief.
    let own, smooth: Double
    /// To the average one with the person's proportions, and to that without its relief.
    let average, plain: Double
  }

  /// Distance to the new surface below the brim (well above it, to the person's own skin; mm), how much
  /// it replaces the person's own, where it is positive whether a change is within the region and safe,
  /// and distance to the new surface above the brim (mm); at a world point.
  fileprivate func field(_ world: Vector3, _ skins: Skins) -> SIMD4<Float> {
    let (own, smooth, average) = (skins.own, skins.smooth, skins.average)
    let point = scan.alignment.toTemplate(world)
    let inside = min(-window(point), Self.reach - average)
    guard inside > -4 else { return SIMD4(60, 0, -4, 60) }
    let front = scan.template.front.distance(toFront(world), outside: 60) / scale
    let brain = scan.template.brain.distance(point, outside: 60) / scale
    // Near the brain the cut stays within the scalp, so that what is left is smooth there as well.
    let cover = AdaptiveDefacer.cover
    let deepest =
      max(scalp - cover, 0.5) + 3 * max(brain - AdaptiveDefacer.brainMargin - doubt - cover, 0)
    let under = max(smooth - own + AdaptiveDefacer.depth, AdaptiveDefacer.leastDepth)
    // Beside the facial window the front stands even before the person's own skin, so that neither
    // breadth nor length of the face is theirs.
    let aside = FaceFront.aside(point, eyes: eyes)
    let face = max(front - own, (1 - aside) * under + aside * (front - own))
    let brow = brow(point, skins)
    // Above the ears, which the cover would lift, relief goes by a little cutting and filling.
    let filled = max(smooth - own + AdaptiveDefacer.templeDepth, -Self.filling)
    let temple = face + FaceFront.forehead(point, eyes: eyes) * (filled - face)
    let upper = brow + FaceFront.behind(point, ears: ears) * (temple - brow)
    let share = FaceFront.step(inside / Self.blend)
    let covered = own + FaceFront.step(inside / Self.coverBlend) * min(upper, deepest)
    let height = point.z - eyes.z - Self.brim
    // So far above the brim that no point below it is interpolated from this one.
    let isAbove = height + Self.rise(covered) > 2.5 * scan.skin.volume.grid.spacing.x
    return SIMD4<Float>(
      SIMD4(
        isAbove ? own : own + share * min(face, deepest), share,
        min(safety(brain: brain, own: own, average: average), inside), covered))
  }

  /// By how much the lower face of the cover lies lower than the brim, mm, at a distance from its skin.
  fileprivate static func rise(_ distance: Double) -> Double { brimSlope * (distance + covering) }

  /// How far the cover stands before the person's own skin, mm, negative, at a point of the template.
  private func brow(_ point: Vector3, _ skins: Skins) -> Double {
    let relief = skins.smooth - skins.own
    let bare = max(relief - Self.covering, -Self.mostCover)
    let low = min(bare, -Self.leastCover)
    let stands = FaceFront.step((relief - Self.mostRelief) / 3)
    let side =
      Self.sideCover * FaceFront.step((abs(point.x - eyes.x) - 25) / 25)
    let theirs = max(
      low + stands * (bare - low) - thick, skins.average - skins.own - Self.coverReach + side)
    let plain = skins.plain - skins.own - Self.averageCover - side - thick
    let spill = log(1 + exp(-abs(theirs - plain) / Self.softness)) * Self.softness
    return min(theirs, plain) - spill
  }

  /// Positive where a change cannot reach the brain: far from where brains lie, or in the scalp by the
  /// person's own skin and not much deeper by the average one, should the person's be found wrongly.
  private func safety(brain: Double, own: Double, average: Double) -> Double {
    let inScalp = min(brain - AdaptiveDefacer.brainGuard, own + scalp, average + 2 * scalp)
    return max(brain - AdaptiveDefacer.brainMargin - doubt, inScalp)
  }

  /// Roughly the distance (template mm) to the region that changes, negative inside: below the
  /// hairline, before a plane behind the ears that leans forward above them, and above the neck.
  private func window(_ point: Vector3) -> Double {
    let top = point.z - (eyes.z + 75)
    let bottom = chin - 40 - point.z
    let lean = 0.9 * max(point.z - ears.z - 30, 0)
    let behind = takesEars ? 68.0 : 0
    // Below the ears the nape stays.
    let nape = min(0.9 * max(ears.z - 35 - point.z, 0), behind)
    let back = ears.y - behind + lean + nape - point.y
    return max(top, bottom, back)
  }

  /// The box that holds every point of the region, template mm.
  fileprivate var bounds: (low: Vector3, high: Vector3) {
    let marks = scan.template.landmarks
    let low = Vector3(
      min(marks.leftEar.x, marks.rightEar.x) - Self.reach,
      min(marks.leftEar.y, marks.rightEar.y) - 68, marks.chin.z - 40)
    let high = Vector3(
      max(marks.leftEar.x, marks.rightEar.x) + Self.reach, marks.noseTip.y + Self.reach,
      marks.eyes.z + 75)
    return (low, high)
  }
}

/// The field of an `AdaptiveSurface` on the part of the head's working grid that it changes.
private struct Lattice: Sendable {
  /// Scan world to lattice.
  let toLattice: Affine
  private let size: SIMD3<Int>
  private let values: [SIMD4<Float>]
  private let cells: [Content]
  /// Height above the brim, template mm, of the lattice's origin and along each of its axes.
  private let height: (origin: Double, steps: Vector3)

  /// What can happen in the cube between a voxel and its upper neighbours.
  private enum Content: UInt8, Sendable {
    case nothing, something, air
  }

  /// A cube that holds a point, and where in it the point lies.
  struct Cell {
    /// Whether every point of it becomes air.
    let isAir: Bool
    fileprivate let base: Int
    fileprivate let offset: SIMD3<Float>
  }

  /// Nil where the region does not reach into the scan. What lies more than `edge` mm before the new
  /// surface becomes air.
  init?(_ surface: AdaptiveSurface, edge: Float) {
    let skin = surface.scan.skin.volume
    guard let toWork = skin.grid.affine.inverse,
      let box = VoxelBox(
        corners: surface.bounds, through: toWork * surface.scan.fromTemplate, size: skin.grid.size)
    else { return nil }
    let size = box.high &- box.low &+ 1
    guard size.min() >= 2 else { return nil }
    let own = skin.part(from: box.low, size: size)
    let deviation = AdaptiveDefacer.relief / skin.grid.spacing.x
    let smooth = own.blurred(deviation: deviation)
    let average = Self.average(surface, own.grid)
    let plain = average.blurred(deviation: deviation)
    let field = [SIMD4<Float>](unsafeUninitializedCapacity: own.grid.count) { buffer, count in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for index in size.x * size.y * k..<size.x * size.y * (k + 1) {
          output[index] = surface.field(
            own.grid.affine(own.grid.voxel(at: index)),
            AdaptiveSurface.Skins(
              own: Double(own.values[index]), smooth: Double(smooth.values[index]),
              average: Double(average.values[index]), plain: Double(plain.values[index])))
        }
      }
      count = own.grid.count
    }
    let toTemplate = surface.scan.alignment.toTemplate * own.grid.affine
    let origin = toTemplate(Vector3()).z - surface.eyes.z
    let columns = toTemplate.linear.columns
    height = (origin - AdaptiveSurface.brim, Vector3(columns.x.z, columns.y.z, columns.z.z))
    values = field
    cells = Self.cells(field, size, deepest: -Float(surface.paint), edge: edge)
    toLattice = Affine(translation: Vector3() - Vector3(box.low)) * toWork
    self.size = size
  }

  private static func average(_ surface: AdaptiveSurface, _ grid: Grid) -> Volume {
    let slabs = Parallel.map(grid.size.z) { k in
      (grid.size.x * grid.size.y * k..<grid.size.x * grid.size.y * (k + 1)).map {
        Float(surface.average(grid.affine(grid.voxel(at: $0))))
      }
    }
    return Volume(grid: grid, values: Array(slabs.joined()))
  }

  /// A weighted mean is positive only where one of its terms is, and certainly where all of them are.
  private static func cells(
    _ field: [SIMD4<Float>], _ size: SIMD3<Int>, deepest: Float, edge: Float
  ) -> [Content] {
    // Bits for the two conditions of `places`, each of which one corner must meet, and for a corner that
    // is not, with a little to spare for rounding, air.
    let met = field.map { value -> UInt8 in
      (value.z > 0 ? 1 : 0) | (max(value.x, value.w) > deepest ? 2 : 0)
        | (value.z > 0.01 && min(value.x, value.w) > edge + 0.01 ? 0 : 4)
    }
    let (dy, dz) = (size.x, size.x * size.y)
    var cells = [Content](repeating: .nothing, count: field.count)
    for k in 0..<size.z - 1 {
      for j in 0..<size.y - 1 {
        for index in size.x * (j + size.y * k)..<size.x * (j + size.y * k) + size.x - 1 {
          let near = met[index] | met[index + 1] | met[index + dy] | met[index + dy + 1]
          let far =
            met[index + dz] | met[index + dz + 1] | met[index + dz + dy] | met[index + dz + dy + 1]
          switch near | far {
          case 3: cells[index] = .air
          case 7: cells[index] = .something
          default: break
          }
        }
      }
    }
    return cells
  }

  /// The cube in which a point of the lattice lies; nil outside the lattice and where nothing changes.
  @inline(__always)
  func cell(at position: Vector3) -> Cell? {
    // The working grid may end within the scan, whose outermost voxels must change as well.
    let last = Vector3(size) - 1
    guard pointwiseMin(position + 1.5, last + 1.5 - position).min() >= 0 else { return nil }
    let p = pointwiseMax(pointwiseMin(position, last), Vector3())
    let (i, j, k) = (
      min(Int(p.x), size.x - 2), min(Int(p.y), size.y - 2), min(Int(p.z), size.z - 2)
    )
    let base = i + size.x * (j + size.y * k)
    let content = cells[base]
    guard content != .nothing else { return nil }
    let offset = SIMD3(Float(p.x - Double(i)), Float(p.y - Double(j)), Float(p.z - Double(k)))
    return Cell(isAir: content == .air, base: base, offset: offset)
  }

  /// Distance to the new surface, how much it replaces the person's own, where it is positive whether a
  /// change is allowed, and distance to the skin under which is painted (mm).
  @inline(__always)
  func sample(_ position: Vector3, in cell: Cell) -> SIMD4<Float> {
    let (base, x, y, z) = (cell.base, cell.offset.x, cell.offset.y, cell.offset.z)
    let (dy, dz) = (size.x, size.x * size.y)
    let field = values.withUnsafeBufferPointer { v in
      let a = v[base] + x * (v[base + 1] - v[base])
      let b = v[base + dy] + x * (v[base + dy + 1] - v[base + dy])
      let c = v[base + dz] + x * (v[base + dz + 1] - v[base + dz])
      let d = v[base + dz + dy] + x * (v[base + dz + dy + 1] - v[base + dz + dy])
      let near = a + y * (b - a)
      return near + z * (c + y * (d - c) - near)
    }
    // The brim is an edge: between the lattice's points the two surfaces must not run into each other,
    // or some of the person's own skin would be left between them.
    // Its lower face rises inwards, so that no ray from the front meets it, be the head pitched a little.
    let isAbove =
      height.origin + dot(height.steps, position) + AdaptiveSurface.rise(Double(field.w)) > 0
    return isAbove
      ? SIMD4(field.w, field.y, field.z, max(field.x, field.w))
      : SIMD4(field.x, field.y, field.z, field.x)
  }
}

extension Affine {
  /// The rotation and even scaling nearest to this map (by Newton's iteration for the polar factor,
  /// Higham 1986) that takes `point` to the same place.
  func similarity(about point: Vector3) -> Affine {
    let scale = cbrt(abs(linear.determinant))
    guard scale > 0 else { return self }
    var turn = linear * Matrix3(diagonal: Vector3(repeating: 1 / scale))
    for _ in 0..<12 {
      guard let inverse = turn.inverse?.transpose else { return self }
      let (a, b) = (turn.columns, inverse.columns)
      turn = Matrix3(columns: (a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2)
    }
    let even = turn * Matrix3(diagonal: Vector3(repeating: scale))
    return Affine(linear: even, translation: self(point) - even * point)
  }
}
