internal import Files
internal import Foundation

/// One of up to sixteen planes of single bits that lie on the pixels of a file (PS3.3 C.9.2).
public struct DICOMOverlay: Sendable, Hashable {
  /// From 1, for group 6000, to 16, for group 601E.
  public var number: Int
  /// Whether it marks a region of interest; other overlays are graphics, which may be writing.
  public var isRegion: Bool

  /// The overlays of a file that have bits of their own.
  static func all(of file: borrowing GDCMFile) -> [DICOMOverlay] {
    var result: [DICOMOverlay] = []
    for number in 1...16 where file.holds(tag(number, data)) {
      let isRegion = file.text(tag(number, 0x0040)) == "R"
      result.append(DICOMOverlay(number: number, isRegion: isRegion))
    }
    return result
  }

  fileprivate static let data: UInt16 = 0x3000

  fileprivate static func tag(_ number: Int, _ element: UInt16) -> DICOMTag {
    DICOMTag(0x6000 + 2 * UInt16(number - 1), element)
  }
}

extension DICOMPixels {
  /// The pixels of the file at `url`, or the bits of one of its overlays.
  ///
  /// - Throws: As the initializers for each.
  init(of url: URL, overlay: Int?) throws(EffaceError) {
    if let overlay { try self.init(url, overlay: overlay) } else { try self.init(url) }
  }

  /// Overlay `number` of the file at `url` as pixels of 0 and 1 beside each of the file's own; 0 where
  /// the overlay does not reach, or is not there.
  ///
  /// - Throws: `EffaceError.format` where the file is not DICOM or has no pixels.
  init(_ url: URL, overlay number: Int) throws(EffaceError) {
    let file = try GDCMFile(url)
    let header = try DICOMInstance(contentsOf: url)
    guard var layout = header.layout else {
      throw EffaceError(.format, "The file \(url.lastPathComponent) holds no image.")
    }
    layout.showOverlay()
    var bytes = [UInt8](repeating: 0, count: layout.frameByteCount * layout.frames)
    func short(_ element: UInt16) -> Int? { file.short(DICOMOverlay.tag(number, element)) }
    let bits = file.data(DICOMOverlay.tag(number, DICOMOverlay.data))
    let origin = file.shorts(DICOMOverlay.tag(number, 0x0050)).map {
      Int(Int16(truncatingIfNeeded: $0)) - 1
    }
    let planes =
      file.numbers(DICOMOverlay.tag(number, 0x0015)).first.flatMap { Int(exactly: $0) } ?? 1
    if let rows = short(0x0010), let columns = short(0x0011), origin.count == 2, planes > 0 {
      let start = (short(0x0051) ?? 1) - 1
      for frame in 0..<layout.frames {
        // A single plane lies on every frame.
        let plane = planes == 1 ? 0 : frame - start
        guard (0..<planes).contains(plane) else { continue }
        for row in 0..<rows where (0..<layout.rows).contains(row + origin[0]) {
          for column in 0..<columns where (0..<layout.columns).contains(column + origin[1]) {
            let bit = (plane * rows + row) * columns + column
            guard bit / 8 < bits.count else { continue }
            let pixel =
              (frame * layout.rows + row + origin[0]) * layout.columns + column + origin[1]
            bytes[pixel] = bits[bit / 8] >> (bit % 8) & 1
          }
        }
      }
    }
    self.init(layout: layout, bytes: bytes)
  }
}

extension DICOMPixels.Layout {
  /// Describes bits on pixels laid out like these.
  mutating func showOverlay() {
    (samples, bitsAllocated, bitsStored, isSigned) = (1, 8, 8, false)
  }
}

extension DICOMSeries {
  /// The numbers of the overlays on any of the images that mark regions, or of those that do not.
  func overlayNumbers(regions: Bool) -> [Int] {
    let overlays = slices.flatMap(\.instance.overlays).filter { $0.isRegion == regions }
    return Set(overlays.map(\.number)).sorted()
  }

  /// Overlay `number` of the images in their place.
  func overlay(_ number: Int) -> DICOMSeries {
    var result = self
    result.slices = slices.map { slice in
      var instance = slice.instance
      instance.shownOverlay = number
      instance.layout?.showOverlay()
      instance.pixelOffset = nil
      instance.packsBits = false
      instance.photometric = "MONOCHROME2"
      for index in instance.frames.indices {
        (instance.frames[index].slope, instance.frames[index].intercept) = (1, 0)
      }
      return Slice(instance: instance, frameIndex: slice.frameIndex)
    }
    return result
  }
}
