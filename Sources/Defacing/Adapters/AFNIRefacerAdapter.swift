public import Files

/// AFNI's refacer in its mode `deface`.
public struct AFNIRefacerAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "afni_refacer"
  /// One sentence for the list.
  public let summary = "Runs AFNI's @afni_refacer_run -mode_deface: shell removed."
  /// Where the idea was published.
  public let paper = "Cox and Taylor, AFNI @afni_refacer_run (2019-2026)"
  /// The program.
  public let executables = ["@afni_refacer_run"]
  /// How to get it.
  public let installation =
    "install AFNI from https://afni.nimh.nih.gov/pub/dist/doc/htmldoc/background_install."
  /// Its versions name the output differently.
  public let outputs = ["output.nii.gz", "output.deface.nii.gz", "output.deface.nii"]

  /// Builds the adapter.
  public init() {}

  /// In, mode and prefix.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    ["-input", ExternalJob.input, "-mode_deface", "-prefix", "output.nii.gz"]
  }
}
