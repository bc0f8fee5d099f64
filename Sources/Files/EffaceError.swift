/// What went wrong, as one sentence for the person at the keyboard.
///
/// The sentence names the file, field or subject and what to do. It must not hold personal data.
public struct EffaceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that act on it.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// A file or folder is missing, unreadable or cannot be written.
    public static let file = Code("file")
    /// The bytes of a file are not what its format demands.
    public static let format = Code("format")
    /// A value given by the user is outside its range or unknown.
    public static let argument = Code("argument")
    /// A model, scan, program or template that is needed is not installed.
    public static let missing = Code("missing")
    /// The data are readable, but the method cannot work on them.
    public static let unsuitable = Code("unsuitable")
    /// An external program or library failed.
    public static let foreign = Code("foreign")
  }

  /// The kind of failure.
  public let code: Code
  /// A full sentence.
  public let description: String

  /// Builds an error from its kind and its sentence.
  public init(_ code: Code, _ sentence: String) {
    self.code = code
    description = sentence
  }
}
