import DICOM
import Files
import Foundation
import TestSupport
import Testing

@testable import Headers

@Suite struct ProfileTests {
  private let mapping = KeyedMapping(key: [UInt8](repeating: 7, count: 32))

  private func edited(
    _ uid: String, _ options: DeidentificationOptions = .init(), instance: Int = 1
  ) throws -> (file: HeaderFile, bytes: [UInt8]) {
    var file = try HeaderFile(HeaderSample.bytes(uid, instance: instance), named: "a.dcm")
    _ = try file.deidentify(options, mapping)
    let bytes = file.bytes()
    return (try HeaderFile(bytes, named: "b.dcm"), bytes)
  }

  /// The bytes of a file with its data set inflated.
  private func plain(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try HeaderFile(bytes, named: "a.dcm")
    guard file.syntax.uid == TransferSyntax.deflated else { return bytes }
    var body = DataSetWriter(file.syntax)
    body.write(file.elements)
    return body.bytes
  }

  @Test("Files that say that their face is gone keep the code that says so")
  func defacedFiles() throws {
    var file = try HeaderFile(HeaderSample.bytes(HeaderSample.syntaxes[1]), named: "a.dcm")
    file.elements.append(Element(0x0028, 0x0302, "CS", text: "NO"))
    file.elements.sort { $0.tag < $1.tag }
    _ = try file.deidentify(.init(), mapping)
    guard case .items(let items) = file.element(DICOMTag(0x0012, 0x0064))?.content else {
      Issue.record("no codes were written")
      return
    }
    #expect(items.compactMap { $0.first?.text } == ["113100", "113102"])
  }

  @Test("Names of two letters go where they stand alone, and stay inside words")
  func shortNames() throws {
    var file = try HeaderFile(HeaderSample.bytes(HeaderSample.syntaxes[1]), named: "a.dcm")
    file.elements.removeAll { [0x0010_0010, 0x0018_0024].contains($0.tag.number) }
    file.elements += [
      Element(0x0010, 0x0010, "PN", text: "Li^Wu"),
      Element(0x0018, 0x0015, "CS", text: "LIVER OF LI"),
      Element(0x0018, 0x0024, "SH", text: "spin-li wu2"),
    ]
    file.elements.sort { $0.tag < $1.tag }
    var options = DeidentificationOptions()
    options.cleansDescriptors = true
    _ = try file.deidentify(options, mapping)
    #expect(file.element(DICOMTag(0x0018, 0x0015))?.text == "LIVER OF")
    #expect(file.element(DICOMTag(0x0018, 0x0024))?.text == "spin- wu2")
  }

  @Test("Of private attributes those that the standard calls safe stay, where they hold numbers")
  func safePrivate() {
    func kept(_ creator: String, _ tag: DICOMTag, _ vr: String, _ text: String) -> Bool {
      let owner = DICOMTag(tag.group, 0x10)
      let elements = [
        Element(owner, "LO", .bytes(Array(creator.utf8)[...])),
        Element(tag, vr, .bytes(Array(text.utf8)[...])),
      ]
      return SafePrivate.kept(of: elements) == [owner, tag]
    }
    #expect(kept("GEMS_PARM_01", DICOMTag(0x0043, 0x1027), "SH", "0.938:1"))
    #expect(!kept("GEMS_PARM_01", DICOMTag(0x0043, 0x1027), "SH", "Zebedee"))
    #expect(kept("SIEMENS MR HEADER", DICOMTag(0x0019, 0x100D), "CS", "DIRECTIONAL"))
    #expect(!kept("SIEMENS MR HEADER", DICOMTag(0x0019, 0x100D), "CS", "ZEBEDEE"))
    #expect(kept("ELSCINT1", DICOMTag(0x01F1, 0x1027), "DS", "0.75"))
    #expect(!kept("ELSCINT2", DICOMTag(0x01F1, 0x1027), "DS", "0.75"))
  }

