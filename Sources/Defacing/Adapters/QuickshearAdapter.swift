public import Files

/// quickshear, with the brain that was given or the template's.
public struct QuickshearAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "quickshear"
  /// One sentence for the list.
  public let summary = "Runs quickshear: everything below a plane under the brain removed."
  /// Where the idea was published.
  public let paper = "Schimke and Hale 2011, Quickshear defacing for neuroimages, HealthSec"
  /// The program.
  public let executables = ["quickshear"]
  /// How to get it.
  public let installation = "install it with 'python3 -m pip install quickshear'."

  /// Builds the adapter.
  public init() {}

  /// In, brain and out. The buffer is in voxels and stays at the program's own 10.
  ///
  /// - Throws: `EffaceError.file`.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    try job.writeBrain("brain.nii.gz")
    return [ExternalJob.input, "brain.nii.gz", ExternalJob.output]
  }
}
