internal import Foundation
internal import Geometry

/// The images of a series in order: along the normal of the slices, and in time at each place.
struct SliceStack {
  /// Images, place after place within each time; `places * times` of them.
  let slices: [DICOMSeries.Slice]
  /// Number of places along the normal.
  let places: Int
  /// Number of images at each place.
  let times: Int
  /// Column, row and slice index to world mm, RAS+; rows run as in DICOM, from the top.
  let affine: Affine
  /// Whether the gaps between places are all the same.
  let isUniform: Bool
  /// How far, at most, a place lies from where `affine` puts it, in mm along the normal.
  let displacement: Double
  /// Where the places lie along the normal, in mm.
  let distances: [Double]
  /// The median distance between places in mm; nil of a single place.
  let typicalGap: Double?
  /// The angle in degrees by which slices are shifted against each other; nil where they are not.
  let tilt: Double?
  /// Full sentences.
  let warnings: [String]
  /// Images at a place that is taken already.
  let surplus: [DICOMSeries.Slice]

  /// Sorts the images of `series`; nil where one has no position, which `DICOMInstance.refusal`
  /// excludes.
  init?(_ series: DICOMSeries) {
    let first = series.slices[0].frame
    guard let rightHanded = first.normal, let row = first.rowDirection,
      let column = first.columnDirection, let spacing = first.spacing
    else { return nil }
    // Slices of a mosaic stay in their order, which may be left-handed.
    let isReversed = series.first.mosaic?.isReversed ?? false
    let normal = rightHanded * (isReversed ? -1 : 1)
    var warnings: [String] = []
    let stacks = Self.places(series.slices, normal)
    let counts = Set(stacks.map(\.slices.count))
    times = counts.count == 1 ? stacks[0].slices.count : 1
    places = stacks.count
    let times = times
    slices = (0..<times).flatMap { time in stacks.map { $0.slices[time] } }
    surplus = stacks.flatMap { $0.slices.dropFirst(times) }
    if !surplus.isEmpty {
      warnings.append(
        "\(surplus.count) images lie where another one lies already; the first of each is kept.")
    }

    distances = stacks.map(\.distance)
    var tilt: Double?
    let gaps = Gaps(stacks)
    typicalGap = gaps.typical
    isUniform = gaps.isUniform
    warnings += gaps.warnings
    let thickness = series.first.sliceSpacing ?? series.first.sliceThickness ?? 1
    var step = normal * (gaps.typical ?? (thickness > 0 ? thickness : 1))
    if let start = stacks.first?.slices[0].frame.position,
      let end = stacks.last?.slices[0].frame.position, places > 1
    {
      let way = end - start
      let drift = way - normal * dot(way, normal)
      let angle = atan2(length(drift), dot(way, normal)) * 180 / .pi
      if isUniform, length(drift) > 0.25 * spacing.min() {
        step = way / Double(places - 1)
        tilt = angle
      } else if isUniform {
        step = normal * (dot(way, normal) / Double(places - 1))
      }
    }
    self.tilt = tilt
    self.warnings = warnings
    let along = dot(step, normal)
    displacement =
      stacks.enumerated().map { index, place in
        abs(place.distance - stacks[0].distance - Double(index) * along)
      }.max() ?? 0
    let origin = stacks[0].slices[0].frame.position ?? Vector3()
    affine = Affine(
      linear: Matrix3(
        columns: Self.ras(row * spacing.x), Self.ras(column * spacing.y), Self.ras(step)),
      translation: Self.ras(origin))
  }

  /// DICOM's patient frame to NIfTI's: x and y change sign.
  private static func ras(_ lps: Vector3) -> Vector3 { lps * Vector3(-1, -1, 1) }

  static func text(_ value: Double) -> String { String(format: "%.6g", value) }

  /// The images at one distance along the normal, in time.
  struct Place {
    /// In mm, along the normal.
    let distance: Double
    let slices: [DICOMSeries.Slice]
  }

  /// Two images within this distance in mm lie at one place.
  private static let tolerance = 0.01

  private static func places(_ slices: [DICOMSeries.Slice], _ normal: Vector3) -> [Place] {
    let sorted = slices.enumerated().map { index, slice in
      (distance: dot(slice.frame.position ?? Vector3(), normal), index: index, slice: slice)
    }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
    var places: [Place] = []
    var start = 0
    for end in 1...sorted.count
    where end == sorted.count
      || sorted[end].distance - sorted[start].distance > tolerance
    {
      let slices = sorted[start..<end].map(\.slice).sorted { $0.timeKey < $1.timeKey }
      places.append(Place(distance: sorted[start].distance, slices: slices))
      start = end
    }
    return places
  }
}

extension DICOMSeries.Slice {
  /// What orders images at one place in time.
  fileprivate var timeKey: (Int, Int, Int, Double, Int, String) {
    (
      frame.temporalPosition ?? instance.temporalPosition ?? 0, instance.acquisitionNumber ?? 0,
      instance.instanceNumber ?? 0, frame.bValue ?? 0, frameIndex, instance.path
    )
  }
}

/// The distances between neighbouring places.
private struct Gaps {
  /// The median in mm; nil of a single place.
  let typical: Double?
  let isUniform: Bool
  let warnings: [String]

  init(_ places: [SliceStack.Place]) {
    let gaps = zip(places, places.dropFirst()).map { $1.distance - $0.distance }
    guard !gaps.isEmpty else {
      (typical, isUniform, warnings) = (nil, true, [])
      return
    }
    let median = gaps.sorted()[gaps.count / 2]
    typical = median
    let allowed = max(0.01 * median, 0.01)
    let odd = gaps.indices.filter { abs(gaps[$0] - median) > allowed }
    isUniform = odd.isEmpty
    let missing = odd.filter { index in
      let multiple = (gaps[index] / median).rounded()
      return multiple >= 2 && abs(gaps[index] - multiple * median) <= allowed * multiple
    }
    var warnings: [String] = missing.prefix(10).map { index in
      let count = Int((gaps[index] / median).rounded()) - 1
      return (count == 1 ? "One slice is" : "\(count) slices are")
        + " missing between \(places[index].name) and \(places[index + 1].name)."
    }
    if missing.count > 10 {
      warnings.append("Slices are missing in \(missing.count - 10) further places.")
    }
    if missing.count < odd.count {
      let low = SliceStack.text(gaps.min() ?? median)
      let high = SliceStack.text(gaps.max() ?? median)
      warnings.append("The distance between slices varies from \(low) to \(high) mm.")
    }
    self.warnings = warnings
  }
}

extension SliceStack.Place {
  /// How a message names the slice at this place.
  fileprivate var name: String {
    let number = slices[0].instance.instanceNumber.map { "instance \($0)" } ?? "the slice"
    return "\(number) at \(SliceStack.text(distance)) mm"
  }
}
