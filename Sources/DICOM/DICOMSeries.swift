internal import Files
public import Foundation
internal import Geometry

/// Images that belong to one volume, or to one volume repeated in time.
public struct DICOMSeries: Sendable {
  /// One image: a file, or a frame of a multi-frame file.
  public struct Slice: Sendable {
    /// The file's facts.
    public let instance: DICOMInstance
    /// The frame in it, from 0.
    public let frameIndex: Int

    /// Where the frame lies.
    public var frame: DICOMFrame { instance.frames[frameIndex] }
  }

  /// Which part of a complex signal, or which tissue of a Dixon acquisition, the images show.
  public enum Content: String, Sendable, Hashable {
    case magnitude
    case phase
    case real
    case imaginary
    case water
    case fat
    case inPhase
    case outOfPhase
  }

  /// The images, in the order in which they were found; at least one.
  public internal(set) var slices: [Slice]
  /// What the images show.
  public let content: Content

  var first: DICOMInstance { slices[0].instance }

  /// For example `CT`.
  public var modality: String { first.modality }
  /// Series Number.
  public var seriesNumber: Int { first.seriesNumber }
  /// Frame of Reference UID, shared by scans of one position on the table.
  public var frameOfReference: String? { first.frameOfReference }
  /// Echo time in ms.
  public var echoTime: Double? { slices[0].frame.echoTime ?? first.echoTime }

  /// The files, in the order of their paths.
  public var files: [URL] {
    var seen: Set<String> = []
    return slices.map(\.instance.path).filter { seen.insert($0).inserted }.sorted().map {
      URL(fileURLWithPath: $0)
    }
  }
}

extension DICOMSeries {
  /// Splits images into series as converters do: by series UID, matrix, pixel size, orientation,
  /// echo, and what of a complex or Dixon signal is shown.
  static func group(_ instances: [DICOMInstance]) -> [DICOMSeries] {
    var groups: [String: [DICOMSeries]] = [:]
    for instance in instances {
      for (index, frame) in instance.frames.enumerated() {
        let content = Content(instance, frame)
        let key = [
          instance.study, instance.series, "\(instance.seriesNumber)", instance.modality,
          content.rawValue, frame.segment.map(String.init) ?? "",
        ].joined(separator: "|")
        let slice = Slice(instance: instance, frameIndex: index)
        let match = groups[key, default: []].lastIndex { $0.accepts(slice) }
        if let match {
          groups[key]?[match].slices.append(slice)
        } else {
          groups[key, default: []].append(DICOMSeries(slices: [slice], content: content))
        }
      }
    }
    return groups.values.joined().map(\.laidByNumber).flatMap(\.splitWhereImagesCollide)
      .sorted { left, right in left.sortKey.lexicographicallyPrecedes(right.sortKey) }
  }

  /// Pictures without a place one behind the other in the order of their numbers, as dcm2niix has
  /// them; frames of one file have their order already.
  private var laidByNumber: DICOMSeries {
    guard first.placing == .nowhere, slices.allSatisfy({ $0.instance.frames.count == 1 }) else {
      return self
    }
    var result = self
    result.slices = slices.sorted { left, right in
      (left.instance.instanceNumber ?? 0, left.instance.path)
        < (right.instance.instanceNumber ?? 0, right.instance.path)
    }.enumerated().map { index, slice in
      var instance = slice.instance
      instance.frames[0].position = Vector3(0, 0, Double(index) * (instance.sliceThickness ?? 1))
      return Slice(instance: instance, frameIndex: 0)
    }
    return result
  }

  /// What a user has to know of the pixels before they are taken for those of a scan.
  var remarks: [String] {
    var result: [String] = []
    if first.photometric.hasPrefix("PALETTE") {
      result.append("Pixels are indices of a table of colours; the volume holds the indices.")
    }
    if first.placing == .first {
      result.append(
        "The files give one place for all of their frames, which are stacked from there.")
    }
    if first.placing == .nowhere {
      result.append(
        "The files do not say where the pictures lie, so neither does the volume (qform and sform "
          + "codes 0).")
    }
    if let segment = slices[0].frame.segment {
      result.append("The volume is segment \(segment) of a segmentation.")
    }
    if let overlay = first.shownOverlay {
      result.append("The volume is overlay \(overlay) of the pictures, not their pixels.")
    }
    return result
  }

