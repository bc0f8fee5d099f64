/// The five row filters of PNG (ISO/IEC 15948, 9.2), undone in place.
enum PNGFilter {
  /// Undoes the filters of `rows` rows, each a byte that names its filter and `rowBytes` bytes.
  ///
  /// - Parameters:
  ///   - bytes: The expanded data; the rows begin at `start`.
  ///   - start: Position of the first row's filter byte.
  ///   - rowBytes: Bytes of a row without its filter byte.
  ///   - rows: How many rows.
  ///   - step: Bytes from a sample to the same sample of the pixel on its left.
  /// - Throws: `PNGFault` where a filter has an unknown number.
  static func undo(
    _ bytes: inout [UInt8], from start: Int, rowBytes: Int, rows: Int, step: Int
  ) throws(PNGFault) {
    for y in 0..<rows {
      let row = start + y * (rowBytes + 1) + 1
      let above = y > 0 ? row - rowBytes - 1 : nil
      switch bytes[row - 1] {
      case 0: break
      case 1: sub(&bytes, row, rowBytes, step)
      case 2: up(&bytes, row, above, rowBytes)
      case 3: average(&bytes, row, above, rowBytes, step)
      case 4: paeth(&bytes, row, above, rowBytes, step)
      default: throw PNGFault(reason: "row \(y) has the unknown filter \(bytes[row - 1])")
      }
    }
  }

  private static func sub(_ bytes: inout [UInt8], _ row: Int, _ count: Int, _ step: Int) {
    for x in stride(from: step, to: count, by: 1) { bytes[row + x] &+= bytes[row + x - step] }
  }

  private static func up(_ bytes: inout [UInt8], _ row: Int, _ above: Int?, _ count: Int) {
    guard let above else { return }
    for x in 0..<count { bytes[row + x] &+= bytes[above + x] }
  }

  private static func average(
    _ bytes: inout [UInt8], _ row: Int, _ above: Int?, _ count: Int, _ step: Int
  ) {
    for x in 0..<count {
      let left = x >= step ? Int(bytes[row + x - step]) : 0
      let up = above.map { Int(bytes[$0 + x]) } ?? 0
      bytes[row + x] &+= UInt8((left + up) / 2)
    }
  }

  private static func paeth(
    _ bytes: inout [UInt8], _ row: Int, _ above: Int?, _ count: Int, _ step: Int
  ) {
    for x in 0..<count {
      let left = x >= step ? Int(bytes[row + x - step]) : 0
      let up = above.map { Int(bytes[$0 + x]) } ?? 0
      let corner = x >= step ? (above.map { Int(bytes[$0 + x - step]) } ?? 0) : 0
      bytes[row + x] &+= UInt8(PNG.paeth(left, up, corner))
    }
  }
}
