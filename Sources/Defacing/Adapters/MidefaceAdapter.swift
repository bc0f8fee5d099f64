public import Files

/// FreeSurfer's mideface.
public struct MidefaceAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "mideface"
  /// One sentence for the list.
  public let summary = "Runs FreeSurfer's mideface: atlas surface, filled with noise."
  /// Where the idea was published.
  public let paper = "Greve et al., mideface in FreeSurfer 7.3 (2022)"
  /// The program.
  public let executables = ["mideface"]
  /// How to get it.
  public let installation =
    "install FreeSurfer 7.3.2 or later from https://surfer.nmr.mgh.harvard.edu."
  /// Noise stands in the face's place.
  public let refaces = true

  /// Builds the adapter.
  public init() {}

  /// In, out and a folder for the rest.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    ["--i", ExternalJob.input, "--o", ExternalJob.output, "--odir", "work"]
  }
}
