internal import Faces
public import Files
public import Images

/// Covers the faces of a stream of frames.
///
/// Detectors look at every few frames; between them, and when they blink, a face is followed by its
/// pixels and stays covered for `hold` frames. Frames leave with a delay, so that a face that is found
/// late is covered in the frames before as well, as far back as its pixels can be followed and at
/// least until the detectors had looked before.
public struct VideoCovering {
  /// What was counted.
  public struct Counts: Sendable, Codable, Hashable {
    /// Frames that went through.
    public internal(set) var frames = 0
    /// Frames with at least one covered face.
    public internal(set) var covered = 0
    /// Frames in which a face is covered that no detector saw there, because none looked or none saw.
    public internal(set) var followed = 0
  }

  /// A frame that waits.
  private struct Waiting {
    let frame: Raster
    let view: Raster
    var faces: [PhotographFace]
    var isFollowed: Bool
  }

  private let cover: any FaceCover
  private let finder: FaceFinder
  private let interval: Int
  private let hold: Int
  private let delay: Int
  private var tracks: [FaceTrack] = []
  private var waiting: [Waiting] = []
  /// What was counted so far.
  public private(set) var counts = Counts()

  /// Builds the covering of one stream.
  ///
  /// - Parameters:
  ///   - cover: What is done to a face.
  ///   - finder: Finds faces.
  ///   - interval: Detectors look at every `interval`th frame.
  ///   - hold: For how many frames a face that no detector sees stays covered.
  ///   - delay: How many frames wait; 0 for a camera, which has no time.
  public init(cover: any FaceCover, finder: FaceFinder, interval: Int, hold: Int, delay: Int) {
    precondition(interval >= 1 && hold >= 0 && delay >= 0)
    self.cover = cover
    self.finder = finder
    self.interval = interval
    self.hold = hold
    self.delay = delay
  }

  /// Takes the next frame and gives the frames that are ready.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails.
  public mutating func push(_ frame: Raster) throws(EffaceError) -> [Raster] {
    let factor = max(frame.width / 320, 1)
    let view = frame.reduced(by: factor).grey
    for index in tracks.indices { tracks[index].follow(view) }
    if counts.frames % interval == 0 {
      try look(at: frame, view, factor: Double(factor))
    }
    tracks = tracks.filter { $0.unseen <= hold && $0.face.box.touches(frame) }
    waiting.append(
      Waiting(
        frame: frame, view: view, faces: tracks.map(\.covered),
        isFollowed: tracks.contains { $0.unseen > 0 }))
    counts.frames += 1
    return waiting.count > delay ? [release()] : []
  }

  /// The frames that still wait.
  public mutating func finish() -> [Raster] {
    var frames: [Raster] = []
    while !waiting.isEmpty { frames.append(release()) }
    return frames
  }

  private mutating func release() -> Raster {
    let first = waiting.removeFirst()
    if !first.faces.isEmpty { counts.covered += 1 }
    if first.isFollowed { counts.followed += 1 }
    return cover.covered(first.frame, first.faces)
  }

  private mutating func look(
    at frame: Raster, _ view: Raster, factor: Double
  ) throws(EffaceError) {
    for face in try finder.faces(in: frame) {
      let known = tracks.indices.first { tracks[$0].face.box.overlap(face.box) > 0.2 }
      if let known {
        tracks[known].confirm(face, view)
      } else {
        let track = FaceTrack(face, view, factor: factor)
        tracks.append(track)
        coverBefore(track)
      }
    }
  }

  /// Follows a face that was just found back through the frames that wait.
  private mutating func coverBefore(_ start: FaceTrack) {
    var track = start
    for (age, index) in waiting.indices.reversed().enumerated() {
      let isFound = track.follow(waiting[index].view)
      guard isFound || age < interval else { return }
      waiting[index].faces.append(track.covered)
      waiting[index].isFollowed = true
    }
  }
}

extension PixelBox {
  /// Whether any of the box lies in `picture`.
  fileprivate func touches(_ picture: Raster) -> Bool {
    left < Double(picture.width) && top < Double(picture.height) && right > 0 && bottom > 0
  }
}
