public import Files
public import Foundation

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

  /// Reads the headers of all files under `folder`.
  ///
  /// - Throws: `EffaceError.file` where the folder is missing or holds no file, `.format` where
  ///   none of its files is DICOM.
  public init(_ folder: URL, parser: any DICOMParser) throws(EffaceError) {
    let files = try Self.files(under: folder)
    let candidates = files.filter { Self.looksLikeDICOM($0) }
    guard !candidates.isEmpty else {
      throw EffaceError(
        .format,
        files.isEmpty
          ? "The folder \(folder.path) is empty; give a folder that holds DICOM files."
          : "None of the \(files.count) files under \(folder.path) is DICOM.")
    }
    var skipped = Set(files).subtracting(candidates).map {
      SkippedFile($0.path, "It is not a DICOM file.")
    }
    var instances: [DICOMInstance] = []
    for (file, header) in zip(candidates, parser.headers(of: candidates)) {
      switch header {
      case .failure(let error): skipped.append(SkippedFile(file.path, error.description))
      case .success(let instance):
        if let refusal = instance.refusal {
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
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw EffaceError(.file, "The folder \(folder.path) does not exist.")
    }
    guard isFolder.boolValue else { return [folder] }
    let keys: [URLResourceKey] = [.isRegularFileKey]
    guard let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys)
    else {
      throw EffaceError(.file, "The folder \(folder.path) cannot be read.")
    }
    var files: [URL] = []
    for case let file as URL in all
    where (try? file.resourceValues(forKeys: Set(keys)).isRegularFile) ?? false {
      files.append(file)
    }
    return files.sorted { $0.path < $1.path }
  }

  /// Whether the file has DICOM's mark behind its preamble, or begins with an attribute of group 2
  /// or 8 in either byte order, as files without a preamble do.
  public static func looksLikeDICOM(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    guard let start = try? handle.read(upToCount: 132), start.count >= 8 else { return false }
    if start.count == 132, start.suffix(4) == Data("DICM".utf8) { return true }
    let head = [UInt8](start.prefix(4))
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
