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
    let head = HeadMask(scan, modality: modality, level: level)
    try self.init(
      scan, level: head.level, mask: head.solid, isLocal: !modality.isCT && level == nil)
  }
}
