public import Faces
public import Files
internal import Foundation
internal import Geometry
internal import Images

/// All methods against one set of photographs: is a face still detected, is the person still
/// recognised, is the recovered picture recognised.
///
/// The attacker holds every original, the very picture included, and searches with several detectors
/// and networks; what any of them finds counts.
public struct PhotographEvaluation: Sendable {
  /// Every picture under every treatment.
  public let trials: [PhotographTrial]
  /// Pictures that could not be used, with the reason.
  public let skipped: [PhotographOutcome]
  /// The treatments, in the order of tables, with what was published about them.
  public let methods: [(name: String, published: String)]
  /// The names of the networks.
  public let models: [String]
  /// How many people there are.
  public let people: Int
  /// The k of k-Same; nil where there were too few people for it.
  public let k: Int?

  /// A photograph that can be used.
  private struct Known: Sendable {
    let image: FaceImage
    let subject: Treatment.Subject
    let aligned: Raster?
    let embeddings: [[Float]]
  }

  /// Runs all treatments over `images`, whose `id` says whom they show.
  ///
  /// - Parameters:
  ///   - images: Photographs; of pictures with several faces all are covered, and any that the
  ///     attacker finds may match.
  ///   - finder: Finds the faces that are covered.
  ///   - attacker: Looks at the results.
  ///   - k: For k-Same.
  ///   - seed: For the keys of averaging; each picture has a key of its own.
  ///   - names: The treatments that are looked at; nil for all.
  ///   - progress: Told how many of how many treated pictures are done.
  /// - Throws: `EffaceError.unsuitable` where no picture shows a face, `.foreign` where a library
  ///   fails.
  public init(
    _ images: [FaceImage], finder: FaceFinder, attacker: PhotographAttacker, k: Int = 3,
    seed: UInt64 = 1, only names: Set<String>? = nil, progress: ((Int, Int) -> Void)? = nil
  ) throws(EffaceError) {
    var known: [Known] = []
    var skipped: [PhotographOutcome] = []
    let looks = Parallel.map(images.count) { index in
      Result { () throws(EffaceError) in
        try Self.know(images[index], finder, attacker, seed: seed &+ UInt64(index))
      }
    }
    for (image, look) in zip(images, looks) {
      do throws(EffaceError) {
        known.append(try look.get())
      } catch {
        guard [.format, .unsuitable].contains(error.code) else { throw error }
        skipped.append(
          PhotographOutcome(file: image.file, output: nil, faces: [], reason: error.description))
      }
    }
    guard !known.isEmpty else {
      throw EffaceError(.unsuitable, skipped.first?.reason ?? "There are no pictures.")
    }
    let treatments = try Treatment.all().filter { names?.contains($0.name) ?? true }
    let judge = Judge(known: known, attacker: attacker)
    let surrogates = try Self.surrogates(known, k: k).filter { names?.contains($0.name) ?? true }
    trials = try judge.trials(treatments, surrogates, progress)
    self.skipped = skipped
    methods =
      treatments.map { ($0.name, $0.published) } + surrogates.map { ($0.name, "") }
    models = attacker.embedders.map(\.name)
    people = judge.people.count
    self.k = surrogates.isEmpty ? nil : k
  }

  private static func know(
    _ image: FaceImage, _ finder: FaceFinder, _ attacker: PhotographAttacker, seed: UInt64
  ) throws(EffaceError) -> Known {
    let picture = try PhotographFile.read(image.url, name: image.file)
    let faces = try finder.faces(in: picture)
    guard let largest = faces.max(by: { $0.eyeDistance < $1.eyeDistance }),
      let embeddings = try attacker.know(picture)
    else { throw EffaceError(.unsuitable, "No face was found in \(image.file).") }
    let key = AveragingKey.noise(
      width: picture.width, height: picture.height, channels: picture.channels, seed: seed)
    let side = ModifiedAveraging.publishedSide
    let greyKey = AveragingKey.noise(width: side, height: side, channels: 1, seed: seed)
    return Known(
      image: image,
      subject: Treatment.Subject(
        picture: picture, faces: faces, keys: [.exact: key, .published: greyKey]),
      aligned: AlignedFace(largest, in: picture)?.picture, embeddings: embeddings)
  }

