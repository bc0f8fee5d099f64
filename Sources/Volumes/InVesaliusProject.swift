internal import Compression
public import Files
public import Foundation
internal import Geometry

/// A project of the program InVesalius (`.inv3`), which keeps the CT that it was made from.
///
/// The file is a gzipped tar of `main.plist`, which describes the project, and `matrix.dat`, the
/// voxels as int16 (HU for CT) in the order z, y, x with x fastest. x rises to the left, y to the
/// front (InVesalius turns DICOM's rows), z to the top, so the volume is LAS; where its origin lay is
/// not kept, and the middle of the volume is put at 0 mm.
public enum InVesaliusProject {
  /// Reads the scan of the project at `url`.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file and what is wrong with it.
  public static func image(contentsOf url: URL) throws(EffaceError) -> NIfTIImage {
    let name = url.lastPathComponent
    let archive = try expanded(url)
    let entries: [Tar.Entry]
    do {
      entries = try Tar.entries(archive)
    } catch {
      throw EffaceError(.format, "The file \(name) is not a tar archive, or is cut short.")
    }
    func bytes(_ file: String) throws(EffaceError) -> ArraySlice<UInt8> {
      guard let entry = entries.first(where: { $0.path.split(separator: "/").last == file[...] })
      else { throw EffaceError(.format, "The InVesalius project \(name) holds no \(file).") }
      return archive[entry.range]
    }
    let project: Description
    do {
      project = try PropertyListDecoder().decode(
        Description.self, from: Data(try bytes("main.plist")))
    } catch let error as EffaceError {
      throw error
    } catch {
      throw EffaceError(.format, "The main.plist of \(name) lacks what describes its matrix.")
    }
    let size = try project.size(file: name)
    let voxels = try bytes(project.matrix.filename)
    guard voxels.count == 2 * size.x * size.y * size.z else {
      throw EffaceError(
        .format, "The \(project.matrix.filename) of \(name) has not the size that main.plist says.")
    }
    let spacing = Vector3(project.spacing[0], project.spacing[1], project.spacing[2])
    let linear = Matrix3(diagonal: spacing * Vector3(-1, 1, 1))
    let middle = Vector3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2
    let grid = Grid(
      size: size, affine: Affine(linear: linear, translation: Vector3() - linear * middle))
    return NIfTIImage(header: NIfTIHeader(grid: grid, type: .int16), voxels: Array(voxels))
  }

  private static func expanded(_ url: URL) throws(EffaceError) -> [UInt8] {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw EffaceError(.file, "The file \(url.path) does not exist or cannot be read.")
    }
    do {
      return try data.withUnsafeBytes { raw throws(CompressionError) in
        Gzip.isGzip(raw) ? try Gzip.decompress(raw) : Array(raw)
      }
    } catch {
      throw EffaceError(.format, "The gzip stream of \(url.lastPathComponent) is damaged.")
    }
  }
}

/// What `main.plist` says of the voxels.
private struct Description: Decodable {
  struct Matrix: Decodable {
    let dtype: String
    let filename: String
    let shape: [Int]
  }

  let matrix: Matrix
  /// 1 for axial slices.
  let orientation: Int
  let spacing: [Double]

  /// Sizes along x, y and z.
  func size(file: String) throws(EffaceError) -> SIMD3<Int> {
    guard matrix.dtype == "int16", orientation == 1 else {
      throw EffaceError(
        .format,
        "The InVesalius project \(file) is not one of axial slices of int16, which alone is read.")
    }
    let valid = matrix.shape.count == 3 && matrix.shape.allSatisfy { (1...32_767).contains($0) }
    guard valid, spacing.count == 3, spacing.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw EffaceError(.format, "The sizes in main.plist of \(file) are not those of a volume.")
    }
    return SIMD3(matrix.shape[2], matrix.shape[1], matrix.shape[0])
  }
}
