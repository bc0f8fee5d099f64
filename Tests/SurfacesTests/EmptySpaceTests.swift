import Geometry
import Testing
import Volumes

@testable import Surfaces

/// Distances over empty bricks against a search through all of them.
@Suite struct EmptySpaceTests {
  @Test func distancesAreTheLargestStepToTheNearestFullBrick() {
    let grid = Grid(size: SIMD3(33, 26, 21), affine: .identity)
    var volume = Volume(grid: grid, filledWith: -1)
    for (i, j, k) in [(3, 4, 5), (30, 20, 2), (12, 25, 19)] { volume[i, j, k] = 1 }
    let field = SurfaceField(volume, level: 0, mask: nil, smoothing: 0)
    let space = EmptySpace(field)
    let size = space.size
    func place(_ at: Int) -> SIMD3<Int> {
      SIMD3(at % size.x, at / size.x % size.y, at / (size.x * size.y))
    }
    let full = space.distance.indices.filter { space.distance[$0] == 0 }.map(place)
    #expect(full.count >= 3)
    for at in space.distance.indices {
      let nearest = full.map { other -> Int in
        let step = place(at) &- other
        return max(abs(step.x), abs(step.y), abs(step.z))
      }.min()
      #expect(nearest == Int(space.distance[at]))
    }
  }
}
