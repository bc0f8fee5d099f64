internal import Defacing
internal import Faces
internal import Files
internal import Foundation
internal import Images
internal import Surfaces
internal import Volumes

/// Renders of one person in every arm, and the faces found on them.
struct PictureStages {
  let person: Participant
  let tools: StudyTools

  /// What `detect` keeps of a picture: the best face, or nil.
  struct Found: Codable {
    /// The best face.
    var face: StoredFace?
    /// How many faces there were.
    var faces: Int
  }

  /// Render, detect and look, arm after arm.
  var units: [WorkUnit] {
    tools.pictureArms.flatMap { arm in
      let (volume, picture) = (Shared<Volume>(), Shared<Raster>())
      let last = tools.detectors.last?.name
      return [render(arm, volume, picture)]
        + tools.detectors.map { detect(arm, $0, picture, isLast: $0.name == last) }
        + [look(arm, volume)].compactMap(\.self)
    }
  }

  /// How many units there are.
  static func count(_ tools: StudyTools) -> Int {
    let looks = tools.pipeline.attack.map { tools.pictureArms.filter($0.reaches).count } ?? 0
    return tools.pictureArms.count * (1 + tools.detectors.count) + looks
  }

  /// What the attacker with several views sees.
  private func look(_ arm: String, _ shared: Shared<Volume>) -> WorkUnit? {
    guard let attackers = tools.attackers, let section = tools.pipeline.attack,
      section.reaches(arm)
    else { return nil }
    let attacker = arm == RunFolder.original ? attackers.gallery : attackers.probe
    let source = scan(arm)
    let target = RunFolder.appearance(arm, person.id)
    let template = section.shape ? tools.template : nil
    let cards = attacker.detectors.map(\.card) + attacker.embedders.map(\.card)
    return WorkUnit(
      UnitName(stage: "look", subject: person.id, arm: arm), sidecar: target + ".sidecar.json",
      parameters: .object([
        "size": .whole(attacker.size),
        "views": .list(
          attacker.poses.map { .list([.number($0.azimuth), .number($0.elevation)]) }),
        "detectors": .list(section.detectors.map { .text($0) }),
        "models": .list(section.models.map { .text($0) }),
        "template": template.map { .text($0.digest) } ?? .null,
        "weights": .list(cards.map(StudyTools.weights)),
      ]),
      inputs: [.inside(source)]
    ) { root in
      // The last that needs this scan.
      let volume = try shared.take {
        try NIfTIImage(contentsOf: root.appendingPathComponent(source)).volume()
      }
      let head = try HeadAppearance(volume, attacker: attacker, template: template)
      try JSONFile.write(head, to: root.appendingPathComponent(target + ".json"))
      return WorkUnit.Product(
        outputs: [target + ".json"],
        result: .object([
          "faces": .whole(head.views.faces.count), "views": .whole(head.views.views),
          "shape": .flag(head.shape != nil),
        ]))
    }
  }

  private func scan(_ arm: String) -> String {
    switch arm {
    case RunFolder.original: RunFolder.scan(person.id) + ".nii.gz"
    case RunFolder.baseline: RunFolder.scan(person.id, session: person.sessions) + ".nii.gz"
    default: RunFolder.cleaned(arm, person.id) + ".nii.gz"
    }
  }

  private func render(
    _ arm: String, _ shared: Shared<Volume>, _ picture: Shared<Raster>
  ) -> WorkUnit {
    let section = tools.pipeline.render
    let source = scan(arm)
    let target = RunFolder.render(arm, person.id)
    let view = arm == RunFolder.original ? section.gallery : section.probe
    // Whatever nobody looks at afterwards is not kept in memory.
    let keeps = tools.pipeline.attack?.reaches(arm) ?? false
    return WorkUnit(
      UnitName(stage: "render", subject: person.id, arm: arm), sidecar: target + ".json",
      parameters: section.parameters(view), inputs: [.inside(source)]
    ) { root in
      let read = { try NIfTIImage(contentsOf: root.appendingPathComponent(source)).volume() }
      let made = try picture.get {
        try section.picture(of: keeps ? shared.get(read) : read(), view)
      }
      try PNG.write(made, to: root.appendingPathComponent(target + ".png"))
      return WorkUnit.Product(outputs: [target + ".png"])
    }
  }

  private func detect(
    _ arm: String, _ detector: any FaceDetector, _ shared: Shared<Raster>, isLast: Bool
  ) -> WorkUnit {
    let source = RunFolder.render(arm, person.id) + ".png"
    let target = RunFolder.crop(arm, person.id, detector.name)
    let align = tools.pipeline.detect.align
    return WorkUnit(
      UnitName(stage: "detect", subject: person.id, arm: "\(arm) \(detector.name)"),
      sidecar: target + ".json",
      parameters: .object([
        "detector": .text(detector.name), "align": .text(align.rawValue),
        "weights": StudyTools.weights(detector.card),
      ]),
      inputs: [.inside(source)]
    ) { root in
      let read = { try PNG.read(from: root.appendingPathComponent(source)) }
      let picture = try isLast ? shared.take(read) : shared.get(read)
      let faces = try detector.detect(picture, in: .renders)
      let result = try JSONValue(
        Found(face: faces.first.map(StoredFace.init), faces: faces.count))
      guard let best = faces.first else { return WorkUnit.Product(outputs: [], result: result) }
      let alignment = align == .study ? FaceAlignments.study : detector.nativeAlignment
      let crop = try alignment.crop(picture, best)
      try PNG.write(crop, to: root.appendingPathComponent(target + ".png"))
      return WorkUnit.Product(outputs: [target + ".png"], result: result)
    }
  }
}

extension RenderSection {
  /// What decides a picture, besides the scan.
  fileprivate func parameters(_ view: ViewSection) -> JSONValue {
    switch style {
    case .surface:
      .object([
        "size": .whole(size), "azimuth": .number(view.azimuth),
        "elevation": .number(view.elevation), "light": .text(view.light.rawValue),
      ])
    case .study:
      .object(["size": .whole(size), "style": .text(style.rawValue), "zoom": .number(zoom)])
    }
  }

  /// The picture of `volume`.
  fileprivate func picture(of volume: Volume, _ view: ViewSection) throws(EffaceError) -> Raster {
    switch style {
    case .surface:
      try SurfaceRenderer(headIn: volume, modality: Modality.guess(volume))
        .render(view.view, size: size).picture
    case .study:
      try VolumeRenderer(volume).render(.frontal(zoom: zoom), size: size)
    }
  }
}

/// A face as it is kept in sidecars.
struct StoredFace: Codable, Sendable {
  var box: PixelBox
  var score: Double
  var scheme: LandmarkScheme
  var landmarks: [PixelPoint]
  var contextScale: Double

  init(_ face: FaceDetection) {
    box = face.box
    score = face.score
    scheme = face.scheme
    landmarks = face.landmarks
    contextScale = face.contextScale
  }

  /// The face.
  var detection: FaceDetection {
    FaceDetection(
      box: box, score: score, scheme: scheme, landmarks: landmarks, contextScale: contextScale)
  }
}

extension ViewSection {
  /// The camera and lamp.
  var view: View {
    let lamp: View.Light =
      switch light {
      case .key: .key
      case .mirrored: .mirrored
      case .overhead: .overhead
      }
    return View(azimuth: azimuth, elevation: elevation, lights: [lamp])
  }
}

extension StudyTools {
  /// The digests of a model's weights, which decide its results.
  static func weights(_ card: ModelCard) -> JSONValue {
    .object(Dictionary(card.weights.map { ($0.asset, .text($0.sha256)) }) { first, _ in first })
  }
}
