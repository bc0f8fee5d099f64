internal import Geometry

/// All distances between two sets of embeddings, by one matrix product.
///
/// Sums run in 64-bit floating point, in the order of the elements, whatever the number of cores: each
/// value is the one that `Distance.between` gives, bit for bit.
public enum DistanceComputation {
  /// Columns that are worked on at once, the width of the vectors.
  private static let panel = 8

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
      // Each piece of work writes only to its own row.
      nonisolated(unsafe) let cells = buffer
      Parallel.forEach(rows.count) { row in
        guard left.isPresent[row] else { return }
        right.forEachProduct(with: left, row) { column, product in
          guard right.isPresent[column] else { return }
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

    func forEachProduct(with table: Table, _ row: Int, _ body: (Int, Double) -> Void) {
      let dimension = table.dimension
      table.values.withUnsafeBufferPointer { rowValues in
        values.withUnsafeBufferPointer { panels in
          for group in 0..<((count + 7) / 8) {
            var sums = SIMD8<Double>.zero
            for element in 0..<dimension {
              sums += panels[group * dimension + element] * rowValues[row * dimension + element]
            }
            for lane in 0..<min(8, count - group * 8) { body(group * 8 + lane, sums[lane]) }
          }
        }
      }
    }
  }
}
