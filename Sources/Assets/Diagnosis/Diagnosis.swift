internal import Files
internal import Foundation

/// What is installed, what is missing, and the commands that mend it.
public struct Diagnosis: Sendable, Codable {
  /// Whether all essentials are there.
  public let ready: Bool
  /// The folder of the store.
  public let cache: String
  /// One finding per thing, in the order in which they should be mended.
  public let checks: [Finding]

  /// Examines this machine and the assets in `store`. Nothing is changed and no network is used.
  ///
  /// `programs` are those that the suite can use and can do without; `others` are findings of
  /// targets above this one.
  public init(
    of store: AssetStore,
    programs: [OptionalProgram] = OptionalProgram.known, others: [Finding] = []
  ) {
    let machine = Machine(environment: store.environment)
    let assets = Self.assets(in: store)
    let needsPip = assets.contains { $0.state != .ok }
    checks =
      [
        machine.processor(), machine.memory(), machine.disk(at: store.root), machine.blas(),
        machine.pip(essential: needsPip),
      ] + assets + others + programs.map { $0.finding(environment: store.environment) }
    ready = checks.allSatisfy { !$0.isEssential || $0.state != .missing }
    cache = store.root.path
  }

  private static func assets(in store: AssetStore) -> [Finding] {
    let essential = Set(AssetCollection.quickstart.assets(in: store.catalogue).map(\.name))
    return store.catalogue.assets.map { asset in
      let isThere = store.isInstalled(asset.name)
      return Finding(
        "\(asset.kind.noun) \(asset.name)", isThere ? .ok : .missing,
        essential: essential.contains(asset.name), asset.summary,
        remedy: "efface \(asset.kind.command) install \(asset.name)")
    }
  }
}

/// A program that Efface can use and can do without.
public struct OptionalProgram: Sendable {
  let name: String
  let package: String
  let purpose: String

  /// Describes a program.
  public init(name: String, package: String, purpose: String) {
    self.name = name
    self.package = package
    self.purpose = purpose
  }

  /// The programs that this version can use.
  public static let known = [
    OptionalProgram(
      name: "gnuplot", package: "gnuplot-nox", purpose: "figures as PDF and PNG"),
    OptionalProgram(
      name: "dcm2niix", package: "dcm2niix", purpose: "a second opinion on DICOM conversion"),
  ]

  func finding(environment: [String: String]) -> Finding {
    let program = Program(named: name, environment: environment)
    return Finding(
      "program \(name)", program == nil ? .missing : .ok,
      program.map { "\($0.executable.path), for \(purpose)" } ?? "For \(purpose).",
      remedy: "sudo apt-get install --no-install-recommends \(package)")
  }
}
