internal import Foundation
internal import Geometry

/// How the slices of a volume lie side by side in one picture of a Siemens scanner.
public struct SiemensMosaic: Sendable, Hashable {
  /// Pixels in a row of a tile.
  public var columns: Int
  /// Rows of a tile.
  public var rows: Int
  /// Tiles beside each other; as many lie above each other.
  public var across: Int
  /// Tiles that hold a slice, row after row from the top left.
  public var count: Int
  /// Whether slices follow each other against the normal of rows and columns.
  public var isReversed: Bool
}

/// What the header of a mosaic says of its tiles: the number in (0019,100A) or in the Siemens CSA
/// header, the direction of slices in the CSA header.
struct SiemensTiles {
  let shape: SiemensMosaic
  private let gap: Double
  private let picture: SIMD2<Int>

  /// Nil where the object is no mosaic, or does not say how many slices it holds.
  init?(_ file: borrowing GDCMFile, columns: Int, rows: Int) {
    guard file.texts(.imageType).contains("MOSAIC") else { return nil }
    let csa = CSAHeader(file.bytes(.csaImageHeader))
    let count =
      file.short(.mosaicCount) ?? csa?.numbers("NumberOfImagesInMosaic").first.map { Int($0) }
    guard let count, count > 0 else { return nil }
    let across = Int(Double(count).squareRoot().rounded(.up))
    guard columns % across == 0, rows % across == 0 else { return nil }
    let direction = csa?.numbers("SliceNormalVector") ?? []
    let normal =
      direction.count == 3 ? Vector3(direction[0], direction[1], direction[2]) : nil
    let axes = file.numbers(.imageOrientation)
    let own =
      axes.count == 6
      ? cross(Vector3(axes[0], axes[1], axes[2]), Vector3(axes[3], axes[4], axes[5])) : Vector3()
    shape = SiemensMosaic(
      columns: columns / across, rows: rows / across, across: across, count: count,
      isReversed: normal.map { dot($0, own) < 0 } ?? false)
    gap = file.numbers(.spacingBetweenSlices).first ?? file.numbers(.sliceThickness).first ?? 1
    picture = SIMD2(columns, rows)
  }

  /// The frames of the tiles. `whole` is placed as if the picture were one large slice round the same
  /// middle, so the corner of the tiles lies further in.
  func frames(_ whole: DICOMFrame) -> [DICOMFrame]? {
    guard let corner = whole.position, let row = whole.rowDirection,
      let column = whole.columnDirection, let spacing = whole.spacing, let own = whole.normal
    else { return nil }
    let margin = SIMD2(Double(picture.x - shape.columns), Double(picture.y - shape.rows)) / 2
    let first = corner + row * (margin.x * spacing.x) + column * (margin.y * spacing.y)
    let step = own * (shape.isReversed ? -gap : gap)
    return (0..<shape.count).map { index in
      var frame = whole
      frame.position = first + step * Double(index)
      return frame
    }
  }
}

/// The private header of Siemens scanners (0029,1010), version 2 ("SV10"): named elements, each with
/// texts.
struct CSAHeader {
  private var elements: [String: [String]] = [:]

  /// Nil where `bytes` do not begin as such a header does.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 16, Array(bytes.prefix(4)) == Array("SV10".utf8) else { return nil }
    func number(_ at: Int) -> Int? {
      guard at >= 0, at + 4 <= bytes.count else { return nil }
      return (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    func text(_ at: Int, _ length: Int) -> String {
      String(decoding: bytes[at..<at + length].prefix(while: { $0 != 0 }), as: UTF8.self)
    }
    guard let count = number(8), count <= 4096 else { return nil }
    var at = 16
    for _ in 0..<count {
      // Name (64), multiplicity, representation (4), type, number of items, mark.
      guard at + 84 <= bytes.count, let items = number(at + 76), items <= 4096 else { return }
      let name = text(at, 64)
      at += 84
      var values: [String] = []
      for _ in 0..<items {
        guard let length = number(at), at + 16 + length <= bytes.count else { return }
        at += 16
        let value = text(at, length).trimmingCharacters(in: .whitespaces)
        if !value.isEmpty { values.append(value) }
        at += (length + 3) / 4 * 4
      }
      elements[name] = values
    }
  }

  /// The finite numbers of the element `name`.
  func numbers(_ name: String) -> [Double] {
    (elements[name] ?? []).compactMap(Double.init).filter(\.isFinite)
  }
}
