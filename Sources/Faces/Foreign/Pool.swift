internal import Files
internal import Synchronization

/// Foreign objects that one thread at a time may use: as many as there are threads at work.
final class Pool<Resource: AnyObject & Sendable>: Sendable {
  private let idle: Mutex<[Resource]>
  private let make: @Sendable () throws(EffaceError) -> Resource

  /// Makes the first object at once, so that a fault shows early.
  init(_ make: @escaping @Sendable () throws(EffaceError) -> Resource) throws(EffaceError) {
    self.make = make
    idle = Mutex([try make()])
  }

  /// Lends an object to `body`.
  func withOne<Result>(
    _ body: (Resource) throws(EffaceError) -> Result
  ) throws(EffaceError) -> Result {
    let waiting = idle.withLock { $0.popLast() }
    let resource = if let waiting { waiting } else { try make() }
    defer { idle.withLock { $0.append(resource) } }
    return try body(resource)
  }
}
