public import Volumes

/// Which values of a scan are shown between black and white.
public struct DisplayWindow: Sendable, Hashable {
  /// Shown as black, and everything below.
  public var low: Float
  /// Shown as white, and everything above.
  public var high: Float

  /// Builds a window from its ends.
  public init(low: Float, high: Float) {
    self.low = low
    self.high = high
  }

  /// Builds a window as radiologists name it.
  public init(level: Float, width: Float) {
    self.init(low: level - width / 2, high: level + width / 2)
  }

  /// Soft tissue in CT: level 40 HU, width 400 HU.
  public static let softTissue = DisplayWindow(level: 40, width: 400)

  /// `softTissue` for CT; otherwise from 0 (or the smallest value) to the 99th percentile of what
  /// lies above the mean, which is tissue rather than air.
  public static func automatic(_ volume: Volume, modality: Modality) -> DisplayWindow {
    if modality.isCT { return .softTissue }
    let step = max(1, volume.values.count / 400_000)
    let sample = stride(from: 0, to: volume.values.count, by: step).map { volume.values[$0] }
      .filter(\.isFinite)
    guard let least = sample.min() else { return DisplayWindow(low: 0, high: 1) }
    let mean = Float(sample.reduce(0.0) { $0 + Double($1) } / Double(sample.count))
    var tissue = sample.filter { $0 > mean }
    let low = min(max(least, 0), mean)
    guard !tissue.isEmpty else { return DisplayWindow(low: low, high: low + 1) }
    let high = tissue.selected(Int(Double(tissue.count - 1) * 0.99))
    return DisplayWindow(low: least < 0 ? least : low, high: high)
  }

  /// The grey level of `value`; black where it is not a number.
  @inlinable public func grey(_ value: Float) -> UInt8 {
    let share = (value - low) / (high - low)
    return share >= 1 ? 255 : share > 0 ? UInt8(share * 255 + 0.5) : 0
  }
}
