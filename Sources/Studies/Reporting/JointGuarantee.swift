internal import Tables

/// What holds when scans and table are shared together, and what breaks it, in sentences.
struct JointGuarantee {
  let records: RecordsSection
  let outcome: RecordsStage.Outcome
  let pipeline: Pipeline

  private var result: TableAnonymizer.Result { outcome.result }

  var sentences: [String] {
    var sentences = [
      "Table: among \(result.after.rows) rows, each looks like at least \(result.after.k - 1) others "
        + "in the quasi-identifiers that the roles name (k = \(result.after.k), asked for "
        + "\(result.k)), so that they alone single nobody out with a chance above "
        + "\(percent(result.after.risk.prosecutorHighest)). \(result.after.suppressedRows) rows were "
        + "suppressed; GenILoss is \(decimals(result.after.genILoss))."
    ]
    for column in result.after.sensitive {
      sentences.append(
        "Sensitive column \(column.column): at least \(column.distinct) different values among rows "
          + "that look alike; their distribution is at most \(decimals(column.t)) from the table's "
          + "(t, \(column.distance.rawValue)).")
    }
    if let match = outcome.match, match.rowsWithoutScan > 0 {
      sentences.append(
        "Rows of the table that name nobody of the dataset: \(match.rowsWithoutScan). Whoever holds the "
          + "scans knows which rows are those of scanned people; leave the others out before sharing."
      )
    }
    if let match = outcome.match, match.peopleWithoutRow > 0 {
      sentences.append(
        "People of the dataset without a row in the table: \(match.peopleWithoutRow). What holds for the "
          + "table says nothing of them.")
    }
    sentences += [
      "Faces: \(methods) no k. What is "
        + "left to an attacker is measured above, for the attackers of this study and no others; "
        + "it is evidence, not a proof.",
      "Headers: scans leave this study as NIfTI, whose headers hold no attribute of a person. Where "
        + "DICOM is shared instead, run 'efface dicom deidentify' (PS3.15, Annex E, Basic Profile).",
      "Jointly: a scan and a row of the table are tied by the participant's id. The chance of finding "
        + "a person is therefore that of the weakest of the three: whoever recognises a face has the "
        + "row as well, whatever k is.",
      "It breaks: if the ids are known elsewhere or a key file is shared; if the same people are "
        + "released again with another generalisation; if an attacker knows a column that the roles "
        + "call insensitive or sensitive; if forehead, ears or teeth in the scan are recognised; if "
        + "rows of the table are measured from the scan itself, such as head size.",
    ]
    return sentences
  }

  private var methods: String {
    let names = pipeline.deface.methods.map(\.name)
    return names.count == 1
      ? "the method \(names[0]) gives" : "the methods \(names.joined(separator: ", ")) give"
  }

  private func percent(_ value: Double) -> String { "\((1000 * value).rounded() / 10) %" }

  private func decimals(_ value: Double) -> String { "\((1000 * value).rounded() / 1000)" }
}
