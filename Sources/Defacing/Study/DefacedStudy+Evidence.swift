internal import DICOM
public import Files
public import Foundation

extension DefacedStudy {
  /// The part that stands for the study: the first on which a method worked.
  public var main: Part { parts.first { $0.leader == nil } ?? parts[0] }

  /// Where mask, sidecar and picture of a part go: `OUT_mask.nii.gz`, `OUT.json` and `OUT_qc.png` for
  /// the main one, with the series' name behind `OUT` for the others; not in the folder itself, since
  /// the picture shows the face.
  public func outputs(for part: Part, beside output: URL) throws(EffaceError) -> DefacingOutputs {
    let stem = output.lastPathComponent
    let name = part.name == main.name ? stem : "\(stem)_\(part.name)"
    return try DefacingOutputs(
      volume: output.deletingLastPathComponent().appendingPathComponent("\(name).nii.gz"))
  }

  /// Writes mask, sidecar and picture of every part. The sidecar's input hash is that of the
  /// concatenated hashes of the files, in the order of their paths; its volume hash is that of the
  /// written files in the same way.
  ///
  /// - Throws: `EffaceError.file`.
  public func writeEvidence(
    beside output: URL, written: Written, keepFailed: Bool
  ) throws(EffaceError) {
    for part in parts {
      let outputs = try outputs(for: part, beside: output)
      var digests = try part.defaced.writeEvidence(to: outputs)
      if let files = written.files[part.name] { digests["volume"] = try Self.digest(files) }
      try part.defaced.writeSidecar(
        to: outputs, inputDigest: Self.digest(part.series.files), digests: digests,
        keepFailed: keepFailed, seconds: part.seconds)
    }
  }

  private static func digest(_ files: [URL]) throws(EffaceError) -> String {
    var all = ""
    for file in files { all += try Checksum.sha256(contentsOf: file) }
    return Checksum.sha256(Data(all.utf8))
  }
}
