internal import COpenCV
internal import Files
internal import Images

/// Owner of the key points of two pictures that OpenCV matched.
struct MatchingHandle: ~Copyable {
  private let pointer: OpaquePointer

  /// Matches the grey pictures `first` and `second`.
  init(_ first: Raster, _ second: Raster, _ method: KeyPointMethod) throws(EffaceError) {
    var made: OpaquePointer?
    try OpenCVNetwork.run("The key points cannot be matched") { error in
      first.samples.withUnsafeBufferPointer { a in
        second.samples.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return .failed }
          let one = copencv_grey(
            samples: a, width: Int32(first.width), height: Int32(first.height))
          let other = copencv_grey(
            samples: b, width: Int32(second.width), height: Int32(second.height))
          return switch method {
          case .orb: copencv_match_orb(one, other, 500, &made, error)
          case .sift: copencv_match_sift(one, other, 5, 50, 0.7, &made, error)
          }
        }
      }
    }
    guard let made else { throw EffaceError(.foreign, "OpenCV gave no key points.") }
    pointer = made
  }

  deinit { copencv_matching_destroy(pointer) }

  var counts: (first: Int, second: Int) {
    (copencv_matching_first(pointer), copencv_matching_second(pointer))
  }

  var matches: [KeyPointMatches.Match] {
    (0..<copencv_matching_count(pointer)).map {
      let match = copencv_matching_at(pointer, $0)
      return KeyPointMatches.Match(
        first: PixelPoint(x: Double(match.first_x), y: Double(match.first_y)),
        second: PixelPoint(x: Double(match.second_x), y: Double(match.second_y)),
        distance: Double(match.distance))
    }
  }
}
