internal import Volumes

/// How physical values become the integers of a DICOM object.
struct StoredScaling {
  let slope: Double
  let intercept: Double
  let isSigned: Bool
  let bitsStored: Int

  /// Chooses for `values`: CT as HU + 1024 (signed where values lie below -1024); MR as they are
  /// where all are whole numbers of 16 bits, else spread over 16 bits.
  init(_ values: [Float], isCT: Bool) {
    var low = Double.infinity
    var high = -Double.infinity
    var areWhole = true
    for value in values where value.isFinite {
      low = min(low, Double(value))
      high = max(high, Double(value))
      if value != value.rounded() { areWhole = false }
    }
    if !low.isFinite { (low, high) = (0, 0) }
    if isCT {
      (slope, intercept) = (1, -1024)
      isSigned = low.rounded() < -1024
      bitsStored = !isSigned && high.rounded() <= 3071 ? 12 : 16
    } else if areWhole, low >= -32_768, high <= (low < 0 ? 32_767 : 65_535) {
      (slope, intercept) = (1, 0)
      isSigned = low < 0
      bitsStored = !isSigned && high <= 4095 ? 12 : 16
    } else {
      slope = high > low ? (high - low) / 65_535 : 1
      intercept = low
      isSigned = false
      bitsStored = 16
    }
  }

  /// The bit pattern of `value`, rounded to nearest and clamped; 0 for what is not a number.
  func stored(_ value: Float) -> UInt16 {
    let scaled = ((Double(value) - intercept) / slope).rounded()
    guard scaled.isFinite else { return 0 }
    return isSigned
      ? UInt16(bitPattern: Int16(min(max(scaled, -32_768), 32_767)))
      : UInt16(min(max(scaled, 0), 65_535))
  }
}
