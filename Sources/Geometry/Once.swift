internal import Synchronization

/// A value that is made when it is first asked for, and kept; whoever asks meanwhile waits for it.
public final class Once<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// Nothing is made yet.
  public init() {}

  /// The value, made by `make` where it is not there yet.
  public func get(_ make: () -> Value) -> Value {
    value.withLock { value in
      if let value { return value }
      let fresh = make()
      value = fresh
      return fresh
    }
  }
}
