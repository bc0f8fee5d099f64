/// What is left of the use of scans in one arm, over everybody.
struct ArmUtility {
  let arm: StudyReport.Arm
  let people: [[String: Double]]

  /// Every arm of which anything is known.
  static func all(_ report: StudyReport) -> [ArmUtility] {
    report.arms.filter(\.isDefaced).compactMap { arm in
      let people = report.people.compactMap { $0.arms[arm.name]?.utility }.filter { !$0.isEmpty }
      return people.isEmpty ? nil : ArmUtility(arm: arm, people: people)
    }
  }

  /// The median of a measure; nil where nobody has it.
  func median(_ key: String) -> Double? {
    let values = people.compactMap { $0[key] }.sorted()
    guard !values.isEmpty else { return nil }
    let middle = values.count / 2
    return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
  }

  /// The value that is furthest from 0; nil where nobody has it.
  func worst(_ key: String) -> Double? {
    people.compactMap { $0[key] }.max { abs($0) < abs($1) }
  }
}

extension StudyTables {
  static func utility(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "utility", title: "What is left of the scans?",
      caption: """
        Medians over people, of what is shared (defaced and cleaned) against the scan before. "Kept" \
        is the head without the voxels that the method names: nothing should change there, so SSIM \
        should be 1 and PSNR infinite (empty). Brain: a simple segmentation (soft tissue, erosion, \
        largest piece) before and after, as a downstream measure; true brain voxels where the truth \
        is known.
        """,
      columns: [
        .init("arm", "Arm"), .init("people", "Scans"),
        .init("headChanged", "Head voxels changed"),
        .init("changedOutsideMask", "Voxels changed beyond the mask"),
        .init("meanShiftOutsideMask", "Mean change there"),
        .init("ssimKept", "SSIM kept"), .init("psnrKept", "PSNR kept, dB"),
        .init("ssimHead", "SSIM head"), .init("headVolumeChange", "Head volume, %"),
        .init("brainVolumeChange", "Brain volume, %"),
        .init("brainVolumeWorst", "Worst brain volume, %"),
        .init("brainVoxelsChanged", "True brain voxels changed"),
      ],
      rows: ArmUtility.all(report).map { utility in
        func cell(_ key: String, _ decimals: Int) -> ReportTable.Cell {
          .optional(utility.median(key), .decimals(decimals))
        }
        return [
          .text(utility.arm.name), .count(utility.people.count),
          .optional(utility.median("headChanged"), .percent), cell("changedOutsideMask", 0),
          cell("meanShiftOutsideMask", 1), cell("ssimKept", 4), cell("psnrKept", 1),
          cell("ssimHead", 3), cell("headVolumeChange", 1), cell("brainVolumeChange", 2),
          .optional(utility.worst("brainVolumeChange"), .decimals(2)),
          cell("brainVoxelsChanged", 0),
        ]
      })
  }

  /// Person by person; too long for the page.
  static func utilityOfPeople(_ report: StudyReport) -> ReportTable {
    let keys = Set(report.people.flatMap { $0.arms.values.flatMap(\.utility.keys) }).sorted()
    return ReportTable(
      name: "utility_people", title: "What is left of each scan",
      caption: "As the table of medians, person by person.",
      columns: [.init("subject", "Person"), .init("arm", "Arm")]
        + keys.map { .init($0, heading($0)) },
      rows: report.people.flatMap { person in
        report.arms.compactMap { arm in
          guard let utility = person.arms[arm.name]?.utility, !utility.isEmpty else { return nil }
          return [.text(person.id), .text(arm.name)]
            + keys.map { .optional(utility[$0], .decimals(4)) }
        }
      })
  }
}
