public import Files
public import Images

/// Groups of people who get one face between them (k-Same of Newton, Sweeney and Malin, IEEE TKDE
/// 2005).
public struct KSame: Sendable {
  /// How the faces of a group become one.
  public enum Space: String, Sendable, CaseIterable {
    /// The mean of the pixels.
    case pixel
    /// The mean in the space of as many eigenfaces as hold nine tenths of the variance.
    case eigen
  }

  /// Each group's members, positions among the people, ascending.
  public let groups: [[Int]]
  /// The face of each group.
  public let faces: [Raster]

  /// Groups people and makes the groups' faces.
  ///
  /// The first person that is left is grouped with the k - 1 nearest ones (Euclid's distance of all
  /// pixels), until fewer than 2 k are left, who form the last group. One picture for each person.
  ///
  /// - Parameters:
  ///   - people: One face for each person, all of one size and with the same channels.
  ///   - k: The least size of a group, at least 2.
  ///   - space: How the faces become one.
  /// - Throws: `EffaceError.unsuitable` for fewer than k people, `.argument` for k below 2.
  public init(_ people: [Raster], k: Int, space: Space) throws(EffaceError) {
    guard k >= 2 else { throw EffaceError(.argument, "k is at least 2, not \(k).") }
    guard people.count >= k else {
      throw EffaceError(
        .unsuitable,
        "There are \(people.count) people with a face, and k = \(k) needs at least as many.")
    }
    let groups = Self.groups(people, k)
    self.groups = groups
    let weights =
      switch space {
      case .pixel: groups.map { Self.means(of: $0, among: people.count) }
      case .eigen: Self.eigenWeights(people, groups)
      }
    faces = weights.map { Self.mixture(people, $0) }
  }

  private static func groups(_ people: [Raster], _ k: Int) -> [[Int]] {
    var left = Array(people.indices)
    var groups: [[Int]] = []
    while left.count >= 2 * k {
      let first = left[0]
      let ranked = left.sorted {
        (distance(people[first], people[$0]), $0) < (distance(people[first], people[$1]), $1)
      }
      // Of twins with equal pixels another one may come before the first itself.
      let group = ([first] + ranked.filter { $0 != first }).prefix(k)
      groups.append(group.sorted())
      left.removeAll { group.contains($0) }
    }
    return groups + [left]
  }

  private static func distance(_ a: Raster, _ b: Raster) -> Int {
    var sum = 0
    for index in a.samples.indices {
      let difference = Int(a.samples[index]) - Int(b.samples[index])
      sum += difference * difference
    }
    return sum
  }

  /// One share for each person, which sum to 1.
  private static func means(of group: [Int], among count: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: count)
    for member in group { weights[member] = 1 / Double(group.count) }
    return weights
  }

  /// A group's mean in eigenspace is a mixture of all people: the eigenfaces are mixtures themselves.
  private static func eigenWeights(_ people: [Raster], _ groups: [[Int]]) -> [[Double]] {
    let count = people.count
    let basis = EigenBasis(Self.centredProducts(people), share: 0.9)
    return groups.map { group in
      var weights = [Double](repeating: 1 / Double(count), count: count)
      for vector in basis.vectors {
        let mean = group.reduce(0) { $0 + vector[$1] } / Double(group.count)
        for person in 0..<count { weights[person] += mean * vector[person] }
      }
      return weights
    }
  }

  /// Scalar products of all pairs of people after the mean face is taken off.
  private static func centredProducts(_ people: [Raster]) -> [[Double]] {
    let count = people.count
    var products = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for a in 0..<count {
      for b in 0...a {
        var sum = 0
        for index in people[a].samples.indices {
          sum += Int(people[a].samples[index]) * Int(people[b].samples[index])
        }
        products[a][b] = Double(sum)
        products[b][a] = Double(sum)
      }
    }
    let means = products.map { $0.reduce(0, +) / Double(count) }
    let whole = means.reduce(0, +) / Double(count)
    for a in 0..<count {
      for b in 0..<count { products[a][b] += whole - means[a] - means[b] }
    }
    return products
  }

  private static func mixture(_ people: [Raster], _ weights: [Double]) -> Raster {
    var sums = [Double](repeating: 0.5, count: people[0].samples.count)
    for (person, weight) in zip(people, weights) where weight != 0 {
      for index in sums.indices { sums[index] += weight * Double(person.samples[index]) }
    }
    return Raster(
      width: people[0].width, height: people[0].height, channels: people[0].channels,
      samples: sums.map { UInt8(min(max($0, 0), 255)) })
  }
}
