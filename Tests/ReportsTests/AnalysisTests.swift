import Statistics
import Testing

@testable import Reports

struct AnalysisTests {
  /// In the baseline all eight are identified; in `mask` nobody who is not nearest to themselves.
  @Test func pairsCountThePeopleWhoDiffer() throws {
    let report = try SampleReport.report()
    let pair = try #require(PairedArms.all(report).first)
    let hidden = report.attacks[1].people.filter { $0.rank != 1 }.count
    #expect(pair.first == "baseline" && pair.second == "mask")
    #expect(pair.onlyFirst == hidden && pair.onlySecond == 0)
    let both = (Array(repeating: true, count: hidden), Array(repeating: false, count: hidden))
    #expect(pair.probability == PairedComparison.mcNemar(both.0, both.1))
    #expect(pair.adjusted == pair.probability, "there is one pair only")
    let interval = try #require(pair.areaInterval)
    let difference = try #require(pair.areaDifference)
    #expect(interval.lower <= difference && difference <= interval.upper)
  }

  @Test func everySplitTriesThePeopleItLeft() throws {
    let report = try SampleReport.report()
    let trials = SplitTrial.all(report.attacks[0], report)
    #expect(trials.map(\.kind) == ["sequential", "random", "stratified", "5-fold"])
    #expect(trials.map(\.people) == [2, 2, 2, 8])
    #expect(trials.allSatisfy { $0.tar == 1 }, "the baseline identifies everybody")
    #expect(trials[3].mated == 8)
  }

  @Test func utilityIsTheMedianOfThosePeopleThatHaveIt() throws {
    let utility = ArmUtility.all(try SampleReport.report())
    #expect(utility.map(\.arm.name) == ["mask"])
    #expect(utility[0].median("headChanged") == 0.2 && utility[0].median("psnrKept") == nil)
    #expect(utility[0].worst("brainVolumeChange") == -0.5)
  }

  @Test func errorRatesBelowTheAxisStandAtItsEdge() {
    let axis = PlotAxis.errorRate("FMR", from: 0.001)
    #expect(axis.place(0) == 0 && axis.place(0.001) == 0 && axis.place(1) == 1)
    #expect(abs(axis.place(0.01) - 1.0 / 3) < 1e-12)
    #expect(axis.ticks.map(\.label) == ["100 %", "10 %", "1 %", "0.1 %"])
  }
}
