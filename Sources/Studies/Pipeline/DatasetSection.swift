internal import Files

/// Whose scans a study uses; the sources may be combined.
public struct DatasetSection: Sendable, Equatable, Codable {
  /// Named people, each an installed asset or a file of the user's.
  public var people: [PersonSection]
  /// Synthetic people.
  public var cohort: CohortSection?
  /// A folder in BIDS order (`sub-*/[ses-*/]anat/*.nii[.gz]`).
  public var bids: String?
  /// The BIDS suffix of the scans that are used, for example `T1w`.
  public var suffix: String
  /// A folder of files named by `pattern`.
  public var folder: String?
  /// A path below `folder` in which `<i>` stands for a person's id, for example
  /// `<i>/combined_image<i>.nii`.
  public var pattern: String?
  /// A folder that holds one folder of DICOM files for each person.
  public var dicom: String?

  enum CodingKeys: String, SectionKeys {
    case people, cohort, bids, suffix, folder, pattern, dicom
  }

  /// Decodes the section; at least one source must be there.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    people = try section.value(.people, or: [])
    cohort = try section.optional(.cohort)
    bids = try section.optional(.bids)
    suffix = try section.value(.suffix, or: "T1w")
    folder = try section.optional(.folder)
    pattern = try section.optional(.pattern)
    dicom = try section.optional(.dicom)
    guard !people.isEmpty || cohort != nil || bids != nil || folder != nil || dicom != nil else {
      throw refusal(
        decoder, "names no source; give people, cohort, bids, folder with pattern, or dicom")
    }
    guard (folder == nil) == (pattern == nil), pattern?.contains("<i>") ?? true else {
      throw refusal(
        decoder, "needs folder and pattern together, with <i> in the pattern where the id stands")
    }
  }
}

/// One named person.
public struct PersonSection: Sendable, Equatable, Codable {
  /// The way in which a scan enters the study.
  public enum Entry: String, Sendable, Codable, CaseIterable {
    /// As the NIfTI file that it is.
    case nifti
    /// Written as a DICOM series first, so that the study starts from DICOM as a hospital does.
    case dicom
  }

  /// The person's name in the study: letters, digits, dot, underscore, hyphen.
  public var id: String
  /// The name of an installed asset (`efface models list`), or nil.
  public var asset: String?
  /// A NIfTI file or a folder of DICOM files, relative to the pipeline file, or nil.
  public var file: String?
  /// In which form the scan enters.
  public var entry: Entry

  enum CodingKeys: String, SectionKeys { case id, asset, file, entry }

  /// Decodes the entry; exactly one of `asset` and `file` must be there.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    id = try section.required(.id)
    asset = try section.optional(.asset)
    file = try section.optional(.file)
    entry = try section.value(.entry, or: .nifti)
    guard (asset == nil) != (file == nil) else {
      throw refusal(decoder, "needs either asset or file for person \(id)")
    }
  }
}

/// Synthetic people.
public struct CohortSection: Sendable, Equatable, Codable {
  /// How many; at least 1.
  public var subjects: Int
  /// The seed; the same seed gives the same people on every machine.
  public var seed: UInt64
  /// 1, or 2 to make a second session, which is then the one that is defaced and searched for.
  public var sessions: Int
  /// `ct`, `t1` or `t2`.
  public var modality: String
  /// Edge length of a voxel in mm.
  public var spacing: Double

  enum CodingKeys: String, SectionKeys { case subjects, seed, sessions, modality, spacing }

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    subjects = try section.required(.subjects)
    seed = try section.value(.seed, or: 1)
    sessions = try section.value(.sessions, or: 1)
    modality = try section.value(.modality, or: "ct")
    spacing = try section.value(.spacing, or: 1)
    guard (1...100_000).contains(subjects) else {
      throw refusal(decoder, "has subjects: \(subjects); it must lie between 1 and 100000")
    }
    guard ["ct", "t1", "t2"].contains(modality) else {
      throw refusal(decoder, "has modality: \(modality); it must be ct, t1 or t2")
    }
    guard (1...2).contains(sessions) else {
      throw refusal(decoder, "has sessions: \(sessions); it must be 1 or 2")
    }
    guard (0.5...5).contains(spacing) else {
      throw refusal(decoder, "has spacing: \(spacing); it must lie between 0.5 and 5 mm")
    }
  }
}
