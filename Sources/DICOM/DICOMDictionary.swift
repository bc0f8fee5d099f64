internal import CGDCM

/// What the standard (PS3.6, as GDCM keeps it) says of attributes.
public enum DICOMDictionary {
  /// The value representation of a standard attribute, the first one where several are allowed, or
  /// nil where the dictionary does not know it.
  public static func valueRepresentation(of tag: DICOMTag) -> String? {
    guard let text = cgdcm_dictionary_vr(tag.number) else { return nil }
    let vr = String(cString: text).prefix(2)
    return vr.utf8.count == 2 && vr != "??" ? String(vr) : nil
  }
}
