import Compression
import Foundation
import TestSupport
import Testing

@Suite struct TarTests {
  /// An archive made by the system's tar.
  private func archive(_ names: [String], format: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    for name in names {
      let file = folder.file("in/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("content of \(name)".utf8).write(to: file)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = [
      "--format=\(format)", "-cf", folder.file("a.tar").path, "-C", folder.file("in").path, ".",
    ]
    try process.run()
    process.waitUntilExit()
    return Array(try Data(contentsOf: folder.file("a.tar")))
  }

  @Test(arguments: ["gnu", "posix", "ustar"])
  func readsWhatTarWrites(_ format: String) throws {
    let deep = String(repeating: "folder-with-a-name/", count: 7) + "file.dat"
    let names = ["a.txt", deep]
    let bytes = try archive(names, format: format)
    let entries = try Tar.entries(bytes)
    #expect(Set(entries.map { String($0.path.trimmingPrefix("./")) }) == Set(names))
    for entry in entries {
      let text = String(decoding: bytes[entry.range], as: UTF8.self)
      #expect(text == "content of \(entry.path.trimmingPrefix("./"))")
    }
  }

  @Test func damagedArchivesAreRefused() throws {
    let bytes = try archive(["a.txt"], format: "gnu")
    let file = try #require(try Tar.entries(bytes).first)
    var wrong = bytes
    wrong[file.range.lowerBound - 512] ^= 1
    #expect(throws: CompressionError.damaged) { try Tar.entries(wrong) }
    #expect(throws: CompressionError.damaged) {
      try Tar.entries(Array(bytes[..<(file.range.lowerBound + 3)]))
    }
    #expect(throws: CompressionError.damaged) {
      try Tar.entries([UInt8](repeating: 0x41, count: 1024))
    }
    #expect(try Tar.entries([UInt8](repeating: 0, count: 1024)).isEmpty)
  }
}
