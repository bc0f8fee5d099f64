/// A place on a head that every person has; all but the eye centres lie on the skin.
///
/// Left and right are the person's own.
public enum HeadLandmark: String, Sendable, Hashable, CaseIterable, Codable {
  case vertex
  case glabella
  case nasion
  /// The tip of the nose.
  case pronasale
  case subnasale
  /// The middle of the border of the upper lip.
  case upperLip
  /// Where the lips meet in the middle.
  case stomion
  /// The middle of the border of the lower lip.
  case lowerLip
  /// The foremost point of the chin.
  case pogonion
  /// The lowest point of the chin.
  case menton
  case leftMouthCorner
  case rightMouthCorner
  case leftInnerCanthus
  case leftOuterCanthus
  case rightInnerCanthus
  case rightOuterCanthus
  case leftTragus
  case rightTragus
  /// The middle of the eyeball, beneath the skin.
  case leftEye
  /// The middle of the eyeball, beneath the skin.
  case rightEye

  /// The corner of the base mesh hm08; nil for the eye centres, which are means.
  var corner: Int? {
    switch self {
    case .vertex: 881
    case .glabella: 220
    case .nasion: 132
    case .pronasale: 5054
    case .subnasale: 343
    case .upperLip: 466
    case .stomion: 520
    case .lowerLip: 495
    case .pogonion: 5162
    case .menton: 5296
    case .leftMouthCorner: 7272
    case .rightMouthCorner: 527
    case .leftInnerCanthus: 13_360
    case .leftOuterCanthus: 13_375
    case .rightInnerCanthus: 6764
    case .rightOuterCanthus: 6779
    case .leftTragus: 12_055
    case .rightTragus: 5456
    case .leftEye, .rightEye: nil
    }
  }
}
