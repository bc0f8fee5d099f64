internal import Files
internal import Foundation

/// The sound of a video, which ffmpeg copies where it is installed.
enum VideoSound {
  /// Puts the sound of `source` beside the pictures of `video`, bytes as they are, and nothing else of
  /// it: no titles, places or times. Whether there is sound now.
  ///
  /// - Throws: `EffaceError.foreign` where ffmpeg cannot be started at all.
  static func copy(from source: String, into video: URL) throws(EffaceError) -> Bool {
    guard let program = Program(named: "ffmpeg") else { return false }
    let joined = video.deletingLastPathComponent()
      .appendingPathComponent(".sound-\(video.lastPathComponent)")
    defer { try? FileManager.default.removeItem(at: joined) }
    let answer = try program.run([
      "-nostdin", "-loglevel", "error", "-y", "-i", video.path, "-i",
      "file:" + URL(fileURLWithPath: source).path, "-map", "0:v", "-map", "1:a", "-c", "copy",
      "-map_metadata", "-1", "-map_chapters", "-1", "-shortest", joined.path,
    ])
    // Without a sound track ffmpeg refuses the map, and the pictures stay alone.
    guard answer.status == 0 else { return false }
    return rename(joined.path, video.path) == 0
  }
}
