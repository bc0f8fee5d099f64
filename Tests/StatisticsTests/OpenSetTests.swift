import Testing

@testable import Statistics

struct OpenSetTests {
  /// Probe 1 is nearest to itself, probe 2 to person 1, probe 3 has no face.
  @Test func ratesAreThoseCountedByHand() throws {
    let matrix = try DistanceMatrix(
      csv: ",1_d,2_d,3_d\n1_n,.1,.2,\n2_n,.5,.4,\n3_n,.6,.7,\n")
    let search = OpenSetIdentification(matrix)
    #expect(search.searches == 3 && search.gallerySize == 2)
    // The nearest other is .5 for probe 1 and .2 for probe 2; probe 3 finds nobody.
    #expect(search.falsePositiveRate(at: 0.1) == 0)
    #expect(abs(search.falsePositiveRate(at: 0.2) - 1.0 / 3) < 1e-15)
    #expect(abs(search.falsePositiveRate(at: 0.5) - 2.0 / 3) < 1e-15)
    #expect(abs(search.falseNegativeRate(at: 0.5) - 2.0 / 3) < 1e-15)
    #expect(abs(search.falseNegativeRate(at: 0.5, rank: 2) - 1.0 / 3) < 1e-15)
    #expect(search.falseNegativeRate(at: 0.05) == 1)
    #expect(search.threshold(atFalsePositiveRate: 0) == 0.1)
    #expect(search.threshold(atFalsePositiveRate: 0.34) == 0.4)
    #expect(search.threshold(atFalsePositiveRate: 1) == 0.5)
  }

  @Test func noDistanceWithinTheLimitIsNoThreshold() throws {
    let matrix = try DistanceMatrix(csv: ",1_d,2_d\n1_n,.9,.1\n2_n,.2,.8\n")
    let search = OpenSetIdentification(matrix)
    #expect(search.threshold(atFalsePositiveRate: 0.01) == nil)
  }

  @Test func randomMatricesAgreeWithTheDefinition() throws {
    for seed in UInt64(0)..<60 {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let search = OpenSetIdentification(matrix)
      for threshold in [0.2, 0.5, 0.8] {
        var (named, found, searches) = (0, 0, 0)
        for (column, mate) in matrix.mateOfColumn.enumerated() {
          guard let mate else { continue }
          searches += 1
          let all = (0..<matrix.rowCount).map { matrix[$0, column] }
          if all.indices.contains(where: { $0 != mate && all[$0] <= threshold }) { named += 1 }
          let nearer = all.indices.filter { $0 != mate && all[$0] < all[mate] }.count
          if all[mate] <= threshold, nearer == 0 { found += 1 }
        }
        guard searches > 0 else { continue }
        #expect(search.falsePositiveRate(at: threshold) == Double(named) / Double(searches))
        #expect(
          search.falseNegativeRate(at: threshold) == Double(searches - found) / Double(searches))
      }
    }
  }
}
