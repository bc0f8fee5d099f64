public import ArgumentParser
internal import Files
internal import Foundation
public import Tables

/// `efface table anonymize`.
struct TableAnonymizeCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "anonymize",
    abstract: "Generalise a table until every row looks like at least k - 1 others.",
    discussion: """
      Writes one row for each row, in the same order. Columns that name a person become '*'; \
      quasi-identifiers become ranges (20..35), sets ({Black|White}) or groups of a hierarchy; \
      sensitive and other columns stay. The roles are YAML:

        name: direct
        age: quasi
        education:
          role: quasi
          hierarchy: {school: [9th, 10th], college: [Bachelors, Masters]}   # or a file of paths
        diagnosis: sensitive
        site: insensitive

      Further keys of a column: type (numeric, categorical), order (a list), distance (ordered, \
      equal, hierarchical; for t). Every column of the table needs a role.

      --l-kind distinct: at least l different sensitive values in every class. entropy: entropy of \
      at least log l. recursive: the most frequent value less than c times as often as all from the \
      l-th on. --t is the greatest earth mover's distance of a class from the whole table.

      k-anonymity protects against linking by the quasi-identifiers that you name, not against what \
      an attacker knows beyond them, and not against two releases of the same people.

      Example:
        efface table anonymize participants.tsv --roles roles.yaml --k 5 --l 2 -o shared.tsv

      Sweeney 2002 (k); Machanavajjhala 2007 (l); Li 2007 (t); LeFevre 2006 (Mondrian).
      """)

  @OptionGroup var input: TableInput

  @Option(name: .long, help: "The least number of rows that look alike.")
  var k: Int

  @Option(name: .long, help: "The diversity of sensitive values in every class.")
  var l: Double?

  @Option(name: .long, help: "distinct, entropy or recursive.")
  var lKind: DiversityKind = .distinct

  @Option(name: .long, help: "The c of recursive (c,l)-diversity.")
  var c: Double = 3

  @Option(name: .long, help: "The greatest distance from the table's distribution, 0 to 1.")
  var t: Double?

  @Option(name: .long, help: "The greatest share of rows that may lose all quasi-identifiers.")
  var suppress: Double = 0

  @Option(
    name: .long,
    help: "strict, relaxed (rows equal to the median go to both sides) or anonypy.")
  var method: PartitionMethod = .strict

  @Option(name: .shortAndLong, help: "The anonymised table.")
  var output: String

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    guard k >= 1 else { throw ValidationError("--k must be 1 or more.") }
    if let l, lKind != .entropy, l != l.rounded() {
      throw ValidationError("--l must be a whole number unless --l-kind is entropy.")
    }
  }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    try common.guardOutput(target)
    let anonymizer = TableAnonymizer(roles: try input.readRoles(), model: model, method: method)
    let result = try anonymizer.anonymize(input.open(input.table), to: target)
    if common.json { return try Terminal.printJSON(Summary(output: output, result: result)) }
    Terminal.printLine(output)
    for line in MeasureLines.lines(result.after) { Terminal.say(line) }
  }

  private var model: PrivacyModel {
    let diversity = l.map { l -> PrivacyModel.Diversity in
      switch lKind {
      case .distinct: .distinct(Int(l))
      case .entropy: .entropy(l)
      case .recursive: .recursive(c: c, l: Int(l))
      }
    }
    let closeness = t.map { t -> PrivacyModel.Closeness in
      method == .anonypy ? .largestDifference(t) : .earthMover(t)
    }
    return PrivacyModel(k: k, diversity: diversity, closeness: closeness, suppression: suppress)
  }

  enum DiversityKind: String, ExpressibleByArgument, CaseIterable {
    case distinct, entropy, recursive
  }

  private struct Summary: Encodable {
    let output: String
    let result: TableAnonymizer.Result

    private enum Key: CodingKey { case output }

    func encode(to encoder: any Encoder) throws {
      try result.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(output, forKey: .output)
    }
  }
}

extension PartitionMethod: ExpressibleByArgument {}
