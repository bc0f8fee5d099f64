public import Surfaces
public import Volumes

/// What air looks like in a file, in stored numbers and in physical values.
public struct Background: Sendable, Hashable {
  /// The number that a cleared voxel gets.
  public let stored: Double
  /// What it means (HU for CT).
  public let physical: Double

  /// The most frequent value of the air round the head: of noisy air its mode, of padded air the
  /// padding. For CT a value between -1100 and -900 HU is preferred, since padding beyond the field
  /// of view (-2000, -3024) is not air; -1000 where there is none.
  public init(_ image: NIfTIImage, volume: Volume, head: HeadMask, modality: Modality) {
    self.init(image, volume: volume, level: head.level, modality: modality)
  }

  /// The background of a scan whose head is not known: the modality is guessed.
  init(of image: NIfTIImage) {
    let volume = image.volume()
    let modality = Modality.guess(volume)
    let level = SkinLevel.automatic(volume, modality: modality)
    self.init(image, volume: volume, level: level, modality: modality)
  }

  private init(_ image: NIfTIImage, volume: Volume, level: Float, modality: Modality) {
    let step = max(1, volume.values.count / 2_000_000)
    var counts: [Double: Int] = [:]
    for index in stride(from: 0, to: volume.values.count, by: step) {
      let value = volume.values[index]
      guard value.isFinite, value < level else { continue }
      if modality.isCT, !(-1100 ... -900).contains(value) { continue }
      counts[image.stored(at: index), default: 0] += 1
    }
    let mode = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    let fallback = image.stored(physical: modality.isCT ? -1000 : 0)
    stored = mode ?? fallback
    physical = stored * image.header.slope + image.header.intercept
  }

  /// A background that the user chose, as a physical value.
  public init(physical: Double, in image: NIfTIImage) {
    stored = image.stored(physical: physical)
    self.physical = physical
  }
}
