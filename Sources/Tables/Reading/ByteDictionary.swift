/// Numbers for byte strings, in the order in which they are first seen.
struct ByteDictionary {
  private var arena: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Code + 1, or 0 for an empty place; a power of two long.
  private var places = [Int32](repeating: 0, count: 64)

  /// How many different strings there are.
  var count: Int { hashes.count }

  /// The number of `bytes`, which is a new one where they were not seen before.
  mutating func code(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(bytes)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      let code = places[place] - 1
      if hashes[Int(code)] == hash, holds(bytes, at: Int(code)) { return code }
      place = (place + 1) & (places.count - 1)
    }
    let code = Int32(hashes.count)
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    hashes.append(hash)
    places[place] = code + 1
    if 2 * hashes.count > places.count { grow() }
    return code
  }

  /// The string with number `code`. Bytes that are not UTF-8 become U+FFFD.
  func text(_ code: Int) -> String {
    String(decoding: arena[ends[code]..<ends[code + 1]], as: UTF8.self)
  }

  private func holds(_ bytes: UnsafeBufferPointer<UInt8>, at code: Int) -> Bool {
    let start = ends[code]
    guard ends[code + 1] - start == bytes.count else { return false }
    return arena.withUnsafeBufferPointer { own in
      for index in bytes.indices where own[start + index] != bytes[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    places = [Int32](repeating: 0, count: 4 * places.count)
    for (code, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(code) + 1
    }
  }

  /// Fowler, Noll and Vo's hash with a mixing step at the end, since low bits choose the place.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    hash = hash &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash >> 29)
  }
}
