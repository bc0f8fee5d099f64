internal import Geometry
public import Images
public import Volumes

/// One picture by which a person judges a defacing: before in the upper row, after in the lower one;
/// the skin from the front and from both sides, then the three slices with the border of what was
/// changed.
public struct QualityPicture: Sendable {
  /// The skin in the columns of the picture.
  public static let views = [View.frontal, View(azimuth: 35), View(azimuth: -35, elevation: 10)]

  private let framing: Framing
  private let level: Float
  private let window: DisplayWindow
  private let modality: Modality
  private let before: Volume
  private let head: HeadMask

  /// Finds the head, the level and the window in the scan before defacing, which hold for both rows.
  ///
  /// - Parameters:
  ///   - before: Any orientation and voxel size.
  ///   - modality: As given by the user or guessed.
  ///   - head: The head in `before`, where the caller has it already.
  public init(before: Volume, modality: Modality, head: HeadMask? = nil) {
    let head = head ?? HeadMask(before, modality: modality)
    self.before = before
    self.head = head
    self.modality = modality
    level = head.level
    window = .automatic(before, modality: modality)
    let skin = try? SurfaceRenderer(
      before, level: head.level, mask: head.solid, isLocal: !modality.isCT)
    framing = skin?.framing ?? Framing(covering: before.grid)
  }

  /// The picture: six columns and two rows of tiles.
  ///
  /// Where no surface is left, the tiles of the skin stay black.
  ///
  /// - Parameters:
  ///   - after: The defaced scan, in the same world space.
  ///   - changed: What was changed, on any grid; its border is drawn on the slices, which go through
  ///     its middle.
  ///   - tile: Rows and columns of one tile.
  /// - Returns: Three channels.
  public func render(after: Volume, changed: VoxelMask? = nil, tile: Int = 320) -> Raster {
    let columns = Self.views.count + SliceRenderer.Plane.allCases.count
    var sheet = Raster(width: columns * tile, height: 2 * tile, channels: 3)
    // What was put in place of the face may stand out of the old skin, so its head is found anew.
    let rest = HeadMask(after, modality: modality, level: level)
    let middle = changed?.centroid ?? framing.center
    for (row, stage) in [(before, head.solid, "Before"), (after, rest.solid, "After")].enumerated()
    {
      let tiles =
        skin(stage.0, mask: stage.1, tile: tile)
        + slices(stage.0, through: middle, changed: changed, tile: tile)
      for (column, picture) in tiles.enumerated() {
        sheet.place(picture, x: column * tile, y: row * tile)
      }
      sheet.write(stage.2, x: 8, y: row * tile + 8, .white)
    }
    return sheet
  }

  private func skin(_ volume: Volume, mask: VoxelMask, tile: Int) -> [Raster] {
    guard
      let renderer = try? SurfaceRenderer(
        volume, level: level, mask: mask, framing: framing, isLocal: !modality.isCT)
    else {
      return Self.views.map { _ in Raster(width: tile, height: tile, channels: 1) }
    }
    return Self.views.map { renderer.render($0, size: tile).picture }
  }

  private func slices(
    _ volume: Volume, through middle: Vector3, changed: VoxelMask?, tile: Int
  ) -> [Raster] {
    let slices = SliceRenderer(volume, window: window, framing: framing)
    return SliceRenderer.Plane.allCases.map { plane in
      // The middle of the face is off the midline when a mask is not symmetric.
      let point =
        plane == .sagittal ? Vector3(framing.center.x, middle.y, middle.z) : middle
      return slices.render(plane, through: point, size: tile, outline: changed)
    }
  }
}