  /// This series, or its parts by contrast agent and whole Image Type where images of different parts
  /// lie at the same places: those are no repetitions in time.
  private var splitWhereImagesCollide: [DICOMSeries] {
    let parts = Dictionary(grouping: slices) { slice in
      (slice.instance.imageType + [slice.instance.contrastAgent ?? ""]).joined(separator: "|")
    }
    guard parts.count > 1 else { return [self] }
    let places = parts.mapValues { Set($0.map { $0.frame.position ?? Vector3() }) }
    let collide =
      places.values.reduce(0) { $0 + $1.count }
      > places.values.reduce(into: Set<Vector3>()) { $0.formUnion($1) }.count
    guard collide else { return [self] }
    return parts.sorted { $0.key < $1.key }.map { DICOMSeries(slices: $0.value, content: content) }
  }

  /// By number, then UID, echo, content, and the first file, so that the order does not depend on
  /// that of a dictionary.
  private var sortKey: [String] {
    func padded(_ number: Int) -> String {
      let digits = String(max(number, 0))
      return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
    return [
      padded(seriesNumber), first.series, padded(Int(1000 * (echoTime ?? 0))), content.rawValue,
      padded(slices[0].frame.segment ?? 0), first.path, padded(slices[0].frameIndex),
    ]
  }

  /// Whether `slice` can be stacked on this series; both have the same series UID.
  private func accepts(_ slice: Slice) -> Bool {
    let mine = slices[0]
    guard let a = mine.instance.layout, let b = slice.instance.layout,
      a.columns == b.columns, a.rows == b.rows, a.bitsAllocated == b.bitsAllocated,
      a.isSigned == b.isSigned, a.samples == b.samples,
      mine.instance.placing == slice.instance.placing,
      mine.instance.mosaic == slice.instance.mosaic,
      mine.instance.imageType.first == slice.instance.imageType.first,
      mine.instance.echoNumber == slice.instance.echoNumber,
      (mine.frame.echoTime ?? mine.instance.echoTime)
        == (slice.frame.echoTime ?? slice.instance.echoTime)
    else { return false }
    func close(_ a: Vector3?, _ b: Vector3?) -> Bool {
      guard let a, let b else { return false }
      return length(a - b) < 2e-3
    }
    guard let spacing = mine.frame.spacing, let other = slice.frame.spacing else { return false }
    let difference = spacing - other
    return close(mine.frame.rowDirection, slice.frame.rowDirection)
      && close(mine.frame.columnDirection, slice.frame.columnDirection)
      && max(abs(difference.x), abs(difference.y)) < 1e-3 * spacing.min()
  }
}

extension DICOMSeries.Content {
  /// Reads Image Type, Complex Image Component and GE's private code.
  init(_ instance: DICOMInstance, _ frame: DICOMFrame) {
    let codes = ["", "PHASE", "REAL", "IMAGINARY"]
    let code = instance.complexImage.flatMap { codes.indices.contains($0) ? codes[$0] : nil }
    let words = Set(
      (instance.imageType.dropFirst(2) + [frame.component ?? "", code ?? ""])
        .map { $0.uppercased() })
    func has(_ any: String...) -> Bool { !words.isDisjoint(with: any) }
    if has("P", "PHASE", "PHASE MAP") {
      self = .phase
    } else if has("R", "REAL", "R_FFE") {
      self = .real
    } else if has("I", "IMAGINARY", "I_FFE") {
      self = .imaginary
    } else if has("W", "WATER") {
      self = .water
    } else if has("F", "FAT") {
      self = .fat
    } else if has("IN_PHASE", "IP") {
      self = .inPhase
    } else if has("OUT_PHASE", "OPP_PHASE", "OP") {
      self = .outOfPhase
    } else {
      self = .magnitude
    }
  }

  /// The ending that tells it from the magnitude in a file name.
  var suffix: String? { self == .magnitude ? nil : rawValue }
}
