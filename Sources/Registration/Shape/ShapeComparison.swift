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
    let common = common(a, b)
    guard common.count >= fewest else { return .nan }
    var motion = Place(0, 0, 0, 0, 0, 0, 1, 0)
    for width in [12.0, 8, 5, 3, 3, 3] {
      var sums = (Place(), Place(), Place(), Place(), Place(), Place())
      var total = 0.0
      for place in common {
        let rest = residual(place, motion)
        let share = 1 / (1 + rest * rest / (width * width))
        let weight = share * share
        let scaled = place * weight
        total += weight
        sums.0 += scaled * place[0]
        sums.1 += scaled * place[1]
        sums.2 += scaled * place[2]
        sums.3 += scaled * place[3]
        sums.4 += scaled * place[4]
        sums.5 += scaled * place[5]
      }
      let rows = [sums.0, sums.1, sums.2, sums.3, sums.4, sums.5]
      // `solve` gives the motion that takes the residual away.
      var equations = NormalEquations(
        matrix: rows.map { row in (0..<6).map { row[$0] } }, right: rows.map { -$0[6] },
        weight: total)
      equations.normalize()
      // Heads lie on the template to some millimetres and degrees (100 mm away from the middle).
      for parameter in 0..<6 {
        equations.addPrior(parameter, value: 0, weight: parameter < 3 ? 1e-4 : 1)
      }
      guard let solution = equations.solve() else { return .nan }
      for parameter in 0..<6 { motion[parameter] = solution[parameter] }
    }
    let cost = common.reduce(0.0) { sum, place in
      let rest = residual(place, motion)
      return sum + rest * rest / (1 + rest * rest / (width * width))
    }
    return (cost / Double(common.count)).squareRoot()
  }

  /// What two heads have in common along a direction in which both have skin: the derivative of the
  /// signed distance of the skin of one from that of the other by a small shift (3, mm) and turn (3,
  /// radians), then that distance in mm, then nothing.
  private typealias Place = SIMD8<Double>

  /// The distance after `motion`, of which the seventh number is 1.
  @inline(__always)
  private static func residual(_ place: Place, _ motion: Place) -> Double {
    (place * motion).sum()
  }

  private static func common(_ a: SkinRadii, _ b: SkinRadii) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(SkinRadii.directions.count)
    for (index, direction) in SkinRadii.directions.enumerated() {
      guard a.radii[index] > 0, b.radii[index] > 0 else { continue }
      let normal = Vector3(
        Double(b.normals[3 * index]), Double(b.normals[3 * index + 1]),
        Double(b.normals[3 * index + 2]))
      let facing = dot(normal, direction)
      guard facing > 0.25 else { continue }
      let lever = cross(direction * Double(a.radii[index]), normal)
      let offset = Double(a.radii[index] - b.radii[index]) * facing
      places.append(
        Place(normal.x, normal.y, normal.z, lever.x, lever.y, lever.z, offset, 0))
    }
    return places
  }
}
