public import Geometry
public import Registration
internal import Surfaces

/// How a mask gets from one scan of a person to another.
public enum FollowingWay: String, Sendable, Hashable, CaseIterable {
  /// The headers are believed unless registration says that the head moved by more than 3 mm.
  case auto
  /// The headers are believed: same frame of reference.
  case header
  /// The two are registered rigidly.
  case rigid

  /// mm by which a head must have moved before a header is doubted.
  public static let doubt = 3.0
}

extension AnalysedScan {
  /// The map from the world of this scan to that of `other`, a scan of the same person.
  ///
  /// Registration starts from the headers and from how both heads lie on the template.
  ///
  /// - Returns: The map, and the registration where one was asked for and found.
  public func motion(
    to other: AnalysedScan, way: FollowingWay
  ) -> (affine: Affine, registration: RigidMotion?) {
    guard way != .header else { return (.identity, nil) }
    let registration = RigidRegistration(fixed: other.head, field: other.skin, moving: head)
    let start = other.fromTemplate * alignment.toTemplate
    let found = registration.run(from: [.identity, start])
    guard let found, way == .rigid || found.displacement > FollowingWay.doubt else {
      return (.identity, found)
    }
    return (found.affine, found)
  }
}
