import Images
import Testing

@testable import Reports

struct FigureTests {
  @Test func theColourMapRisesInLightness() {
    let lightness = (0...100).map { step -> Double in
      let colour = ColourMap.colour(Double(step) / 100)
      return 0.2126 * Double(colour.red) + 0.7152 * Double(colour.green)
        + 0.0722 * Double(colour.blue)
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 <= $1 + 1 })
    #expect(ColourMap.colour(-1) == ColourMap.colour(0))
    #expect(ColourMap.colour(2) == Colour(254, 232, 56))
  }

  @Test func shrinkingKeepsTheMean() {
    let wide = Raster(
      width: 300, height: 90, channels: 1,
      samples: (0..<27000).map { UInt8(($0 * 7919) % 200) })
    let small = wide.shrunk(toWidth: 70)
    #expect(small.width == 70 && small.height == 21)
    func mean(_ raster: Raster) -> Double {
      raster.samples.reduce(0) { $0 + Double($1) } / Double(raster.samples.count)
    }
    #expect(abs(mean(wide) - mean(small)) < 0.6)
    #expect(wide.shrunk(toWidth: 400) == wide)
    let flat = Raster(width: 101, height: 57, channels: 3, filledWith: 77)
    #expect(flat.shrunk(toWidth: 33).samples.allSatisfy { $0 == 77 })
  }

  @Test func greyPicturesLoseTheirColours() {
    let grey = Raster(width: 2, height: 1, channels: 3, samples: [5, 5, 5, 9, 9, 9])
    #expect(grey.greyWherePossible.samples == [5, 9])
    let red = Raster(width: 1, height: 1, channels: 3, samples: [5, 4, 5])
    #expect(red.greyWherePossible == red)
  }

  @Test func numbersForReaders() {
    #expect(Numbers.percent(0.1234) == "12.3 %")
    #expect(Numbers.decimals(0.5, 3) == "0.500")
    #expect(SVG.number(1.005) == "1" || SVG.number(1.005) == "1.01")
    #expect(SVG.number(3) == "3")
    #expect(StudyTables.heading("brainLossVoxels") == "Brain loss voxels")
  }
}
