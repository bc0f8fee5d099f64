import Foundation
import Geometry
import Images
import TestSupport
import Testing
import Volumes

/// `efface render`, as a user calls it.
@Suite struct RenderCommandTests {
  private func efface(_ arguments: [String]) throws -> (status: Int32, json: [String: Any]) {
    let outcome = try Efface.run(arguments)
    return (outcome.status, outcome.json)
  }

  /// An egg-shaped head in HU, as a compressed file.
  private func head(_ folder: TemporaryFolder) throws -> String {
    let grid = Grid(
      size: SIMD3(60, 70, 70),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(-3, 3, 3)), translation: Vector3(88, -103, -103)))
    var volume = Volume(grid: grid, filledWith: -1000)
    for k in 0..<70 {
      for j in 0..<70 {
        for i in 0..<60 {
          let point = grid.affine(Vector3(Double(i), Double(j), Double(k)))
          if length(point / Vector3(70, 90, 95)) < 1 { volume[i, j, k] = 40 }
        }
      }
    }
    let url = folder.file("head.nii.gz")
    try NIfTIImage(volume, type: .int16).write(to: url)
    return url.path
  }

  @Test("A grey background lies behind the head and nowhere else")
  func background() throws {
    let folder = try TemporaryFolder()
    let scan = try head(folder)
    func picture(_ grey: String) throws -> Raster {
      let file = folder.file("\(grey).png")
      let words = ["render", scan, "-o", file.path, "--size", "64", "--background", grey]
      #expect(try Efface.run(words).status == 0)
      return try PNG.read(from: file)
    }
    let (black, grey) = (try picture("0"), try picture("150"))
    #expect(grey.samples[0] == 150 && black.samples[0] == 0)
    let middle = black.index(32, 32)
    #expect(grey.samples[middle] == black.samples[middle] && black.samples[middle] > 0)
    #expect(zip(grey.samples, black.samples).allSatisfy { $0 == $1 || ($0 == 150 && $1 == 0) })
    let study = ["render", scan, "-o", folder.file("s.png").path, "--style", "study"]
    #expect(try Efface.run(study + ["--background", "9"]).status == 64)
  }

  @Test func writesPictureDepthAndMesh() throws {
    let folder = try TemporaryFolder()
    let picture = folder.file("face.png").path
    let arguments = [
      "render", try head(folder), "-o", picture, "--size", "64", "--azimuth", "-20",
      "--elevation", "10", "--depth", folder.file("depth.png").path, "--mesh",
      folder.file("head.ply").path, "--json",
    ]
    let result = try efface(arguments)
    #expect(result.status == 0)
    #expect(result.json["modality"] as? String == "ct")
    #expect(result.json["level"] as? Double == -300)
    #expect((result.json["triangles"] as? Int ?? 0) > 1000)
    let first = try #require((result.json["pictures"] as? [[String: Any]])?.first)
    #expect(first["azimuth"] as? Double == -20)
    #expect((first["coverage"] as? Double ?? 0) > 0.2)
    let raster = try PNG.read(from: URL(fileURLWithPath: picture))
    #expect(raster.width == 64 && raster.height == 64 && raster.channels == 1)
    #expect(raster.samples[32 * 64 + 32] > 150)
    #expect(raster.samples[0] == 0)
    // Outputs stay unless asked otherwise; the same call gives the same bytes.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: picture))
    #expect(try efface(arguments).status == 1)
    #expect(try efface(arguments + ["--force"]).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: picture)) == bytes)
  }

  @Test func writesAGridOfViews() throws {
    let folder = try TemporaryFolder()
    let result = try efface([
      "render", try head(folder), "-o", folder.file("face.png").path, "--views", "5", "--size",
      "32", "--json",
    ])
    #expect(result.status == 0)
    for number in 1...5 {
      let path = folder.file("face_view_\(number).png").path
      #expect(FileManager.default.fileExists(atPath: path))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("face.png").path))
    #expect((result.json["pictures"] as? [Any])?.count == 5)
  }

  @Test func writesOnePictureForEachPairOfAngles() throws {
    let folder = try TemporaryFolder()
    let normals = folder.file("normals.png")
    let result = try efface([
      "render", try head(folder), "-o", folder.file("face.png").path, "--azimuth", "-30,0,30",
      "--elevation", "0,12", "--projection", "orthographic", "--normals", normals.path, "--size",
      "32", "--json",
    ])
    #expect(result.status == 0)
    let pictures = try #require(result.json["pictures"] as? [[String: Any]])
    #expect(pictures.map { $0["azimuth"] as? Double } == [-30, -30, 0, 0, 30, 30])
    #expect(pictures.map { $0["elevation"] as? Double } == [0, 12, 0, 12, 0, 12])
    #expect(FileManager.default.fileExists(atPath: folder.file("face_view_6.png").path))
    #expect(try PNG.read(from: normals).channels == 3)
  }

  @Test func showsWhatTheStudySaw() throws {
    let folder = try TemporaryFolder()
    let scan = try head(folder)
    let picture = folder.file("person_1_view_frontal.png")
    let arguments = ["render", scan, "-o", picture.path, "--style", "study", "--size", "64"]
    let result = try efface(arguments + ["--json"])
    #expect(result.status == 0)
    let first = try #require((result.json["pictures"] as? [[String: Any]])?.first)
    #expect(abs((first["elevation"] as? Double ?? 0) - 22.5) < 0.1)
    let raster = try PNG.read(from: picture)
    let middle = Array(raster.samples[raster.index(32, 32)...].prefix(3))
    // Skin: more red than green than blue.
    #expect(raster.channels == 3 && middle[0] > middle[1] && middle[1] > middle[2])
    #expect(try efface(arguments + ["--views", "3"]).status == 0)
    #expect(
      FileManager.default.fileExists(
        atPath: folder.file("person_1_view_frontal_view_3.png").path))
    #expect(try efface(arguments + ["--views", "10"]).status == 64)
    #expect(try efface(arguments + ["--mesh", "head.stl"]).status == 64)
    #expect(try efface(arguments + ["--force", "--zoom", "0"]).status == 64)
  }

  @Test func saysWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    let scan = try head(folder)
    let picture = folder.file("face.png").path
    let high = try efface(["render", scan, "-o", picture, "--iso", "5000", "--json"])
    #expect(high.status == 1)
    #expect((high.json["error"] as? String)?.contains("head.nii.gz") == true)
    #expect((high.json["error"] as? String)?.contains("no surface at level 5000") == true)
    #expect(try efface(["render", scan, "-o", picture, "--mesh", "head.vtk"]).status == 1)
    #expect(try efface(["render", scan, "-o", picture, "--views", "82"]).status == 64)
    #expect(try efface(["render", scan, "-o", picture, "--elevation", "91"]).status == 64)
    #expect(!FileManager.default.fileExists(atPath: picture))
  }
}
