import Files
import Foundation
import TestSupport
import Testing

/// Checksums, whole files and JSON.
@Suite struct FileTests {
  @Test func checksumIsThatOfTheStandard() throws {
    // FIPS 180-4, the example "abc".
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Checksum.sha256(Data("abc".utf8)) == expected)
    let folder = try TemporaryFolder()
    try Data("abc".utf8).write(to: folder.file("a"))
    #expect(try Checksum.sha256(contentsOf: folder.file("a")) == expected)
  }

  @Test func failedWritingLeavesNothing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EffaceError.self) {
      try AtomicFile.write(to: folder.file("out.bin")) { handle in
        try handle.write(contentsOf: Data([1, 2, 3]))
        throw POSIXError(.ENOSPC)
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func impossiblePlaceIsNamed() {
    let error = #expect(throws: EffaceError.self) {
      try AtomicFile.write(to: URL(fileURLWithPath: "/dev/null/never/file")) { _ in }
    }
    #expect(error?.description.contains("cannot be written") ?? false)
  }

  @Test func aFileWhereAFolderShouldBeIsSaidInWords() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.file("report"))
    let error = #expect(throws: EffaceError.self) {
      try AtomicFile.write(Data(), to: folder.file("report/page.html"))
    }
    let text = try #require(error?.description)
    #expect(text.hasSuffix("cannot be written: file exists."))
  }

  @Test func jsonKeysAreSorted() throws {
    let text = String(decoding: try JSONFile.data(["b": "x/y", "a": "z"]), as: UTF8.self)
    #expect(text == "{\n  \"a\" : \"z\",\n  \"b\" : \"x/y\"\n}\n")
  }
}
