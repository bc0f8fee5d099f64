import Files
import Foundation

/// The package as it lies on disk.
enum PackageTree {
  /// The root of the package.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// One file of source.
  struct Source {
    /// The name of its target, which is that of its folder.
    let target: String
    /// Path from the root.
    let path: String
    let text: String

    /// The lines, comments at the beginning of a line left out.
    var code: [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }
  }

  /// The files below `folder` (`Sources` or `Tests`) that end in one of `endings`.
  static func sources(in folder: String, _ endings: String...) throws -> [Source] {
    let base = root.appendingPathComponent(folder)
    let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
    return try (paths ?? []).sorted().compactMap { path in
      guard endings.contains(where: path.hasSuffix), let target = path.split(separator: "/").first
      else { return nil }
      let text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
      return Source(target: String(target), path: "\(folder)/\(path)", text: text)
    }
  }

  /// The files that git keeps or would keep, or nil outside a git checkout.
  static func keptFiles() throws -> [String]? {
    guard let git = Program(named: "git") else { return nil }
    let result = try git.run(
      [
        "-c", "safe.directory=*", "-c", "core.quotePath=false", "ls-files", "--cached", "--others",
        "--exclude-standard",
      ],
      in: root)
    return result.status == 0 ? result.output.split(separator: "\n").map(String.init) : nil
  }
}

/// What `swift package describe --type json` says.
struct PackageDescription: Decodable {
  struct Target: Decodable {
    let name: String
    let type: String
    let dependencies: [String]?
    let products: [String]?

    private enum CodingKeys: String, CodingKey {
      case name
      case type
      case dependencies = "target_dependencies"
      case products = "product_dependencies"
    }
  }

  let targets: [Target]

  /// The targets that are not tests and do not serve tests alone.
  var suite: [Target] { targets.filter { $0.type != "test" && $0.name != "TestSupport" } }

  /// Asks SwiftPM, with a scratch folder of its own so that it does not wait for the lock that the
  /// running `swift test` holds.
  static func load() throws -> PackageDescription {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-describe-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    guard let swift = Program(named: "swift") else {
      throw EffaceError(.missing, "There is no 'swift' in PATH.")
    }
    let result = try swift.run([
      "package", "--package-path", PackageTree.root.path, "--scratch-path", scratch.path,
      "describe", "--type", "json",
    ])
    // Warnings may come before the JSON.
    let json = result.output.drop { $0 != "{" }
    return try JSONDecoder().decode(PackageDescription.self, from: Data(json.utf8))
  }
}
