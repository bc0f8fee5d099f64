import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

private let converter = "/usr/bin/dcm2niix"
private let hasConverter = FileManager.default.isExecutableFile(atPath: converter)

/// The files that pydicom brings, all at once, through `efface convert` and dcm2niix.
@Suite(
  .enabled(if: Peers.python != nil, "EFFACE_PEERS_PYTHON names no Python with pydicom"),
  .enabled(if: hasConverter, "dcm2niix is not installed"))
struct PydicomFilesTests {
  /// Volumes on which the two differ, by the end of their series' UID, and why Efface is believed.
  private static let exceptions: [String: String] = [
    ".28319.0.2": """
    Of four slices three are neighbours and one lies 200 mm away. dcm2niix takes the first gap for the \
    distance of all, Efface the median; neither is right, and both say so.
    """,
    ".16302.0.2": """
    Two scouts at right angles, one from the side and one from the front. dcm2niix stacks them on each \
    other, Efface makes two volumes.
    """,
    "none": "Four files in JPEG-LS, which Debian's dcm2niix does not read.",
    "977067310.6001.0": "Debian's dcm2niix reads no deflated data sets.",
    "1606514566.150779": """
    JPEG of red, green and blue, as the file and the stream's marker say. dcm2niix takes them for \
    luminance and differences of colour; pydicom reads them as Efface does.
    """,
    "601908007359": "Lossy JPEG; decoders round differently, by 1 here.",
    "713647647328339": """
    The same picture damaged in JPEG and whole; dcm2niix keeps the damaged one of the two.
    """,
    "502397121062": """
    Captures in many codings. dcm2niix reads only some of them and does not turn luminance and \
    differences of colour into red, green and blue.
    """,
    "120850.2171": "dcm2niix does not read lossy JPEG of many frames.",
    "3.13.1.20040826185059.5457": "dcm2niix does not read this reversible JPEG 2000 of colours.",
    "3.8.1.20040826185059.5457": """
    One picture in several compressions; dcm2niix keeps another one of them, since it reads no JPEG \
    of 12 bits.
    """,
    ".7777.7777": """
    Doses: dcm2niix takes neither Grid Frame Offset Vector nor Dose Grid Scaling.
    """,
    "3340146": """
    13 bits of two's complement by the header, unsigned by the JPEG 2000 stream (J2K_pixelrep_mismatch). \
    dcm2niix does not extend the sign, so that -2000 becomes 6192; pydicom reads -2000 as Efface does.
    """,
  ]

  private struct Conversion: Decodable {
    struct Output: Decodable { let file: String }
    struct Skipped: Decodable {
      let path: String
      let reason: String
    }
    let outputs: [Output]
    let skipped: [Skipped]
  }

  private struct Question: Encodable {
    var task = "where"
  }

  private struct Place: Decodable { let folder: String }

  private func agree(_ a: NIfTIImage, _ b: NIfTIImage) -> Bool {
    guard a.header.dimensions == b.header.dimensions,
      a.header.voxelType.isScalar == b.header.voxelType.isScalar
    else { return false }
    let pairs = zip(a.grid.affine.rows.joined(), b.grid.affine.rows.joined())
    guard pairs.allSatisfy({ abs($0 - $1) < 1e-3 }) else { return false }
    guard a.header.voxelType.isScalar else { return a.voxels == b.voxels }
    return (0..<a.grid.count * a.header.frameCount).allSatisfy { index in
      let (x, y) = (a.physical(at: index), b.physical(at: index))
      return abs(x - y) <= 2e-7 * max(abs(x), abs(y))
    }
  }

  @Test("Each volume of pydicom's files is one that dcm2niix writes, or the reason is known")
  func besideDcm2niix() throws {
    let place = try Peers.ask("pydicom_files.py", Question(), as: Place.self).folder
    let folder = try TemporaryFolder()
    let arguments = [
      "convert", place, "-o", folder.file("mine").path, "--json", "--keep-identifiers",
    ]
    let outcome = try Efface.run(arguments)
    let mine = try JSONDecoder().decode(Conversion.self, from: outcome.output)
    try FileManager.default.createDirectory(
      at: folder.file("theirs"), withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: converter)
    process.arguments = [
      "-z", "n", "-b", "n", "-f", "%j_%s", "-o", folder.file("theirs").path, place,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let theirs = try FileManager.default.contentsOfDirectory(
      at: folder.file("theirs"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "nii" }.map { try NIfTIImage(contentsOf: $0) }

    var agreeing = 0
    var excused: Set<String> = []
    for output in mine.outputs {
      let file = URL(fileURLWithPath: output.file)
      let image = try NIfTIImage(contentsOf: file)
      if theirs.contains(where: { agree(image, $0) }) {
        agreeing += 1
        continue
      }
      let sidecar = file.deletingPathExtension().deletingPathExtension()
        .appendingPathExtension("json")
      let fields = try JSONSerialization.jsonObject(with: Data(contentsOf: sidecar))
      let uid = (fields as? [String: Any])?["SeriesInstanceUID"] as? String ?? "none"
      let reason = Self.exceptions.keys.first { uid.hasSuffix($0) }
      #expect(reason != nil, "\(uid) differs from dcm2niix")
      excused.insert(reason ?? "")
    }
    #expect(agreeing >= 29)
    #expect(excused == Set(Self.exceptions.keys))

    // What is left aside is named with its reason, and one of these.
    let known = [
      "holds no image", "cannot be decoded", "single bits", "bits a sample", "not a DICOM file",
      "repeats",
      "directory of a DICOM disc", "cut short", "crashed on", "not a readable DICOM file",
    ]
    for file in mine.skipped {
      #expect(known.contains { file.reason.contains($0) }, "\(file.reason)")
    }
  }
}
