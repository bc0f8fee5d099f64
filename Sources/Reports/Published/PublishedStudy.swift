/// What "Safeguarding Medical Imaging Data" (2024) reports.
enum PublishedStudy {
  /// Thresholds chosen on the first 70 % of the people.
  struct Choice {
    let network: String
    let defacer: String
    let people: Int
    let auc: Double
    let areaUnderPrecisionRecall: Double
    let threshold: Double
    let truePositives: Int
    let falsePositives: Int
  }

  /// The F1 threshold on the other 30 %.
  struct Trial {
    let network: String
    let defacer: String
    let threshold: Double
    let truePositives: Int
    let falsePositives: Int
    let falseNegatives: Int
    let people: Int
  }

  static let choices = [
    Choice(
      network: "Dlib", defacer: "AFNI", people: 109, auc: 0.7173, areaUnderPrecisionRecall: 0.0695,
      threshold: 0.27, truePositives: 12, falsePositives: 77),
    Choice(
      network: "Facenet512", defacer: "FSL", people: 67, auc: 0.6630,
      areaUnderPrecisionRecall: 0.0384, threshold: 0.21, truePositives: 11, falsePositives: 144),
    Choice(
      network: "VGG-Face", defacer: "pydeface", people: 75, auc: 0.6044,
      areaUnderPrecisionRecall: 0.0195, threshold: 0.52, truePositives: 10, falsePositives: 339),
  ]

  static let trials = [
    trial("Dlib", "AFNI", 0.27, 5, 17, 42, 47), trial("Dlib", "FSL", 0.26, 11, 1, 17, 28),
    trial("Dlib", "pydeface", 0.33, 4, 38, 28, 32), trial("Facenet512", "AFNI", 0.17, 1, 6, 46, 47),
    trial("Facenet512", "FSL", 0.21, 3, 13, 25, 28),
    trial("Facenet512", "pydeface", 0.34, 0, 24, 32, 32),
    trial("VGG-Face", "AFNI", 0.26, 2, 7, 45, 47), trial("VGG-Face", "FSL", 0.21, 6, 3, 22, 28),
    trial("VGG-Face", "pydeface", 0.52, 4, 145, 28, 32),
  ]

  private static func trial(
    _ network: String, _ defacer: String, _ threshold: Double, _ truePositives: Int,
    _ falsePositives: Int, _ falseNegatives: Int, _ people: Int
  ) -> Trial {
    Trial(
      network: network, defacer: defacer, threshold: threshold, truePositives: truePositives,
      falsePositives: falsePositives, falseNegatives: falseNegatives, people: people)
  }

  /// The network of `Pipelines/study` in the place of a published one.
  static func network(_ published: String) -> String {
    ["Dlib": "dlib", "Facenet512": "facenet512", "VGG-Face": "sface"][published] ?? published
  }

  /// The arm of `Pipelines/study` in the place of a published defacer, cleaned as published.
  static func arm(_ published: String) -> String {
    "\(["AFNI": "afni", "FSL": "fsl"][published] ?? published)-like-range"
  }

  /// Why measured numbers differ from published ones, whatever they are.
  static let reasons = [
    "**Other people.** The study's patients are not public. Ours are synthetic: one parametric head "
      + "model with its own bones, tissue and noise, no hair, no skin texture. Networks trained on "
      + "photographs tell such heads apart less well, or by other things.",
    "**Other programs.** pydeface, fsl_deface and AFNI are not installed where these numbers were "
      + "made; their families run natively, registered by the skin. They fail far less often: the "
      + "study left two of five shown people untouched with FSL and beheaded one with pydeface. With the "
      + "programs installed the same pipeline runs them as further arms.",
    "**Other networks in two places.** FaceNet trained on CASIA-WebFace stands for Facenet512 (VGGFace2), "
      + "SFace for VGG-Face. The study's own weights may not be shipped; one line of the pipeline "
      + "switches them on.",
    "**A field of view that ends at the neck**, so that the camera stands at 1.3 instead of 2 times the "
      + "distance that the whole volume needs.",
    "**A threshold that depends on N.** The F1 optimum moves with the number of people, since "
      + "non-mated comparisons grow with its square; so do its counts. Areas under ROC can be "
      + "compared across sizes, thresholds and counts cannot.",
    "**Survivorship.** The published matrices hold people whose face was found on both pictures, after "
      + "failures were removed by hand. The two tables above follow that; everything further down counts an "
      + "undetected face as a person who was not identified.",
  ]
}
