internal import Files
internal import Foundation
internal import Yams

/// The reader of a roles file.
struct RolesParser {
  let file: String
  let folder: URL

  func columns(in text: String) throws(EffaceError) -> [ColumnDescription] {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      throw EffaceError(.format, "The roles \(file) are not YAML: \(words).")
    }
    guard let mapping = node?.mapping, !mapping.isEmpty else {
      throw EffaceError(
        .format, "The roles \(file) must map each column to a role, for example 'age: quasi'.")
    }
    var columns: [ColumnDescription] = []
    for (key, value) in mapping {
      guard let name = key.string else { throw refusal(key, "a column's name is expected") }
      columns.append(try column(name, value))
    }
    return columns
  }

  private func column(_ name: String, _ node: Node) throws(EffaceError) -> ColumnDescription {
    if node.scalar != nil {
      return ColumnDescription(name, try word(node, of: name, ColumnRole.self))
    }
    guard let mapping = node.mapping, let role = mapping["role"] else {
      throw refusal(node, "column '\(name)' needs a role")
    }
    var result = ColumnDescription(name, try word(role, of: name, ColumnRole.self))
    for (key, value) in mapping {
      switch key.string ?? "" {
      case "role": break
      case "type": result.kind = try word(value, of: name, ColumnKind.self)
      case "distance": result.distance = try word(value, of: name, ValueDistance.self)
      case "order": result.order = try strings(value, of: name)
      case "hierarchy": result.hierarchy = try hierarchy(value, of: name)
      case let other:
        let known = ["role", "type", "order", "hierarchy", "distance"]
        throw refusal(
          key, "column '\(name)' has the unknown key '\(other)'",
          NearestName.suggestion(for: other, in: known))
      }
    }
    try check(result, node)
    return result
  }

  private func check(_ column: ColumnDescription, _ node: Node) throws(EffaceError) {
    if column.kind == .numeric, column.hierarchy != nil || column.order != nil {
      throw refusal(node, "column '\(column.name)' is numeric and cannot have a hierarchy or order")
    }
    if column.hierarchy != nil, column.order != nil {
      throw refusal(node, "column '\(column.name)' has both a hierarchy and an order; give one")
    }
    if column.distance == .hierarchical, column.hierarchy == nil {
      throw refusal(node, "column '\(column.name)' needs a hierarchy for its distance")
    }
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ node: Node, of column: String, _: Word.Type
  ) throws(EffaceError) -> Word where Word.RawValue == String {
    let text = node.string ?? ""
    if let word = Word(rawValue: text) { return word }
    let suggestion = NearestName.suggestion(for: text, in: Word.allCases.map(\.rawValue))
    throw refusal(node, "column '\(column)' has the unknown word '\(text)'", suggestion)
  }

  private func strings(_ node: Node, of column: String) throws(EffaceError) -> [String] {
    let values = node.sequence?.compactMap { $0.string } ?? []
    guard values.count > 1, Set(values).count == values.count else {
      throw refusal(node, "column '\(column)' needs a list of two or more different values here")
    }
    return values
  }

  /// A nested mapping and lists, or the name of a CSV file whose rows go from leaf to root.
  private func hierarchy(_ node: Node, of column: String) throws(EffaceError) -> Hierarchy {
    if let path = node.string {
      let url =
        path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
      return try HierarchyFile.read(url, column: column)
    }
    return try Hierarchy(try branches(node, of: column), column: column)
  }

  private func branches(_ node: Node, of column: String) throws(EffaceError) -> [Hierarchy.Branch] {
    var result: [Hierarchy.Branch] = []
    if let mapping = node.mapping {
      for (key, value) in mapping {
        result.append(.group(key.string ?? "", try branches(value, of: column)))
      }
    } else if let sequence = node.sequence {
      for item in sequence {
        if let leaf = item.string {
          result.append(.leaf(leaf))
        } else {
          result += try branches(item, of: column)
        }
      }
    } else {
      throw refusal(node, "the hierarchy of column '\(column)' holds something that is no list")
    }
    return result
  }

  private func refusal(_ node: Node, _ what: String, _ hint: String? = nil) -> EffaceError {
    let line = node.mark.map { ", line \($0.line)" } ?? ""
    let end = hint.map { "; \($0)" } ?? "."
    return EffaceError(.argument, "The roles \(file)\(line): \(what)\(end)")
  }
}
