public import Files
public import Images

/// The averaging of a picture A with a key picture B of the same size, and its recovery:
/// D = int(15 sqrt(A + B) / 2), A' = (2 D / 15)^2 - B, sample by sample.
///
/// This is obfuscation with a key, not anonymisation: who has the key has the picture; who knows one
/// original and its result has the key of every other picture made with it; and two results of one key
/// give away the difference of their pictures.
public struct ModifiedAveraging: Sendable {
  /// How pictures are averaged and recovered.
  public enum Variant: String, Sendable, CaseIterable {
    /// Any size, grey or colour, real numbers in the recovery: within 3 levels of the original.
    case exact
    /// 300 x 300 grey pixels; the recovery cuts 2 D / 15 to a whole number: up to 43 levels off.
    case published
  }

  /// The side of the published pictures.
  public static let publishedSide = 300

  /// How pictures are averaged and recovered.
  public let variant: Variant
  private let key: Raster

  /// Takes the key picture B.
  public init(key: Raster, variant: Variant = .exact) {
    self.variant = variant
    self.key = variant == .exact ? key : Self.published(key)
  }

  /// The averaged picture D of `picture`. Its samples lie in 0...169.
  ///
  /// - Throws: `EffaceError.unsuitable` where the key has another size; the published variant brings
  ///   both to 300 x 300 grey pixels.
  public func average(_ picture: Raster) throws(EffaceError) -> Raster {
    let picture = variant == .exact ? picture : Self.published(picture)
    return try combine(picture) { Self.averaged($0, $1) }
  }

  /// The recovered picture A' of the averaged picture `average`.
  ///
  /// - Throws: `EffaceError.unsuitable` where the key has another size.
  public func recover(_ average: Raster) throws(EffaceError) -> Raster {
    switch variant {
    case .exact: try combine(average) { Self.recovered($0, $1) }
    case .published: try combine(average) { Self.recoveredAsPublished($0, $1) }
    }
  }

  /// int(15 sqrt(a + b) / 2), at most 169.
  static func averaged(_ a: UInt8, _ b: UInt8) -> UInt8 {
    // The sum needs more than 8 bits. Whole numbers make the cut exact: D <= 15 sqrt(s) / 2 where
    // 4 D^2 <= 225 s.
    let square = 225 * (Int(a) + Int(b))
    var value = Int((Double(square).squareRoot() / 2).rounded(.down))
    while 4 * value * value > square { value -= 1 }
    while 4 * (value + 1) * (value + 1) <= square { value += 1 }
    return UInt8(value)
  }

  /// The whole number nearest to the middle of what would have given `d` with `b`.
  static func recovered(_ d: UInt8, _ b: UInt8) -> UInt8 {
    let root = (2 * Double(d) + 1) / 15
    return UInt8(min(max((root * root - Double(b)).rounded(), 0), 255))
  }

  /// int(2 d / 15)^2 - b, cut to 0...255.
  static func recoveredAsPublished(_ d: UInt8, _ b: UInt8) -> UInt8 {
    let root = 2 * Int(d) / 15
    return UInt8(min(max(root * root - Int(b), 0), 255))
  }

  private func combine(
    _ picture: Raster, _ rule: (UInt8, UInt8) -> UInt8
  ) throws(EffaceError) -> Raster {
    guard picture.width == key.width, picture.height == key.height else {
      throw EffaceError(
        .unsuitable,
        """
        The key has \(key.width) x \(key.height) pixels and the picture \(picture.width) x \
        \(picture.height); make one of the picture's size with 'efface photo key'.
        """)
    }
    let colour = key.channels == picture.channels
    let key = colour ? key : picture.channels == 1 ? key.grey : key.rgb
    var result = picture
    for index in picture.samples.indices {
      result.samples[index] = rule(picture.samples[index], key.samples[index])
    }
    return result
  }

  private static func published(_ picture: Raster) -> Raster {
    let grey = picture.grey
    let side = publishedSide
    let samples = Resize.bilinear(
      grey.samples.map(Double.init), width: grey.width, height: grey.height, channels: 1,
      newWidth: side, newHeight: side)
    return Raster(
      width: side, height: side, channels: 1,
      samples: samples.map { UInt8(min(max($0.rounded(), 0), 255)) })
  }
}