  /// For each space the face that stands for each picture; none where there are fewer than k people.
  private static func surrogates(
    _ known: [Known], k: Int
  ) throws(EffaceError) -> [(name: String, pictures: [Raster])] {
    let (people, faces) = KSameFolder.people(known.map { ($0.image.id, $0.aligned) })
    guard people.count >= k, known.allSatisfy({ $0.aligned != nil }) else { return [] }
    var rows: [(name: String, pictures: [Raster])] = []
    for space in KSame.Space.allCases {
      let same = try KSame(faces, k: k, space: space)
      var faceOf: [String: Raster] = [:]
      for (group, face) in zip(same.groups, same.faces) {
        for member in group { faceOf[people[member]] = face }
      }
      rows.append(("k-same-\(space.rawValue)", known.compactMap { faceOf[$0.image.id] }))
    }
    return rows
  }

  /// Holds treated pictures against everybody's originals.
  private struct Judge: Sendable {
    let known: [Known]
    let attacker: PhotographAttacker
    let people: [String]

    init(known: [Known], attacker: PhotographAttacker) {
      self.known = known
      self.attacker = attacker
      people = Set(known.map(\.image.id)).sorted()
    }

    /// All trials, treatment after treatment, a few of them side by side.
    func trials(
      _ treatments: [Treatment], _ surrogates: [(name: String, pictures: [Raster])],
      _ progress: ((Int, Int) -> Void)?
    ) throws(EffaceError) -> [PhotographTrial] {
      let total = known.count * (treatments.count + surrogates.count)
      var trials: [PhotographTrial] = []
      while trials.count < total {
        let start = trials.count
        let results = Parallel.map(min(8, total - start)) { step in
          let (row, person) = (start + step).quotientAndRemainder(dividingBy: known.count)
          let one = known[person]
          return Result { () throws(EffaceError) in
            guard row < treatments.count else {
              let (name, pictures) = surrogates[row - treatments.count]
              return try trial(
                name, one, pictures[person], against: one.aligned ?? pictures[person])
            }
            let treatment = treatments[row]
            return try trial(
              treatment.name, one, treatment(one.subject), against: one.subject.picture)
          }
        }
        for result in results { trials.append(try result.get()) }
        progress?(trials.count, total)
      }
      return trials
    }

    private func trial(
      _ method: String, _ one: Known, _ treated: Raster, against original: Raster
    ) throws(EffaceError) -> PhotographTrial {
      let sight = try attacker.look(at: treated)
      let likeness =
        treated.width == original.width && treated.height == original.height
        ? PictureLikeness(original, treated) : nil
      return PhotographTrial(
        method: method, file: one.image.file, person: one.image.id,
        detectors: zip(attacker.detectors, sight.detected).filter { $0.1 }.map { $0.0.name },
        answers: attacker.embedders.indices.map { answer(sight.embeddings[$0], one, $0) },
        psnr: likeness.flatMap { $0.psnr.isFinite ? $0.psnr : nil },
        ssim: likeness.flatMap { $0.ssim.isNaN ? nil : $0.ssim })
    }

    private func answer(
      _ seen: [[Float]], _ one: Known, _ network: Int
    ) -> PhotographTrial.Answer {
      let distances = people.map { person in
        attacker.distance(
          seen, known.filter { $0.image.id == person }.map { $0.embeddings[network] },
          network: network)
      }
      let own = people.firstIndex(of: one.image.id).flatMap { distances[$0] }
      return PhotographTrial.Answer(
        model: attacker.embedders[network].name, distance: own,
        matched: own.map { $0 <= attacker.threshold(network: network) } ?? false,
        rank: own.map { own in distances.count { ($0 ?? .infinity) <= own } })
    }
  }
}
