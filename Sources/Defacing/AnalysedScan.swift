public import Files
public import Geometry
public import Registration
public import Surfaces
public import Volumes

/// A scan and what every method must know of it: where its head is and how it lies on the template.
public struct AnalysedScan: Sendable {
  /// The file as read.
  public let image: NIfTIImage
  /// Its (first) frame in physical values.
  public let volume: Volume
  /// As given or guessed.
  public let modality: Modality
  /// The head in it.
  public let head: HeadMask
  /// Signed distance to the person's own skin.
  public let skin: DistanceField
  /// How the head lies on the template.
  public let alignment: Alignment
  /// Template world to scan world; the inverse of `alignment.toTemplate`.
  public let fromTemplate: Affine
  /// What air looks like in this file.
  public let background: Background
  /// The template.
  public let template: HeadTemplate
  /// Whether the picture for quality control will be asked for.
  let draws: Bool
  private let firstRow: Once<QualityPicture>

  /// The picture for quality control with the row before defacing drawn, which all results share.
  public var qualityPicture: QualityPicture {
    Self.picture(firstRow, volume, modality, head)
  }

  @discardableResult
  private static func picture(
    _ row: Once<QualityPicture>, _ volume: Volume, _ modality: Modality, _ head: HeadMask
  ) -> QualityPicture {
    row.get { QualityPicture(before: volume, modality: modality, head: head) }
  }

  /// Finds and registers the head in `image`.
  ///
  /// - Parameters:
  ///   - image: A scan with scalar voxels and at least 8 voxels along every axis.
  ///   - name: The file's name, for messages.
  ///   - modality: Nil guesses CT or MR from the values.
  ///   - template: What it is registered to.
  ///   - draws: Whether `qualityPicture` will be asked for; it is then drawn beside the registration, and
  ///     that of the defaced scan beside its verdict.
  /// - Throws: `EffaceError.unsuitable` where there is no head to be found.
  public init(
    _ image: NIfTIImage, name: String, modality: Modality?, template: HeadTemplate,
    draws: Bool = false
  ) throws(EffaceError) {
    try image.requireScalar(name)
    guard image.grid.size.min() >= 8 else {
      throw EffaceError(
        .unsuitable,
        "The file \(name) has fewer than 8 voxels along an axis, so it is no head scan.")
    }
    let volume = image.volume()
    let kind = modality ?? Modality.guess(volume)
    let head = HeadMask(volume, modality: kind)
    let row = Once<QualityPicture>()
    let ((skin, found, air), _) = Parallel.both(
      {
        let skin = DistanceField(head.signedDistance(limit: 60))
        let (found, air) = Parallel.both(
          { SkinAlignment(head: head, field: skin, target: template.target).run() },
          { Background(image, volume: volume, head: head, skin: skin, modality: kind) })
        return (skin, found, air)
      },
      { if draws { Self.picture(row, volume, kind, head) } })
    guard let alignment = found,
      let inverse = alignment.toTemplate.inverse
    else {
      throw EffaceError(
        .unsuitable,
        "No head was found in \(name): too little of it stands out from the air. Check the file "
          + "with 'efface info' and give --modality if it was guessed wrongly.")
    }
    firstRow = row
    self.draws = draws
    self.image = image
    self.volume = volume
    self.modality = kind
    self.head = head
    self.skin = skin
    self.alignment = alignment
    self.template = template
    fromTemplate = inverse
    background = air
  }
}
