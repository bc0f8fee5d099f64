internal import Assets
internal import CDlib
internal import Files
internal import Foundation
internal import Images

/// Owner of dlib's frontal face detector. One thread at a time.
final class HOGHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  /// Unpacking the detector out of dlib takes most of a second, so its unpacked form is kept in the
  /// store; where that cannot be written or read, it is unpacked again.
  init() throws(EffaceError) {
    let kept = Self.kept
    var made: OpaquePointer?
    if FileManager.default.fileExists(atPath: kept.path) {
      try? DlibCall.run("The kept face detector is damaged") {
        cdlib_hog_open(kept.path, &made, $0)
      }
    }
    if made == nil {
      try DlibCall.run("The dlib face detector cannot be made") { cdlib_hog_create(&made, $0) }
      if let made { Self.keep(made, at: kept) }
    }
    guard let made else { throw EffaceError(.foreign, "dlib gave no face detector.") }
    pointer = made
  }

  private static var kept: URL {
    AssetStore().root.appendingPathComponent(
      "derived/dlib-\(String(cString: cdlib_version()))-frontal.dat")
  }

  private static func keep(_ detector: OpaquePointer, at url: URL) {
    let folder = url.deletingLastPathComponent()
    let temporary = folder.appendingPathComponent(".\(UUID().uuidString).partial")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      try DlibCall.run("The face detector cannot be kept") {
        cdlib_hog_save(detector, temporary.path, $0)
      }
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      return
    }
    rename(temporary.path, url.path)
  }

  deinit { cdlib_hog_destroy(pointer) }

  func detect(
    _ picture: Raster, upsampling: Int, threshold: Double
  ) throws(EffaceError) -> [(box: PixelBox, score: Double)] {
    try Faces.collect("The dlib face detector failed", picture, usesBLAS: false) {
      picture, room, found, error in
      cdlib_hog_detect(
        pointer, picture, Int32(upsampling), threshold, room.base, room.count, found, error)
    }
  }
}

/// Owner of dlib's convolutional detector. One thread at a time.
final class MMODHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(_ url: URL) throws(EffaceError) {
    var made: OpaquePointer?
    try DlibCall.run("The weights \(url.path) cannot be loaded") {
      cdlib_mmod_create(url.path, &made, $0)
    }
    guard let made else { throw EffaceError(.foreign, "dlib gave no face detector.") }
    pointer = made
  }

  deinit { cdlib_mmod_destroy(pointer) }

  func detect(
    _ picture: Raster, upsampling: Int
  ) throws(EffaceError) -> [(box: PixelBox, score: Double)] {
    try Faces.collect("The MMOD face detector failed", picture) { picture, room, found, error in
      cdlib_mmod_detect(
        pointer, picture, Int32(upsampling), room.base, room.count, found, error)
    }
  }
}

/// What both detectors write.
private enum Faces {
  /// Faces of one picture that are kept, best first; nobody has more heads in one scan.
  static let room = 256

  static func collect(
    _ subject: String, _ picture: Raster, usesBLAS: Bool = true,
    _ detect: (
      cdlib_picture, (base: UnsafeMutablePointer<cdlib_face>, count: Int),
      UnsafeMutablePointer<Int>, cdlib_error
    ) -> cdlib_status
  ) throws(EffaceError) -> [(box: PixelBox, score: Double)] {
    var faces = [cdlib_face](repeating: cdlib_face(), count: room)
    var found = 0
    try DlibCall.withPicture(picture) { (picture) throws(EffaceError) in
      try DlibCall.run(subject, usesBLAS: usesBLAS) { error in
        faces.withUnsafeMutableBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return .failed }
          return detect(picture, (base, buffer.count), &found, error)
        }
      }
    }
    return faces.prefix(found).map { (PixelBox($0.box), $0.score) }
  }
}

extension PixelBox {
  /// A box of dlib.
  fileprivate init(_ box: cdlib_box) {
    self.init(
      left: Double(box.left), top: Double(box.top), right: Double(box.right),
      bottom: Double(box.bottom))
  }
}
