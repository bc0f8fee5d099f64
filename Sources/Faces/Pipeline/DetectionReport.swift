/// What a detector found in a set of pictures. Pictures without a face are in it, with the reason.
public struct DetectionReport: Sendable, Codable, Hashable {
  /// What was found in one picture.
  public struct Image: Sendable, Codable, Hashable {
    /// The picture, as it was given.
    public let file: String
    /// Whom it shows.
    public let id: String
    /// The faces, best first.
    public var faces: [Face]
    /// Why there is no face; nil where there is one.
    public let reason: String?
  }

  /// One face.
  public struct Face: Sendable, Codable, Hashable {
    /// Pixels of the picture: left, top, right, bottom.
    public let box: PixelBox
    /// The detector's confidence, on its own scale.
    public let score: Double
    /// What the landmarks mark.
    public let scheme: LandmarkScheme
    /// Pixels of the picture.
    public let landmarks: [PixelPoint]
    /// Name of the file that shows the face alone; only the best face of a picture has one.
    public var crop: String?

    init(_ detection: FaceDetection, crop: String?) {
      box = detection.box
      score = detection.score
      scheme = detection.scheme
      landmarks = detection.landmarks
      self.crop = crop
    }
  }

  /// Name of the detector.
  public let detector: String
  /// How the crops were cut.
  public let alignment: AlignmentChoice
  /// The pictures, in the order in which they were given.
  public var images: [Image]

  /// Name of this report in a folder of crops.
  public static let fileName = "detections.json"

  /// Pictures in which no face was found, or which could not be read.
  public var undetected: [Image] { images.filter { $0.faces.isEmpty } }

  /// Whom each crop shows, by the crop's name.
  var personOfCrop: [String: String] {
    var people: [String: String] = [:]
    for image in images {
      for crop in image.faces.compactMap(\.crop) { people[crop] = image.id }
    }
    return people
  }
}
