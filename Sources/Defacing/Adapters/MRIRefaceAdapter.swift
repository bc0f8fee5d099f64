public import Files
internal import Volumes

/// Mayo's mri_reface.
public struct MRIRefaceAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "mri_reface"
  /// One sentence for the list.
  public let summary = "Runs mri_reface: face, ears and air replaced by an average's."
  /// Where the idea was published.
  public let paper = "Schwarz et al. 2021, doi:10.1016/j.neuroimage.2021.117845"
  /// The program.
  public let executables = ["mri_reface", "run_mri_reface_docker.sh"]
  /// How to get it.
  public let installation =
    "get it from https://www.nitrc.org/projects/mri_reface and put its mri_reface (or "
    + "run_mri_reface_docker.sh) on PATH."
  /// An average face stands in its place.
  public let refaces = true
  /// Where its output may lie.
  public let outputs = ["input_deFaced.nii.gz", "input_deFaced.nii"]

  /// Builds the adapter.
  public init() {}

  /// In, folder and the kind of image.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    [ExternalJob.input, ".", "-imType", Self.type(of: job.scan.modality)]
  }

  static func type(of modality: Modality) -> String {
    switch modality {
    case .t2: "T2"
    case .flair: "FLAIR"
    case .pd: "PD"
    case .ct: "CT"
    case .pet: "FDG"
    case .t1, .mr, .unknown: "T1"
    }
  }
}
