internal import ArgumentParser
internal import DICOM

/// `efface dicom-worker`: the child process of `efface convert` that parses untrusted files.
struct DICOMWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dicom-worker", abstract: "Parse DICOM files for a parent process.",
    shouldDisplay: false)

  /// How this program is started as a worker.
  static let commandLine = ["/proc/self/exe", configuration.commandName ?? ""]

  @Option(name: .long, help: "Memory limit in bytes.")
  var memory = 1 << 32

  func run() {
    DICOMWorker.run(memoryLimit: memory)
  }
}
