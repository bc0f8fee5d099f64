internal import Assets
internal import Foundation

/// Shows an installation on standard error: a line that is rewritten on a terminal, else one line
/// per package and asset.
final class InstallationProgress {
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
  private var package: String?
  private var hasOpenLine = false

  /// Shows `step`.
  func show(_ step: InstallationStep) {
    switch step {
    case .present: break
    case .waiting:
      say("Another installation into the same folder is under way; waiting for it.")
    case .downloading(let package, let received, let total):
      show(package, received, total)
    case .installed(let asset):
      say("Installed the \(asset.kind.noun) \(asset.name), SHA-256 checked.")
    }
  }

  /// Leaves the cursor at the beginning of a line.
  func finish() {
    if hasOpenLine { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    hasOpenLine = false
  }

  private func show(_ package: String, _ received: Int, _ total: Int) {
    let megabytes = { (bytes: Int) in String(format: "%.0f", Double(bytes) / 1e6) }
    if isTerminal {
      let line = "Downloading \(package): \(megabytes(received)) of \(megabytes(total)) MB"
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
      hasOpenLine = true
    } else if package != self.package {
      say("Downloading \(package) (\(megabytes(total)) MB).")
    }
    self.package = package
  }

  private func say(_ line: String) {
    finish()
    Terminal.say(line)
  }
}
