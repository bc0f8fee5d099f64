internal import Files

/// A study as data: which people, which methods, which attackers, which split.
///
/// Decoded from YAML by `PipelineFile`. Every section but `dataset` may be left out; its defaults
/// are said where it is declared. Unknown keys are errors.
public struct Pipeline: Sendable, Equatable, Codable {
  /// One word that names the study.
  public var name: String
  /// The title of its report.
  public var title: String
  /// What the study asks, in a few sentences, for the head of the report.
  public var about: String
  /// Whose scans.
  public var dataset: DatasetSection
  /// How they are defaced.
  public var deface: DefaceSection
  /// How what the defacers leave behind is cleaned.
  public var clean: CleanSection
  /// How heads become pictures.
  public var render: RenderSection
  /// Which detectors find the faces.
  public var detect: DetectSection
  /// Which networks describe the faces.
  public var embed: EmbedSection
  /// Which distances compare the descriptions.
  public var compare: CompareSection
  /// The attacker with several views; nil where only single views are compared.
  public var attack: AttackSection?
  /// Who chooses the threshold and on whom it is tried.
  public var split: SplitSection
  /// How thresholds are chosen and errors counted.
  public var evaluate: EvaluateSection
  /// The table of participants that is shared with the scans, or nil.
  public var records: RecordsSection?

  enum CodingKeys: String, SectionKeys {
    case name, title, about, dataset, deface, clean, render, detect, embed, compare, attack, split
    case evaluate, records
  }

  /// Decodes the whole file.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    name = try section.required(.name)
    title = try section.value(.title, or: name)
    about = try section.value(.about, or: "")
    dataset = try section.required(.dataset)
    deface = try section.value(.deface, or: DefaceSection())
    clean = try section.value(.clean, or: CleanSection())
    render = try section.value(.render, or: RenderSection())
    detect = try section.value(.detect, or: DetectSection())
    embed = try section.value(.embed, or: EmbedSection())
    compare = try section.value(.compare, or: CompareSection())
    attack = try section.optional(.attack)
    split = try section.value(.split, or: SplitSection())
    evaluate = try section.value(.evaluate, or: EvaluateSection())
    records = try section.optional(.records)
    let known = [RunFolder.baseline] + defacedArms.map(\.name)
    if let stranger = attack?.arms?.first(where: { !known.contains($0) }) {
      throw refusal(
        decoder,
        "attacks the arm '\(stranger)', which there is not; there are "
          + known.joined(separator: ", "))
    }
  }
}
