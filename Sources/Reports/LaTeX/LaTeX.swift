/// LaTeX, as text.
enum LaTeX {
  /// `words` with the characters replaced that mean something in LaTeX.
  static func escape(_ words: String) -> String {
    var escaped = ""
    for character in words {
      switch character {
      case "\\": escaped += "\\textbackslash{}"
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(character)"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "<", ">", "|": escaped += "$\(character)$"
      case "\"": escaped += "''"
      case "–": escaped += "--"
      case "²": escaped += "$^2$"
      case "×": escaped += "$\\times$"
      case "°": escaped += "$^\\circ$"
      case "é": escaped += "\\'e"
      default: escaped.append(character.isASCII || character.isLetter ? character : "?")
      }
    }
    return escaped
  }

  /// A heading of several words, each on a line of its own where it is long.
  static func heading(_ title: String, alignment: String) -> String {
    var lines: [String] = []
    for word in title.split(separator: " ").map(String.init) {
      if let last = lines.last, last.count + word.count < 10 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return "\\shortstack[\(alignment)]{\(lines.map(escape).joined(separator: " \\\\ "))}"
  }
}
