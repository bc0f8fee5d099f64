internal import Files
internal import Foundation

/// The report as LaTeX: `study.tex` for `\input` into a paper, and `report.tex`, which makes a document
/// of it.
struct LaTeXReport {
  private let report: StudyReport

  /// The report as LaTeX.
  init(_ report: StudyReport) { self.report = report }

  /// The tables that are set; the others are lists of people and files, which belong into CSV.
  private static let tables = [
    "overview", "utility", "pairs", "open_set", "thresholds", "trials", "splits", "study_results",
  ]

  /// Every file by its path.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `.foreign` where it fails.
  func files() throws(EffaceError) -> [(path: String, data: Data)] {
    let tables = StudyTables.all(report).filter { Self.tables.contains($0.name) }
    let figures = try PrintFigures(report).all()
    var files = [
      ("report.tex", document), ("study.tex", body(tables, figures)), ("methods.tex", methods),
      ("references.bib", references.map(\.bibTeX).joined(separator: "\n")),
    ].map { (path: $0.0, data: Data($0.1.utf8)) }
    files += tables.map { ("tables/\($0.name).tex", Data(LaTeXTable.text($0).utf8)) }
    files += figures.map { ("figures/\($0.name).pdf", $0.data) }
    return files
  }

  private var references: [Reference] {
    Reference.cited(report, methods: Set(report.arms.map(\.method)))
  }

  private var document: String {
    """
    \\documentclass[a4paper]{article}
    \\usepackage[T1]{fontenc}
    \\usepackage[utf8]{inputenc}
    \\usepackage{lmodern}
    \\usepackage[a4paper,landscape,margin=2cm]{geometry}
    \\usepackage{booktabs,longtable,graphicx}
    \\title{\(LaTeX.escape(report.title))}
    \\author{\(LaTeX.escape(report.provenance.tool))}
    \\date{}
    \\begin{document}
    \\maketitle
    \\input{study}
    \\bibliographystyle{unsrt}
    \\bibliography{references}
    \\end{document}

    """
  }

  /// Paths begin with `\effacepath`, which a paper in another folder sets before.
  private func body(
    _ tables: [ReportTable], _ figures: [PrintFigures.Figure]
  ) -> String {
    let caveats = report.caveats.map { "\\item \(LaTeX.escape($0))" }.joined(separator: "\n")
    let inputs = tables.map { "\\input{\\effacepath/tables/\($0.name)}" }.joined(separator: "\n")
    let pictures = figures.map { figure in
      """
      \\begin{figure}
      \\centering
      \\includegraphics[width=\\linewidth,height=0.8\\textheight,keepaspectratio]\
      {\\effacepath/figures/\(figure.name).pdf}
      \\caption{\(LaTeX.escape(figure.caption))}
      \\end{figure}
      """
    }.joined(separator: "\n")
    return """
      % Needs booktabs, longtable and graphicx. From another folder: \\def\\effacepath{FOLDER} before.
      \\providecommand{\\effacepath}{.}
      \\noindent \(LaTeX.escape(report.about))

      \\section*{Methods}
      \\input{\\effacepath/methods}
      \(caveats.isEmpty ? "" : "\\section*{Limits}\n\\begin{itemize}\n\(caveats)\n\\end{itemize}\n")
      \\section*{Results}
      \(inputs)
      \(pictures)
      \\clearpage

      """
  }

  /// What ran, ready for a paper's methods section.
  private var methods: String {
    let always = references.filter { $0.cause == .always || $0.cause == .utility }
    let others = references.filter { $0.cause != .always && $0.cause != .utility }
    func cite(_ references: [Reference]) -> String {
      "\\cite{\(references.map(\.key).joined(separator: ","))}"
    }
    let words = report.methods.map(LaTeX.escape).joined(separator: "\n\n")
    return words + " Terms and statistics follow~\(cite(always))."
      + (others.isEmpty ? "" : " Methods, detectors and networks:~\(cite(others)).") + "\n"
  }
}
