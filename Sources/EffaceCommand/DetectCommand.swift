internal import ArgumentParser
internal import Assets
internal import Faces
internal import Foundation

/// `efface detect`.
struct DetectCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Find the faces in pictures and cut out the best one of each.",
    discussion: """
      Writes one crop for each picture with a face, named after the picture and the detector \
      (12.png gives 12_dlib.png), and detections.json, which lists every picture: its faces, best \
      first, with box and landmarks in pixels, or the reason why there is none. No face in the \
      picture of a defaced head is a result, not an error.

      --align native cuts dlib's face chip, which dlib's recognition network was trained on; box \
      cuts an upright square with some margin, which suits facenet512; study cuts what deepface up \
      to 0.0.91 cut, to the pixel. retinaface and yunet have five landmarks of which native makes \
      the crop that sface was trained on. Of photographs RetinaFace must be surer (0.9) than of \
      renders (0.6): say --pictures photographs for them.

      Example:
        efface detect renders/12.png renders/13.png -o crops --detector dlib

      References: Dalal and Triggs, CVPR 2005; King, arXiv:1502.00046, 2015; Kazemi and Sullivan, \
      CVPR 2014; Deng et al., CVPR 2020; Wu, Peng and Yu, Machine Intelligence Research 2023.
      """)

  @Argument(help: "PNG or JPEG pictures.")
  var images: [String]

  @Option(name: [.short, .long], help: "The folder for the crops and detections.json.")
  var output: String

  @Option(name: .long, help: "The detector: \(FaceOptions.detectors).")
  var detector = "dlib"

  @Option(name: .long, help: "The crop: native, study or box.")
  var align = AlignmentChoice.native

  @Option(name: .long, help: "What the pictures are: renders or photographs.")
  var pictures = PictureKind.renders

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let images = try FaceOptions.images(images)
    let folder = URL(fileURLWithPath: output)
    let pipeline = FacePipeline(
      detector: try FaceDetectors.named(detector, files: AssetStore()), alignment: align,
      pictures: pictures)
    for image in images {
      try common.guardOutput(folder.appendingPathComponent(pipeline.cropName(image.url)))
    }
    try common.guardOutput(folder.appendingPathComponent(DetectionReport.fileName))
    let bar = ProgressBar(total: images.count)
    let report = try pipeline.run(images, cropsTo: folder) { bar.show($0) }.detections
    if common.json { return try Terminal.printJSON(report.withCrops(in: output)) }
    for image in report.images { Terminal.printLine(line(image)) }
    let found = report.images.count - report.undetected.count
    Terminal.say("A face was found in \(found) of \(report.images.count) pictures.")
  }

  private func line(_ image: DetectionReport.Image) -> String {
    guard let face = image.faces.first else { return "\(image.file)\t-\t\(image.reason ?? "")" }
    let score = String(format: "%.3f", face.score)
    return "\(image.file)\t\(score)\t\(output)/\(face.crop ?? "")"
  }
}

extension DetectionReport {
  /// The report with crops as paths from the working folder.
  fileprivate func withCrops(in folder: String) -> DetectionReport {
    var report = self
    report.images = images.map { image in
      var image = image
      image.faces = image.faces.map { face in
        var face = face
        face.crop = face.crop.map { "\(folder)/\($0)" }
        return face
      }
      return image
    }
    return report
  }
}
