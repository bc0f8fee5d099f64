public import Files
public import Foundation
internal import Geometry
internal import Glibc

/// A file that did not become part of a volume, and why.
public struct SkippedFile: Codable, Sendable, Hashable {
  /// The file's path, as it was found.
  public let path: String
  /// A sentence.
  public let reason: String

  /// Names a file and says why it was left out.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// What lies in a folder of DICOM files, however deep, whatever else is in it.
public struct DICOMFolder: Sendable {
  /// The series that can become volumes, by series number and then series UID.
  public let series: [DICOMSeries]
  /// The other files, by path.
  public let skipped: [SkippedFile]

  /// Reads the headers of all files under `folder`; with `takesPictures`, also what is no scan:
  /// colours, doses, masks of single bits, and pictures without a place.
  ///
  /// - Throws: `EffaceError.file` where the folder is missing or holds no file, `.format` where
  ///   none of its files is DICOM.
  public init(
    _ folder: URL, parser: any DICOMParser, takesPictures: Bool = false
  ) throws(EffaceError) {
    let files = try Self.files(under: folder)
    let looks = Parallel.map(files.count) { Self.looksLikeDICOM(files[$0]) }
    let candidates = zip(files, looks).filter(\.1).map(\.0)
    guard !candidates.isEmpty else {
      throw EffaceError(
        .format,
        files.isEmpty
          ? "The folder \(folder.path) is empty; give a folder that holds DICOM files."
          : "None of the \(files.count) files under \(folder.path) is DICOM.")
    }
    var skipped = zip(files, looks).filter { !$0.1 }.map {
      SkippedFile($0.0.path, "It is not a DICOM file.")
    }
    var instances: [DICOMInstance] = []
    for (file, header) in zip(candidates, parser.headers(of: candidates)) {
      switch header {
      case .failure(let error): skipped.append(SkippedFile(file.path, error.description))
      case .success(let instance):
        let refusal = instance.refusal ?? (takesPictures ? nil : instance.pictureRefusal)
        if let refusal {
          skipped.append(SkippedFile(file.path, "It is left out since \(refusal)."))
        } else {
          instances.append(instance)
        }
      }
    }
    let (unique, repeated) = Self.withoutRepetitions(instances)
    series = DICOMSeries.group(unique)
    self.skipped = (skipped + repeated).sorted { $0.path < $1.path }
  }

  /// All files under `folder`, however deep, in the order of their paths.
  ///
  /// - Throws: `EffaceError.file` where the folder is missing or cannot be read.
  public static func files(under folder: URL) throws(EffaceError) -> [URL] {
    var facts = stat()
    guard stat(folder.path, &facts) == 0 else {
      throw EffaceError(.file, "The folder \(folder.path) does not exist.")
    }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return [folder] }
    var paths: [String] = []
    var folders = [folder.path]
    while let next = folders.popLast() {
      guard Self.list(next, files: &paths, folders: &folders) || next != folder.path else {
        throw EffaceError(.file, "The folder \(folder.path) cannot be read.")
      }
    }
    return paths.sorted().map { URL(filePath: $0, directoryHint: .notDirectory) }
  }

  /// Adds what lies in the folder `path`, links left aside; false where it cannot be read.
  private static func list(
    _ path: String, files: inout [String], folders: inout [String]
  ) -> Bool {
    guard let stream = opendir(path) else { return false }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      var kind = entry.pointee.d_type
      if kind == UInt8(DT_UNKNOWN) {
        var facts = stat()
        guard lstat(child, &facts) == 0 else { continue }
        kind = UInt8((facts.st_mode & S_IFMT) >> 12)
      }
      if kind == UInt8(DT_REG) { files.append(child) }
      if kind == UInt8(DT_DIR) { folders.append(child) }
    }
    return true
  }

  /// Whether the file has DICOM's mark behind its preamble, or begins with an attribute of group 2
  /// or 8 in either byte order, as files without a preamble do.
  public static func looksLikeDICOM(_ file: URL) -> Bool {
    guard let start = FileHead(file)?.bytes(132), start.count >= 8 else { return false }
    if start.count == 132, start.suffix(4).elementsEqual("DICM".utf8) { return true }
    let head = start.prefix(4)
    let isLittle = (head[0] == 2 || head[0] == 8) && head[1] == 0 && head[3] == 0
    let isBig = head[0] == 0 && (head[1] == 2 || head[1] == 8) && head[2] == 0
    return isLittle || isBig
  }

  /// Drops files whose SOP Instance UID was met before.
  private static func withoutRepetitions(
    _ instances: [DICOMInstance]
  ) -> (unique: [DICOMInstance], repeated: [SkippedFile]) {
    var first: [String: String] = [:]
    var unique: [DICOMInstance] = []
    var repeated: [SkippedFile] = []
    for instance in instances {
      if !instance.sopInstance.isEmpty, let earlier = first[instance.sopInstance] {
        let name = URL(fileURLWithPath: earlier).lastPathComponent
        repeated.append(SkippedFile(instance.path, "It repeats the image in \(name)."))
      } else {
        first[instance.sopInstance] = instance.path
        unique.append(instance)
      }
    }
    return (unique, repeated)
  }
}
