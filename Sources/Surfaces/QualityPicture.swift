internal import Geometry
public import Images
public import Volumes

/// One picture by which a person judges a defacing: before in the upper row, after in the lower one;
/// the skin from the front and from both sides, then the three slices with the border of what was
/// changed. The skin is drawn from the head's working grid, which a tile cannot tell from a finer one.
public struct QualityPicture: Sendable {
  /// The skin in the columns of the picture.
  public static let views = [View.frontal, View(azimuth: 35), View(azimuth: -35, elevation: 10)]

  /// Finer voxels (mm) than a tile can show are averaged, which spares memory in large scans.
  private static let finest = 1.0

  private let framing: Framing
  private let window: DisplayWindow
  private let modality: Modality
  private let head: HeadMask
  private let before: Volume
  private let tile: Int
  private let skinBefore: [Raster]

  /// Finds the head, the level and the window in the scan before defacing, which hold for both rows.
  ///
  /// - Parameters:
  ///   - before: Any orientation and voxel size.
  ///   - modality: As given by the user or guessed.
  ///   - head: The head in `before`, where the caller has it already.
  ///   - tile: Rows and columns of one tile.
  public init(before: Volume, modality: Modality, head: HeadMask? = nil, tile: Int = 320) {
    let head = head ?? HeadMask(before, modality: modality)
    let before = before.reduced(spacing: Self.finest, notFinite: HeadMask.air(modality))
    self.before = before
    self.modality = modality
    self.head = head
    window = .automatic(before, modality: modality)
    self.tile = tile
    let skin = try? SurfaceRenderer(
      head.volume, level: head.level, mask: head.solid, isLocal: !modality.isCT)
    framing = skin?.framing ?? Framing(covering: before.grid)
    skinBefore = Self.views(of: skin, tile: tile)
  }

  /// The picture: six columns and two rows of tiles.
  ///
  /// Where no surface is left, the tiles of the skin stay black.
  ///
  /// - Parameters:
  ///   - after: The defaced scan, in the same world space; its first frame counts.
  ///   - reduced: The same on the head's working grid (`HeadMask.spacing`), where the caller has it
  ///     already.
  ///   - changed: What was changed, on any grid; its border is drawn on the slices, which go through
  ///     its middle.
  /// - Returns: Three channels.
  public func render(
    after: NIfTIImage, reduced: Volume? = nil, changed: VoxelMask? = nil
  ) -> Raster {
    let reduced =
      reduced ?? after.isotropic(spacing: HeadMask.spacing, outside: HeadMask.air(modality))
    let columns = Self.views.count + SliceRenderer.Plane.allCases.count
    var sheet = Raster(width: columns * tile, height: 2 * tile, channels: 3)
    let skin = try? SurfaceRenderer(
      reduced, level: head.level, mask: headAndNew(reduced), framing: framing,
      isLocal: !modality.isCT)
    let middle = changed?.centroid ?? framing.center
    let upper = skinBefore + slices(through: middle, changed: changed) { _, _ in before }
    let coarse = after.reduced(spacing: Self.finest, notFinite: HeadMask.air(modality))
    let lower =
      Self.views(of: skin, tile: tile)
      + slices(through: middle, changed: changed) { plane, point in
        coarse ?? part(of: after, for: plane, through: point)
      }
    for (row, (tiles, label)) in [(upper, "Before"), (lower, "After")].enumerated() {
      for (column, picture) in tiles.enumerated() {
        sheet.place(picture, x: column * tile, y: row * tile)
      }
      sheet.write(label, x: 8, y: row * tile + 8, .white)
    }
    return sheet
  }

  /// As much of `image` as a slice needs, so that its values are never in memory all at once.
  private func part(
    of image: NIfTIImage, for plane: SliceRenderer.Plane, through point: Vector3
  ) -> Volume {
    let box = SliceRenderer.voxels(plane, through: point, framing: framing, in: image.grid)
    return box.map { image.volume(from: $0.low, size: $0.size) }
      ?? Volume(
        grid: image.grid.part(from: SIMD3(), size: SIMD3(1, 1, 1)),
        values: [HeadMask.air(modality)])
  }

  /// The head and what differs from it: what was put in place of the face may stand out of the old
  /// skin.
  private func headAndNew(_ reduced: Volume) -> VoxelMask {
    guard reduced.grid == head.volume.grid else {
      return HeadMask(reduced, modality: modality, level: head.level).solid
    }
    var rest = head.solid
    for (index, value) in reduced.values.enumerated() where value != head.volume.values[index] {
      rest.bits[index] = 1
    }
    return rest
  }

  private static func views(of skin: SurfaceRenderer?, tile: Int) -> [Raster] {
    views.map { view in
      skin?.render(view, size: tile).picture ?? Raster(width: tile, height: tile, channels: 1)
    }
  }

  private func slices(
    through middle: Vector3, changed: VoxelMask?,
    of volume: (SliceRenderer.Plane, Vector3) -> Volume
  ) -> [Raster] {
    SliceRenderer.Plane.allCases.map { plane in
      // The middle of the face is off the midline when a mask is not symmetric.
      let point =
        plane == .sagittal ? Vector3(framing.center.x, middle.y, middle.z) : middle
      return SliceRenderer(volume(plane, point), window: window, framing: framing)
        .render(plane, through: point, size: tile, outline: changed)
    }
  }
}
