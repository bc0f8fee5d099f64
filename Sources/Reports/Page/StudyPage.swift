internal import Foundation
internal import Statistics

/// The report as one HTML page that needs no network: styles, script and pictures are inside.
public struct StudyPage {
  private let report: StudyReport
  private let pictures: PictureSource
  private let tables: [String: ReportTable]

  /// The page of `report` with pictures from `pictures`.
  public init(_ report: StudyReport, pictures: PictureSource) {
    self.report = report
    self.pictures = pictures
    let all = StudyTables.all(report).map { ($0.name, $0) }
    tables = Dictionary(all) { first, _ in first }
  }

  /// The whole page.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="\(HTML.escape(report.provenance.tool))">
    <title>\(HTML.escape(report.title))</title>
    <style>\(PageStyle.css)</style>
    </head>
    <body>
    <header>
    <h1>\(HTML.escape(report.title))</h1>
    \(HTML.paragraph(report.about, style: "lead"))
    \(facts)
    <nav>\(links)</nav>
    </header>
    <main>
    \(section("glance", "At a glance", glance))
    \(section("problems", "Failures first", problems))
    \(section("results", "Results", results))
    \(section("figures", "Figures", figures))
    \(section("persons", "Person by person", persons))
    \(section("how", "How it was done", how))
    \(section("provenance", "Provenance", provenance))
    </main>
    <footer>\(HTML.escape(report.provenance.tool)). Every number on this page is computed from the \
    distance matrices of the run.</footer>
    <script>\(PageStyle.script)</script>
    </body>
    </html>

    """
  }

  private static let headings: KeyValuePairs = [
    "glance": "At a glance", "problems": "Failures", "results": "Results", "figures": "Figures",
    "persons": "People", "how": "Methods", "provenance": "Provenance",
  ]

  private var links: String {
    Self.headings.map { "<a href=\"#\($0.key)\">\($0.value)</a>" }.joined(separator: " ")
  }

  private func section(_ id: String, _ title: String, _ content: String) -> String {
    content.isEmpty
      ? "" : "<section id=\"\(id)\">\n<h2>\(HTML.escape(title))</h2>\n\(content)\n</section>"
  }

  private func table(_ name: String) -> String { tables[name].map(HTMLTable.section) ?? "" }

  private var facts: String {
    let origins = Dictionary(grouping: report.people, by: \.origin)
      .sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }.joined(separator: ", ")
    let methods = report.arms.filter(\.isDefaced).map(\.name).joined(separator: ", ")
    return HTML.paragraph(
      "\(report.people.count) people (\(origins)); defaced by \(methods).", style: "facts")
  }

  /// One card for each arm with the numbers that matter most.
  private var glance: String {
    let cards = report.arms.map { arm -> String in
      var lines = ""
      if arm.isDefaced {
        let verdicts = report.people.map { $0.arms[arm.name]?.verdict }
        let passed = verdicts.filter { $0 == "pass" }.count
        lines += fact("\(passed) of \(verdicts.count)", "scans passed as defaced")
      }
      let found = report.people.filter { $0.arms[arm.name]?.detected ?? false }.count
      lines += fact(
        "\(found) of \(report.people.count)",
        arm.refaces
          ? "faces found; new ones are meant to be"
          : arm.isDefaced ? "faces still found" : "faces found")
      for attack in report.attacks where attack.arm == arm.name && attack.gallery == .named {
        guard let whole = attack.whole else { continue }
        lines += fact(
          Numbers.percent(whole.rank1),
          "identified by \(attack.model), \(attack.metric.rawValue); chance "
            + Numbers.percent(whole.chance))
      }
      let kind = arm.isDefaced ? "defaced" : "not defaced"
      return """
        <article class="card"><h3>\(HTML.escape(arm.name)) <span class="quiet">\(kind)</span></h3>
        \(HTML.paragraph(arm.summary, style: "quiet"))
        <dl>\(lines)</dl></article>

        """
    }
    let caveats = report.caveats.map { "<li>\(HTML.escape($0))</li>" }.joined()
    return "<div class=\"cards\">\(cards.joined())</div>\n"
      + (caveats.isEmpty
        ? "" : "<aside><h3>Before you trust these numbers</h3><ul>\(caveats)</ul></aside>")
  }

  private func fact(_ value: String, _ words: String) -> String {
    "<div><dt>\(HTML.escape(words))</dt><dd>\(HTML.escape(value))</dd></div>"
  }

  private var problems: String {
    let notes = report.attacks.flatMap { attack in
      attack.notes.map { "<li>\(HTML.escape("\(attack.arm), \(attack.model): \($0)"))</li>" }
    }.joined()
    let failing = report.people.contains { $0.arms.values.contains { $0.verdict == "fail" } }
    let calm =
      report.failures.isEmpty && notes.isEmpty && !failing
      ? HTML.paragraph("Nothing failed, and no verdict refused a scan.") : ""
    return calm + table("failures")
      + (notes.isEmpty ? "" : "<h3>Numbers that are missing</h3><ul>\(notes)</ul>")
      + table("verdicts")
  }

  private var results: String {
    [
      "overview", "utility", "pairs", "open_set", "thresholds", "trials", "splits", "study_results",
    ].map(table).joined()
  }

  private var figures: String { StudyFigures(report).html }

  private var persons: String {
    PersonCards(report: report, pictures: pictures).html + table("people") + table("matches")
  }

  private var how: String {
    let promises = report.guarantee.map { "<li>\(HTML.escape($0))</li>" }.joined()
    return report.methods.map { HTML.paragraph($0) }.joined(separator: "\n")
      + (promises.isEmpty
        ? "" : "<h3>What is promised, and what breaks it</h3><ul>\(promises)</ul>")
      + report.arms.filter { !$0.paper.isEmpty }.map {
        HTML.paragraph("\($0.name): \($0.paper)", style: "quiet")
      }.joined(separator: "\n")
  }

  private var provenance: String {
    HTML.paragraph("Made by \(report.provenance.tool).")
      + table("models") + table("inputs")
        + """
        <section><h3>The pipeline</h3>
        \(HTML.paragraph("SHA-256 \(report.provenance.pipelineSHA256)", style: "long"))
        <pre>\(HTML.escape(report.provenance.pipeline))</pre></section>
        """
  }
}
