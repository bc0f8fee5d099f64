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
  /// A line under the table.
  public let note: String

  /// Builds a figure from its parts.
  public init(plots: [CurvePlot], table: [[String]] = [], note: String = "") {
    self.plots = plots
    self.table = table
    self.note = note
  }

  /// The bytes of the picture.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `.foreign` where it fails.
  public func data(_ format: Format) throws(EffaceError) -> Data {
    try Gnuplot.draw(CurveScript(self).text(format))
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
