import Foundation
import Testing

@Suite("Form of the sources")
struct SourceTests {
  @Test("Only the command line prints")
  func librariesAreSilent() throws {
    let text = #/"(?:\\.|[^"\\])*"/#
    let swift =
      #/(?:^|[^.\w])(?:print|debugPrint|dump|NSLog|fputs|puts|printf)\(|FileHandle\.standard(?:Output|Error)/#
    for source in try PackageTree.sources(in: "Sources", ".swift")
    where source.target != "EffaceCommand" {
      for line in source.code {
        let prints = line.replacing(text, with: "").contains(swift)
        #expect(!prints, "\(source.path) prints: \(line)")
      }
    }
    let foreign = #/\b(?:printf|fprintf|puts|fputs|perror)\s*\(|std::(?:cout|cerr|clog)/#
    for source in try PackageTree.sources(in: "Sources", ".c", ".cpp", ".h", ".hpp") {
      for line in source.code {
        let prints = line.replacing(text, with: "").contains(foreign)
        #expect(!prints, "\(source.path) prints: \(line)")
      }
    }
  }

  @Test("Nothing is forced, and no work is left for later")
  func nothingIsForced() throws {
    // In two pieces, so that this file does not name itself.
    let marks = ["try" + "!", "as" + "!", "TO" + "DO", "FIX" + "ME"]
    for folder in ["Sources", "Tests"] {
      for source in try PackageTree.sources(in: folder, ".swift", ".c", ".cpp", ".h", ".hpp") {
        for mark in marks {
          #expect(!source.text.contains(mark), "\(source.path) contains \(mark)")
        }
      }
    }
  }

  @Test("No source file is longer than 500 lines")
  func filesAreShort() throws {
    for folder in ["Sources", "Tests"] {
      for source in try PackageTree.sources(in: folder, ".swift", ".c", ".cpp", ".h", ".hpp") {
        let lines = source.text.count { $0 == "\n" }
        #expect(lines <= 500, "\(source.path) has \(lines) lines")
      }
    }
  }

  /// Folders of files over 50 kB, each with the reason why they are in the repository.
  private static let largeFiles = [
    "Results/study/": "tables, maps and distances of 298 people, from which every number comes"
  ]

  @Test("No file is larger than 50 kB without a reason")
  func filesAreSmall() throws {
    guard let files = try PackageTree.keptFiles() else { return }
    let folders = Self.largeFiles.keys
    for file in files where !folders.contains(where: file.hasPrefix) {
      let path = PackageTree.root.appendingPathComponent(file).path
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      #expect((size ?? 0) <= 50_000, "\(file) has \(size ?? 0) bytes")
    }
    for folder in folders {
      #expect(
        files.contains { $0.hasPrefix(folder) }, "\(folder) is gone; drop it from the list")
    }
  }

  @Test("No scan, weights or photograph is kept in the repository")
  func nobodyIsInTheRepository() throws {
    guard let files = try PackageTree.keptFiles() else { return }
    let endings = [
      ".nii", ".nii.gz", ".dcm", ".inv3", ".dat", ".onnx", ".pb", ".h5", ".whl", ".jpg", ".jpeg",
    ]
    for file in files {
      #expect(!endings.contains { file.lowercased().hasSuffix($0) }, "\(file)")
    }
  }
}
