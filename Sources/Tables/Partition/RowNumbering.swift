/// Numbers for rows, the same for rows that are equal in all of several columns.
enum RowNumbering {
  /// The number of each row, from 0 in the order in which the combinations come.
  static func numbers(_ columns: [[Int32]], rowCount: Int) -> (numbers: [Int32], count: Int) {
    var numbers = [Int32](repeating: 0, count: rowCount)
    var count = rowCount > 0 ? 1 : 0
    for column in columns {
      var pairs = PairNumbers()
      for row in 0..<rowCount {
        numbers[row] = pairs.number(
          UInt64(UInt32(bitPattern: numbers[row])) << 32 | UInt64(UInt32(bitPattern: column[row])))
      }
      count = pairs.count
    }
    return (numbers, count)
  }
}

/// A hash table from pairs to numbers in the order in which they come.
private struct PairNumbers {
  private var keys = [UInt64](repeating: 0, count: 1024)
  /// Number + 1, or 0 for an empty place.
  private var values = [Int32](repeating: 0, count: 1024)
  private(set) var count = 0

  mutating func number(_ key: UInt64) -> Int32 {
    var place = Self.place(key, keys.count)
    while values[place] != 0 {
      if keys[place] == key { return values[place] - 1 }
      place = (place + 1) & (keys.count - 1)
    }
    keys[place] = key
    count += 1
    values[place] = Int32(count)
    if 2 * count > keys.count { grow() }
    return Int32(count - 1)
  }

  private static func place(_ key: UInt64, _ size: Int) -> Int {
    let mixed = (key ^ (key >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 29)) & (size - 1)
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: 0, count: 4 * oldKeys.count)
    values = [Int32](repeating: 0, count: 4 * oldKeys.count)
    for (key, value) in zip(oldKeys, oldValues) where value != 0 {
      var place = Self.place(key, keys.count)
      while values[place] != 0 { place = (place + 1) & (keys.count - 1) }
      keys[place] = key
      values[place] = value
    }
  }
}
