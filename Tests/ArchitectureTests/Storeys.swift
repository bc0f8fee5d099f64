/// The storey of every target. A target may import only targets of lower storeys.
enum Storeys {
  static let table: [String: Int] = [
    // Foreign code behind pure-C headers.
    "CProcess": 0, "CNIfTI": 0, "CDeflate": 0, "CCrypto": 0, "CGDCM": 0, "CVTK": 0, "CDlib": 0,
    "COpenCV": 0, "CISAL": 0,
    // Values without files.
    "Geometry": 1,
    // Bytes: compression, checksums.
    "Compression": 2, "Files": 2,
    // Distances and what follows from them, read from text; no files.
    "Statistics": 3,
    // Scans, pictures and downloads in and out.
    "Images": 3, "Volumes": 3, "Assets": 3,
    // What a volume shows.
    "DICOM": 4, "Surfaces": 4, "HeadModels": 4,
    // Methods.
    "Registration": 5, "Faces": 5, "Cohorts": 5, "Headers": 5,
    "Tables": 5,
    // Defacing, which needs registration and a head model; figures and pages.
    "Defacing": 6, "Reports": 6,
    // Studies; methods held against known truth; faces in photographs.
    "Studies": 7, "Battery": 7, "Photographs": 7,
    // The command line.
    "EffaceCommand": 8, "efface": 9,
    // Its child process for video, which imports none of the others.
    "efface-video": 1,
  ]

  /// Whether the target wraps foreign code.
  static func isForeign(_ name: String) -> Bool { table[name] == 0 }
}
