internal import ArgumentParser
internal import DICOM
internal import Glibc

/// `efface dicom-worker`: the child process of `efface convert` that parses untrusted files.
struct DICOMWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dicom-worker", abstract: "Parse DICOM files for a parent process.",
    shouldDisplay: false)

  /// How this program is started as a worker.
  static let commandLine = ["/proc/self/exe", configuration.commandName ?? ""]

  /// Makes workers before this process has threads, where `arguments` name a command that reads DICOM
  /// and a folder.
  static func prepare(for arguments: [String]) {
    let readers = [Convert.self, DefaceCommand.self, IdentifyCommand.self] as [any Subcommand.Type]
    let names = readers.map { $0._commandName }
    guard let name = arguments.first, names.contains(name) else { return }
    var facts = stat()
    guard arguments.dropFirst().contains(where: { stat($0, &facts) == 0 && facts.isFolder }) else {
      return
    }
    DICOMWorkerPool.prepare()
  }

  @Option(name: .long, help: "Memory limit in bytes.")
  var memory = DICOMWorker.memoryLimit

  func run() {
    DICOMWorker.run(memoryLimit: memory)
  }
}

extension stat {
  fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
