internal import Foundation

/// Where windows can be shown.
enum Display {
  /// Whether `environment` names a display, and, where it names one of this machine, its socket is
  /// there; a library that opens a window where none is ends the process.
  static func isThere(_ environment: [String: String]) -> Bool {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let name = value("WAYLAND_DISPLAY"), let folder = value("XDG_RUNTIME_DIR") {
      let socket = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      if FileManager.default.fileExists(atPath: socket) { return true }
    }
    guard let name = value("DISPLAY") else { return false }
    guard name.hasPrefix(":") || name.hasPrefix("unix:") else { return true }
    let number = name.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
    return FileManager.default.fileExists(atPath: "/tmp/.X11-unix/X\(number)")
  }
}
