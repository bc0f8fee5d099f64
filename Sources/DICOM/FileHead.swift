internal import Foundation
internal import Glibc

/// A few bytes of a file, at the places where they are asked for; the one owner of its descriptor.
struct FileHead: ~Copyable {
  private let descriptor: Int32

  /// Nil where the file cannot be opened.
  init?(_ url: URL) {
    let opened = open(url.path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// The length of the file in bytes.
  var count: Int? {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : nil
  }

  /// The bytes from `offset` on, `count` of them or as many as there are.
  func bytes(_ count: Int, at offset: Int = 0) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let step = pread(
          descriptor, buffer.baseAddress.map { $0 + initialized }, count - initialized,
          offset + initialized)
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { break }
        initialized += step
      }
    }
  }
}

extension [UInt8] {
  /// Whether `word` occurs in the bytes.
  func contains(ascii word: String) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first, word.count <= count else { return false }
    return (0...count - word.count).contains { start in
      self[start] == first && self[start..<start + word.count].elementsEqual(word)
    }
  }
}
