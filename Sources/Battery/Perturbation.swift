internal import Geometry

/// One way in which a scan differs from the easy one.
public struct Perturbation: Sendable, Hashable {
  /// In tables.
  public let name: String
  /// Degrees: head bent forward (about x), leaning (about y), turned (about z).
  var tilt = Vector3()
  /// Voxel edges in mm along right, anterior, superior of the scanner.
  var spacing = Vector3(1.5, 1.5, 1.5)
  /// In which directions the file's axes run.
  var axes = "RAS"
  /// Degrees by which the slices themselves are turned, about (1, 1, 0).
  var oblique = 0.0
  /// Lowest slice in mm above the centres of the eyes; nil takes the whole map.
  var bottom: Double?
  /// Standard deviation of the noise: share of skin, or of 100 HU.
  var noise = 0.02
  /// Largest relative change of sensitivity over 100 mm.
  var bias = 0.1
  var shoulders = false
  var couch = false
  var frames = 1

  /// The battery's list. Tilts reach 25 degrees.
  public static let all: [Perturbation] = [
    Perturbation(name: "plain", spacing: Vector3(1, 1, 1)),
    Perturbation(name: "axes-LIA", axes: "LIA"),
    Perturbation(name: "axes-PSR", axes: "PSR"),
    Perturbation(name: "axes-ILP", spacing: Vector3(1.2, 1.6, 1.4), axes: "ILP"),
    Perturbation(name: "bent-forward-25", tilt: Vector3(-25, 0, 0)),
    Perturbation(name: "bent-back-25", tilt: Vector3(25, 0, 0)),
    Perturbation(name: "leaning-20-turned-20", tilt: Vector3(0, 20, 20)),
    Perturbation(name: "oblique-slices", tilt: Vector3(8, -6, 5), oblique: 20),
    Perturbation(name: "slices-5mm-axial", spacing: Vector3(1, 1, 5)),
    Perturbation(name: "slices-5mm-sagittal", spacing: Vector3(5, 1, 1), axes: "ASR"),
    Perturbation(name: "voxels-3mm", spacing: Vector3(3, 3, 3)),
    Perturbation(name: "voxels-6mm", spacing: Vector3(6, 6, 6)),
    Perturbation(name: "cut-below-eyes", bottom: -22),
    Perturbation(name: "no-face", bottom: 40),
    Perturbation(name: "snr-10", spacing: Vector3(1.2, 1.2, 1.2), noise: 0.1),
    Perturbation(name: "bias", bias: 0.45),
    Perturbation(name: "shoulders-couch", tilt: Vector3(6, 0, 4), shoulders: true, couch: true),
    Perturbation(name: "two-frames-2mm", spacing: Vector3(2, 2, 2), frames: 2),
  ]

  /// Head to world: turned about a point between the ears.
  func pose(about center: Vector3) -> Affine {
    let turn =
      Matrix3.rotation(degrees: tilt.z, about: Vector3(0, 0, 1))
      * Matrix3.rotation(degrees: tilt.y, about: Vector3(0, 1, 0))
      * Matrix3.rotation(degrees: tilt.x, about: Vector3(1, 0, 0))
    let shift = Vector3(7, -12, 20)
    return Affine(linear: turn, translation: center + shift - turn * center)
  }
}
