public import Faces
public import Files
public import Foundation
internal import Images

/// k-Same over a set of photographs.
public struct KSameFolder: Sendable {
  /// What was done.
  public struct Result: Sendable, Codable {
    /// The pictures, in the order in which they were given.
    public let images: [PhotographOutcome]
    /// Whose pictures share a face.
    public let groups: [[String]]
    /// What the written files promise.
    public let guarantee: KSameGuarantee
  }

  private let space: KSame.Space
  private let k: Int
  private let finder: FaceFinder

  /// Chooses the method.
  public init(space: KSame.Space, k: Int, finder: FaceFinder) {
    self.space = space
    self.k = k
    self.finder = finder
  }

  /// The name of the method.
  public var name: String { "k-same-\(space.rawValue)" }

  /// The name of the result for the picture at `url`.
  public func outputName(_ url: URL) -> String {
    "\(url.deletingPathExtension().lastPathComponent)_\(name).png"
  }

  /// Groups the people of `images` (by their `id`), writes a face for every picture, and checks the
  /// guarantee on the files.
  ///
  /// The largest face of a picture is taken. Several pictures of a person are averaged first, so that
  /// a group holds people and not pictures. A picture without a face is in the list with a reason.
  ///
  /// - Throws: As `KSame`, `KSameGuarantee` and `AtomicFile`; `EffaceError.argument` where two
  ///   pictures would share a result.
  public func run(
    _ images: [FaceImage], to folder: URL, progress: ((Int) -> Void)? = nil
  ) throws(EffaceError) -> Result {
    guard Set(images.map { outputName($0.url) }).count == images.count else {
      throw EffaceError(
        .argument, "Two pictures have names that differ only in their folder or ending.")
    }
    var aligned: [(faces: [PhotographFace], face: AlignedFace?, reason: String?)] = []
    for image in images {
      aligned.append(try align(image))
      progress?(aligned.count)
    }
    let (people, rasters) = Self.people(zip(images, aligned).map { ($0.id, $1.face?.picture) })
    let same = try KSame(rasters, k: k, space: space)
    var faceOf: [String: Raster] = [:]
    for (group, face) in zip(same.groups, same.faces) {
      for member in group { faceOf[people[member]] = face }
    }
    var outcomes: [PhotographOutcome] = []
    var files: [(url: URL, person: String)] = []
    for (image, seen) in zip(images, aligned) {
      let output = folder.appendingPathComponent(outputName(image.url))
      if seen.face != nil, let face = faceOf[image.id] {
        try PhotographFile.write(face, to: output)
        files.append((output, image.id))
      }
      outcomes.append(
        PhotographOutcome(
          file: image.file, output: seen.face == nil ? nil : output.relativePath,
          faces: seen.faces, reason: seen.reason))
    }
    return Result(
      images: outcomes, groups: same.groups.map { $0.map { people[$0] } },
      guarantee: try KSameGuarantee(k: k, files: files))
  }

  private func align(
    _ image: FaceImage
  ) throws(EffaceError) -> (faces: [PhotographFace], face: AlignedFace?, reason: String?) {
    do throws(EffaceError) {
      let picture = try PhotographFile.read(image.url, name: image.file)
      let faces = try finder.faces(in: picture)
      let largest = faces.max { $0.eyeDistance < $1.eyeDistance }
      guard let face = largest.flatMap({ AlignedFace($0, in: picture) }) else {
        return (
          faces, nil, "No face was found in \(image.file), so nothing was written for it."
        )
      }
      return (faces, face, nil)
    } catch {
      guard error.code == .format else { throw error }
      return ([], nil, error.description)
    }
  }

  /// Everybody once, in the order of their first picture, with the mean of their pictures.
  static func people(_ pictures: [(id: String, face: Raster?)]) -> ([String], [Raster]) {
    var names: [String] = []
    var sums: [String: [Int]] = [:]
    var counts: [String: Int] = [:]
    var frame = Raster(width: AlignedFace.side, height: AlignedFace.side, channels: 3)
    for case (let id, let face?) in pictures {
      frame = face
      if sums[id] == nil { names.append(id) }
      let before = sums[id] ?? [Int](repeating: 0, count: face.samples.count)
      sums[id] = zip(before, face.samples).map { $0 + Int($1) }
      counts[id, default: 0] += 1
    }
    let rasters = names.map { name in
      let count = counts[name] ?? 1
      var mean = frame
      mean.samples = (sums[name] ?? []).map { UInt8(($0 + count / 2) / count) }
      return mean
    }
    return (names, rasters)
  }
}
