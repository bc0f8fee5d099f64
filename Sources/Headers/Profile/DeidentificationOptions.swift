/// The options of PS3.15, Annex E.3, beside the Basic Profile.
public struct DeidentificationOptions: Sendable, Hashable {
  /// What becomes of dates and times.
  public enum Dates: String, Sendable, CaseIterable {
    /// They are removed or replaced by a dummy.
    case remove
    /// All dates of a person are shifted by one secret number of days.
    case shift
    /// They stay.
    case keep
  }

  /// A rectangle of pixels, from the top left corner.
  public struct Region: Sendable, Hashable {
    /// First column, from 0.
    public var x: Int
    /// First row, from 0.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// Names a rectangle.
    public init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// Retain Longitudinal Temporal Information, with full or modified dates.
  public var dates = Dates.remove
  /// Retain UIDs.
  public var keepsUIDs = false
  /// Retain Device Identity.
  public var keepsDevice = false
  /// Retain Institution Identity.
  public var keepsInstitution = false
  /// Retain Patient Characteristics.
  public var keepsCharacteristics = false
  /// Retain Safe Private.
  public var keepsSafePrivate = false
  /// Clean Descriptors: descriptions stay without identifying words, instead of going.
  public var cleansDescriptors = false
  /// Clean Structured Content.
  public var cleansStructuredContent = false
  /// Clean Graphics.
  public var cleansGraphics = false
  /// Clean Pixel Data: rectangles that are blanked in every frame.
  public var regions: [Region] = []
  /// Clean Recognizable Visual Features: the caller has taken the face out of the pixels. Holds of
  /// itself for files that say so (Recognizable Visual Features NO), as those of `efface deface` do.
  public var isDefaced = false

  /// The Basic Profile without options.
  public init() {}

  /// The columns of the table.
  enum Letter: Character, Sendable {
    case uids = "u"
    case device = "d"
    case institution = "i"
    case characteristics = "p"
    case fullDates = "f"
    case modifiedDates = "m"
    case descriptors = "e"
    case structuredContent = "s"
    case graphics = "g"
  }

  /// The columns that are in force.
  var letters: Set<Letter> {
    var letters: Set<Letter> = []
    if keepsUIDs { letters.insert(.uids) }
    if keepsDevice { letters.insert(.device) }
    if keepsInstitution { letters.insert(.institution) }
    if keepsCharacteristics { letters.insert(.characteristics) }
    if dates == .keep { letters.insert(.fullDates) }
    if dates == .shift { letters.insert(.modifiedDates) }
    if cleansDescriptors { letters.insert(.descriptors) }
    if cleansStructuredContent { letters.insert(.structuredContent) }
    if cleansGraphics { letters.insert(.graphics) }
    return letters
  }

  /// The codes of context group 7050 that describe what was done (PS3.16).
  var codes: [(value: String, meaning: String)] {
    var codes = [("113100", "Basic Application Confidentiality Profile")]
    func add(_ holds: Bool, _ value: String, _ meaning: String) {
      if holds { codes.append((value, meaning)) }
    }
    add(!regions.isEmpty, "113101", "Clean Pixel Data Option")
    add(isDefaced, "113102", "Clean Recognizable Visual Features Option")
    add(cleansGraphics, "113103", "Clean Graphics Option")
    add(cleansStructuredContent, "113104", "Clean Structured Content Option")
    add(cleansDescriptors, "113105", "Clean Descriptors Option")
    add(
      dates == .keep, "113106", "Retain Longitudinal Temporal Information Full Dates Option")
    add(
      dates == .shift, "113107", "Retain Longitudinal Temporal Information Modified Dates Option")
    add(keepsCharacteristics, "113108", "Retain Patient Characteristics Option")
    add(keepsDevice, "113109", "Retain Device Identity Option")
    add(keepsUIDs, "113110", "Retain UIDs Option")
    add(keepsSafePrivate, "113111", "Retain Safe Private Option")
    add(keepsInstitution, "113112", "Retain Institution Identity Option")
    return codes
  }
}
