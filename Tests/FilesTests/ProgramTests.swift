import Files
import Foundation
import TestSupport
import Testing

@Suite("Programs")
struct ProgramTests {
  @Test("Arguments arrive as they are, whatever is in them")
  func arguments() throws {
    let printf = try #require(Program(named: "printf"))
    let words = ["a b", "$HOME", "`id`", "; echo x", "\"", "'", "ä", ""]
    let result = try printf.run(["[%s]"] + words)
    #expect(result.status == 0)
    #expect(result.output == words.map { "[\($0)]" }.joined())
  }

  @Test("Status, signal, both outputs, environment and folder")
  func outcome() throws {
    let folder = try TemporaryFolder()
    let shell = try #require(Program(named: "/bin/sh", environment: ["WORD": "blue"]))
    let result = try shell.run(["-c", "echo $WORD; pwd >&2; exit 7"], in: folder.url)
    #expect(result.status == 7)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "blue")
    #expect(lines.last?.hasSuffix(folder.url.lastPathComponent) == true)
    #expect(try shell.run(["-c", "kill -9 $$"]).status == 137)
  }

  @Test("Much output does not stop a program, and standard input is empty")
  func volume() throws {
    let shell = try #require(Program(named: "/bin/sh"))
    #expect(try shell.run(["-c", "head -c 3000000 /dev/zero; cat"]).output.utf8.count == 3_000_000)
  }

  @Test("Progress is called for while a program runs")
  func progress() throws {
    var calls = 0
    let sleep = try #require(Program(named: "sleep"))
    _ = try sleep.run(["0.8"]) { calls += 1 }
    #expect(calls >= 1)
  }

  @Test("What is no program is not found, or one sentence")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(Program(named: "no-such-program-anywhere") == nil)
    #expect(Program(named: folder.url.path) == nil, "a folder is not a program")
    let error = #expect(throws: EffaceError.self) {
      try Program(folder.file("none")).run([])
    }
    #expect(error?.description.contains("no such file or directory") == true)
  }
}
