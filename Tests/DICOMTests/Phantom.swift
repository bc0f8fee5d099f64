import DICOM
import Files
import Foundation
import Geometry
import TestSupport
import Volumes

/// Small volumes whose every voxel has a value of its own.
enum Phantom {
  static func volume(
    _ size: SIMD3<Int> = SIMD3(5, 4, 3), linear: Matrix3 = las,
    translation: Vector3 = Vector3(10, -20, 30), low: Float = -1024
  ) -> Volume {
    let grid = Grid(size: size, affine: Affine(linear: linear, translation: translation))
    return Volume(grid: grid, values: (0..<grid.count).map { low + 7 * Float($0) })
  }

  /// Voxels of 0.5 x 0.75 x 2 mm that run to the left, front and top, as converters leave a CT.
  static let las = Matrix3(diagonal: Vector3(-0.5, 0.75, 2))

  /// All 48 ways in which axes can run along the world's, turned by `rotation`.
  static func orientations(rotation: Matrix3 = .identity) -> [Matrix3] {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    return orders.flatMap { order in
      (0..<8).map { signs in
        var columns: [Vector3] = []
        for (axis, length) in [0.5, 0.75, 2].enumerated() {
          var column = Vector3()
          column[order[axis]] = signs >> axis & 1 == 0 ? length : -length
          columns.append(column)
        }
        return rotation * Matrix3(columns: columns[0], columns[1], columns[2])
      }
    }
  }

  /// Whether each voxel of `a` has the value that `b` has at the same place in the world.
  static func agree(_ a: Volume, _ b: Volume) -> Bool {
    guard a.grid.count == b.grid.count, let inverse = b.grid.affine.inverse else { return false }
    for k in 0..<a.grid.size.z {
      for j in 0..<a.grid.size.y {
        for i in 0..<a.grid.size.x {
          let p = inverse(a.grid.affine(Vector3(Double(i), Double(j), Double(k))))
          let voxel = p.rounded(.toNearestOrEven)
          guard (p - voxel).max() < 1e-3, (p - voxel).min() > -1e-3, b.grid.contains(voxel: voxel)
          else { return false }
          guard a[i, j, k] == b[Int(voxel.x), Int(voxel.y), Int(voxel.z)] else { return false }
        }
      }
    }
    return true
  }

  /// The largest difference between two affines in mm.
  static func difference(_ a: Affine, _ b: Affine) -> Double {
    zip(a.rows.joined(), b.rows.joined()).map { abs($0 - $1) }.max() ?? 0
  }
}

/// Reads all series of a folder in this process; with `takesPictures`, what is no scan as well.
func convert(
  _ folder: URL, takesPictures: Bool = false, options: ConversionOptions = ConversionOptions()
) throws -> [ConvertedSeries] {
  let parser = InProcessDICOMParser()
  return try DICOMFolder(folder, parser: parser, takesPictures: takesPictures).series.map {
    try $0.converted(by: parser, options: options)
  }
}

/// The scans for development, beside a checkout or named by EFFACE_SHARED.
enum SharedData {
  static let dicom: URL? = {
    var folders = [ProcessInfo.processInfo.environment["EFFACE_SHARED"]].compactMap { $0 }
    var place = URL(fileURLWithPath: #filePath)
    for _ in 0..<6 {
      place.deleteLastPathComponent()
      folders.append(place.appendingPathComponent("shared").path)
    }
    return folders.map { URL(fileURLWithPath: $0).appendingPathComponent("data/dicom") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()
}

/// Runs a program and waits for it.
func run(_ program: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}
