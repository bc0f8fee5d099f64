public import DICOM
public import Files
public import Foundation
public import Volumes

/// A folder of DICOM files with the faces taken out of its series.
///
/// Series that share a frame of reference are defaced together: a method works on the one that shows
/// the head best, and the others follow its mask. What cannot be vouched for is withheld.
public struct DefacedStudy: Sendable {
  /// One series and what came of it.
  public struct Part: Sendable {
    /// The series as it was found.
    public let series: DICOMSeries
    /// The name of its files, without personal data.
    public let name: String
    /// The series whose mask it follows; nil where a method worked on it.
    public let leader: Int?
    /// Voxels as converted, before and after.
    public let converted: ConvertedSeries
    /// The defaced volume and its verdict.
    public let defaced: DefacedScan
    /// The defaced volume as the files can hold it.
    public let result: NIfTIImage
    /// Wall time in seconds.
    public let seconds: Double
  }

  /// How a study is defaced.
  public struct Plan: Sendable {
    /// The number of the series on which the method works; nil chooses.
    public var series: Int?
    /// What kind of scan that series is; nil takes Modality.
    public var modality: Modality?
    /// Physical value of cleared voxels; nil takes each series' own background.
    public var fill: Double?
    /// The template to which heads are registered.
    public var template: HeadTemplate
    /// Takes the face out of an analysed scan that has a name for messages.
    public var method: @Sendable (AnalysedScan, String) throws(EffaceError) -> DefacedScan

    /// Says how.
    public init(
      series: Int? = nil, modality: Modality? = nil, fill: Double? = nil, template: HeadTemplate,
      method: @escaping @Sendable (AnalysedScan, String) throws(EffaceError) -> DefacedScan
    ) {
      self.series = series
      self.modality = modality
      self.fill = fill
      self.template = template
      self.method = method
    }
  }

  /// The series that were defaced, whatever their verdict, in the order of their numbers.
  public let parts: [Part]
  /// What was left out, and why.
  public let skipped: [SkippedFile]

  /// Slices further than this, in mm, from where the affine puts them cannot be masked.
  private static let displacementLimit = 3.0

  /// Defaces the series under `folder`.
  ///
  /// - Throws: As `DICOMFolder.init`; `EffaceError.unsuitable` where no series can be defaced.
  public init(_ folder: URL, parser: any DICOMParser, plan: Plan) throws(EffaceError) {
    let found = try DICOMFolder(folder, parser: parser)
    if let number = plan.series, !found.series.contains(where: { $0.seriesNumber == number }) {
      throw EffaceError(.argument, "There is no series \(number) under \(folder.path).")
    }
    let names = try NamePattern().names(of: found.series)
    var parts: [Part] = []
    var skipped = found.skipped
    for group in Self.groups(found.series, first: plan.series) {
      var leader: Part?
      for index in group {
        let series = found.series[index]
        do throws(EffaceError) {
          let part = try Self.part(
            series, name: names[index], parser: parser, plan: plan, leader: leader)
          skipped += part.converted.skipped
          parts.append(part)
          leader = leader ?? part
        } catch {
          guard [.format, .unsuitable, .foreign].contains(error.code) else { throw error }
          skipped += series.files.map { SkippedFile($0.path, error.description) }
        }
      }
    }
    guard !parts.isEmpty else {
      throw EffaceError(
        .unsuitable,
        "No series under \(folder.path) could be defaced. \(skipped.first?.reason ?? "")")
    }
    self.parts = parts.sorted {
      ($0.series.seriesNumber, $0.name) < ($1.series.seriesNumber, $1.name)
    }
    self.skipped = skipped
  }

  private static func part(
    _ series: DICOMSeries, name: String, parser: any DICOMParser, plan: Plan, leader: Part?
  ) throws(EffaceError) -> Part {
    let started = ContinuousClock.now
    let label = "series \(series.seriesNumber)"
    let converted = try series.converted(by: parser)
    guard converted.places.displacement <= displacementLimit else {
      throw EffaceError(
        .unsuitable,
        "The slices of \(label) are so unevenly spaced that a mask would miss them; convert it with "
          + "'efface convert --uneven resample' and deface the result.")
    }
    let modality = leader == nil && plan.modality != nil ? plan.modality : series.kind
    let scan = try AnalysedScan(
      converted.image, name: label, modality: modality, template: plan.template)
    let defaced =
      if let leader {
        try DefacedScan(scan, following: leader.defaced, fill: plan.fill, name: label)
      } else {
        try plan.method(scan, label)
      }
    let took = started.duration(to: .now).components
    return Part(
      series: series, name: name, leader: leader?.series.seriesNumber, converted: converted,
      defaced: defaced,
      result: converted.places.storable(defaced.image, changedFrom: converted.image),
      seconds: Double(took.seconds) + Double(took.attoseconds) * 1e-18)
  }

  /// Positions of series that share study and frame of reference, the one that leads first: the one
  /// that was asked for, else CT and MR before others, fine slices before coarse, large before small.
  private static func groups(_ all: [DICOMSeries], first: Int?) -> [[Int]] {
    let groups = Dictionary(grouping: all.indices) { index in
      let series = all[index]
      return series.frameOfReference.map { "\(series.slices[0].instance.study)|\($0)" }
        ?? "series \(index)"
    }
    return groups.values.map { group in
      group.sorted {
        all[$0].rank(first: first).lexicographicallyPrecedes(all[$1].rank(first: first))
      }
    }.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
  }
}

extension DICOMSeries {
  /// What Modality says; nil where it says nothing that helps.
  fileprivate var kind: Modality? {
    switch modality {
    case "CT": .ct
    case "MR": .mr
    case "PT": .pet
    default: nil
    }
  }

  /// Smaller is better suited to find a head in.
  fileprivate func rank(first: Int?) -> [Double] {
    let frame = slices[0].frame
    let thickness = slices[0].instance.sliceSpacing ?? slices[0].instance.sliceThickness ?? 100
    let coarseness = max(thickness, frame.spacing?.max() ?? 100)
    return [
      seriesNumber == first ? 0 : 1, ["CT", "MR"].contains(modality) ? 0 : 1,
      slices.count < 16 ? 1 : 0, (2 * coarseness).rounded(), -Double(slices.count),
      Double(seriesNumber), echoTime ?? 0,
    ]
  }
}