  @Test func theTableIsWhole() {
    let rules = ConfidentialityProfile.rules
    #expect(rules.count == 652)
    #expect(rules[DICOMTag(0x0010, 0x0010)]?.action == "Z")
    #expect(rules[DICOMTag(0x0008, 0x0080)]?.action == "X/Z/D")
    #expect(rules[DICOMTag(0x0020, 0x000D)]?.action == "U")
    let known: Set = ["D", "Z", "X", "U", "Z/D", "X/Z", "X/D", "X/Z/D", "X/Z/U*"]
    #expect(Set(rules.values.map(\.action)) == known)
  }

  @Test(arguments: HeaderSample.syntaxes) func noSecretIsLeftAndPixelsAreUntouched(
    _ uid: String
  ) throws {
    let before = try HeaderFile(HeaderSample.bytes(uid), named: "a.dcm")
    let (file, bytes) = try edited(uid)
    for secret in HeaderSample.secrets {
      #expect(HeaderSample.contains(try plain(HeaderSample.bytes(uid)), secret))
      #expect(!HeaderSample.contains(bytes, secret), "\(secret) is left")
      #expect(!HeaderSample.contains(try plain(bytes), secret), "\(secret) is left")
    }
    #expect(bytes.prefix(128).allSatisfy { $0 == 0 })
    let pixels = DICOMTag(0x7FE0, 0x0010)
    switch (before.element(pixels)?.content, file.element(pixels)?.content) {
    case (.bytes(let a), .bytes(let b)): #expect(a.elementsEqual(b))
    case (.fragments(let a), .fragments(let b)): #expect(a.elementsEqual(b))
    default: Issue.record("the pixel data have changed their form")
    }
    // What says how the picture was taken stays.
    #expect(file.element(DICOMTag(0x0018, 0x0081))?.text == "2.46")
    #expect(file.element(DICOMTag(0x0008, 0x0060))?.text == "MR")
    #expect(file.element(DICOMTag(0x0012, 0x0062))?.text == "YES")
    #expect(file.element(DICOMTag(0x0028, 0x0303))?.text == "REMOVED")
    #expect(file.elements.allSatisfy { !$0.tag.isPrivate })
    let name = file.element(DICOMTag(0x0010, 0x0010))?.text ?? ""
    #expect(name.hasPrefix("SUBJ-") && name == file.element(DICOMTag(0x0010, 0x0020))?.text)
  }

  @Test func standInsAreTheSameAcrossAStudyAndDifferUnderAnotherKey() throws {
    let uid = HeaderSample.syntaxes[1]
    let (first, _) = try edited(uid)
    let (second, _) = try edited(uid, instance: 2)
    let study = DICOMTag(0x0020, 0x000D)
    let instance = DICOMTag(0x0008, 0x0018)
    #expect(first.element(study)?.text == second.element(study)?.text)
    #expect(first.element(instance)?.text != second.element(instance)?.text)
    let mapped = first.element(instance)?.text ?? ""
    #expect(mapped.hasPrefix("2.25.") && mapped.count <= 64)
    #expect(first.meta.first { $0.tag == DICOMTag(0x0002, 0x0003) }?.text == mapped)
    #expect(first.element(DICOMTag(0x0008, 0x0016))?.text == "1.2.840.10008.5.1.4.1.1.4")
    let other = KeyedMapping(key: [UInt8](repeating: 8, count: 32))
    #expect(other.uid("1.2.3") != mapping.uid("1.2.3"))
  }

