/// How the rows of a table fall into classes that look alike.
struct ClassSizes: Sendable {
  /// The rows of each class, one class after the other.
  let rows: [Int32]
  /// Where each class begins in `rows`, and at the end their number.
  let starts: [Int]
  /// How much each class loses by generalisation, averaged over the quasi-identifiers, 0...1.
  let losses: [Double]
  /// The class all of whose quasi-identifiers are `*`, if there is one.
  let suppressed: Int?

  var count: Int { starts.count - 1 }

  func size(_ group: Int) -> Int { starts[group + 1] - starts[group] }

  /// Sorts rows by the number of their class.
  init(_ numbers: [Int32], count: Int, losses: [Double], suppressed: Int?) {
    var starts = [Int](repeating: 0, count: count + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [Int32](repeating: 0, count: numbers.count)
    for (row, number) in numbers.enumerated() {
      rows[next[Int(number)]] = Int32(row)
      next[Int(number)] += 1
    }
    self.rows = rows
    self.starts = starts
    self.losses = losses
    self.suppressed = suppressed
  }
}
