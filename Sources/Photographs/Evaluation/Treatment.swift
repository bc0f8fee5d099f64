public import Files
internal import Images

/// One row of the evaluation: what is done to a photograph before the attacker gets it.
public struct Treatment: Sendable {
  /// Its name in tables.
  public let name: String
  /// What the study that compared such methods published, in words; empty for nothing.
  public let published: String
  private let change: @Sendable (Subject) throws(EffaceError) -> Raster

  /// A photograph with its faces and its keys.
  struct Subject: Sendable {
    let picture: Raster
    let faces: [PhotographFace]
    let keys: [ModifiedAveraging.Variant: Raster]

    func averaging(_ variant: ModifiedAveraging.Variant) -> ModifiedAveraging {
      ModifiedAveraging(key: keys[variant] ?? picture, variant: variant)
    }
  }

  private init(
    _ name: String, published: String = "",
    _ change: @escaping @Sendable (Subject) throws(EffaceError) -> Raster
  ) {
    self.name = name
    self.published = published
    self.change = change
  }

  /// What the attacker gets.
  func callAsFunction(_ subject: Subject) throws(EffaceError) -> Raster { try change(subject) }

  /// Everything but k-Same, which takes all pictures together.
  public static func all() throws(EffaceError) -> [Treatment] {
    var covers: [Treatment] = []
    for (name, method, options, published) in rows {
      guard let cover = try FaceCovers.named(method, options) else { continue }
      covers.append(
        Treatment(name, published: published) { (subject) throws(EffaceError) in
          cover.covered(subject.picture, subject.faces)
        })
    }
    return [Treatment("original") { (subject) throws(EffaceError) in subject.picture }]
      + covers + averaging
  }

  private static let rows: [(String, String, FaceCoverOptions, String)] = [
    ("black-box", "black-box", FaceCoverOptions(), "no face detected: 20 %"),
    ("censor-bar", "censor-bar", FaceCoverOptions(), ""),
    ("eyes-mouth", "eyes-mouth", FaceCoverOptions(), ""),
    ("eyes-mouth, 50 px", "eyes-mouth", FaceCoverOptions(radius: 50), ""),
    ("pixelate", "pixelate", FaceCoverOptions(), ""),
    ("pixelate, features", "pixelate", FaceCoverOptions(extent: .features, blocks: 12), ""),
    ("blur", "blur", FaceCoverOptions(), ""),
    (
      "blur, weak", "blur", FaceCoverOptions(sigma: 0.03),
      "no face detected: 20 % (strength not published)"
    ),
  ]

  private static let averaging: [Treatment] = ModifiedAveraging.Variant.allCases.flatMap {
    variant in
    let name = variant == .exact ? "average" : "average, published"
    let recovered = variant == .exact ? "recovered" : "recovered, published"
    return [
      Treatment(name, published: "no face detected: 80 %") { (subject) throws(EffaceError) in
        try subject.averaging(variant).average(subject.picture)
      },
      Treatment(recovered, published: "recognised with a mean confidence of 85 to 86 %") {
        (subject) throws(EffaceError) in
        let averaging = subject.averaging(variant)
        return try averaging.recover(averaging.average(subject.picture))
      },
    ]
  }
}
