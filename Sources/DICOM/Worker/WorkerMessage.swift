internal import Files
internal import Foundation
internal import Glibc

/// What goes over the socket between the command and its worker.
///
/// A frame is a 32-bit length of the JSON, a 64-bit length of the raw bytes (both in this machine's
/// order: the two ends are the same program), the JSON, the raw bytes.
struct WorkerRequest: Codable {
  let path: String
  /// What is asked of the file.
  let task: Task

  enum Task: Codable {
    case header(keepsIdentifiers: Bool)
    case pixels
    /// With the edits as the frame's raw bytes.
    case rewriting(DICOMRewriting)
  }
}

/// The answer to one request; empty, with the new file as the frame's raw bytes, after rewriting.
struct WorkerAnswer: Codable {
  var header: DICOMInstance?
  /// With the pixels as the frame's raw bytes.
  var layout: DICOMPixels.Layout?
  /// Why there is neither.
  var failure: String?
}

/// One end of the socket; does not own it.
struct WorkerChannel {
  let descriptor: Int32

  /// The other end is gone, or talks nonsense, or took too long.
  enum Failure: Error {
    case closed
    case late
  }

  /// The longest JSON that is accepted: the header of an object with thousands of frames.
  private static let jsonLimit = 1 << 28

  func send(_ message: some Encodable, raw: [UInt8] = []) throws(Failure) {
    guard let json = try? JSONEncoder().encode(message) else { throw .closed }
    var frame = [UInt8]()
    withUnsafeBytes(of: UInt32(json.count)) { frame += $0 }
    withUnsafeBytes(of: UInt64(raw.count)) { frame += $0 }
    frame += json
    try sendAll(frame)
    try sendAll(raw)
  }

  /// Waits for a frame, `seconds` at most for it to begin and between its pieces.
  func receive<Message: Decodable>(
    _: Message.Type, seconds: Double?
  ) throws(Failure) -> (message: Message, raw: [UInt8]) {
    let head = try receiveAll(12, seconds: seconds)
    let jsonCount = head.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
    let rawCount = head.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
    }
    guard jsonCount <= Self.jsonLimit, rawCount <= UInt64(DICOMPixels.limit) else { throw .closed }
    let json = try receiveAll(jsonCount, seconds: seconds)
    let raw = try receiveAll(Int(rawCount), seconds: seconds)
    guard let message = try? JSONDecoder().decode(Message.self, from: Data(json)) else {
      throw .closed
    }
    return (message, raw)
  }

  private func sendAll(_ bytes: [UInt8]) throws(Failure) {
    let failed = bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        // A worker that died must not raise SIGPIPE here.
        let count = Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
          Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return true }
        sent += count
      }
      return false
    }
    if failed { throw .closed }
  }

  private func receiveAll(_ count: Int, seconds: Double?) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = 0
      while initialized < count, failure == nil {
        if let seconds {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          let ready = poll(&waiting, 1, Int32(min(seconds * 1000, 1e9)))
          if ready == 0 { failure = .late }
          if ready <= 0 { continue }
        }
        let read = recv(
          descriptor, buffer.baseAddress.map { $0 + initialized }, count - initialized, 0)
        if read < 0, errno == EINTR { continue }
        if read <= 0 { failure = .closed } else { initialized += read }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
