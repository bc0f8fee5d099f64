internal import Geometry

/// All distances between two sets of embeddings, by one matrix product.
///
/// Sums run in 64-bit floating point, in the order of the elements, whatever the number of cores: each
/// value is the one that `Distance.between` gives, bit for bit.
public enum DistanceComputation {
  /// Columns whose sums grow at once, the width of the vectors.
  private static let panel = 8
  /// Rows whose sums grow at once.
  private static let strip = 4
  /// Rows for which a group of columns is fetched once.
  private static let block = 32

  /// The distances from each of `rows` to each of `columns`, row after row.
  ///
  /// A missing embedding (a face that was not detected) makes its row or column not a number.
  public static func matrix(
    rows: [[Float]?], columns: [[Float]?], distance: any Distance
  ) -> [Double] {
    let dimension = (rows + columns).lazy.compactMap { $0?.count }.first ?? 0
    let left = Table(rows, dimension: dimension)
    let right = Panels(columns, dimension: dimension, width: panel)
    let count = columns.count
    var result = [Double](repeating: .nan, count: rows.count * count)
    result.withUnsafeMutableBufferPointer { buffer in
      // Each piece of work writes only to its own rows.
      nonisolated(unsafe) let cells = buffer
      Parallel.forEach((rows.count + block - 1) / block) { piece in
        let range = piece * block..<min(rows.count, (piece + 1) * block)
        right.forEachProduct(with: left, range) { row, column, product in
          guard left.isPresent[row], right.isPresent[column] else { return }
          cells[row * count + column] = distance.value(
            product: product, squaredLengths: left.squares[row], right.squares[column])
        }
      }
    }
    return result
  }

  /// Embeddings in one run of memory, with their squared lengths.
  private struct Table {
    let dimension: Int
    let values: [Double]
    let squares: [Double]
    let isPresent: [Bool]

    init(_ embeddings: [[Float]?], dimension: Int) {
      precondition(
        embeddings.allSatisfy { $0 == nil || $0?.count == dimension },
        "embeddings must come from one model")
      self.dimension = dimension
      isPresent = embeddings.map { $0 != nil }
      values = embeddings.flatMap { embedding -> [Double] in
        embedding.map { $0.map(Double.init) } ?? [Double](repeating: 0, count: dimension)
      }
      squares = embeddings.map { embedding in
        (embedding ?? []).reduce(into: 0.0) { $0 += Double($1) * Double($1) }
      }
    }
  }

  /// Embeddings in groups of eight, element after element, so that eight sums grow at once.
  private struct Panels {
    let count: Int
    let values: [SIMD8<Double>]
    let squares: [Double]
    let isPresent: [Bool]

    init(_ embeddings: [[Float]?], dimension: Int, width: Int) {
      let table = Table(embeddings, dimension: dimension)
      count = embeddings.count
      squares = table.squares
      isPresent = table.isPresent
      let groups = (embeddings.count + width - 1) / width
      var packed = [SIMD8<Double>](repeating: .zero, count: groups * dimension)
      for index in embeddings.indices {
        for element in 0..<dimension {
          packed[index / width * dimension + element][index % width] =
            table.values[index * dimension + element]
        }
      }
      values = packed
    }

    /// Calls `body` with each row, each column and their scalar product.
    func forEachProduct(
      with table: Table, _ rows: Range<Int>, _ body: (Int, Int, Double) -> Void
    ) {
      let dimension = table.dimension
      table.values.withUnsafeBufferPointer { rowValues in
        values.withUnsafeBufferPointer { panels in
          for group in 0..<((count + panel - 1) / panel) {
            let lanes = min(panel, count - group * panel)
            let columns = UnsafeBufferPointer(
              rebasing: panels[group * dimension..<(group + 1) * dimension])
            for first in stride(from: rows.lowerBound, to: rows.upperBound, by: strip) {
              let sums = Self.products(columns, rowValues, rows: first, end: rows.upperBound)
              for line in 0..<min(strip, rows.upperBound - first) {
                for lane in 0..<lanes {
                  body(first + line, group * panel + lane, sums[line][lane])
                }
              }
            }
          }
        }
      }
    }

    /// The products of eight columns with four rows; rows from `end` on repeat the last one.
    @inline(__always)
    private static func products(
      _ columns: UnsafeBufferPointer<SIMD8<Double>>, _ values: UnsafeBufferPointer<Double>,
      rows first: Int, end: Int
    ) -> InlineArray<4, SIMD8<Double>> {
      let dimension = columns.count
      let (a, b) = (first * dimension, min(first + 1, end - 1) * dimension)
      let (c, d) = (min(first + 2, end - 1) * dimension, min(first + 3, end - 1) * dimension)
      var (p, q) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      var (r, s) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      for element in 0..<dimension {
        let column = columns[element]
        p += column * values[a &+ element]
        q += column * values[b &+ element]
        r += column * values[c &+ element]
        s += column * values[d &+ element]
      }
      return [p, q, r, s]
    }
  }
}
