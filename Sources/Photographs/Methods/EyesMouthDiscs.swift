internal import Faces
internal import Files
internal import Foundation
internal import Images

/// Three black discs about the centres that k-means finds among the landmarks of eyes and mouth.
struct EyesMouthDiscs: FaceCover {
  static let card = FaceCoverCard(
    name: "eyes-mouth",
    summary: "three black discs over eyes and mouth (published radius: 50 pixels)",
    reference: "real-time anonymisation: HOG, 68 points, three k-means centres; Lloyd 1982")

  /// The radius as a share of the eyes' distance, which the published 50 pixels are in a face that is
  /// about 150 pixels wide.
  private static let share = 0.75
  private let radius: Double?

  init(_ options: FaceCoverOptions) throws(EffaceError) {
    if let radius = options.radius, !(1...10_000).contains(radius) {
      throw EffaceError(.argument, "The radius of the discs is 1 to 10,000 pixels, not \(radius).")
    }
    radius = options.radius
  }

  func cover(_ face: PhotographFace, in picture: inout Raster) {
    let radius = self.radius ?? Self.share * face.eyeDistance
    for centre in Self.centres(face) {
      picture.blacken(
        ConvexHull(
          (0..<64).map { step in
            let angle = Double(step) * .pi / 32
            return PixelPoint(
              x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
          }))
    }
  }

  /// The three means of Lloyd's iteration, which starts from eyes and mouth and so always ends alike.
  static func centres(_ face: PhotographFace) -> [PixelPoint] {
    let points = Array(face.landmarks[36...])
    var centres = [face.eyes.right, face.eyes.left, face.points(.mouth).middle]
    for _ in 0..<20 {
      let nearest = points.map { point in
        centres.indices.min { point.distance(to: centres[$0]) < point.distance(to: centres[$1]) }
          ?? 0
      }
      let moved = centres.indices.map { centre in
        let own = zip(points, nearest).filter { $0.1 == centre }.map(\.0)
        return own.isEmpty ? centres[centre] : own.middle
      }
      if moved == centres { break }
      centres = moved
    }
    return centres
  }
}
