internal import DICOM

/// Values that say nothing and that their representation allows.
enum DummyValue {
  /// `element` with a dummy in place of its value.
  static func of(_ element: Element, _ mapping: KeyedMapping) -> Element {
    var result = element
    switch element.content {
    case .items(let items):
      result.content = .items(items.prefix(1).map { $0.map { of($0, mapping) } })
    case .bytes(let bytes):
      if element.vr == "UI" {
        return HeaderEditor.mappedUIDs(element, mapping)
      }
      result.content = .bytes(value(element.vr, count: bytes.count))
    case .fragments, .opaque: break
    }
    return result
  }

  private static func value(_ vr: String, count: Int) -> ArraySlice<UInt8> {
    let text: String? =
      switch vr {
      case "DA": "19000101"
      case "DT": "19000101000000"
      case "TM": "000000"
      case "AS": "000Y"
      case "DS", "IS": "0 "
      case "PN", "LO", "SH", "ST", "LT", "UT", "UC", "CS", "AE": "REMOVED "
      case "UR": "urn:removed "
      default: nil
      }
    return text.map { Array($0.utf8)[...] } ?? [UInt8](repeating: 0, count: count)[...]
  }
}
