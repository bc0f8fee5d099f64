internal import Files
internal import Foundation
internal import Geometry
internal import HeadModels
internal import Volumes

/// Writes a cohort person by person, so that memory holds one.
struct CohortWriter {
  /// Whom to scan.
  enum Person {
    /// A person of the head model.
    case model(SyntheticSubject)
    /// A label map and its number.
    case map(TissueMap, Int)
  }

  let plan: CohortPlan
  let folder: URL
  let existing: ExistingCohort

  /// Writes what is missing, each person made by `make` from the number.
  func write(
    _ progress: (CohortScan) -> Void, isModel: Bool,
    _ make: (Int) throws(EffaceError) -> Person
  ) throws(EffaceError) -> Cohort.Summary {
    var scans: [CohortScan] = []
    var written = 0
    for number in 1...plan.subjects {
      let names = plan.scans(of: number, isModel: isModel)
      scans += names
      let missing = names.indices.filter { existing != .resume || !isFinished(names[$0]) }
      guard !missing.isEmpty else { continue }
      let person = try make(number)
      for index in missing {
        progress(names[index])
        try write(person, session: index + 1, names[index])
        written += 1
      }
    }
    return Cohort.Summary(scans: scans, written: written, skipped: scans.count - written)
  }

  private func write(_ person: Person, session: Int, _ names: CohortScan) throws(EffaceError) {
    let settings = ScanSettings(
      modality: plan.modality, voxelSize: plan.voxelSize, session: session,
      variation: plan.variation)
    let (scan, identity, number): (SyntheticScan, HeadIdentity?, Int)
    switch person {
    case .model(let subject):
      scan = try Scanner.scan(subject, settings)
      (identity, number) = (subject.head.identity, subject.number)
      if let landmarks = names.landmarks {
        try JSONFile.write(
          LandmarkFile(subject.head, try subject.anatomy.get(), scan.headToWorld),
          to: place(landmarks))
      }
    case .map(let map, let index):
      scan = try Scanner.scan(map, settings, number: index, seed: plan.seed)
      (identity, number) = (nil, index)
    }
    try scan.labels.write(to: place(names.labels))
    try scan.brainMask.write(to: place(names.brainMask))
    if let regions = names.regions { try scan.regions.write(to: place(regions)) }
    if plan.format == .dicom {
      try series(scan, identity, number: number, session: session).write(to: place(names.file))
    } else {
      try scan.image.write(to: place(names.file))
    }
    try JSONFile.write(ScanSidecar(plan, settings, scan), to: place(names.sidecar))
  }

  private func series(
    _ scan: SyntheticScan, _ identity: HeadIdentity?, number: Int, session: Int
  ) -> ScanSeries {
    let modality = UInt64(Modality.allCases.firstIndex(of: plan.modality) ?? 0)
    var source = generator(
      seed: plan.seed, number: number, purpose: 1_000_000 + 1000 * modality + UInt64(session))
    return ScanSeries(
      scan.image, plan.modality,
      InventedPerson(identity, number: number, seed: plan.seed, session: session),
      description: plan.suffix, generator: &source)
  }

  private func place(_ path: String) -> URL { folder.appendingPathComponent(path) }

  private func isFinished(_ names: CohortScan) -> Bool {
    let files = [names.file, names.labels, names.brainMask, names.sidecar]
    return (files + [names.regions, names.landmarks].compactMap(\.self)).allSatisfy {
      FileManager.default.fileExists(atPath: place($0).path)
    }
  }
}
