internal import ArgumentParser
internal import DICOM
internal import Foundation
internal import Studies

/// `efface run`.
struct RunCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Carry out a whole study: deface, attack, report.",
    discussion: """
      A pipeline is a YAML file that names the people, the methods, the attackers and the split; \
      Pipelines/README.md lists all its keys. Every output in RUN has a JSON sidecar with hashes, \
      parameters and timing. A run that was interrupted, however hard, goes on with --resume and \
      ends in the same bytes as one that was not. A person whose scan cannot be worked on is \
      reported and does not stop the others; the exit status is 1 only where no report could be \
      written.

      Example:
        efface run Pipelines/quickstart/pipeline.yaml -o quickstart-run
        efface run Pipelines/quickstart/pipeline.yaml -o quickstart-run --resume
      """)

  @Argument(help: "The pipeline.")
  var pipeline: String

  @Option(name: .shortAndLong, help: "The run folder.")
  var output: String

  @Flag(name: .long, help: "Go on with a run that was interrupted or whose pipeline has changed.")
  var resume = false

  @Option(name: .long, help: "People worked on at once (default: cores).")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    name: .long,
    help: "Only the first so many people of the dataset; a later --resume may name more.")
  var subjects: Int?

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    if let subjects, subjects < 1 { throw ValidationError("--subjects must be at least 1.") }
  }

  func execute() throws {
    let study = Study(
      try PipelineFile(contentsOf: URL(fileURLWithPath: pipeline)),
      root: URL(fileURLWithPath: output),
      parser: DICOMWorkerPool(command: DICOMWorkerCommand.commandLine))
    let bar = StudyBar()
    defer { bar.finish() }
    let summary = try study.run(
      resume: resume, jobs: jobs, first: subjects, progress: bar)
    bar.finish()
    if json { try Terminal.printJSON(summary) } else { say(summary) }
    guard summary.isReported else { throw ExitCode.failure }
  }

  private func say(_ summary: Study.Summary) {
    for failure in summary.failed { Terminal.say("Failed: \(failure)") }
    Terminal.say(
      "\(summary.people) people; \(summary.done) steps done, \(summary.kept) kept, "
        + "\(summary.failed.count) failed, \(summary.skipped) skipped.")
    if summary.isReported {
      Terminal.printLine(summary.report)
    } else {
      Terminal.say("The report could not be written; mend what failed and go on with --resume.")
    }
  }
}
