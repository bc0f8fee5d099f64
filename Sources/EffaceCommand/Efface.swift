public import ArgumentParser
internal import Files

/// The root of the command line.
public struct Efface: ParsableCommand {
  /// Name, abstract and subcommands, in the order in which data go through them.
  public static let configuration = CommandConfiguration(
    commandName: "efface",
    abstract: "Deface CT and MRI head scans and measure how re-identifiable the result still is.",
    discussion: """
      Every stage is a subcommand that works alone on files; 'efface run' chains them. Data go to \
      standard output, talk goes to standard error. Exit status: 0 done, 1 failed, 3 a verdict \
      refused the result, 64 bad arguments, 130 interrupted.
      """,
    version: effaceVersion,
    subcommands: [
      Info.self,
      Convert.self,
      DefaceCommand.self,
      DefacersCommand.self,
      CheckCommand.self,
      BatteryCommand.self,
      CleanCommand.self,
      RenderCommand.self,
      DetectCommand.self,
      EmbedCommand.self,
      CompareCommand.self,
      VerifyCommand.self,
      MatchCommand.self,
      IdentifyCommand.self,
      PhotoCommand.self,
      AttackCommand.self,
      ThresholdCommand.self,
      EvaluateCommand.self,
      RunCommand.self,
      ReportCommand.self,
      TemplateCommand.self,
      DICOMCommand.self,
      TableCommand.self,
      CohortCommand.self,
      Models.self,
      Datasets.self,
      Doctor.self,
      DICOMWorkerCommand.self,
    ])

  /// Called by the argument parser.
  public init() {}
}
