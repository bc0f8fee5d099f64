internal import Files
public import Foundation
internal import Images

/// Where a report's pictures come from and how small they become on the page.
public struct PictureSource: Sendable {
  private let read: @Sendable (String) -> Data?

  /// Pictures by their path relative to `folder`.
  public init(folder: URL) {
    read = { try? Data(contentsOf: folder.appendingPathComponent($0)) }
  }

  /// Pictures that `read` finds.
  public init(_ read: @escaping @Sendable (String) -> Data?) { self.read = read }

  /// The picture at `path`, at most `width` pixels wide, as a data URI with its size; nil where it
  /// cannot be read.
  func picture(_ path: String?, width: Int) -> (uri: String, width: Int, height: Int)? {
    guard let path, let data = read(path), let raster = try? PNG.decode(data, name: path) else {
      return nil
    }
    let small = raster.greyWherePossible.shrunk(toWidth: width)
    let uri = "data:image/png;base64," + PNG.encode(small).base64EncodedString()
    return (uri, small.width, small.height)
  }
}

extension Raster {
  /// This picture with one channel if its colours are all grey.
  var greyWherePossible: Raster {
    guard channels == 3 else { return self }
    var grey = [UInt8]()
    grey.reserveCapacity(width * height)
    for start in stride(from: 0, to: samples.count, by: 3) {
      let (red, green, blue) = (samples[start], samples[start + 1], samples[start + 2])
      guard red == green, green == blue else { return self }
      grey.append(red)
    }
    return Raster(width: width, height: height, channels: 1, samples: grey)
  }

  /// This picture, at most `target` pixels wide: each new pixel is the mean of those that it covers.
  func shrunk(toWidth target: Int) -> Raster {
    guard width > target else { return self }
    let newHeight = max(1, (height * target + width / 2) / width)
    var result = Raster(width: target, height: newHeight, channels: channels)
    let columns = Self.cover(width, target)
    let rows = Self.cover(height, newHeight)
    for y in 0..<newHeight {
      for x in 0..<target {
        for channel in 0..<channels {
          var sum = 0.0
          for row in rows[y] {
            for column in columns[x] {
              sum +=
                Double(samples[index(column.place, row.place) + channel]) * column.part * row.part
            }
          }
          result.samples[result.index(x, y) + channel] = UInt8(sum.rounded())
        }
      }
    }
    return result
  }

  /// For each of `target` equal pieces of `count` pixels: the pixels that it covers and which part
  /// of the piece each fills.
  private static func cover(_ count: Int, _ target: Int) -> [[(place: Int, part: Double)]] {
    let width = Double(count) / Double(target)
    return (0..<target).map { piece in
      let (low, high) = (Double(piece) * width, Double(piece + 1) * width)
      return (Int(low)..<min(count, Int(high.rounded(.up)))).map { place in
        (place, (min(high, Double(place + 1)) - max(low, Double(place))) / width)
      }
    }
  }
}
