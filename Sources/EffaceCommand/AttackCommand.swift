internal import ArgumentParser
internal import Assets
internal import Defacing
internal import Faces
internal import Files
internal import Foundation
internal import Statistics
internal import Studies

/// `efface attack`.
struct AttackCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "attack",
    abstract: "Attack folders of scans with every attacker: single view, multi-view, shape.",
    discussion: """
      The gallery holds scans of people with names, the probes scans that are to get a name; people \
      are matched by 'sub-...' in the names of files, else by their whole names. Every head is \
      looked at from several directions, each in two lights; the first detector that finds a face \
      counts. Attackers:

        single MODEL      the frontal view by one network, cosine distance
        multi-view MODEL  mean template and best view of all directions by one network
        multi-view        all networks together: the standard attacker
        shape             the skin of vault, forehead and ears after rigid alignment; no picture
        everything        all of these together

      Writes attackers.csv (rank-1 with 95 % interval, AUC, EER, how many could be compared, chance) \
      and the distance matrices, which 'efface threshold' and 'efface evaluate' read. A head without \
      a face is counted as not identified. Fused distances lie between 0 and 1; at 0.5 two heads \
      are three spreads nearer than strangers.

      Example:
        efface attack --gallery cohort --gallery-session 01 --probes cohort --probe-session 02 \
      -o attacked

      References: Kittler et al., IEEE TPAMI 1998 (sum rule); Auckenthaler et al., Digital \
      Signal Processing 2000 (zt-norm); Geman and McClure 1987 (robust alignment).
      """)

  @Option(name: .long, help: "The folder of scans with names.")
  var gallery: String

  @Option(name: .long, help: "The folder of scans that are to get a name.")
  var probes: String

  @Option(name: .long, help: "The session of the gallery, in BIDS folders of several.")
  var gallerySession: String?

  @Option(name: .long, help: "The session of the probes, in BIDS folders of several.")
  var probeSession: String?

  @Option(name: [.short, .long], help: "The folder for attackers.csv and the matrices.")
  var output: String

  @OptionGroup var attackers: AttackerOptions

  @Flag(inversion: .prefixedNo, help: "Whether the shape attacker takes part.")
  var shape = true

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let folder = URL(fileURLWithPath: output)
    let table = folder.appendingPathComponent("attackers.csv")
    try common.guardOutput(table)
    let store = AssetStore()
    let attack = CohortAttack(
      attacker: try attackers.attacker(store),
      template: shape ? try HeadTemplate.installed(in: store) : nil)
    let before = try ScanFolder(URL(fileURLWithPath: gallery), session: gallerySession)
    let after = try ScanFolder(URL(fileURLWithPath: probes), session: probeSession)
    let bar = ProgressBar(total: before.scans.count + after.scans.count)
    let known = try attack.look(at: before) { bar.show($0) }
    let searched = try attack.look(at: after) { bar.show(before.scans.count + $0) }
    let (matrices, results) = try attack.compare(gallery: known, probes: searched)
    for entry in matrices.entries {
      let name = entry.attacker.replacingOccurrences(of: " ", with: "_") + ".csv"
      try AtomicFile.write(
        Data(entry.matrix.csv().utf8), to: folder.appendingPathComponent("matrices/\(name)"))
    }
    try AtomicFile.write(Data(CohortAttack.csv(results).utf8), to: table)
    let unseen = (known + searched).filter { $0.reason != nil }.map {
      Unseen(id: $0.id, reason: $0.reason ?? "")
    }
    if common.json {
      return try Terminal.printJSON(Summary(output: output, attackers: results, unseen: unseen))
    }
    for one in unseen { Terminal.say("\(one.id): \(one.reason)") }
    Terminal.printLine(CohortAttack.csv(results).trimmingCharacters(in: .newlines))
  }

  private struct Summary: Encodable {
    let output: String
    let attackers: [CohortAttack.Result]
    let unseen: [Unseen]
  }

  private struct Unseen: Encodable {
    let id: String
    let reason: String
  }
}

/// How heads are looked at.
struct AttackerOptions: ParsableArguments {
  @Option(name: .long, help: "How many directions, 1 to 27.")
  var views = 9

  @Option(name: .long, help: "Detectors, the preferred first, with commas between.")
  var detectors = "retinaface,yunet,dlib"

  @Option(name: .long, help: "Networks that describe faces, with commas between.")
  var models = "dlib,facenet512,sface"

  @Option(name: .long, help: "Rows and columns of the pictures, 128 to 2048.")
  var size = 512

  func validate() throws {
    guard (1...27).contains(views) else {
      throw ValidationError("--views takes 1 to 27, not \(views).")
    }
    guard (128...2048).contains(size) else {
      throw ValidationError("--size takes 128 to 2048, not \(size).")
    }
    guard !Self.names(detectors).isEmpty else {
      throw ValidationError("--detectors needs at least one name.")
    }
  }

  /// Loads the models.
  ///
  /// - Throws: `EffaceError` for an unknown name or one that is not installed.
  func attacker(_ store: AssetStore) throws(EffaceError) -> MultiViewAttacker {
    try Self.attacker(detectors: detectors, models: models, views: views, size: size, store)
  }

  /// Loads the models of two lists of names.
  ///
  /// - Throws: `EffaceError` for an unknown name or one that is not installed.
  static func attacker(
    detectors: String, models: String, views: Int, size: Int, _ store: AssetStore
  ) throws(EffaceError) -> MultiViewAttacker {
    var found: [any FaceDetector] = []
    for name in names(detectors) {
      found.append(try FaceDetectors.named(name, files: store))
    }
    var embedders: [any FaceEmbedder] = []
    for name in names(models) { embedders.append(try FaceEmbedders.named(name, files: store)) }
    return MultiViewAttacker(detectors: found, embedders: embedders, views: views, size: size)
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
