internal import Synchronization

/// A value that the units of one chain make once and share.
final class Shared<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// The value, made by `make` where it is not there yet.
  func get(_ make: () throws -> Value) throws -> Value {
    if let present = value.withLock({ $0 }) { return present }
    let fresh = try make()
    value.withLock { $0 = fresh }
    return fresh
  }

  /// As `get`, for the last that needs the value: it is let go.
  func take(_ make: () throws -> Value) throws -> Value {
    defer { value.withLock { $0 = nil } }
    return try get(make)
  }
}
