internal import ArgumentParser
internal import Files
internal import Foundation
internal import Images
internal import Surfaces
internal import Volumes

/// `efface render`.
struct RenderCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Show the skin of a head scan as a picture, as a face recogniser would see it.",
    discussion: """
      Casts rays through the scan and shades the first place where it passes the skin level \
      (-300 HU for CT, found from the histogram for MR). The head is framed automatically; couch, \
      holder and noise are left out. Azimuth 0 is from the front and grows towards the subject's \
      left; elevation grows upwards.

      --style study shows a CT as the 2024 study of defaced head-and-neck CT did, which composited \
      skin, fat and bone along rays (VTK's volume mapper; colours and opacities by HU): from 22.5 \
      degrees above the front, nearer by --zoom; or, with --azimuth or --views, from its list of \
      angles about the long axis. Nothing is cut away: couch and holder are in the picture.

      Examples:
        efface render sub-01_T1w.nii.gz -o face.png
        efface render head_ct.nii.gz -o head.png --views 81
        efface render head_ct.nii.gz -o person_1_view_frontal.png --style study
        efface render head_ct.nii.gz -o face.png --azimuth 30 --depth depth.png --mesh head.stl
      """)

  @Argument(help: "A NIfTI scan of a head.")
  var input: String

  @Option(name: [.short, .long], help: "The PNG to write.")
  var output: String

  @Option(name: .long, help: "How the scan is shown.")
  var style = Style.surface

  @Option(
    name: .long,
    help: "With --style study: how much nearer the camera comes; the study used 2, or 2.3.")
  var zoom = 2.0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Degrees from the front towards the subject's left, or a list as -30,0,30: with each "
        + "elevation, one picture <stem>_view_<n>.png.", valueName: "degrees"))
  var azimuth = DegreeList([0])

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Degrees above the axial plane, -90 to 90, or a list.", valueName: "degrees"))
  var elevation = DegreeList([0])

  @Option(name: .long, help: "How rays leave the camera.")
  var projection = Projection.perspective

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Instead of one picture, write this many poses and lights (1 to \(View.gridCapacity)), most "
        + "frontal first, as <stem>_view_<n>.png beside it; with --style study, 1 to "
        + "\(StudyView.angles.count) angles.", valueName: "n"))
  var views: Int?

  @Option(name: .long, help: "Rows and columns of a picture, 16 to 4096.")
  var size = 800

  @Option(name: .long, help: "The grey behind the head, 0 (black) to 255.")
  var background: UInt8 = 0

  @Option(name: .long, help: "The value at the skin; found automatically where not given.")
  var iso: Float?

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @Option(
    name: .long,
    help: "Also write depth as 16-bit PNG: 0 is no surface, otherwise mm from the camera * 20.")
  var depth: String?

  @Option(
    name: .long,
    help:
      "Also write the skin's normals as PNG: red, green, blue are 128 + 127 * (right, front, top).")
  var normals: String?

  @Option(name: .long, help: "Also write the skin as .stl, .ply or .obj, in mm, RAS+.")
  var mesh: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  enum Style: String, ExpressibleByArgument, CaseIterable {
    case surface
    case study
  }

  enum Projection: String, ExpressibleByArgument, CaseIterable {
    case perspective
    case orthographic
  }

  func validate() throws {
    guard (16...4096).contains(size) else {
      throw ValidationError("--size takes 16 to 4096, not \(size).")
    }
    if let wrong = elevation.values.first(where: { !(-90...90).contains($0) }) {
      throw ValidationError("--elevation takes -90 to 90 degrees, not \(wrong).")
    }
    if let iso, !iso.isFinite { throw ValidationError("--iso takes a number, not \(iso).") }
    if style == .study { try validateStudy() }
    guard let views else { return }
    let capacity = style == .study ? StudyView.angles.count : View.gridCapacity
    guard (1...capacity).contains(views) else {
      throw ValidationError("--views takes 1 to \(capacity), not \(views).")
    }
    guard depth == nil, normals == nil, azimuth.values == [0], elevation.values == [0] else {
      throw ValidationError(
        "--views brings its own poses: leave out --azimuth, --elevation, --depth and --normals.")
    }
  }

  private func validateStudy() throws {
    guard zoom.isFinite, (0.1...10).contains(zoom) else {
      throw ValidationError("--zoom takes 0.1 to 10, not \(zoom).")
    }
    guard elevation.values == [0], projection == .perspective, iso == nil, depth == nil,
      normals == nil, mesh == nil, background == 0
    else {
      throw ValidationError(
        "--style study has a camera of its own and no single surface: leave out --elevation, "
          + "--projection, --iso, --depth, --normals, --mesh and --background.")
    }
  }

  func execute() throws {
    let started = ContinuousClock.now
    let source = URL(fileURLWithPath: input)
    let outputs = try RenderOutputs(
      picture: output, depth: depth, normals: normals, mesh: mesh, shots: shots,
      numbered: views != nil || shots.count > 1)
    for url in outputs.all { try common.guardOutput(url) }
    let kind = try ModalityOption.parse(modality)
    let scan = try NIfTIImage(contentsOf: source).volume()
    let chosen = kind ?? Modality.guess(scan)
    var summary: RenderSummary
    do {
      summary = try write(outputs, scan, chosen)
    } catch {
      guard error.code == .unsuitable else { throw error }
      throw EffaceError(error.code, "\(source.lastPathComponent): \(error.description)")
    }
    summary.input = source.path
    summary.modality = chosen.rawValue
    summary.seconds = started.duration(to: .now).seconds
    if style == .study, !chosen.isCT {
      Terminal.say(
        "\(source.lastPathComponent) does not look like CT: the colours of --style study are "
          + "those of Hounsfield units and may show nothing.")
    }
    if common.json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
    }
  }

  private func write(
    _ outputs: RenderOutputs, _ scan: Volume, _ modality: Modality
  ) throws(EffaceError) -> RenderSummary {
    switch style {
    case .surface:
      try outputs.write(
        SurfaceRenderer(headIn: scan, modality: modality, level: iso), size: size,
        background: background)
    case .study: try outputs.write(VolumeRenderer(scan), size: size)
    }
  }

  /// What each picture shows.
  private var shots: [RenderOutputs.Shot] {
    switch (style, views) {
    case (.surface, let count?):
      View.grid(count: count).map { view in
        var view = view
        view.projection = chosenProjection
        return .surface(view)
      }
    case (.surface, nil):
      azimuth.values.flatMap { azimuth in
        elevation.values.map {
          .surface(View(azimuth: azimuth, elevation: $0, projection: chosenProjection))
        }
      }
    case (.study, let count?):
      StudyView.angles.prefix(count).map { .study(.turned($0), azimuth: $0 - 180) }
    case (.study, nil):
      azimuth.values.map {
        .study($0 == 0 ? .frontal(zoom: zoom) : .turned(180 + $0), azimuth: $0)
      }
    }
  }

  private var chosenProjection: View.Projection {
    projection == .orthographic ? .orthographic : View.frontal.projection
  }
}
