import Files
import Foundation
import Geometry
import Images
import TestSupport
import Volumes

/// Pictures drawn by VTK itself, which needs an X server and Debian's Python bindings.
enum VTKPictures {
  /// Whether they can be had here; asked once.
  static let isAvailable: Bool = {
    let result = try? Program(named: "xvfb-run")?.run(
      ["-a", "/usr/bin/python3", "-c", "import vtk, numpy"])
    return result?.status == 0
  }()

  private struct Question: Encodable {
    let file: String
    let size: [Int]
    let spacing: [Double]
    let pixels: Int
    let repeats: Int
    let surface: Float?
  }

  private struct Answer: Decodable {
    let picture: String
    let seconds: Double
  }

  struct Failure: Error {
    let output: String
  }

  /// `volume` as stored, its values rounded, and the shortest of `repeats` drawings in seconds.
  static func draw(
    _ volume: Volume, pixels: Int, surface: Float? = nil, repeats: Int = 0
  ) throws -> (picture: Raster, seconds: Double) {
    let folder = try TemporaryFolder()
    let voxels = folder.file("voxels")
    let numbers = volume.values.map { Int16($0.rounded()) }
    try numbers.withUnsafeBytes { try Data($0).write(to: voxels) }
    let size = volume.grid.size
    let spacing = volume.grid.spacing
    let question = Question(
      file: voxels.path, size: [size.x, size.y, size.z],
      spacing: [spacing.x, spacing.y, spacing.z], pixels: pixels, repeats: repeats,
      surface: surface)
    let asked = folder.file("question.json")
    try JSONEncoder().encode(question).write(to: asked)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Peers/vtk_pictures.py")
    guard let program = Program(named: "xvfb-run") else { throw Failure(output: "no xvfb-run") }
    let result = try program.run(["-a", "/usr/bin/python3", script.path, asked.path])
    guard result.status == 0, let line = result.output.split(separator: "\n").last else {
      throw Failure(output: result.output)
    }
    let answer = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
    let samples = try [UInt8](Data(contentsOf: URL(fileURLWithPath: answer.picture)))
    return (
      Raster(width: pixels, height: pixels, channels: 3, samples: samples), answer.seconds
    )
  }
}
