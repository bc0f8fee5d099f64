import Geometry
import Testing
import Volumes

@testable import Defacing

/// What differs between a scan and its defaced self.
@Suite struct ChangedVoxelsTests {
  /// More than one stretch of voxels, and no whole number of them.
  static let grid = Grid(size: SIMD3(61, 53, 47), affine: .identity)
  static let before = Volume(
    grid: grid, values: (0..<grid.count).map { Float($0 % 200) })

  static func changed(_ change: (inout Volume) -> Void) -> (ChangedVoxels, [Int]) {
    var after = before
    change(&after)
    let expected = before.values.indices.filter { before.values[$0] != after.values[$0] }
    return (ChangedVoxels(before, NIfTIImage(after, type: .float32), level: 100), expected)
  }

  @Test func countsWhatDiffersAndNothingElse() {
    let (changed, expected) = Self.changed { after in
      for at in stride(from: 3, to: after.values.count, by: 17) { after.values[at] = -1 }
      after.values[after.values.count - 1] = 500
    }
    #expect(changed.count == expected.count)
    let wanted = Set(expected)
    #expect(changed.count { wanted.contains($0) } == expected.count)
    #expect(changed.count { $0 == Self.grid.count - 1 } == 1)
    #expect(Self.changed { _ in }.0.count == 0)
  }

  @Test func theMajorityOfWhatWasTissueIsTheBackground() {
    // Of every five voxels of tissue three become 7, the others keep a value of their own.
    let (changed, expected) = Self.changed { after in
      for at in after.values.indices where after.values[at] > 100 {
        after.values[at] = at % 5 < 3 ? 7 : after.values[at] + 1000
      }
    }
    #expect(changed.background == 7)
    #expect(changed.air == 7)
    #expect(changed.count == expected.count)
    let (half, _) = Self.changed { after in
      for at in after.values.indices where after.values[at] > 100 {
        after.values[at] = at % 5 < 2 ? 7 : after.values[at] + 1000
      }
    }
    #expect(half.background == nil)
    #expect(half.air == 7)
    // What has the majority of the first stretch alone has none of all.
    let (uneven, _) = Self.changed { after in
      for at in after.values.indices where after.values[at] > 100 {
        after.values[at] = at < 1 << 16 ? 9 : 7
      }
    }
    #expect(uneven.background == 7)
  }

  @Test func whatIsNotANumberBothTimesHasNotChanged() {
    var (before, after) = (Self.before, Self.before)
    before.values[5] = .nan
    after.values[5] = .nan
    before.values[6] = .nan
    let changed = ChangedVoxels(before, NIfTIImage(after, type: .float32), level: 100)
    #expect(changed.count == 1)
    #expect(changed.count { $0 == 6 } == 1)
    #expect(changed.background == nil)
  }
}
