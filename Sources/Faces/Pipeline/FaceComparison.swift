public import Files
public import Foundation
public import Statistics

/// Everybody before defacing against everybody after it.
public enum FaceComparison {
  /// The distances of two tables of one model.
  ///
  /// Rows are named `<id>_n` and columns `<id>_d`; both hold every person of either table, in natural
  /// order (2 before 10). Who has no embedding on a side keeps a row or column that is not a number.
  ///
  /// - Throws: `EffaceError.argument` where the tables are of two models or show a person twice.
  public static func matrix(
    originals: EmbeddingTable, defaced: EmbeddingTable, distance: any Distance
  ) throws(EffaceError) -> DistanceMatrix {
    guard originals.model == defaced.model, originals.dimension == defaced.dimension else {
      throw EffaceError(
        .argument,
        "Embeddings of the models \(originals.model) and \(defaced.model) cannot be compared.")
    }
    let before = try byPerson(originals)
    let after = try byPerson(defaced)
    let people = Set(before.keys).union(after.keys).sorted(by: NaturalOrder.precedes)
    let values = DistanceComputation.matrix(
      rows: people.map { before[$0]?.values }, columns: people.map { after[$0]?.values },
      distance: distance)
    return try DistanceMatrix(
      rowIdentifiers: people.map { "\($0)_n" }, columnIdentifiers: people.map { "\($0)_d" },
      values: values)
  }

  /// The pictures of a folder that `efface detect` wrote, or of any folder of face crops.
  ///
  /// These are its PNG and JPEG files, in natural order of their names. Whom a crop shows is taken
  /// from the folder's `detections.json`, else from the name of the file
  /// (`FaceImage.person(inName:)`). Pictures without a face that the report lists become rows with a
  /// reason.
  ///
  /// - Throws: `EffaceError.file` where the folder cannot be read, `.argument` where it is empty.
  public static func crops(
    in folder: URL
  ) throws(EffaceError) -> (crops: [FaceImage], undetected: [EmbeddingTable.Row]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw EffaceError(.file, "The folder \(folder.path) cannot be read.")
    }
    var report: DetectionReport?
    if names.contains(DetectionReport.fileName) {
      report = try JSONFile.read(
        DetectionReport.self, from: folder.appendingPathComponent(DetectionReport.fileName))
    }
    let people = report?.personOfCrop ?? [:]
    let pictures = names.filter { !$0.hasPrefix(".") && isPicture($0) }
      .sorted(by: NaturalOrder.precedes)
    let crops = pictures.map { name in
      FaceImage(
        id: people[name] ?? FaceImage.person(inName: name),
        url: folder.appendingPathComponent(name), file: name)
    }
    let undetected = (report?.undetected ?? []).map {
      EmbeddingTable.Row(file: $0.file, id: $0.id, values: nil, reason: $0.reason)
    }
    guard !crops.isEmpty || !undetected.isEmpty else {
      throw EffaceError(.argument, "The folder \(folder.path) holds no PNG or JPEG pictures.")
    }
    return (crops, undetected)
  }

  /// The embeddings of the crops in `folder`, with the undetected people as rows.
  ///
  /// - Throws: As `crops(in:)` and `CropEmbedding.run`.
  public static func table(
    of folder: URL, embedder: any FaceEmbedder
  ) throws(EffaceError) -> EmbeddingTable {
    let (crops, undetected) = try crops(in: folder)
    let table = try CropEmbedding.run(crops, with: embedder)
    return EmbeddingTable(
      model: table.model, dimension: table.dimension, rows: table.rows + undetected)
  }

  private static func isPicture(_ name: String) -> Bool {
    ["png", "jpg", "jpeg"].contains((name as NSString).pathExtension.lowercased())
  }

  private static func byPerson(
    _ table: EmbeddingTable
  ) throws(EffaceError) -> [String: EmbeddingTable.Row] {
    var people: [String: EmbeddingTable.Row] = [:]
    for row in table.rows {
      if let other = people.updateValue(row, forKey: row.id) {
        throw EffaceError(
          .argument,
          "The pictures \(other.file) and \(row.file) both show person \(row.id); "
            + "one picture of each person is compared.")
      }
    }
    return people
  }
}
