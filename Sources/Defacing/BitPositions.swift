extension [UInt64] {
  /// Calls `body` with the position of every bit that is set, ascending, 64 to a word.
  @inline(__always)
  func forEachBit(_ body: (Int) -> Void) {
    for (place, word) in enumerated() {
      var rest = word
      while rest != 0 {
        body(place * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}

extension UnsafeMutableBufferPointer<UInt64> {
  /// Sets the bit at a position.
  @inline(__always)
  func setBit(_ at: Int) { self[at >> 6] |= 1 << UInt64(at & 63) }
}
