internal import Images

/// What a command that writes one picture prints.
struct WrittenPicture: Encodable {
  /// The file.
  let output: String
  /// Its width in pixels.
  let width: Int
  /// Its height in pixels.
  let height: Int

  init(_ picture: Raster, output: String) {
    self.output = output
    width = picture.width
    height = picture.height
  }

  /// Prints the file's name, or all as JSON.
  func print(asJSON: Bool) throws {
    if asJSON { try Terminal.printJSON(self) } else { Terminal.printLine(output) }
  }
}
