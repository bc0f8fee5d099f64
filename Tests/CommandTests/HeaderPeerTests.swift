import Foundation
import TestSupport
import Testing

/// pydicom's own files with made-up names planted at every depth, through the real command.
@Suite(.enabled(if: Peers.python != nil, "EFFACE_PEERS_PYTHON names no Python with pydicom"))
struct HeaderPeerTests {
  private struct Question: Encodable {
    let efface: String
    let folder: String
    var archives: [String] = []
  }

  private struct Answer: Decodable {
    let files, written: Int
    let leaks, pixels, unreadable, uids, uncoded, skipped: [String]
  }

  @Test func pydicomFindsNoPlantedNameAndTheSamePixels() throws {
    let folder = try TemporaryFolder()
    let answer = try Peers.ask(
      "headers.py",
      Question(efface: Efface.executable.path, folder: folder.file("files").path),
      as: Answer.self)
    #expect(answer.files > 50 && answer.written >= answer.files - 3)
    #expect(answer.leaks.isEmpty, "\(answer.leaks)")
    #expect(answer.pixels.isEmpty && answer.unreadable.isEmpty, "\(answer.unreadable)")
    #expect(answer.uids.isEmpty && answer.uncoded.isEmpty)
  }

  /// The scans for development, beside a checkout or named by EFFACE_SHARED.
  private static let archives: [String] = {
    let shared = ProcessInfo.processInfo.environment["EFFACE_SHARED"] ?? "../shared"
    let folder = URL(fileURLWithPath: shared).appendingPathComponent("data/dicom")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".tar.xz") }.sorted().map {
      folder.appendingPathComponent($0).path
    }
  }()

  @Test(
    "Nothing that identified anybody in real headers is left in any byte",
    .enabled(if: !archives.isEmpty, "the shared scans are missing"))
  func realHeadersLeaveNothing() throws {
    let folder = try TemporaryFolder()
    let answer = try Peers.ask(
      "headers.py",
      Question(
        efface: Efface.executable.path, folder: folder.file("files").path, archives: Self.archives),
      as: Answer.self)
    #expect(answer.written > answer.files + 100)
    #expect(answer.leaks.isEmpty, "\(answer.leaks.prefix(5))")
    #expect(answer.unreadable.isEmpty && answer.uncoded.isEmpty)
  }
}
