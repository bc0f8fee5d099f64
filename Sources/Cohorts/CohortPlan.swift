public import Files
public import Volumes

/// What a synthetic cohort consists of.
public struct CohortPlan: Sendable, Hashable {
  /// How many people, 1...100,000.
  public var subjects: Int
  /// What all their randomness grows from.
  public var seed: UInt64
  /// `t1`, `t2`, `flair`, `ct` or `pet`.
  public var modality: Modality
  /// Scans of each person, 1...100.
  public var sessions: Int
  /// Edge of a voxel in mm.
  public var voxelSize: Double
  /// How far scans differ in more than pose, noise and bias field.
  public var variation: ScanSettings.Variation
  /// What scans are written as; the truth about them is NIfTI always.
  public var format: Format

  /// What scans are written as.
  public enum Format: String, Sendable, Hashable, CaseIterable, Codable {
    /// One `.nii.gz` with its sidecar.
    case nifti
    /// A folder of single-frame objects with an invented patient in their headers.
    case dicom
  }

  /// Describes a cohort; 299 people are the study of defaced CT of 2024.
  public init(
    subjects: Int = 299, seed: UInt64 = 1, modality: Modality = .t1, sessions: Int = 1,
    voxelSize: Double = 1, variation: ScanSettings.Variation = .clinical, format: Format = .nifti
  ) {
    self.variation = variation
    self.format = format
    self.subjects = subjects
    self.seed = seed
    self.modality = modality
    self.sessions = sessions
    self.voxelSize = voxelSize
  }

  /// Refuses what cannot be made.
  ///
  /// - Throws: `EffaceError.argument`.
  public func validate() throws(EffaceError) {
    guard (1...100_000).contains(subjects) else {
      throw EffaceError(.argument, "A cohort has 1 to 100,000 subjects, not \(subjects).")
    }
    guard (1...100).contains(sessions) else {
      throw EffaceError(.argument, "A person has 1 to 100 sessions, not \(sessions).")
    }
    guard ScanSettings.modalities.contains(modality) else {
      throw EffaceError(
        .argument,
        "Scans of modality \(modality.rawValue) are not simulated; choose t1, t2, flair, "
          + "ct or pet.")
    }
    guard (0.5...5).contains(voxelSize) else {
      throw EffaceError(
        .argument, "A voxel of \(voxelSize) mm cannot be simulated; choose 0.5 to 5 mm.")
    }
  }
}

/// One scan of a cohort, by its names in the BIDS layout.
public struct CohortScan: Sendable, Hashable, Encodable {
  /// For example `sub-01`.
  public let subject: String
  /// For example `ses-02`; nil in a cohort of one session.
  public let session: String?
  /// The scan, relative to the cohort's folder: a `.nii.gz`, or a folder of DICOM files.
  public let file: String
  /// The tissue labels, relative to the cohort's folder.
  public let labels: String
  /// The brain mask, relative to the cohort's folder.
  public let brainMask: String
  /// The parts of face, ears, scalp and neck, relative to the cohort's folder; nil where they are
  /// not known (scans of label maps).
  public let regions: String?
  /// The landmarks in mm, relative to the cohort's folder; nil where they are not known.
  public let landmarks: String?

  /// The sidecar, written last, relative to the cohort's folder.
  var sidecar: String {
    (file.hasSuffix(".nii.gz") ? String(file.dropLast(7)) : file) + ".json"
  }
}

extension CohortPlan {
  /// BIDS's suffix, and `ct`, which BIDS does not define.
  var suffix: String {
    switch modality {
    case .t2: "T2w"
    case .flair: "FLAIR"
    case .pet: "pet"
    case .ct: "ct"
    default: "T1w"
    }
  }

  private var folderName: String {
    switch modality {
    case .ct, .pet: modality.rawValue
    default: "anat"
    }
  }

  /// The names of the scans of subject `number`, both from 1, by session; `isModel` says whether
  /// its regions and landmarks are known.
  func scans(of number: Int, isModel: Bool = true) -> [CohortScan] {
    let subject = SyntheticSubject.label(number, of: subjects)
    return (1...sessions).map { session in
      let visit =
        sessions == 1
        ? nil : SyntheticSubject.label(session, of: sessions).replacingPrefix("sub", with: "ses")
      let parts = [subject, visit].compactMap(\.self)
      let stem = parts.joined(separator: "_")
      let folder = (parts + [folderName]).joined(separator: "/")
      let truth = "derivatives/truth/\(folder)/\(stem)_space-\(suffix)"
      let file =
        format == .dicom
        ? "sourcedata/" + parts.joined(separator: "/") + "/\(stem)_\(suffix)"
        : "\(folder)/\(stem)_\(suffix).nii.gz"
      return CohortScan(
        subject: subject, session: visit, file: file,
        labels: "\(truth)_desc-tissue_dseg.nii.gz", brainMask: "\(truth)_desc-brain_mask.nii.gz",
        regions: isModel ? "\(truth)_desc-region_dseg.nii.gz" : nil,
        landmarks: isModel ? "\(truth)_landmarks.json" : nil)
    }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
