import Foundation
import TestSupport
import Testing

/// pydicom's own files with made-up names planted at every depth, through the real command.
@Suite(.enabled(if: Peers.python != nil, "EFFACE_PEERS_PYTHON names no Python with pydicom"))
struct HeaderPeerTests {
  private struct Question: Encodable {
    let efface: String
    let folder: String
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
}
