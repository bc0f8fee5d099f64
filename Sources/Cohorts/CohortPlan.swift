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

  /// Describes a cohort.
  public init(
    subjects: Int = 12, seed: UInt64 = 1, modality: Modality = .t1, sessions: Int = 1,
    voxelSize: Double = 1
  ) {
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
  /// The scan, relative to the cohort's folder.
  public let file: String
  /// The tissue labels, relative to the cohort's folder.
  public let labels: String
  /// The brain mask, relative to the cohort's folder.
  public let brainMask: String
  /// The landmarks in mm, relative to the cohort's folder.
  public let landmarks: String
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

  /// The names of the scans of subject `number`, both from 1, by session.
  func scans(of number: Int) -> [CohortScan] {
    let subject = SyntheticSubject.label(number, of: subjects)
    return (1...sessions).map { session in
      let visit =
        sessions == 1
        ? nil : SyntheticSubject.label(session, of: sessions).replacingPrefix("sub", with: "ses")
      let parts = [subject, visit].compactMap(\.self)
      let folder = (parts + [folderName]).joined(separator: "/")
      let stem = parts.joined(separator: "_")
      let truth = "derivatives/truth/\(folder)/\(stem)_space-\(suffix)"
      return CohortScan(
        subject: subject, session: visit, file: "\(folder)/\(stem)_\(suffix).nii.gz",
        labels: "\(truth)_desc-tissue_dseg.nii.gz", brainMask: "\(truth)_desc-brain_mask.nii.gz",
        landmarks: "\(truth)_landmarks.json")
    }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
