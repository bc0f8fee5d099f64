public import Files
internal import Geometry
internal import Images

/// Embedding of faces that were cut out before.
public enum CropEmbedding {
  /// One row for each of `crops`; those that cannot be read have a reason instead of numbers.
  /// `progress` is told how many crops are done, one after the other.
  ///
  /// - Throws: What the embedder throws; the reader's error where none of the crops can be read.
  public static func run(
    _ crops: [FaceImage], with embedder: any FaceEmbedder,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(EffaceError) -> EmbeddingTable {
    let done = DoneCount(progress)
    let results = Parallel.map(crops.count) { index in
      defer { done.step() }
      return Result { () throws(EffaceError) in try row(crops[index], embedder) }
    }
    var rows: [EmbeddingTable.Row] = []
    for result in results { rows.append(try result.get()) }
    if let crop = crops.first, rows.allSatisfy({ $0.values == nil }) {
      _ = try PictureReader.read(crop.url, name: crop.file)
    }
    return EmbeddingTable(model: embedder.name, dimension: embedder.dimension, rows: rows)
  }

  private static func row(
    _ crop: FaceImage, _ embedder: any FaceEmbedder
  ) throws(EffaceError) -> EmbeddingTable.Row {
    let picture: Raster
    do throws(EffaceError) {
      picture = try PictureReader.read(crop.url, name: crop.file)
    } catch {
      return EmbeddingTable.Row(
        file: crop.file, id: crop.id, values: nil, reason: error.description)
    }
    let values = try embedder.embed(crop: picture)
    return EmbeddingTable.Row(file: crop.file, id: crop.id, values: values, reason: nil)
  }
}
