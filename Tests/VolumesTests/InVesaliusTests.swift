import Compression
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@Suite struct InVesaliusTests {
  static let example = URL(
    fileURLWithPath: "/usr/share/doc/invesalius-examples/examples/Cranium.inv3")

  /// A project of 3 x 2 x 2 voxels made with the system's tar.
  private func project(_ folder: TemporaryFolder, plist: String, voxels: [Int16]) throws -> URL {
    let inside = folder.file("in/tmpabc")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try Data(plist.utf8).write(to: inside.appendingPathComponent("main.plist"))
    try Data(voxels.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) })
      .write(to: inside.appendingPathComponent("matrix.dat"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = [
      "-czf", folder.file("a.inv3").path, "-C", folder.file("in").path, "tmpabc",
    ]
    try process.run()
    process.waitUntilExit()
    return folder.file("a.inv3")
  }

  private func plist(dtype: String = "int16") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" \
    "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0"><dict>
    <key>matrix</key><dict><key>dtype</key><string>\(dtype)</string>
    <key>filename</key><string>matrix.dat</string>
    <key>shape</key><array><integer>2</integer><integer>2</integer><integer>3</integer></array>
    </dict>
    <key>orientation</key><integer>1</integer>
    <key>spacing</key><array><real>0.5</real><real>0.75</real><real>2</real></array>
    </dict></plist>
    """
  }

  @Test func smallProject() throws {
    let folder = try TemporaryFolder()
    let voxels = (0..<12).map { Int16($0) * 100 - 1000 }
    let image = try InVesaliusProject.image(
      contentsOf: project(folder, plist: plist(), voxels: voxels))
    #expect(image.grid.size == SIMD3(3, 2, 2))
    #expect(Orientation(image.grid.affine).description == "LAS")
    #expect(image.grid.spacing == Vector3(0.5, 0.75, 2))
    #expect(image.grid.center == Vector3(0, 0, 0))
    #expect(image.volume().values == voxels.map { Float($0) })
  }

  @Test func damagedProjects() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EffaceError.self) {
      try InVesaliusProject.image(
        contentsOf: project(folder, plist: plist(), voxels: [1, 2, 3]))
    }
    #expect(throws: EffaceError.self) {
      try InVesaliusProject.image(
        contentsOf: project(
          folder, plist: plist(dtype: "float64"), voxels: [Int16](repeating: 0, count: 12)))
    }
    try Data("text".utf8).write(to: folder.file("b.inv3"))
    #expect(throws: EffaceError.self) {
      try InVesaliusProject.image(contentsOf: folder.file("b.inv3"))
    }
    #expect(throws: EffaceError.self) {
      try InVesaliusProject.image(contentsOf: folder.file("none.inv3"))
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: example.path), "invesalius-examples is missing"))
  func patientLiesAsTheAffineSays() throws {
    let volume = try InVesaliusProject.image(contentsOf: Self.example).volume()
    #expect(volume.grid.size == SIMD3(256, 256, 108))
    #expect(volume.values.min() == -1024)
    #expect(Modality.guess(volume) == .ct)
    // In front of the head is air at mid height; behind it lies the head rest.
    let middle = volume.grid.center
    func column(_ from: Double, _ to: Double) -> Float {
      guard let inverse = volume.grid.affine.inverse else { return 0 }
      let points = stride(from: from, through: to, by: 1).map { y in
        inverse(middle + Vector3(0, y, -10))
      }
      return points.map { volume.trilinear(atVoxel: $0, outside: -1024) }.max() ?? 0
    }
    #expect(column(105, 120) < -900)
    #expect(column(-120, -105) > -900)
    // The top of the head is narrower than its base.
    func tissue(_ k: Int) -> Int {
      let slice = volume.grid.size.x * volume.grid.size.y
      return volume.values[k * slice..<(k + 1) * slice].count { $0 > -200 }
    }
    #expect(tissue(104) < tissue(10))
  }
}
