public import Files
public import Foundation

/// Plots side by side, and beside them, if wanted, a table: drawn by gnuplot for screen or print.
///
/// Readable in black and white (dashes, shapes) and by colour-blind readers (Okabe and Ito 2008). The
/// same figure gives the same bytes.
public struct CurveFigure: Hashable, Sendable {
  /// The file formats, by their extensions.
  public enum Format: String, CaseIterable, Sendable {
    /// Vectors for the screen.
    case svg
    /// Pixels.
    case png
    /// Vectors for print.
    case pdf
  }

  /// The plots, from left to right.
  public let plots: [CurvePlot]
  /// The rows of a table to the right of the plots, the first one its header; may be empty.
  public let table: [[String]]
  /// The row under the header, counted from 0, that is shaded; none where it is nil.
  public let highlightedRow: Int?
  /// A line under the table.
  public let note: String

  /// Builds a figure from its parts.
  public init(
    plots: [CurvePlot], table: [[String]] = [], highlightedRow: Int? = nil, note: String = ""
  ) {
    self.plots = plots
    self.table = table
    self.highlightedRow = highlightedRow
    self.note = note
  }

  /// The bytes of the picture.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `.foreign` where it fails.
  public func data(_ format: Format) throws(EffaceError) -> Data {
    let picture = try Gnuplot.draw(CurveScript(self).text(format))
    return format == .pdf ? Self.withoutDate(picture) : picture
  }

  /// cairo writes the time into a PDF; another of the same length keeps the file's offsets right.
  static func withoutDate(_ pdf: Data) -> Data {
    var pdf = pdf
    let label = Data("/CreationDate (D:".utf8)
    if let found = pdf.range(of: label), found.upperBound + 14 <= pdf.endIndex {
      pdf.replaceSubrange(
        found.upperBound..<found.upperBound + 14, with: Data("19700101000000".utf8))
    }
    return pdf
  }

  /// Writes the picture in the format that the extension of `url` names.
  ///
  /// - Throws: `EffaceError.argument` for another extension, and as `data(_:)` and `AtomicFile`.
  public func write(to url: URL) throws(EffaceError) {
    try AtomicFile.write(data(Self.format(of: url)), to: url)
  }

  /// The format that the extension of `url` names.
  ///
  /// - Throws: `EffaceError.argument` for one that is not a format of figures.
  public static func format(of url: URL) throws(EffaceError) -> Format {
    guard let format = Format(rawValue: url.pathExtension.lowercased()) else {
      throw EffaceError(
        .argument, "The figure \(url.path) must end in .svg, .png or .pdf.")
    }
    return format
  }
}
