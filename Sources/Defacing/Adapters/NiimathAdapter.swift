public import Files
internal import Foundation

/// niimath's `-deface`, the fastest of the programs.
///
/// It ships no template; like everybody, it is given that of pydeface, which is looked for where pip
/// put both.
public struct NiimathAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "niimath"
  /// One sentence for the list.
  public let summary = "Runs niimath -deface: pydeface's face mask through its own registration."
  /// Where the idea was published.
  public let paper = "Rorden et al. 2024, niimath and fslmaths, doi:10.52294/001c.94384"
  /// The program.
  public let executables = ["niimath"]
  /// How to get it.
  public let installation =
    "install it with 'python3 -m pip install niimath pydeface', whose template and mask it needs."

  /// Builds the adapter.
  public init() {}

  /// In, template, mask, out in the input's own type.
  ///
  /// - Throws: `EffaceError.missing` where pydeface's template is not installed beside the program.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    let data = ["mean_reg2mean.nii.gz", "facemask.nii.gz"]
    let folder = Self.packages(beside: job.program).map {
      $0.appendingPathComponent("pydeface/data")
    }
    .first { folder in
      data.allSatisfy {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
      }
    }
    guard let folder else {
      throw EffaceError(.missing, "The template for niimath is not installed: \(installation)")
    }
    let paths = data.map { folder.appendingPathComponent($0).path }
    return [
      ExternalJob.input, "-deface", paths[0], paths[1], ExternalJob.output, "-odt", "input",
    ]
  }

  /// Python's package folders of the prefix in which `program` lies.
  private static func packages(beside program: Program) -> [URL] {
    let library = program.executable.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("lib")
    let pythons = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return pythons.filter { $0.hasPrefix("python3") }.sorted().flatMap { python in
      ["site-packages", "dist-packages"].map {
        library.appendingPathComponent(python).appendingPathComponent($0)
      }
    }
  }
}
