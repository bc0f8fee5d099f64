internal import CDlib
internal import Files
internal import Foundation
internal import Images

/// Owner of dlib's face recognition network. One thread at a time.
final class ResNetHandle: @unchecked Sendable {
  static let side = 150
  static let dimension = 128
  private let pointer: OpaquePointer

  init(_ url: URL) throws(EffaceError) {
    var made: OpaquePointer?
    try DlibCall.run("The weights \(url.path) cannot be loaded") {
      cdlib_resnet_create(url.path, &made, $0)
    }
    guard let made else { throw EffaceError(.foreign, "dlib gave no network.") }
    pointer = made
  }

  deinit { cdlib_resnet_destroy(pointer) }

  /// The 128 numbers of a chip of 150 x 150 pixels.
  func embed(_ chip: Raster) throws(EffaceError) -> [Float] {
    var embedding = [Float](repeating: 0, count: Self.dimension)
    try DlibCall.withPicture(chip) { (picture) throws(EffaceError) in
      try DlibCall.run("The dlib face recognition network failed") {
        cdlib_resnet_embed(pointer, picture, &embedding, $0)
      }
    }
    return embedding
  }
}
