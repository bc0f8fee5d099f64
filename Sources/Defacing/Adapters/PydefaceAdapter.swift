public import Files

/// pydeface, which registers by FSL's FLIRT.
public struct PydefaceAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "pydeface"
  /// One sentence for the list.
  public let summary = "Runs pydeface: template face mask through FLIRT."
  /// Where the idea was published.
  public let paper = "Gulban et al., pydeface (2019), doi:10.5281/zenodo.3524401"
  /// The program.
  public let executables = ["pydeface"]
  /// How to get it.
  public let installation =
    "install it with 'python3 -m pip install pydeface', and FSL from "
    + "https://fsl.fmrib.ox.ac.uk, whose flirt it calls."

  /// Builds the adapter.
  public init() {}

  /// In, out, and no question about overwriting.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    [ExternalJob.input, "--outfile", ExternalJob.output, "--force"]
  }
}
