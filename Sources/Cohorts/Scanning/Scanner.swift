public import Files
internal import Geometry
internal import HeadModels
internal import Volumes

/// Scans of synthetic heads.
public enum Scanner {
  /// Scans `subject`.
  ///
  /// Partial volume comes from the depths of boundaries; MR is multiplied by a bias field and its
  /// noise is Rician, that of CT is normal. The same subject and settings give the same bytes on
  /// every machine, whatever the number of cores.
  ///
  /// - Throws: `EffaceError.argument` for a modality or a voxel size that cannot be simulated,
  ///   `.missing` where the base head is not installed.
  public static func scan(
    _ subject: SyntheticSubject, _ settings: ScanSettings = ScanSettings()
  ) throws(EffaceError) -> SyntheticScan {
    let contrast = try contrast(settings)
    return try SubjectScan(subject, try subject.anatomy.get(), settings, contrast).run()
  }

  /// Scans the head that `map` describes; `seed` and `number` draw what differs between scans.
  ///
  /// - Throws: As `scan(_:_:)`.
  public static func scan(
    _ map: TissueMap, _ settings: ScanSettings = ScanSettings(), number: Int, seed: UInt64
  ) throws(EffaceError) -> SyntheticScan {
    try TissueMapScan(map, settings, try contrast(settings), number: number, seed: seed).run()
  }

  private static func contrast(_ settings: ScanSettings) throws(EffaceError) -> Contrast {
    guard let contrast = Contrast(settings.modality) else {
      throw EffaceError(
        .argument,
        "Scans of modality \(settings.modality.rawValue) are not simulated; choose t1, t2, flair, "
          + "ct or pet.")
    }
    guard (0.5...5).contains(settings.voxelSize) else {
      throw EffaceError(
        .argument,
        "A voxel of \(settings.voxelSize) mm cannot be simulated; choose 0.5 to 5 mm.")
    }
    return contrast
  }
}
