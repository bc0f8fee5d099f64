internal import ArgumentParser
internal import Files
internal import Foundation

/// A command that reports failures as one sentence and chooses the exit status of the contract.
protocol Subcommand: ParsableCommand {
  /// Whether `--json` was given.
  var wantsJSON: Bool { get }

  /// Does the work. Errors become a sentence and status 1, those of `ValidationError` status 64;
  /// `ExitCode` is taken as it is.
  func execute() throws
}

extension Subcommand {
  /// Runs `execute` and turns what it throws into words and an exit status.
  func run() throws {
    Interruption.install()
    do {
      try execute()
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      // Thrown from here it would bring the usage of the whole program with it.
      Terminal.say("Error: \(error.message)\nGive --help after the command for its usage.")
      throw ExitCode.validationFailure
    } catch {
      let sentence = (error as? EffaceError)?.description ?? "\(error)"
      if wantsJSON {
        try Terminal.printJSON(["error": sentence])
      }
      Terminal.say("Error: \(sentence)")
      throw ExitCode.failure
    }
  }
}

/// The options that every subcommand that writes has.
struct CommonOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  @Flag(name: .long, help: "Overwrite existing outputs.")
  var force = false

  /// Refuses to overwrite `url` unless `--force` was given.
  ///
  /// - Throws: `EffaceError.file`.
  func guardOutput(_ url: URL) throws(EffaceError) {
    if !force, FileManager.default.fileExists(atPath: url.path) {
      throw EffaceError(
        .file, "The output \(url.path) exists already; give --force to overwrite it.")
    }
  }
}

extension ExitCode {
  /// A verdict refused the result.
  static let refused = ExitCode(3)
}
