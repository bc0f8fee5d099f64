internal import Files

/// From where, and in which light, a head is looked at.
public struct ViewSection: Sendable, Equatable, Codable {
  /// Where the lamp stands, seen from the camera.
  public enum Light: String, Sendable, Codable, CaseIterable {
    /// From above and slightly from the right of the picture.
    case key
    /// The same from the left.
    case mirrored
    /// From steeply above.
    case overhead
  }

  /// Degrees from the front towards the person's left.
  public var azimuth = 0.0
  /// Degrees above the axial plane.
  public var elevation = 0.0
  /// The lamp.
  public var light = Light.key

  enum CodingKeys: String, SectionKeys { case azimuth, elevation, light }

  init(azimuth: Double = 0, elevation: Double = 0, light: Light = .key) {
    self.azimuth = azimuth
    self.elevation = elevation
    self.light = light
  }

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    azimuth = try section.value(.azimuth, or: azimuth)
    elevation = try section.value(.elevation, or: elevation)
    light = try section.value(.light, or: light)
    guard abs(azimuth) <= 180, abs(elevation) <= 90 else {
      throw refusal(
        decoder, "needs an azimuth between -180 and 180 and an elevation between -90 and 90 degrees"
      )
    }
  }
}

/// How heads become pictures.
public struct RenderSection: Sendable, Equatable, Codable {
  /// What a picture shows.
  public enum Style: String, Sendable, Codable, CaseIterable {
    /// The skin, by casting rays to the first surface.
    case surface
    /// The volume itself with the camera, colours and opacities of the 2024 study.
    case study
  }

  /// What a picture shows.
  public var style = Style.surface
  /// How much nearer than the whole volume the study's camera stands; 2 in that study.
  public var zoom = 2.0
  /// Edge length of the square pictures in pixels.
  public var size = 512
  /// The view of the pictures that the attacker has names for.
  public var gallery = ViewSection()
  /// The view of the pictures that the attacker wants to name; undefaced and defaced alike.
  public var probe = ViewSection(azimuth: 6, elevation: 4, light: .mirrored)

  enum CodingKeys: String, SectionKeys { case style, zoom, size, gallery, probe }

  init() {}

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    style = try section.value(.style, or: style)
    zoom = try section.value(.zoom, or: zoom)
    size = try section.value(.size, or: style == .study ? 800 : size)
    gallery = try section.value(.gallery, or: gallery)
    probe = try section.value(.probe, or: probe)
    let views = try (
      section.optional(.gallery) as ViewSection?, section.optional(.probe) as ViewSection?
    )
    guard style == .surface || (views.0 == nil && views.1 == nil) else {
      throw refusal(decoder, "has a gallery or a probe view; the style study has its own camera")
    }
    guard (64...4096).contains(size) else {
      throw refusal(decoder, "has size: \(size); it must lie between 64 and 4096 pixels")
    }
    guard (0.5...4).contains(zoom) else {
      throw refusal(decoder, "has zoom: \(zoom); it must lie between 0.5 and 4")
    }
  }
}
