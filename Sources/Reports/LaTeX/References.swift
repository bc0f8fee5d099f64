/// A work that a report cites.
struct Reference: Sendable {
  /// What decides whether it is cited.
  enum Cause: Sendable, Equatable {
    /// Every study rests on it.
    case always
    /// A defacing method or somebody's program of this name took part.
    case method(String)
    /// A detector or network of this name took part.
    case model(String)
    /// The scans were rendered, or compared, as in the 2024 study.
    case study
    /// Utility was measured.
    case utility
  }

  let key: String
  let cause: Cause
  /// Kind and fields, without the key.
  let kind: String
  let fields: KeyValuePairs<String, String>

  /// As BibTeX.
  var bibTeX: String {
    let lines = fields.map { "  \($0.key) = {\($0.value)}" }.joined(separator: ",\n")
    return "@\(kind){\(key),\n\(lines)\n}\n"
  }

  /// The works of `report`, in the order of the list.
  static func cited(_ report: StudyReport, methods: Set<String>) -> [Reference] {
    let models = Set(report.provenance.models.map(\.name))
    let hasUtility = report.people.contains { person in
      person.arms.values.contains { !$0.utility.isEmpty }
    }
    let followsStudy = report.attacks.contains { $0.gallery == .sameScan }
    return all.filter { reference in
      switch reference.cause {
      case .always: true
      case .method(let name): methods.contains(name)
      case .model(let name): models.contains(name)
      case .study: followsStudy
      case .utility: hasUtility
      }
    }
  }

  private init(
    _ key: String, _ cause: Cause, _ kind: String, _ fields: KeyValuePairs<String, String>
  ) {
    (self.key, self.cause, self.kind, self.fields) = (key, cause, kind, fields)
  }

  private static let all: [Reference] = [
    Reference(
      "iso19795", .always, "misc",
      [
        "title": "{ISO/IEC 19795-1:2021} Biometric performance testing and reporting, Part 1",
        "author": "{International Organization for Standardization}", "year": "2021",
      ]),
    Reference(
      "wilson1927", .always, "article",
      [
        "author": "Wilson, Edwin B.", "year": "1927", "volume": "22", "pages": "209--212",
        "title": "Probable inference, the law of succession, and statistical inference",
        "journal": "Journal of the American Statistical Association",
      ]),
    Reference(
      "bolle2004", .always, "article",
      [
        "author": "Bolle, Ruud M. and Ratha, Nalini K. and Pankanti, Sharath", "year": "2004",
        "title": "Error analysis of pattern recognition systems: the subsets bootstrap",
        "journal": "Computer Vision and Image Understanding", "volume": "93", "pages": "1--33",
      ]),
    Reference(
      "mcnemar1947", .always, "article",
      [
        "author": "McNemar, Quinn", "year": "1947", "journal": "Psychometrika", "volume": "12",
        "title":
          "Note on the sampling error of the difference between correlated proportions or percentages",
        "pages": "153--157",
      ]),
    Reference(
      "holm1979", .always, "article",
      [
        "author": "Holm, Sture", "year": "1979", "volume": "6", "pages": "65--70",
        "title": "A simple sequentially rejective multiple test procedure",
        "journal": "Scandinavian Journal of Statistics",
      ]),
    Reference(
      "davis2006", .always, "inproceedings",
      [
        "author": "Davis, Jesse and Goadrich, Mark", "year": "2006",
        "title": "The relationship between precision-recall and {ROC} curves",
        "booktitle": "International Conference on Machine Learning", "pages": "233--240",
      ]),
    Reference(
      "wang2004", .utility, "article",
      [
        "author": "Wang, Zhou and Bovik, Alan C. and Sheikh, Hamid R. and Simoncelli, Eero P.",
        "title": "Image quality assessment: from error visibility to structural similarity",
        "journal": "IEEE Transactions on Image Processing", "volume": "13", "year": "2004",
        "pages": "600--612",
      ]),
    Reference(
      "safeguarding2024", .study, "misc",
      [
        "title":
          "Safeguarding Medical Imaging Data: the efficacy of defacing techniques in preventing unauthorized facial recognition",
        "year": "2024",
      ]),
    Reference(
      "pydeface", .method("mask"), "misc",
      [
        "author": "Gulban, Omer Faruk and others", "title": "poldracklab/pydeface", "year": "2019",
        "doi": "10.5281/zenodo.3524401", "note": "doi:10.5281/zenodo.3524401",
      ]),
    Reference(
      "alfaro2018", .method("mask-ears"), "article",
      [
        "author": "Alfaro-Almagro, Fidel and others", "journal": "NeuroImage", "volume": "166",
        "title":
          "Image processing and quality control for the first 10,000 brain imaging datasets from {UK Biobank}",
        "pages": "400--424", "year": "2018",
      ]),
    Reference(
      "cox1996", .method("deface"), "article",
      [
        "author": "Cox, Robert W.", "journal": "Computers and Biomedical Research", "volume": "29",
        "title":
          "{AFNI}: software for analysis and visualization of functional magnetic resonance neuroimages",
        "pages": "162--173", "year": "1996",
      ]),
    Reference(
      "schwarz2021", .method("reface"), "article",
      [
        "author": "Schwarz, Christopher G. and others", "journal": "NeuroImage", "volume": "231",
        "title":
          "Changing the face of neuroimaging research: comparing a new {MRI} de-facing technique with popular alternatives",
        "pages": "117845", "year": "2021",
      ]),
    Reference(
      "king2009", .model("dlib"), "article",
      [
        "author": "King, Davis E.", "title": "Dlib-ml: a machine learning toolkit", "volume": "10",
        "journal": "Journal of Machine Learning Research", "pages": "1755--1758", "year": "2009",
      ]),
    Reference(
      "schroff2015", .model("facenet512"), "inproceedings",
      [
        "author": "Schroff, Florian and Kalenichenko, Dmitry and Philbin, James", "year": "2015",
        "title": "{FaceNet}: a unified embedding for face recognition and clustering",
        "booktitle": "Computer Vision and Pattern Recognition", "pages": "815--823",
      ]),
    Reference(
      "zhong2021", .model("sface"), "article",
      [
        "author": "Zhong, Yaoyao and Deng, Weihong and Hu, Jiani and others", "volume": "30",
        "title": "{SFace}: sigmoid-constrained hypersphere loss for robust face recognition",
        "journal": "IEEE Transactions on Image Processing", "pages": "2587--2598", "year": "2021",
      ]),
    Reference(
      "deng2020", .model("retinaface"), "inproceedings",
      [
        "author":
          "Deng, Jiankang and Guo, Jia and Ververas, Evangelos and Kotsia, Irene and Zafeiriou, Stefanos",
        "title": "{RetinaFace}: single-shot multi-level face localisation in the wild",
        "booktitle": "Computer Vision and Pattern Recognition", "pages": "5203--5212",
        "year": "2020",
      ]),
    Reference(
      "wu2023", .model("yunet"), "article",
      [
        "author": "Wu, Wei and Peng, Hanyang and Yu, Shiqi",
        "title": "{YuNet}: a tiny millisecond-level face detector",
        "journal": "Machine Intelligence Research", "volume": "20", "pages": "656--665",
        "year": "2023",
      ]),
  ]
}
