internal import Foundation

/// Scalable vector graphics, as text.
enum SVG {
  /// `value` with at most two decimals and no trailing zeros.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// An element with attributes in the given order.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String = ""
  ) -> String {
    let written = attributes.map { " \($0.key)=\"\(HTML.escape($0.value))\"" }.joined()
    return content.isEmpty
      ? "<\(name)\(written)/>" : "<\(name)\(written)>\(content)</\(name)>"
  }

  /// Words at a place.
  static func text(
    _ words: String, x: Double, y: Double, anchor: String = "start", style: String = "",
    turned: Double? = nil
  ) -> String {
    let turn = turned.map {
      " transform=\"rotate(\(number($0)) \(number(x)) \(number(y)))\""
    }
    return "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\""
      + (style.isEmpty ? "" : " class=\"\(style)\"") + (turn ?? "")
      + ">\(HTML.escape(words))</text>"
  }

  /// A whole picture that fits its width, with words for those who cannot see it.
  static func picture(width: Double, height: Double, label: String, _ content: String) -> String {
    "<svg viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" "
      + "aria-label=\"\(HTML.escape(label))\" style=\"max-width:\(number(width))px\">\(content)</svg>"
  }
}
