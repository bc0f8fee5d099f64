public import Files

/// FSL's fsl_deface.
public struct FSLDefaceAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "fsl_deface"
  /// One sentence for the list.
  public let summary = "Runs FSL's fsl_deface: face and ears through FLIRT."
  /// Where the idea was published.
  public let paper =
    "Alfaro-Almagro et al. 2018, doi:10.1016/j.neuroimage.2017.10.034"
  /// The program.
  public let executables = ["fsl_deface"]
  /// How to get it.
  public let installation = "install FSL 6 or later from https://fsl.fmrib.ox.ac.uk."

  /// Builds the adapter.
  public init() {}

  /// In and out.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    [ExternalJob.input, ExternalJob.output]
  }
}
