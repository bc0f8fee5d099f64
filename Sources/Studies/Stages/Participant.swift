public import Foundation

/// Somebody whose scan takes part in a study.
public struct Participant: Sendable, Equatable {
  /// Where a scan comes from before the study has touched it.
  public enum Source: Sendable, Equatable {
    /// A NIfTI file or a project of InVesalius.
    case file(URL, entry: PersonSection.Entry)
    /// A folder of DICOM files.
    case dicom(URL)
    /// Person `index` (from 0) of a synthetic cohort.
    case synthetic(index: Int, CohortSection)
  }

  /// Name in the study.
  public var id: String
  /// `real`, `synthetic` or `own data`.
  public var origin: String
  /// Where the scan comes from, in words and without absolute paths.
  public var label: String
  /// The scan of the first session, then that of the second if there is one.
  public var sources: [Source]

  /// How many scans there are.
  public var sessions: Int {
    if case .synthetic(_, let cohort) = sources.first { return cohort.sessions }
    return sources.count
  }
}

/// What a run is, in `run.json`.
public struct RunRecord: Sendable, Codable, Equatable {
  /// Program and version.
  public var tool: String
  /// SHA-256 of the pipeline's copy.
  public var pipelineSHA256: String
  /// Who takes part, in natural order.
  public var people: [Entry]
  /// How many people the dataset holds; more than take part where a run was limited.
  public var peopleInDataset: Int
  /// `baseline` and the arms in which scans are defaced.
  public var arms: [String]

  /// A person as far as a report needs to know.
  public struct Entry: Sendable, Codable, Equatable {
    /// Name in the study.
    public var id: String
    /// `real`, `synthetic` or `own data`.
    public var origin: String
    /// Where the scan comes from.
    public var source: String
    /// How many scans.
    public var sessions: Int
    /// Whether the threshold is chosen on this person.
    public var choosesThreshold: Bool
  }
}
