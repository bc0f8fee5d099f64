internal import Geometry

/// One level of Catmull-Clark subdivision of a fixed polygon mesh (Catmull and Clark 1978).
///
/// Built once for the topology; `apply` then works on any positions. Corners of the coarse mesh keep
/// their indices, so that what is known of a corner stays known. Open borders are smoothed as cubic
/// curves.
struct CatmullClark: Sendable {
  private let coarse: [[Int32]]
  private let edges: [SIMD2<Int32>]
  /// The one or two faces on each edge; -1 where there is none.
  private let edgeFaces: [SIMD2<Int32>]
  private let vertexCount: Int
  /// The fine faces, all quadrilaterals.
  let faces: [[Int32]]

  /// Prepares the subdivision of `faces` over `vertexCount` corners.
  init(faces coarse: [[Int32]], vertexCount: Int) {
    var edges: [SIMD2<Int32>] = []
    var edgeFaces: [SIMD2<Int32>] = []
    var known: [SIMD2<Int32>: Int32] = [:]
    known.reserveCapacity(coarse.count * 2)
    var edgesOfFaces: [[Int32]] = []
    edgesOfFaces.reserveCapacity(coarse.count)
    for (number, face) in coarse.enumerated() {
      var list: [Int32] = []
      for index in face.indices {
        let (a, b) = (face[index], face[(index + 1) % face.count])
        let key = SIMD2(min(a, b), max(a, b))
        if let edge = known[key] {
          edgeFaces[Int(edge)].y = Int32(number)
          list.append(edge)
        } else {
          known[key] = Int32(edges.count)
          list.append(Int32(edges.count))
          edges.append(key)
          edgeFaces.append(SIMD2(Int32(number), -1))
        }
      }
      edgesOfFaces.append(list)
    }
    let firstEdge = Int32(vertexCount)
    let firstFace = firstEdge + Int32(edges.count)
    var fine: [[Int32]] = []
    fine.reserveCapacity(coarse.count * 4)
    for (number, face) in coarse.enumerated() {
      for index in face.indices {
        let before = edgesOfFaces[number][(index + face.count - 1) % face.count]
        fine.append([
          face[index], firstEdge + edgesOfFaces[number][index], firstFace + Int32(number),
          firstEdge + before,
        ])
      }
    }
    self.coarse = coarse
    self.edges = edges
    self.edgeFaces = edgeFaces
    self.vertexCount = vertexCount
    faces = fine
  }

  /// Number of corners of the fine mesh: those of the coarse one, then one for each edge and face.
  var fineVertexCount: Int { vertexCount + edges.count + coarse.count }

  /// For each fine corner a coarse corner that it lies at or near.
  var parents: [Int32] {
    (0..<Int32(vertexCount)) + edges.map { $0.x } + coarse.map { $0[0] }
  }

  /// The fine corners for coarse corners at `positions`.
  func apply(_ positions: [Vector3]) -> [Vector3] {
    let facePoints = coarse.map { face in
      face.reduce(Vector3()) { $0 + positions[Int($1)] } / Double(face.count)
    }
    var edgePoints: [Vector3] = []
    edgePoints.reserveCapacity(edges.count)
    var faceSum = [Vector3](repeating: Vector3(), count: vertexCount)
    var middleSum = faceSum
    var valence = [Double](repeating: 0, count: vertexCount)
    var borderSum = faceSum
    var borderCount = valence
    for (edge, sides) in zip(edges, edgeFaces) {
      let (a, b) = (Int(edge.x), Int(edge.y))
      let middle = (positions[a] + positions[b]) / 2
      if sides.y < 0 {
        edgePoints.append(middle)
        for corner in [a, b] {
          borderSum[corner] += middle
          borderCount[corner] += 1
        }
      } else {
        edgePoints.append(
          middle / 2 + (facePoints[Int(sides.x)] + facePoints[Int(sides.y)]) / 4)
      }
      for corner in [a, b] {
        middleSum[corner] += middle
        valence[corner] += 1
      }
    }
    for (face, point) in zip(coarse, facePoints) {
      for corner in face { faceSum[Int(corner)] += point }
    }
    var corners: [Vector3] = []
    corners.reserveCapacity(fineVertexCount)
    for index in 0..<vertexCount {
      let n = valence[index]
      if n == 0 {
        corners.append(positions[index])
      } else if borderCount[index] > 0 {
        corners.append(positions[index] / 2 + borderSum[index] / (2 * borderCount[index]))
      } else {
        corners.append(
          (faceSum[index] / n + 2 * middleSum[index] / n + (n - 3) * positions[index]) / n)
      }
    }
    return corners + edgePoints + facePoints
  }
}
