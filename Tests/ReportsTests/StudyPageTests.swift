import Files
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

struct StudyPageTests {
  private func page(_ report: StudyReport) -> String {
    StudyPage(report, pictures: SampleReport.pictures).html
  }

  @Test func thePageNeedsNoNetwork() throws {
    let html = try page(SampleReport.report())
    let addresses = html.matches(of: /(?:src|href|url)\s*[=(]\s*["']?([^"'\s>)]+)/).map(\.output.1)
    #expect(addresses.count > 20)
    for address in addresses {
      #expect(address.hasPrefix("data:") || address.hasPrefix("#"), "\(address.prefix(80))")
    }
    #expect(!html.contains("http:") && !html.contains("https:"))
    #expect(!html.contains("@import"))
  }

  @Test func wordsAreEscaped() throws {
    let html = try page(
      SampleReport.report(title: "<script>alert('x')</script> & \"co\"", reason: "a < b & c > d"))
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;"))
    #expect(html.contains("a &lt; b &amp; c &gt; d"))
  }

  @Test func everyPictureHasWords() throws {
    let html = try page(SampleReport.report())
    for tag in html.matches(of: /<img [^>]*>/).map(\.output) {
      #expect(tag.contains(" alt=\""))
    }
    for tag in html.matches(of: /<svg [^>]*>/).map(\.output) {
      #expect(tag.contains(" aria-label=\""))
    }
    #expect(html.contains("8 gallery pictures (rows) and 8 probes (columns); 8 of 64 not possible"))
  }

  @Test func sameStudySameBytes() throws {
    #expect(try page(SampleReport.report()) == page(SampleReport.report()))
  }

  @Test func failuresStandFirst() throws {
    let html = try page(SampleReport.report())
    let cards = html.matches(of: /id="person-([^"]+)"/).map { String($0.output.1) }
    #expect(cards.first == "3")
    #expect(Set(cards) == Set(SampleReport.ids))
    let verdicts = try #require(
      StudyTables.all(SampleReport.report()).first { $0.name == "verdicts" })
    #expect(verdicts.rows.first?.first == .text("3"))
  }

  /// Numbers against counts by hand: in the baseline every mated distance is 0.1 and every other at
  /// least 0.4; in `mask` person 2 has no face.
  @Test func numbersAreThoseOfTheMatrix() throws {
    let report = try SampleReport.report()
    let base = try #require(report.attacks.first)
    let mask = try #require(report.attacks.last)
    #expect(base.selection?.auc == 1)
    #expect(base.whole?.rank1 == 1)
    #expect(base.people.allSatisfy { $0.rank == 1 && $0.distance == 0.1 })
    #expect(mask.people[1] == Attack.Match(id: "2", distance: nil, rank: nil))
    #expect(mask.whole?.acquisition.failureToAcquire == 0.125)
    // 70 % of 8 people are 6 (5.6 rounded); the others are 7 and 8.
    let trial = try #require(base.trials.first?.evaluation)
    #expect(trial.truePositives == 2 && trial.falseNegatives == 0)
    #expect(trial.falsePositives + trial.trueNegatives == 2)
    #expect(mask.trials.map(\.rule) == ["f1", "youden", "baseline f1"])
    #expect(base.published?.size == 2)
    #expect(mask.selection?.rows == 5, "the study's protocol leaves undetected people out")
  }

  @Test func theFilesHoldTheNumbersOfThePage() throws {
    let folder = try TemporaryFolder()
    let report = try SampleReport.report()
    let files = try ReportFiles.write(
      report, formats: Set(ReportFiles.Format.allCases), pictures: SampleReport.pictures,
      to: folder.url)
    #expect(files.contains("report.html") && files.contains("tables/overview.csv"))
    let html = try String(contentsOf: folder.file("report.html"), encoding: .utf8)
    // What is measured person by person is too long for the page.
    for table in StudyTables.all(report) where table.name != "utility_people" {
      let text = try String(contentsOf: folder.file("tables/\(table.name).csv"), encoding: .utf8)
      let onPage = try #require(PageTable(table.name, in: html))
      let (columns, rows) = try CSV.table(in: text)
      let keys = columns.filter { !$0.hasSuffix("_lower") && !$0.hasSuffix("_upper") }
      #expect(onPage.keys == keys)
      #expect(onPage.rows.count == rows.count)
      for (shown, stored) in zip(onPage.rows, rows) {
        let values = zip(columns, stored).filter { keys.contains($0.0) }.map(\.1)
        #expect(shown == values, "\(table.name)")
      }
    }
    let json = try String(contentsOf: folder.file("report.json"), encoding: .utf8)
    let auc = try #require(report.attacks.last?.selection?.auc)
    #expect(json.contains("\"auc\" : \(auc)"))
    let tar = try #require(report.attacks.last?.trials.first?.evaluation.tar)
    #expect(json.contains("\"tar\" : \(tar)") || tar == tar.rounded())
    let copy = try DistanceMatrix(
      csv: String(contentsOf: folder.file("matrices/mask_dlib_euclidean_l2.csv"), encoding: .utf8))
    #expect(copy.csv() == (try SampleReport.matrix("mask")).csv())
  }

  @Test func anArmWithoutFacesSaysSo() throws {
    let empty = try DistanceMatrix(
      rowIdentifiers: ["1_n", "2_n"], columnIdentifiers: ["1_d", "2_d"],
      values: [.nan, .nan, .nan, .nan])
    let attack = Attack(
      arm: "mask", model: "dlib", metric: .euclideanL2, file: "m.csv", matrix: empty,
      split: Split(training: ["1"], testing: ["2"]), rule: .study, confidence: 0.95)
    #expect(attack.selection == nil)
    #expect(attack.notes.count >= 1)
    var report = try SampleReport.report()
    report.attacks = [attack]
    let html = page(report)
    #expect(html.contains("No threshold could be chosen"))
    #expect(!html.contains(">nan") && !html.contains("\"nan\""))
  }
}

/// A table as it stands on the page, by its full values.
private struct PageTable {
  let keys: [String]
  let rows: [[String]]

  init?(_ name: String, in html: String) {
    guard let start = html.range(of: "<table data-table=\"\(name)\">"),
      let end = html.range(of: "</table>", range: start.upperBound..<html.endIndex)
    else { return nil }
    let text = html[start.upperBound..<end.lowerBound]
    keys = text.matches(of: /data-key="([^"]*)"/).map { String($0.output.1) }
    rows = text.components(separatedBy: "<tr>").dropFirst(2).map { row in
      row.matches(of: /<td([^>]*)>(.*?)<\/td>/).map { match in
        if let value = match.output.1.firstMatch(of: /data-value="([^"]*)"/) {
          return String(value.output.1)
        }
        return String(match.output.2).replacing(/<[^>]*>/, with: "")
          .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&amp;", with: "&")
      }
    }
  }
}
