internal import Geometry

/// Tells heads apart by the shape of what remains of their skin, without any picture.
///
/// Two heads are brought together rigidly, by what agrees: the function of Geman and McClure gives
/// no weight to skin that a defacer took away or put there. What then remains of the distance is
/// the answer.
public enum ShapeComparison {
  /// Skin that lies this far apart, in mm, counts half as much as it would by least squares.
  static let width = 3.0
  /// Directions with skin in both heads that are needed.
  static let fewest = 300

  /// Robust distance in mm between the skins of two heads after rigid alignment, from 0 to `width`;
  /// the same both ways. Not a number where too little skin is common to both.
  public static func distance(_ a: SkinRadii, _ b: SkinRadii) -> Double {
    (oneWay(a, b) + oneWay(b, a)) / 2
  }

  /// All distances, row after row; a missing head makes its row or column not a number.
  public static func matrix(rows: [SkinRadii?], columns: [SkinRadii?]) -> [Double] {
    let cells = Parallel.map(rows.count) { row in
      columns.map { column in
        guard let row = rows[row], let column else { return Double.nan }
        return distance(row, column)
      }
    }
    return cells.flatMap(\.self)
  }

  /// Moves `a` onto `b` along the normals of `b`.
  private static func oneWay(_ a: SkinRadii, _ b: SkinRadii) -> Double {
    let common = Common(a, b)
    guard common.count >= fewest else { return .nan }
    var motion = [Double](repeating: 0, count: 6)
    for width in [12.0, 8, 5, 3, 3, 3] {
      var equations = NormalEquations(count: 6)
      for index in 0..<common.count {
        let rest = common.residual(index, motion)
        let share = 1 / (1 + rest * rest / (width * width))
        // `solve` gives the motion that takes the residual away.
        equations.add(
          common.rows[index], residual: -common.offsets[index], weight: share * share)
      }
      equations.normalize()
      // Heads lie on the template to some millimetres and degrees (100 mm away from the middle).
      for parameter in 0..<6 {
        equations.addPrior(parameter, value: 0, weight: parameter < 3 ? 1e-4 : 1)
      }
      guard let solution = equations.solve() else { return .nan }
      motion = solution
    }
    let cost = (0..<common.count).reduce(0.0) { sum, index in
      let rest = common.residual(index, motion)
      return sum + rest * rest / (1 + rest * rest / (width * width))
    }
    return (cost / Double(common.count)).squareRoot()
  }

  /// What two heads have in common, along the directions in which both have skin.
  private struct Common {
    /// Signed distance in mm of the skin of one from that of the other.
    var offsets: [Double] = []
    /// Its derivative by a small shift (3, mm) and turn (3, radians).
    var rows: [[Double]] = []
    var count: Int { offsets.count }

    init(_ a: SkinRadii, _ b: SkinRadii) {
      for (index, direction) in SkinRadii.directions.enumerated() {
        guard a.radii[index] > 0, b.radii[index] > 0 else { continue }
        let normal = Vector3(
          Double(b.normals[3 * index]), Double(b.normals[3 * index + 1]),
          Double(b.normals[3 * index + 2]))
        let facing = dot(normal, direction)
        guard facing > 0.25 else { continue }
        let lever = cross(direction * Double(a.radii[index]), normal)
        offsets.append(Double(a.radii[index] - b.radii[index]) * facing)
        rows.append([normal.x, normal.y, normal.z, lever.x, lever.y, lever.z])
      }
    }

    func residual(_ index: Int, _ motion: [Double]) -> Double {
      var rest = offsets[index]
      for parameter in 0..<6 { rest += rows[index][parameter] * motion[parameter] }
      return rest
    }
  }
}
