internal import Geometry
public import Registration
public import Surfaces
public import Volumes

/// What air looks like in a file, in stored numbers and in physical values.
public struct Background: Sendable, Hashable {
  /// The most frequent number of the air round the head.
  public let stored: Double
  /// What it means (HU for CT).
  public let physical: Double
  /// Stored numbers of air near the head, from which cleared voxels are drawn, so that where the air
  /// is noisy they are too.
  private let sample: [Double]

  /// The most frequent value of the air round the head: of noisy air its mode, of padded air the
  /// padding. For CT a value between -1100 and -900 HU is preferred, since padding beyond the field
  /// of view (-2000, -3024) is not air; -1000 where there is none.
  public init(
    _ image: NIfTIImage, volume: Volume, head: HeadMask, skin: DistanceField, modality: Modality
  ) {
    self.init(
      image, volume: volume, level: head.level, modality: modality,
      sample: Self.sample(image, volume: volume, head: head, skin: skin, modality: modality))
  }

  /// The background of a scan whose head is not known: the modality is guessed.
  init(of image: NIfTIImage) {
    let volume = image.volume()
    let modality = Modality.guess(volume)
    let level = SkinLevel.automatic(volume, modality: modality)
    self.init(image, volume: volume, level: level, modality: modality, sample: [])
  }

  private init(
    _ image: NIfTIImage, volume: Volume, level: Float, modality: Modality, sample: [Double]
  ) {
    let step = max(1, volume.values.count / 2_000_000)
    var counts = NumberCounts()
    for index in stride(from: 0, to: volume.values.count, by: step) {
      let value = volume.values[index]
      guard value.isFinite, value < level else { continue }
      if modality.isCT, !(-1100 ... -900).contains(value) { continue }
      counts.add(image.stored(at: index))
    }
    let mode = counts.mode
    let fallback = image.stored(physical: modality.isCT ? -1000 : 0)
    stored = mode ?? fallback
    physical = stored * image.header.slope + image.header.intercept
    self.sample = sample
  }

  /// A background that the user chose, as a physical value.
  public init(physical: Double, in image: NIfTIImage) {
    stored = image.stored(physical: physical)
    self.physical = physical
    sample = []
  }

  /// The number for a cleared voxel at position `index` of the file's voxels.
  func stored(at index: Int) -> Double {
    guard !sample.isEmpty else { return stored }
    var generator = SeededGenerator(seed: 0xA1B, stream: UInt64(index))
    return sample[Int(generator.next() % UInt64(sample.count))]
  }

  /// Up to some thousand numbers of the air between 8 and 40 mm from the skin; none where they are
  /// all the same or too few to tell.
  private static func sample(
    _ image: NIfTIImage, volume: Volume, head: HeadMask, skin: DistanceField, modality: Modality
  ) -> [Double] {
    let grid = volume.grid
    let step = max(1, grid.count / 60_011)
    var found: [Double] = []
    for index in stride(from: 0, to: grid.count, by: step) {
      let value = volume.values[index]
      guard value.isFinite, value < head.level else { continue }
      if modality.isCT, !(-1100 ... -850).contains(value) { continue }
      let distance = skin.distance(grid.affine(grid.voxel(at: index)), outside: 0)
      if distance > 8, distance < 40 { found.append(image.stored(at: index)) }
    }
    guard found.count >= 200, let first = found.first, found.contains(where: { $0 != first })
    else { return [] }
    return found
  }
}

/// How often numbers occur. Whole numbers of 16 bits, which most scans hold, have places of their own.
private struct NumberCounts {
  private static let whole = -32_768.0...65_535
  private var places = [Int32](repeating: 0, count: 98_304)
  private var others: [Double: Int32] = [:]

  mutating func add(_ number: Double) {
    if Self.whole.contains(number), number == number.rounded(.towardZero) {
      places[Int(number - Self.whole.lowerBound)] += 1
    } else {
      others[number, default: 0] += 1
    }
  }

  /// The most frequent number, of equals the smallest; nil where there is none.
  var mode: Double? {
    var best: (number: Double, count: Int32)?
    for (place, count) in places.enumerated() where count > best?.count ?? 0 {
      best = (Double(place) + Self.whole.lowerBound, count)
    }
    for (number, count) in others {
      guard let known = best else {
        best = (number, count)
        continue
      }
      if (count, -number) > (known.count, -known.number) { best = (number, count) }
    }
    return best?.number
  }
}
