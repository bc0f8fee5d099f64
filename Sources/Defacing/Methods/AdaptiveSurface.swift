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
    let position: Int32
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
  static let brim = -5.0
  /// ... by an average skin without relief, moved outwards by this much (mm), and by so much more
  /// beside the eyes, where heads differ more ...
  private static let averageCover = 7.5
  private static let sideCover = 3.0
  /// ... and where the person's own exceeds that by one which stands this far before theirs without its
  /// relief, mm,
  static let covering = 5.5
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
  static let brimSlope = 0.4
  /// How far before the average skin the region reaches, mm.
  private static let reach = 45.0

  let scan: AnalysedScan
  private let takesEars: Bool
  private let scale: Double
  // Reaching through scan and template for these at every point would take longer than the rest.
  private let front, brain, averageSkin: DistanceField
  let toTemplate: Affine
  let eyes: Vector3
  private let ears: Vector3
  private let chin: Double
  /// Scan world to the template's without the person's proportions, which would show in the front,
  /// and with chance ones.
  private let toFront: Affine
  private let scalp: Double
  /// By how much more than in fine voxels the brain is kept clear of, mm: the skin of voxels thicker than
  /// 2 mm is known less well.
  private let doubt: Double
  let paint: Double
  /// So far above the brim (mm) that no point below it is interpolated from one there.
  private let clearance: Double
  /// What is put on the brow more in scans of thick voxels, mm.
  private let thick: Double

  init(_ scan: AnalysedScan, ears: Bool) {
    self.scan = scan
    takesEars = ears
    scale = scan.templateScale
    (front, brain, averageSkin) = (scan.template.front, scan.template.brain, scan.template.skin)
    toTemplate = scan.alignment.toTemplate
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
    clearance = 2.5 * scan.skin.volume.grid.spacing.x
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
      let lattice = AdaptiveLattice(self, edge: edge)
    else { return Places() }
    let map = lattice.toLattice * grid.affine
    let slabs = Parallel.map(box.high.z - box.low.z + 1) { slab -> Slab in
      let k = box.low.z + slab
      return Slab(first: grid.index(0, 0, k), size: grid.size.x * grid.size.y) { words, painted in
        for j in box.low.y...box.high.y {
          let row = grid.size.x * j
          let start = map(Vector3(0, Double(j), Double(k)))
          @inline(__always)
          func visit(_ i: Int, _ position: Vector3, _ cell: AdaptiveLattice.Cell?) {
            guard let cell else { return }
            if cell.isAir {
              words.setBit(row + i)
              return
            }
            let field = lattice.sample(position, in: cell)
            guard field.z > 0, field.w > -Float(paint) else { return }
            words.setBit(row + i)
            guard field.x <= edge else { return }
            let fade = min((field.w + Float(paint)) / 3, 1)
            painted.append(
              Place(
                position: Int32(row + i), distance: field.x,
                opacity: min(1.3 * field.y, 1) * fade))
          }
          var i = box.low.x
          while i <= box.high.x {
            let position = start + lattice.step * Double(i)
            guard let stretch = lattice.stretch(from: position) else {
              visit(i, position, lattice.cell(at: position))
              i += 1
              continue
            }
            let last = min(i + stretch.more, box.high.x)
            switch stretch.content {
            case .nothing: break
            case .air: for i in i...last { words.setBit(row + i) }
            case .something:
              for i in i...last {
                let position = start + lattice.step * Double(i)
                visit(i, position, lattice.cell(around: position))
              }
            }
            i = last + 1
          }
        }
      }
    }
    return Self.joined(slabs)
  }

  private static func joined(_ slabs: [Slab]) -> Places {
    var starts: [(all: Int, painted: Int)] = [(0, 0)]
    for slab in slabs {
      let last = starts[starts.count - 1]
      starts.append((last.all + slab.count, last.painted + slab.painted.count))
    }
    let (begins, total) = (starts, starts[starts.count - 1])
    var all = Places()
    all.indices = [Int32](unsafeUninitializedCapacity: total.all) { indices, count in
      // Slabs write to parts that do not overlap, and nobody reads.
      nonisolated(unsafe) let indices = indices
      all.painted = [Place](unsafeUninitializedCapacity: total.painted) { painted, count in
        nonisolated(unsafe) let painted = painted
        Parallel.forEach(slabs.count) { number in
          let (from, to) = (begins[number], begins[number + 1])
          slabs[number].write(
            to: UnsafeMutableBufferPointer(rebasing: indices[from.all..<to.all]),
            UnsafeMutableBufferPointer(rebasing: painted[from.painted..<to.painted]),
            before: from.all)
        }
        count = total.painted
      }
      count = total.all
    }
    return all
  }

  /// Distance (mm) to the average skin with the person's proportions, at a world point.
  func average(_ world: Vector3) -> Double {
    averageSkin.distance(toTemplate(world), outside: 60) / scale
  }

  /// Distances in mm, negative inside, at a point.
  struct Skins {
    /// To the person's own skin, and to that without its relief.
    let own, smooth: Double
    /// To the average one with the person's proportions, and to that without its relief.
    let average, plain: Double
  }

  /// Distance to the new surface below the brim (well above it, to the person's own skin; mm), how much
  /// it replaces the person's own, where it is positive whether a change is within the region and safe,
  /// and distance to the new surface above the brim (mm); at a world point.
  func field(_ world: Vector3, _ skins: Skins) -> SIMD4<Float> {
    let (own, smooth, average) = (skins.own, skins.smooth, skins.average)
    let point = toTemplate(world)
    let inside = min(-window(point), Self.reach - average)
    guard inside > -4 else { return SIMD4(60, 0, -4, 60) }
    let front = self.front.distance(toFront(world), outside: 60) / scale
    let brain = self.brain.distance(point, outside: 60) / scale
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
    let isAbove = height + Self.rise(covered) > clearance
    return SIMD4<Float>(
      SIMD4(
        isAbove ? own : own + share * min(face, deepest), share,
        min(safety(brain: brain, own: own, average: average), inside), covered))
  }

  /// By how much the lower face of the cover lies lower than the brim, mm, at a distance from its skin.
  static func rise(_ distance: Double) -> Double { brimSlope * (distance + covering) }

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
  var bounds: (low: Vector3, high: Vector3) {
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

extension AdaptiveSurface {
  /// What changes in one slice of voxels.
  private struct Slab: Sendable {
    /// The index of its first voxel.
    private let first: Int
    /// A bit for each of them.
    private let words: [UInt64]
    /// Those that are painted, ascending, with their positions in the slab.
    let painted: [Place]

    /// The slice of `size` voxels from `first` on, with the bits that `fill` sets and what it paints.
    init(
      first: Int, size: Int,
      fill: (_ words: UnsafeMutableBufferPointer<UInt64>, _ painted: inout [Place]) -> Void
    ) {
      self.first = first
      var painted: [Place] = []
      var words = [UInt64](repeating: 0, count: (size + 63) / 64)
      words.withUnsafeMutableBufferPointer { fill($0, &painted) }
      (self.words, self.painted) = (words, painted)
    }

    /// How many there are.
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Writes their indices, ascending, to `indices`, and those that are painted to `painted` with their
    /// positions among all, of which `before` come first.
    func write(
      to indices: UnsafeMutableBufferPointer<Int32>, _ painted: UnsafeMutableBufferPointer<Place>,
      before: Int
    ) {
      var (number, next) = (0, 0)
      words.forEachBit { at in
        indices[number] = Int32(first + at)
        if next < self.painted.count, self.painted[next].position == Int32(at) {
          let here = self.painted[next]
          painted.initializeElement(
            at: next,
            to: Place(
              position: Int32(before + number), distance: here.distance, opacity: here.opacity))
          next += 1
        }
        number += 1
      }
    }
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