  /// The message of RFC 4231, test case 2, with this program's mark of purpose in front; the value
  /// is that of Python's hmac module.
  @Test func theKeyedHashIsHMAC() {
    let code = KeyedMapping(key: Array("Jefe".utf8)).code("uid", "what do ya want for nothing?")
    #expect(
      code.prefix(8).map { String($0, radix: 16) }.joined(separator: " ")
        == "e4 2b 7b 74 fe ab 8c 9c")
  }

  @Test func shiftedDatesKeepTheirDistance() throws {
    var options = DeidentificationOptions()
    options.dates = .shift
    let (file, _) = try edited(HeaderSample.syntaxes[0], options)
    let study = file.element(DICOMTag(0x0008, 0x0020))?.text ?? ""
    let content = file.element(DICOMTag(0x0008, 0x0023))?.text ?? ""
    let days = mapping.days("QF-7788")
    #expect(study == ShiftedDate.earlier("20240229", days: days))
    #expect(content == ShiftedDate.earlier("20240301", days: days) && study != "20240229")
    #expect(ShiftedDate.earlier("20240301", days: 1) == "20240229")
    #expect(ShiftedDate.earlier("20230301120000.5", days: 365) == "20220301120000.5")
    #expect(ShiftedDate.earlier("20000101", days: 1) == "19991231")
    #expect(ShiftedDate.earlier("yesterday", days: 1) == nil)
    #expect(file.element(DICOMTag(0x0028, 0x0303))?.text == "MODIFIED")
  }

  @Test func optionsRetainWhatTheyNameAndSayItInCodes() throws {
    var options = DeidentificationOptions()
    options.dates = .keep
    options.keepsUIDs = true
    options.keepsInstitution = true
    options.keepsCharacteristics = true
    options.keepsSafePrivate = true
    options.cleansDescriptors = true
    options.isDefaced = true
    let (file, bytes) = try edited(HeaderSample.syntaxes[1], options)
    #expect(file.element(DICOMTag(0x0008, 0x0080))?.text == "Wendlebury Infirmary")
    #expect(file.element(DICOMTag(0x0010, 0x0040))?.text == "F")
    #expect(file.element(DICOMTag(0x0008, 0x0020))?.text == "20240229")
    #expect(file.element(DICOMTag(0x0008, 0x0018))?.text == "1.2.3.4.5.1")
    #expect(file.element(DICOMTag(0x0019, 0x100C))?.text == "1000")
    #expect(file.element(DICOMTag(0x0019, 0x1010)) == nil)
    #expect(file.element(DICOMTag(0x0008, 0x1030))?.text == "T1 of")
    #expect(file.element(DICOMTag(0x0028, 0x0302))?.text == "NO")
    #expect(!HeaderSample.contains(bytes, "Zebedee"))
    guard case .items(let items) = file.element(DICOMTag(0x0012, 0x0064))?.content else {
      Issue.record("no codes were written")
      return
    }
    let codes = items.compactMap { $0.first?.text }
    #expect(
      codes == ["113100", "113102", "113105", "113106", "113108", "113110", "113111", "113112"])
  }

  @Test(arguments: HeaderSample.syntaxes.prefix(3)) func regionsAreBlankedAndOthersKept(
    _ uid: String
  ) throws {
    var options = DeidentificationOptions()
    options.regions = [.init(x: 1, y: 2, width: 2, height: 1)]
    let (file, _) = try edited(uid, options)
    let pixels = Array(file.element(DICOMTag(0x7FE0, 0x0010))?.bytes ?? [])
    var expected = HeaderSample.pixels
    // Row 2, columns 1 and 2 of 4, two bytes each; the smallest value is the first one.
    for place in 18..<22 { expected[place] = HeaderSample.pixels[place % 2] }
    #expect(pixels == expected)
    #expect(file.element(DICOMTag(0x0028, 0x0301))?.text == "NO")
    options.regions = [.init(x: 3, y: 0, width: 2, height: 1)]
    #expect(throws: EffaceError.self) { try edited(uid, options) }
  }

  @Test func compressedPixelsCannotBeBlanked() {
    var options = DeidentificationOptions()
    options.regions = [.init(x: 0, y: 0, width: 1, height: 1)]
    #expect(throws: EffaceError.self) { try edited(HeaderSample.syntaxes[3], options) }
  }

  @Test(arguments: HeaderSample.syntaxes) func damagedFilesAreRefusedNotFatal(_ uid: String) throws
  {
    let whole = try HeaderSample.bytes(uid)
    for end in stride(from: 0, to: whole.count, by: 3) {
      _ = try? HeaderFile(Array(whole.prefix(end)), named: "cut.dcm")
    }
    var flipped = whole
    for place in stride(from: 132, to: whole.count, by: 1) {
      flipped[place] ^= 0xFF
      if var file = try? HeaderFile(flipped, named: "flipped.dcm") {
        _ = try? file.deidentify(.init(), mapping)
      }
      flipped[place] ^= 0xFF
    }
    #expect(throws: EffaceError.self) { try HeaderFile([], named: "empty.dcm") }
  }
}
