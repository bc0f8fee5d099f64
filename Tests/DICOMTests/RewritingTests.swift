import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// Changed pixels written back into the objects that they came from.
@Suite(.serialized) struct RewritingTests {
  private static let rewriting = DICOMRewriting(method: "Test", derivation: "Changed by a test")

  /// A CT of three slices.
  private func objects(_ folder: URL) throws -> [URL] {
    try DICOMSeriesWriter(subject: "anna")
      .write(Phantom.volume(SIMD3(16, 16, 3), low: -1000), modality: .ct, to: folder)
  }

  /// The number of the volume's voxels that were set to -777 HU, and the folder of rewritten files.
  private func rewritten(
    _ folder: TemporaryFolder, as syntax: TransferSyntax? = nil
  ) throws -> (expected: NIfTIImage, files: [URL]) {
    let series = try #require(try convert(folder.file("in")).first)
    var changed = series.image
    for index in stride(from: 5, to: changed.grid.count, by: 7) {
      changed.setStored(changed.stored(physical: -777), at: index)
    }
    let edits = try series.places.edits(from: series.image, to: changed)
    let files = try edits.keys.sorted().map { path in
      let bytes = try Self.rewriting.apply(
        try #require(edits[path]), to: URL(fileURLWithPath: path), as: syntax)
      let target = folder.file("out/\(URL(fileURLWithPath: path).lastPathComponent)")
      try AtomicFile.write(Data(bytes), to: target)
      return target
    }
    return (changed, files)
  }

  private func syntax(of url: URL) throws -> String? {
    let file = try GDCMFile(url)
    return file.text(.transferSyntax)
  }

  private static let syntaxes = [
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90",
  ]

  @Test("The changed volume is read back exactly, in every lossless syntax", arguments: syntaxes)
  func volumeComesBack(_ uid: String) throws {
    let folder = try TemporaryFolder()
    _ = try objects(folder.file("in"))
    let (expected, files) = try rewritten(folder, as: TransferSyntax(uid: uid))
    let image = try #require(try convert(folder.file("out")).first).image
    #expect(image.voxels == expected.voxels)
    #expect(image.header.bytes == expected.header.bytes)
    #expect(try syntax(of: files[0]) == uid)

    // A second rewriting keeps the syntax by itself.
    let again = try Self.rewriting.apply(PixelEdits(), to: files[0])
    try Data(again).write(to: folder.file("again.dcm"))
    #expect(try syntax(of: folder.file("again.dcm")) == uid)
    #expect(try DICOMPixels(folder.file("again.dcm")).bytes == DICOMPixels(files[0]).bytes)
  }

  @Test("Objects are marked, and their instances get new UIDs that depend on the old ones alone")
  func marks() throws {
    let folder = try TemporaryFolder()
    let originals = try objects(folder.file("in"))
    let (_, files) = try rewritten(folder)
    for (original, file) in zip(originals, files) {
      let before = try GDCMFile(original)
      let after = try GDCMFile(file)
      let (old, new) = (before.text(.sopInstance) ?? "", after.text(.sopInstance) ?? "")
      let meta = after.text(DICOMTag(0x0002, 0x0003))
      #expect(new == DICOMRewriting.instance(from: old) && new != old && meta == new)
      // The writer of the test says that the name is made up, so YES stays.
      let marks = [DICOMTag.recognizableVisualFeatures, .identityRemoved].map { after.text($0) }
      #expect(marks == ["NO", "YES"])
      let methods = after.texts(.deidentificationMethod)
      #expect(methods == ["Subject name is made up", "Test"])
      let codes = after.itemCount(.deidentificationCodes)
      let code = after.text([.init(.deidentificationCodes), .init(.codeValue)])
      #expect(codes == 1 && code == "113102")
      let derivation = after.text(.derivationDescription)
      let lossy = after.text(.lossyCompression)
      #expect(derivation == "Changed by a test" && lossy == nil)
      for tag in [
        DICOMTag.studyInstance, .seriesInstance, .frameOfReference, .imagePosition,
        .imageOrientation, .pixelSpacing, .rescaleSlope, .rescaleIntercept,
      ] {
        let (a, b) = (before.text(tag), after.text(tag))
        #expect(a == b, "\(tag)")
      }
      for tag in [DICOMTag.bitsAllocated, .bitsStored, .highBit, .pixelRepresentation] {
        let (a, b) = (before.short(tag), after.short(tag))
        #expect(a == b, "\(tag)")
      }
    }
  }

  @Test("What shows or vouches for the old pixels goes, at every level; references are mapped")
  func nestedAttributes() throws {
    let folder = try TemporaryFolder()
    let file = try #require(try objects(folder.file("in")).first)
    // Referenced Image Sequence with one item, and Smallest Image Pixel Value.
    var bytes = [UInt8](try Data(contentsOf: file))
    let uid = Array("1.2.3.4\0".utf8)
    let inner: [UInt8] = [0x08, 0, 0x55, 0x11] + Array("UI".utf8) + [8, 0] + uid
    let item: [UInt8] = [0xFE, 0xFF, 0, 0xE0, UInt8(inner.count), 0, 0, 0] + inner
    let sequence: [UInt8] =
      [0x08, 0, 0x40, 0x11] + Array("SQ".utf8) + [0, 0, UInt8(item.count), 0, 0, 0] + item
    func insert(_ element: [UInt8], before tag: [UInt8]) throws {
      let place = try #require(Data(bytes).range(of: Data(tag))).lowerBound
      bytes.insert(contentsOf: element, at: place)
    }
    try insert(sequence, before: [0x10, 0, 0x10, 0] + Array("PN".utf8))
    try insert(
      [0x28, 0, 0x06, 1] + Array("US".utf8) + [2, 0, 0x34, 0x12],
      before: [0x28, 0, 0x52, 0x10] + Array("DS".utf8))
    try Data(bytes).write(to: file)
    try Data(try Self.rewriting.apply(PixelEdits(), to: file)).write(to: folder.file("new.dcm"))
    let before = try GDCMFile(file)
    let after = try GDCMFile(folder.file("new.dcm"))
    let path: [GDCMFile.Step] = [.init(DICOMTag(0x0008, 0x1140)), .init(.referencedInstance)]
    let (old, new) = (before.text(path), after.text(path))
    #expect(old == "1.2.3.4")
    #expect(new == DICOMRewriting.instance(from: "1.2.3.4"))
    let range = before.short(DICOMTag(0x0028, 0x0106))
    let left = after.short(DICOMTag(0x0028, 0x0106))
    #expect(range == 0x1234 && left == nil)
  }

  @Test("A value that the bits of a file cannot hold is refused, not wrapped")
  func tooLargeValue() throws {
    let folder = try TemporaryFolder()
    _ = try objects(folder.file("in"))
    let series = try #require(try convert(folder.file("in")).first)
    var changed = series.image
    changed.setStored(-1, at: 3)
    let error = #expect(throws: EffaceError.self) {
      try series.places.edits(from: series.image, to: changed)
    }
    #expect(error?.description.contains("--fill") ?? false)
  }
}
