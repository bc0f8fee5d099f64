import Faces
import Geometry
import Images
import Testing

@Suite("Key points")
struct KeyPointTests {
  /// Two hundred bright squares at random places, moved by `shift` columns.
  private static func squares(_ seed: UInt64, shift: Int = 0) -> Raster {
    var generator = SeededGenerator(seed: seed)
    var picture = Raster(width: 320, height: 240, channels: 1, filledWith: 30)
    for _ in 0..<200 {
      let (left, top) = (
        Int.random(in: 10...270, using: &generator), Int.random(in: 10...220, using: &generator)
      )
      let (side, grey) = (
        Int.random(in: 4...14, using: &generator), UInt8.random(in: 60...255, using: &generator)
      )
      for y in top..<min(top + side, 240) {
        for x in left..<left + side { picture.samples[picture.index(x + shift, y)] = grey }
      }
    }
    return picture
  }

  @Test("A picture that was moved is matched point by point", arguments: KeyPointMethod.allCases)
  func moved(features: KeyPointMethod) throws {
    let first = Self.squares(1)
    let result = try KeyPointMatches(first, Self.squares(1, shift: 12), features: features)
    let right = result.matches.filter {
      abs($0.second.x - $0.first.x - 12) < 1.5 && abs($0.second.y - $0.first.y) < 1.5
    }
    #expect(result.matches.count > 50)
    #expect(Double(right.count) > 0.8 * Double(result.matches.count))
    #expect(result == (try KeyPointMatches(first, Self.squares(1, shift: 12), features: features)))
    let other = try KeyPointMatches(first, Self.squares(2), features: features)
    #expect(other.share < 0.7 * result.share)
  }

  @Test("A picture without key points is a result", arguments: KeyPointMethod.allCases)
  func empty(features: KeyPointMethod) throws {
    let black = Raster(width: 64, height: 64, channels: 3)
    let result = try KeyPointMatches(black, Self.squares(1), features: features)
    #expect(result.firstKeyPoints == 0 && result.matches.isEmpty && result.share == 0)
  }
}
