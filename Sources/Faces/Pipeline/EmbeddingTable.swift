public import Files
public import Foundation

/// The embeddings of a set of pictures by one model. Pictures without one are in it, with the reason.
public struct EmbeddingTable: Sendable, Codable, Hashable {
  /// One picture.
  public struct Row: Sendable, Codable, Hashable {
    /// The picture, as it was given.
    public let file: String
    /// Whom it shows.
    public let id: String
    /// The embedding, or nil.
    public let values: [Float]?
    /// Why there is no embedding; nil where there is one.
    public let reason: String?

    /// Builds a row.
    public init(file: String, id: String, values: [Float]?, reason: String?) {
      self.file = file
      self.id = id
      self.values = values
      self.reason = reason
    }
  }

  /// Name of the model.
  public let model: String
  /// Numbers of an embedding.
  public let dimension: Int
  /// The pictures, in the order in which they were given.
  public let rows: [Row]

  /// Builds a table; every embedding has `dimension` numbers.
  public init(model: String, dimension: Int, rows: [Row]) {
    precondition(rows.allSatisfy { $0.values == nil || $0.values?.count == dimension })
    self.model = model
    self.dimension = dimension
    self.rows = rows
  }

  /// The table as comma-separated text: `file`, `id`, `reason`, then the numbers `v1`, `v2`, ... with
  /// as many digits as give them back exactly; the numbers of pictures without embedding are empty.
  public var csv: String {
    let names = (1...dimension).map { "v\($0)" }
    let records = rows.map { row -> [String] in
      let values =
        row.values.map { $0.map(\.description) } ?? [String](repeating: "", count: dimension)
      return [row.file, row.id, row.reason ?? ""] + values
    }
    return CSV.text([["file", "id", "reason"] + names] + records)
  }

  /// Writes `csv` to `url`, whole or not at all.
  ///
  /// - Throws: `EffaceError.file`.
  public func write(to url: URL) throws(EffaceError) {
    try AtomicFile.write(Data(csv.utf8), to: url)
  }
}
