internal import Files
internal import Foundation

/// Where words and data go: data to standard output, talk to standard error.
enum Terminal {
  /// Prints one line of data.
  static func printLine(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// Prints `value` as one JSON object.
  static func printJSON(_ value: some Encodable) throws(EffaceError) {
    FileHandle.standardOutput.write(try JSONFile.data(value))
  }

  /// Says one line to the person at the terminal.
  static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
