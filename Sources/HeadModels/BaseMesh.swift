internal import Files
internal import Foundation
internal import Geometry

/// The MakeHuman base mesh hm08 as it lies in `3dobjs/base.obj` (CC0).
///
/// The file's frame: decimetres, x to the person's left, y up, z to the front.
struct BaseMesh: Sendable {
  /// Corners of all groups, helpers included.
  var vertices: [Vector3]
  /// The faces of group `body`, counter-clockwise as seen from outside; all have four corners and
  /// together they are a closed surface, mouth and eye sockets being pockets of it.
  var body: [[Int32]]
  /// The corners of the groups that only mark places: joints and eyeballs.
  var groups: [String: [Int]]

  /// Reads the OBJ file at `url`.
  ///
  /// - Throws: `EffaceError.file` or `.format`.
  init(contentsOf url: URL) throws(EffaceError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw EffaceError(.missing, "The base mesh \(url.path) of the head model cannot be read.")
    }
    vertices = []
    body = []
    groups = [:]
    var members: [String: Set<Int>] = [:]
    var group = ""
    var text = TextNumbers(Array(data))
    while !text.isAtEnd {
      switch text.word().map(Array.init) {
      case Array("v".utf8):
        guard let x = text.decimal(), let y = text.decimal(), let z = text.decimal() else {
          throw Self.damaged(url)
        }
        vertices.append(Vector3(x, y, z))
      case Array("g".utf8):
        group = text.word().map { String(decoding: $0, as: UTF8.self) } ?? ""
      case Array("f".utf8):
        var corners: [Int32] = []
        while text.peek() != nil {
          guard let corner = text.integer(), (1...vertices.count).contains(corner) else {
            throw Self.damaged(url)
          }
          corners.append(Int32(corner - 1))
        }
        if group == "body" {
          body.append(corners)
        } else {
          members[group, default: []].formUnion(corners.map(Int.init))
        }
      default:
        break
      }
      text.skipLine()
    }
    groups = members.mapValues { $0.sorted() }
    guard vertices.count == 19_158, body.count == 13_378 else { throw Self.damaged(url) }
  }

  private static func damaged(_ url: URL) -> EffaceError {
    EffaceError(
      .format, "The file \(url.path) is not the base mesh hm08 that the head model is built on.")
  }
}
