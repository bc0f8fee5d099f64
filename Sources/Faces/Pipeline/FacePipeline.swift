public import Files
public import Foundation
internal import Geometry
internal import Images

/// Pictures in, crops and embeddings out: each picture is read once, searched once and embedded once
/// by each model.
///
/// Pictures are worked on by all cores; the results do not depend on how many there are.
public struct FacePipeline: Sendable {
  /// What a run gave.
  public struct Outcome: Sendable {
    /// What was found in each picture.
    public let detections: DetectionReport
    /// One table for each embedder, in their order.
    public let embeddings: [EmbeddingTable]
  }

  private let detector: any FaceDetector
  private let embedders: [any FaceEmbedder]
  private let alignment: AlignmentChoice
  private let pictures: PictureKind

  /// Builds a chain for one kind of pictures. With no embedders it only detects.
  public init(
    detector: any FaceDetector, embedders: [any FaceEmbedder] = [],
    alignment: AlignmentChoice = .native, pictures: PictureKind = .renders
  ) {
    self.pictures = pictures
    self.detector = detector
    self.embedders = embedders
    self.alignment = alignment
  }

  /// Runs the chain over `images`.
  ///
  /// The best face of each picture is cut out and, if `folder` is given, written there as
  /// `<stem of the picture>_<detector>.png`, beside the report `detections.json`. With the native
  /// alignment each embedder gets the crop that it was trained on; otherwise all get the same one.
  /// A picture without a face, or one that cannot be read, is a row with a reason. `progress` is told
  /// how many pictures are done, one after the other.
  ///
  /// - Throws: `EffaceError.argument` where two pictures would share a crop, `.file` or `.format`
  ///   where none of the pictures can be read, and what the models throw.
  public func run(
    _ images: [FaceImage], cropsTo folder: URL? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(EffaceError) -> Outcome {
    let names = images.map { self.cropName($0.url) }
    if folder != nil { try Self.demandUnique(names, images) }
    let done = DoneCount(progress)
    let results = Parallel.map(images.count) { index in
      defer { done.step() }
      return Result { () throws(EffaceError) in
        try self.treat(images[index], crop: folder?.appendingPathComponent(names[index]))
      }
    }
    var treated: [Treated] = []
    for result in results { treated.append(try result.get()) }
    try Self.demandOneReadable(treated)
    let report = DetectionReport(
      detector: detector.name, alignment: alignment, images: treated.map(\.image))
    if let folder {
      try JSONFile.write(report, to: folder.appendingPathComponent(DetectionReport.fileName))
    }
    let tables = embedders.enumerated().map { position, embedder in
      EmbeddingTable(
        model: embedder.name, dimension: embedder.dimension,
        rows: treated.map { $0.row(position) })
    }
    return Outcome(detections: report, embeddings: tables)
  }

  /// The name of the crop of the picture at `url`.
  public func cropName(_ url: URL) -> String {
    "\(url.deletingPathExtension().lastPathComponent)_\(detector.name).png"
  }

  /// One picture after all stages.
  private struct Treated {
    let image: DetectionReport.Image
    var embeddings: [[Float]] = []
    /// Set where the picture could not be read.
    var unreadable: EffaceError?

    func row(_ position: Int) -> EmbeddingTable.Row {
      EmbeddingTable.Row(
        file: image.file, id: image.id,
        values: embeddings.isEmpty ? nil : embeddings[position], reason: image.reason)
    }
  }

  private func treat(_ image: FaceImage, crop: URL?) throws(EffaceError) -> Treated {
    let picture: Raster
    do throws(EffaceError) {
      picture = try PictureReader.read(image.url, name: image.file)
    } catch {
      Self.discard(crop)
      return Treated(image: Self.empty(image, error.description), unreadable: error)
    }
    let faces = try detector.detect(picture, in: pictures)
    guard let best = faces.first else {
      Self.discard(crop)
      return Treated(image: Self.empty(image, "No face was found."))
    }
    do throws(EffaceError) {
      let shown = try alignment.alignment(native: detector.nativeAlignment).crop(picture, best)
      let embeddings = try embed(picture, best, shown)
      if let crop { try PNG.write(shown, to: crop) }
      let records = faces.enumerated().map { rank, face in
        DetectionReport.Face(face, crop: rank == 0 ? crop?.lastPathComponent : nil)
      }
      return Treated(
        image: DetectionReport.Image(
          file: image.file, id: image.id, faces: records, reason: nil),
        embeddings: embeddings)
    } catch {
      guard error.code == .unsuitable else { throw error }
      Self.discard(crop)
      return Treated(image: Self.empty(image, error.description))
    }
  }

  private func embed(
    _ picture: Raster, _ face: FaceDetection, _ shown: Raster
  ) throws(EffaceError) -> [[Float]] {
    var embeddings: [[Float]] = []
    for embedder in embedders {
      embeddings.append(
        alignment == .native
          ? try embedder.embed(picture, face) : try embedder.embed(crop: shown))
    }
    return embeddings
  }

  /// Takes away what an earlier run left in the place of a crop that is not there now.
  private static func discard(_ crop: URL?) {
    if let crop { try? FileManager.default.removeItem(at: crop) }
  }

  private static func empty(_ image: FaceImage, _ reason: String) -> DetectionReport.Image {
    DetectionReport.Image(file: image.file, id: image.id, faces: [], reason: reason)
  }

  private static func demandUnique(
    _ names: [String], _ images: [FaceImage]
  ) throws(EffaceError) {
    var first: [String: String] = [:]
    for (name, image) in zip(names, images) {
      if let other = first.updateValue(image.file, forKey: name) {
        throw EffaceError(
          .argument,
          "The pictures \(other) and \(image.file) would both give the crop \(name); "
            + "rename one of them or write to two folders.")
      }
    }
  }

  private static func demandOneReadable(_ treated: [Treated]) throws(EffaceError) {
    if let fault = treated.first?.unreadable, treated.allSatisfy({ $0.unreadable != nil }) {
      throw fault
    }
  }
}
