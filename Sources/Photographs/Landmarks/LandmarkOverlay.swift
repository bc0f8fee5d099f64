internal import Faces
public import Images

/// A picture with the seven groups of landmarks of each face drawn over it.
public enum LandmarkOverlay {
  /// How much of a group's colour stands before the picture, as published.
  public static let publishedAlpha = 0.75

  /// Draws the convex hull of each group, filled, and each point.
  ///
  /// - Parameters:
  ///   - faces: Faces of `picture`.
  ///   - picture: Grey or colour.
  ///   - alpha: The share of the group's colour, 0...1.
  /// - Returns: A colour picture of the same size.
  public static func draw(
    _ faces: [PhotographFace], on picture: Raster, alpha: Double = publishedAlpha
  ) -> Raster {
    var drawn = picture.rgb
    for face in faces {
      for group in LandmarkGroup.allCases {
        let colour = Self.colour(group)
        let hull = ConvexHull(face.points(group))
        hull.forEachRow(in: drawn) { y, columns in
          for x in columns { Self.blend(&drawn.samples, at: drawn.index(x, y), colour, alpha) }
        }
      }
      // Dots of a fiftieth of the eyes' distance, so that they are seen in pictures of any size.
      let reach = max(Int(face.eyeDistance / 50), 0)
      for point in face.landmarks {
        for y in -reach...reach {
          for x in -reach...reach {
            drawn.set(Int(point.x) + x, Int(point.y) + y, .white)
          }
        }
      }
    }
    return drawn
  }

  private static func blend(
    _ samples: inout [UInt8], at index: Int, _ colour: Colour, _ alpha: Double
  ) {
    for (channel, part) in [colour.red, colour.green, colour.blue].enumerated() {
      let value = alpha * Double(part) + (1 - alpha) * Double(samples[index + channel])
      samples[index + channel] = UInt8(min(max(value.rounded(), 0), 255))
    }
  }

  /// Colours that the colour-blind tell apart (Okabe and Ito 2008).
  private static func colour(_ group: LandmarkGroup) -> Colour {
    switch group {
    case .jaw: Colour(86, 180, 233)
    case .rightBrow: Colour(230, 159, 0)
    case .leftBrow: Colour(240, 228, 66)
    case .nose: Colour(0, 158, 115)
    case .rightEye: Colour(0, 114, 178)
    case .leftEye: Colour(204, 121, 167)
    case .mouth: Colour(213, 94, 0)
    }
  }
}
