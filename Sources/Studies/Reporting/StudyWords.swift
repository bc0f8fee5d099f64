internal import Defacing
internal import Faces
internal import Reports

/// What ran, in words: the methods section, the caveats and the model cards.
struct StudyWords {
  private let pipeline: Pipeline
  private let record: RunRecord

  init(_ pipeline: Pipeline, _ record: RunRecord) {
    self.pipeline = pipeline
    self.record = record
  }

  /// One paragraph for each stage that ran, ready for a methods section.
  var methods: [String] {
    [data, defacing, pictures, recognition, evaluation]
  }

  private var data: String {
    let origins = ["real", "synthetic", "own data"].compactMap { origin -> String? in
      let count = record.people.filter { $0.origin == origin }.count
      return count == 0 ? nil : "\(count) \(origin)"
    }
    let words = "Head scans of \(record.people.count) people (\(origins.joined(separator: ", "))) "
    let steps = "were brought to NIfTI with \(record.tool)"
    let series = pipeline.dataset.people.contains { $0.entry == .dicom }
    return words + steps
      + (series ? "; where the pipeline says so, they were written as DICOM series first." : ".")
  }

  private var defacing: String {
    let arms = pipeline.defacedArms.filter { record.arms.contains($0.name) }
    let names = arms.map { arm in
      let words = ArmWords(arm, try? Defacers.named(arm.method.method)).summary
      return "\(arm.name) (\(words.withoutStop))"
    }
    let cleaning =
      switch pipeline.clean.by {
      case .difference:
        "Voxels that a method had changed were then set to the background, except where a new face "
          + "was put in place."
      case .none: "Nothing was cleaned afterwards."
      }
    return "Scans were defaced by \(names.joined(separator: "; ")). \(cleaning) Every result was "
      + "judged automatically; refused results stayed in the study."
  }

  private var pictures: String {
    func words(_ view: ViewSection) -> String {
      "azimuth \(view.azimuth) and elevation \(view.elevation) degrees, light \(view.light.rawValue)"
    }
    let size = pipeline.render.size
    if pipeline.render.style == .study {
      return
        "The volumes were rendered at \(size) x \(size) pixels as in the 2024 study: direct volume "
        + "rendering from the front and 22.5 degrees above, the camera \(pipeline.render.zoom) "
        + "times nearer than the whole volume needs."
    }
    return
      "The skin was rendered at \(size) x \(size) pixels by casting rays to the first surface. "
      + "Gallery: \(words(pipeline.render.gallery)). Probes, defaced or not: "
      + "\(words(pipeline.render.probe))."
  }

  private var recognition: String {
    let crop =
      pipeline.detect.align == .native
      ? "cut out as each network was trained" : "cut out as in the 2024 study"
    let chains = pipeline.embed.models.map { model in
      "\(model.name) (faces found by \(pipeline.detector(of: model)); "
        + "\((model.metrics ?? pipeline.compare.metrics).joined(separator: ", ")))"
    }
    return "Faces were \(crop), described and compared by \(chains.joined(separator: ", "))"
      + (pipeline.compare.round.map { ", rounded to \($0) decimals." } ?? ".") + sameScan + attack
  }

  private var sameScan: String {
    guard let section = pipeline.compare.sameScan else { return "" }
    return
      " Besides, every defaced scan was compared with the undefaced scans themselves, as in the "
      + "2024 study"
      + (section.round.map { ", with distances rounded to \($0) decimals." } ?? ".")
  }

  private var attack: String {
    guard let section = pipeline.attack else { return "" }
    let shape =
      section.shape
      ? " 'shape' compares the skin that remains, after rigid alignment; 'everything' is both." : ""
    return " The attacker 'multi-view' looked from \(section.views) directions in two lights with "
      + "\(section.detectors.joined(separator: ", ")), and fused the mean template and the best "
      + "view of \(section.models.joined(separator: ", ")) after normalising their scores.\(shape)"
  }

  private var evaluation: String {
    let chosen = record.people.filter(\.choosesThreshold).count
    let curves =
      pipeline.evaluate.curves == .study
      ? "on the 100-step grid of the 2024 study" : "at every observed distance"
    return "Thresholds were chosen on \(chosen) people \(curves) and tried on the other "
      + "\(record.people.count - chosen). Rates count people whose face was not found as not "
      + "identified. Intervals hold \(Int((pipeline.evaluate.confidence * 100).rounded())) %: "
      + "Wilson for proportions of people, bootstrap over people for areas and FMR."
  }

  /// What a reader must know.
  var caveats: [String] {
    var caveats: [String] = []
    let single = record.people.filter { $0.sessions == 1 }.count
    if single > 0 {
      caveats.append(
        "For \(single) of \(record.people.count) people the gallery picture and the probe come from "
          + "one and the same scan\(views). That makes the "
          + "baseline easier for the attacker than two scans from different days would.")
    }
    if single < record.people.count {
      caveats.append(
        "For \(record.people.count - single) people the second session is defaced and searched for "
          + "among the first sessions.")
    }
    if record.peopleInDataset > record.people.count {
      caveats.append(
        "The dataset holds \(record.peopleInDataset) people; this run was limited to the first "
          + "\(record.people.count) of them.")
    }
    let synthetic = record.people.filter { $0.origin == "synthetic" }.count
    if synthetic > 0 {
      caveats.append(
        "\(synthetic) people are synthetic. Networks trained on photographs tell them apart less "
          + "well than real people, so they enlarge the gallery more than they test the attack.")
    }
    let others = record.people.filter { !$0.choosesThreshold }.count
    if others < 30 {
      caveats.append(
        "The thresholds are tried on \(others == 1 ? "1 person" : "\(others) people") only; read the intervals, not the points."
      )
    }
    return caveats
  }

  private var views: String {
    pipeline.render.style == .surface ? ", seen from two directions in two lights" : ""
  }

  /// The cards of the models that took part.
  var models: [StudyReport.Model] {
    let detectors = FaceDetectors.all.map { $0.card }.filter {
      pipeline.detectors.contains($0.name) || pipeline.attack?.detectors.contains($0.name) == true
    }
    let embedders = FaceEmbedders.all.map { $0.card }.filter {
      pipeline.embed.models.contains { [name = $0.name] in $0.name == name }
        || pipeline.attack?.models.contains($0.name) == true
    }
    return detectors.map { Self.model($0, "detector") }
      + embedders.map { Self.model($0, "embedder") }
  }

  private static func model(_ card: ModelCard, _ role: String) -> StudyReport.Model {
    StudyReport.Model(
      name: card.name, role: role, summary: card.summary, source: card.source,
      licence: card.licence, accuracy: card.accuracy, reference: card.reference,
      weights: Dictionary(card.weights.map { ($0.asset, $0.sha256) }) { first, _ in first })
  }
}

extension String {
  /// The sentence without its full stop.
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
