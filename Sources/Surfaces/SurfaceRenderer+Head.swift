public import Files
public import Volumes

extension SurfaceRenderer {
  /// Makes the head of `scan` ready for pictures: level and extent of the head are found.
  ///
  /// - Parameters:
  ///   - scan: Any orientation and voxel size.
  ///   - modality: As given by the user or guessed.
  ///   - level: The value at the skin, where the caller knows it better; it then holds everywhere.
  /// - Throws: `EffaceError.unsuitable` where there is no head.
  public init(
    headIn scan: Volume, modality: Modality, level: Float? = nil
  ) throws(EffaceError) {
    try self.init(
      HeadMask(scan, modality: modality, level: level), in: scan,
      isLocal: !modality.isCT && level == nil)
  }

  /// Makes a head that is known already ready for pictures.
  ///
  /// - Parameters:
  ///   - head: The head in `scan`.
  ///   - scan: Any orientation and voxel size.
  ///   - isLocal: As `init(_:level:mask:framing:smoothing:isLocal:)` takes it.
  /// - Throws: `EffaceError.unsuitable` where there is no head.
  public init(_ head: HeadMask, in scan: Volume, isLocal: Bool) throws(EffaceError) {
    try self.init(scan, level: head.level, mask: head.solid, isLocal: isLocal)
  }
}
