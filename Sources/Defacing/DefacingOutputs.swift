public import Files
public import Foundation
internal import Geometry
internal import Images
internal import Surfaces
internal import Volumes

/// The files that a defaced scan is written to, all beside each other.
public struct DefacingOutputs: Sendable, Hashable {
  /// The defaced volume.
  public let volume: URL
  /// 1 where the method named a voxel.
  public let mask: URL
  /// Verdict, numbers, transform, hashes.
  public let sidecar: URL
  /// Before and after, as renders and slices.
  public let picture: URL
  /// What a foreign program said, where one was run.
  public let log: URL

  /// Names the files after `volume`, which ends in `.nii` or `.nii.gz`.
  ///
  /// - Throws: `EffaceError.argument` for another ending.
  public init(volume: URL) throws(EffaceError) {
    let name = volume.lastPathComponent
    guard let ending = [".nii.gz", ".nii"].first(where: name.hasSuffix) else {
      throw EffaceError(
        .argument, "The output \(name) must end in .nii or .nii.gz, as the input is NIfTI.")
    }
    let stem = String(name.dropLast(ending.count))
    let folder = volume.deletingLastPathComponent()
    self.volume = volume
    mask = folder.appendingPathComponent("\(stem)_mask.nii.gz")
    sidecar = folder.appendingPathComponent("\(stem).json")
    picture = folder.appendingPathComponent("\(stem)_qc.png")
    log = folder.appendingPathComponent("\(stem).log")
  }

  /// Names the files for another scan of the same person, `<stem>_defaced.nii.gz` and so on, in the
  /// folder of `volume`.
  ///
  /// - Throws: `EffaceError.argument` where `scan` is no `.nii` or `.nii.gz`.
  public init(following scan: URL, beside volume: URL) throws(EffaceError) {
    let own = try DefacingOutputs(volume: scan)
    let stem = own.sidecar.deletingPathExtension().lastPathComponent
    try self.init(
      volume: volume.deletingLastPathComponent().appendingPathComponent("\(stem)_defaced.nii.gz"))
  }

  /// All of them.
  public var all: [URL] { [volume, mask, sidecar, picture, log] }
}

/// What the sidecar of a defaced file holds. The names in capitals are those of BIDS.
public struct DefacingSidecar: Codable, Sendable {
  /// The version of Efface.
  public var efface: String
  /// SHA-256 of the input file.
  public var inputSHA256: String
  /// SHA-256 of each file written, by its role.
  public var outputSHA256: [String: String]
  /// Method, verdict and transform.
  public var facts: DefacedScan.Facts
  /// Whether the volume was written although the verdict is `fail`.
  public var keptFailed: Bool
  /// BIDS: how the file was de-identified.
  public var DeidentificationMethod: [String]
  /// BIDS: the same in DICOM's codes (CID 7050).
  public var DeidentificationMethodCodeSequence: [[String: String]]
  /// Wall time in seconds; the only field that differs between two runs.
  public var timing: [String: Double]
}

extension DefacedScan {
  /// Writes the volume (only if its verdict is `pass` or `keepFailed` is set), and always mask,
  /// sidecar and picture, so that a refused result can be looked at.
  ///
  /// - Parameters:
  ///   - outputs: Where.
  ///   - input: The file that was defaced, for its hash.
  ///   - keepFailed: Whether a refused volume is written as well.
  ///   - seconds: Wall time so far.
  /// - Returns: The sidecar as written.
  /// - Throws: `EffaceError.file`.
  @discardableResult
  public func write(
    to outputs: DefacingOutputs, input: URL, keepFailed: Bool = false, seconds: Double
  ) throws(EffaceError) -> DefacingSidecar {
    let writes = verdict.verdict == .pass || keepFailed
    // The sidecar comes last and vouches for what lies beside it.
    let (volume, evidence) = Parallel.both(
      {
        Result { () throws(EffaceError) -> (input: String, output: String?) in
          let digest = try Checksum.sha256(contentsOf: input)
          guard writes else { return (digest, nil) }
          try image.write(to: outputs.volume)
          return (digest, try Checksum.sha256(contentsOf: outputs.volume))
        }
      },
      {
        Result { () throws(EffaceError) in try writeEvidence(to: outputs) }
      })
    let digests = try volume.get()
    var all = try evidence.get()
    all["volume"] = digests.output
    return try writeSidecar(
      to: outputs, inputDigest: digests.input, digests: all, keepFailed: keepFailed,
      seconds: seconds)
  }

  /// Writes mask and picture, and returns their digests by role.
  func writeEvidence(to outputs: DefacingOutputs) throws(EffaceError) -> [String: String] {
    try maskImage.write(to: outputs.mask)
    try PNG.write(qualityPicture(), to: outputs.picture)
    return [
      "mask": try Checksum.sha256(contentsOf: outputs.mask),
      "picture": try Checksum.sha256(contentsOf: outputs.picture),
    ]
  }

  /// Writes the sidecar, which holds `digests` by role.
  @discardableResult
  func writeSidecar(
    to outputs: DefacingOutputs, inputDigest: String, digests: [String: String],
    keepFailed: Bool, seconds: Double
  ) throws(EffaceError) -> DefacingSidecar {
    let sidecar = DefacingSidecar(
      efface: effaceVersion, inputSHA256: inputDigest,
      outputSHA256: digests, facts: facts,
      keptFailed: verdict.verdict == .fail && keepFailed,
      DeidentificationMethod: ["Efface \(effaceVersion), method \(method)"],
      DeidentificationMethodCodeSequence: [
        [
          "CodeValue": "113102", "CodingSchemeDesignator": "DCM",
          "CodeMeaning": "Clean Recognizable Visual Features Option",
        ]
      ],
      timing: ["seconds": seconds])
    try JSONFile.write(sidecar, to: outputs.sidecar)
    return sidecar
  }
}
