public import Faces
public import Files
internal import Images

/// Looks for faces with several detectors and compares what it finds with several networks.
public struct PhotographAttacker: Sendable {
  /// The detectors, the gallery's first.
  let detectors: [any FaceDetector]
  /// The networks.
  let embedders: [any FaceEmbedder]

  /// Builds an attacker from names.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name, `.missing` where weights are not installed.
  public init(
    detectors: [String] = ["retinaface", "yunet", "dlib"],
    embedders: [String] = ["dlib", "facenet512", "sface"], files: any ModelFiles
  ) throws(EffaceError) {
    var found: [any FaceDetector] = []
    for name in detectors { found.append(try FaceDetectors.named(name, files: files)) }
    var networks: [any FaceEmbedder] = []
    for name in embedders { networks.append(try FaceEmbedders.named(name, files: files)) }
    self.detectors = found
    self.embedders = networks
  }

  /// What was seen in one picture.
  struct Sight: Sendable {
    /// Whether each detector saw a face.
    let detected: [Bool]
    /// For each network, the embeddings of all faces that any detector saw.
    let embeddings: [[[Float]]]
  }

  /// Looks at `picture`: every face of every detector, at most five each.
  func look(at picture: Raster) throws(EffaceError) -> Sight {
    let excess = Double(picture.width * picture.height) / 2_000_000
    let view = picture.reduced(by: excess <= 1 ? 1 : Int(excess.squareRoot().rounded(.up)))
    var detected: [Bool] = []
    var embeddings = [[[Float]]](repeating: [], count: embedders.count)
    for detector in detectors {
      let faces = try detector.detect(view, in: .photographs).prefix(5)
      detected.append(!faces.isEmpty)
      for face in faces {
        for (place, embedder) in embedders.enumerated() {
          do throws(EffaceError) {
            embeddings[place].append(try embedder.embed(view, face))
          } catch {
            guard error.code == .unsuitable else { throw error }
          }
        }
      }
    }
    return Sight(detected: detected, embeddings: embeddings)
  }

  /// What the attacker knows of a person's photograph: the best face of the first detector that sees
  /// one. Nil where none does.
  func know(_ picture: Raster) throws(EffaceError) -> [[Float]]? {
    let excess = Double(picture.width * picture.height) / 2_000_000
    let view = picture.reduced(by: excess <= 1 ? 1 : Int(excess.squareRoot().rounded(.up)))
    for detector in detectors {
      guard let face = try detector.detect(view, in: .photographs).first else { continue }
      var known: [[Float]] = []
      for embedder in embedders { known.append(try embedder.embed(view, face)) }
      return known
    }
    return nil
  }

  /// The least distance of any of `seen` to any of `known`; nil where there is none.
  func distance(_ seen: [[Float]], _ known: [[Float]], network: Int) -> Double? {
    let metric = embedders[network].nativeDistance
    return seen.lazy.flatMap { one in known.map { metric.between(one, $0) } }.min()
  }

  /// The published threshold of a network for photographs.
  func threshold(network: Int) -> Double {
    let embedder = embedders[network]
    return embedder.threshold(for: embedder.nativeDistance)?.value ?? 0
  }
}
