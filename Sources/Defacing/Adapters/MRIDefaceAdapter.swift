public import Files
internal import Foundation

/// mri_deface, with the atlases of FreeSurfer.
public struct MRIDefaceAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "mri_deface"
  /// One sentence for the list.
  public let summary = "Runs mri_deface: atlas of brain and face, brain dilated and kept."
  /// Where the idea was published.
  public let paper = "Bischoff-Grethe et al. 2007, doi:10.1002/hbm.20312"
  /// The program.
  public let executables = ["mri_deface"]
  /// How to get it.
  public let installation =
    "get it and its two atlases from https://surfer.nmr.mgh.harvard.edu/fswiki/mri_deface, and put "
    + "the atlases into $FREESURFER_HOME/average."

  static let atlases = ["talairach_mixed_with_skull.gca", "face.gca"]

  /// Builds the adapter.
  public init() {}

  /// In, brain atlas, face atlas, out.
  ///
  /// - Throws: `EffaceError.missing` where an atlas is not in `$FREESURFER_HOME/average`.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    let home = job.options.environment["FREESURFER_HOME"] ?? ""
    let paths = Self.atlases.map { "\(home)/average/\($0)" }
    for (name, path) in zip(Self.atlases, paths)
    where !FileManager.default.fileExists(atPath: path) {
      throw EffaceError(
        .missing, "The atlas \(name) of mri_deface is not installed: \(installation)")
    }
    return [ExternalJob.input, paths[0], paths[1], ExternalJob.output]
  }
}
