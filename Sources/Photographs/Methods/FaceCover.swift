public import Files
public import Images

/// Changes the faces of a picture so that they show nobody. A new method is one file with one type and
/// one line in `FaceCovers`.
public protocol FaceCover: Sendable {
  /// The name on the command line, one line on what it does, and the paper.
  static var card: FaceCoverCard { get }

  /// Builds the method from what the user chose.
  ///
  /// - Throws: `EffaceError.argument` for a value outside its range.
  init(_ options: FaceCoverOptions) throws(EffaceError)

  /// Changes `face` in `picture`; the rest of the picture stays as it is.
  func cover(_ face: PhotographFace, in picture: inout Raster)
}

/// What must be known of a method.
public struct FaceCoverCard: Sendable, Hashable {
  /// The name on the command line.
  public let name: String
  /// One line.
  public let summary: String
  /// Where it was published.
  public let reference: String
}

/// What a user may choose of a method; what is nil has the method's own value.
public struct FaceCoverOptions: Sendable, Hashable {
  /// Which part of a face is changed.
  public enum Extent: String, Sendable, CaseIterable {
    /// From the hairline to the chin.
    case face
    /// Eyes, brows and mouth, as AnonNet does.
    case features
  }

  /// For `blur` and `pixelate`.
  public var extent: Extent?
  /// For `blur`: the standard deviation as a share of the face's width, above 0 and up to 1.
  public var sigma: Double?
  /// For `pixelate`: how many blocks across the face, 2...64.
  public var blocks: Int?
  /// For `eyes-mouth`: the radius of the discs in pixels, 1...10,000.
  public var radius: Double?

  /// Builds options.
  public init(
    extent: Extent? = nil, sigma: Double? = nil, blocks: Int? = nil, radius: Double? = nil
  ) {
    self.extent = extent
    self.sigma = sigma
    self.blocks = blocks
    self.radius = radius
  }
}

/// The methods that cover each face by itself.
public enum FaceCovers {
  /// Every method.
  public static let all: [any FaceCover.Type] = [
    BlackBox.self, Blur.self, Pixelation.self, CensorBar.self, EyesMouthDiscs.self,
  ]

  /// The method called `name`; nil where there is none.
  ///
  /// - Throws: `EffaceError.argument` for an option outside its range.
  public static func named(
    _ name: String, _ options: FaceCoverOptions = FaceCoverOptions()
  ) throws(EffaceError) -> (any FaceCover)? {
    guard let type = all.first(where: { $0.card.name == name }) else { return nil }
    return try type.init(options)
  }
}

extension FaceCover {
  /// The picture with all of `faces` changed.
  public func covered(_ picture: Raster, _ faces: [PhotographFace]) -> Raster {
    var result = picture
    for face in faces { cover(face, in: &result) }
    return result
  }
}

extension Raster {
  /// Makes the pixels inside `hull` black.
  mutating func blacken(_ hull: ConvexHull) {
    var result = self
    hull.forEachRow(in: self) { y, columns in
      let (from, to) = (index(columns.lowerBound, y), index(columns.upperBound, y))
      result.samples.replaceSubrange(
        from..<to, with: repeatElement(0, count: to - from))
    }
    self = result
  }
}
