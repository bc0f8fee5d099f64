internal import Glibc

/// One end of the socket between the command and its worker; does not own it.
///
/// A frame is a 32-bit length of the message, a 64-bit length of the raw bytes (both in this
/// machine's order: the two ends are the same program), the message, the raw bytes.
struct WorkerChannel {
  let descriptor: Int32
  /// What was received and not yet used begins at `next`.
  private var received: [UInt8] = []
  private var next = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The other end is gone, or talks nonsense, or took too long.
  enum Failure: Error {
    case closed
    case late
  }

  /// The longest message that is accepted: the header of an object with thousands of frames.
  private static let messageLimit = 1 << 28
  private static let headLength = 12
  private static let readLength = 1 << 16

  /// Appends the frame of `message` to `frames`, for `send`.
  static func append(
    _ message: some MessageValue, rawCount: Int = 0, to frames: inout [UInt8]
  ) {
    var bytes = MessageBytes()
    message.write(to: &bytes)
    withUnsafeBytes(of: UInt32(bytes.all.count)) { frames += $0 }
    withUnsafeBytes(of: UInt64(rawCount)) { frames += $0 }
    frames += bytes.all
  }

  func send(_ message: some MessageValue, raw: [UInt8] = []) throws(Failure) {
    var frame: [UInt8] = []
    Self.append(message, rawCount: raw.count, to: &frame)
    try send(frame)
    if !raw.isEmpty { try send(raw) }
  }

  func send(_ bytes: [UInt8]) throws(Failure) {
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

  /// Waits for a frame, `seconds` at most for it to begin and between its pieces.
  mutating func receive<Message: MessageValue>(
    _: Message.Type, seconds: Double?
  ) throws(Failure) -> (message: Message, raw: [UInt8]) {
    let head = try take(Self.headLength, seconds: seconds)
    let count = head.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
    let rawCount = head.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
    }
    guard count <= Self.messageLimit, rawCount <= UInt64(DICOMPixels.limit) else { throw .closed }
    var bytes = MessageBytes(try take(count, seconds: seconds))
    let raw = try take(Int(rawCount), seconds: seconds)
    do {
      return (try Message(from: &bytes), raw)
    } catch {
      throw .closed
    }
  }

  /// The next `count` bytes. Small frames that follow each other are received at once.
  private mutating func take(_ count: Int, seconds: Double?) throws(Failure) -> [UInt8] {
    while received.count - next < count, count <= Self.readLength {
      received.removeFirst(next)
      next = 0
      received += try receiveSome(seconds: seconds)
    }
    let ahead = received[next..<min(next + count, received.count)]
    next += ahead.count
    guard ahead.count < count else { return Array(ahead) }
    return try receiveLong(count, behind: ahead, seconds: seconds)
  }

  private func receiveLong(
    _ count: Int, behind start: ArraySlice<UInt8>, seconds: Double?
  ) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = buffer.initialize(fromContentsOf: start)
      while initialized < count, failure == nil {
        do throws(Failure) {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized...])
          initialized += try receive(into: rest, seconds: seconds)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func receiveSome(seconds: Double?) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.readLength) { buffer, initialized in
      do throws(Failure) {
        initialized = try receive(into: UnsafeMutableRawBufferPointer(buffer), seconds: seconds)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Waits for at least one byte, and says how many came.
  private func receive(
    into buffer: UnsafeMutableRawBufferPointer, seconds: Double?
  ) throws(Failure) -> Int {
    while true {
      if let seconds {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&waiting, 1, Int32(min(seconds * 1000, 1e9)))
        if ready == 0 { throw .late }
        if ready < 0 { continue }
      }
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .closed }
      return count
    }
  }
}
