// swift-tools-version: 6.2
import PackageDescription

// Foreign headers live outside the default search path; SwiftPM only takes them as unsafe flags,
// which a root package may use. The second group comes after SwiftPM's own -O0, so that debug
// builds (and therefore the tests) run optimised C++.
func foreignHeaders(_ folders: String...) -> [CXXSetting] {
  [
    .unsafeFlags(folders.flatMap { ["-isystem", $0] }),
    .unsafeFlags(["-O2", "-march=x86-64-v3", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror"]),
  ]
}

func foreignHeadersC(_ folders: String...) -> [CSetting] {
  [.unsafeFlags(folders.flatMap { ["-isystem", $0] } + ["-O2", "-Wall", "-Wextra", "-Werror"])]
}

func linked(_ libraries: [String]) -> [LinkerSetting] {
  libraries.map { .linkedLibrary($0) }
}

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Voxel loops are unusable at -Onone, so the numerical targets are optimised in debug builds too.
let numerical: [SwiftSetting] =
  strict + [.unsafeFlags(["-O", "-Xcc", "-march=x86-64-v3"])]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A test target named after the target that it mirrors.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: numerical)
}

let package = Package(
  name: "efface",
  products: [
    .executable(name: "efface", targets: ["efface"]),
    .executable(name: "efface-video", targets: ["efface-video"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: Storey 0, foreign code: pure-C headers, translation only.
    .target(
      name: "CNIfTI",
      cSettings: foreignHeadersC("/usr/include/nifti"),
      linkerSettings: linked(["nifti2", "znz", "z", "m"])),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .target(
      name: "CISAL", cSettings: foreignHeadersC(), linkerSettings: linked(["isal"])),
    .target(name: "CProcess", cSettings: foreignHeadersC()),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "CGDCM",
      cxxSettings: foreignHeaders("/usr/include/gdcm-3.0"),
      linkerSettings: linked(["gdcmMSFF", "gdcmDSED", "gdcmDICT", "gdcmCommon"])),
    .target(
      name: "CVTK",
      cxxSettings: foreignHeaders("/usr/include/vtk-9.1"),
      linkerSettings: linked(
        [
          "vtkCommonCore", "vtkCommonDataModel", "vtkCommonExecutionModel", "vtkCommonMisc",
          "vtkFiltersCore", "vtkFiltersGeneral",
        ].map { "\($0)-9.1" })),
    .target(
      name: "CDlib",
      cxxSettings: foreignHeaders(),
      linkerSettings: linked(["dlib", "lapack", "blas", "m"])),
    .target(
      name: "COpenCV",
      cxxSettings: foreignHeaders("/usr/include/opencv4"),
      linkerSettings: linked([
        "opencv_core", "opencv_imgproc", "opencv_dnn", "opencv_features2d", "opencv_flann",
      ])),

    // MARK: Storey 1, values without files.
    .target(name: "Geometry", swiftSettings: numerical),

    // MARK: Storey 2, bytes: compression, hashes, pictures, what is downloaded.
    .target(
      name: "Compression", dependencies: ["CDeflate", "CISAL", "Geometry"], swiftSettings: numerical
    ),
    .target(name: "Files", dependencies: ["CCrypto", "CProcess"], swiftSettings: numerical),

    // MARK: Storey 3, scans and pictures in and out; distances and what follows from them.
    .target(
      name: "Statistics", dependencies: ["Compression", "Geometry", "Files"],
      swiftSettings: numerical),
    .target(
      name: "Images", dependencies: ["Compression", "Files", "Geometry"], swiftSettings: numerical),
    .target(
      name: "Volumes", dependencies: ["CNIfTI", "Geometry", "Compression", "Files"],
      swiftSettings: numerical),
    .target(name: "Assets", dependencies: ["Compression", "Files"], swiftSettings: numerical),

    // MARK: Storey 4, what a volume shows.
    .target(
      name: "DICOM", dependencies: ["CGDCM", "Volumes", "Geometry", "Files"],
      swiftSettings: numerical),
    .target(
      name: "Surfaces",
      dependencies: ["CVTK", "Volumes", "Geometry", "Images", "Files"], swiftSettings: numerical),
    .target(
      name: "HeadModels", dependencies: ["Geometry", "Volumes", "Assets", "Files", "Compression"],
      swiftSettings: numerical),

    // MARK: Storey 5, methods.
    .target(
      name: "Registration", dependencies: ["Surfaces", "Volumes", "Geometry"],
      swiftSettings: numerical),
    .target(
      name: "Faces",
      dependencies: ["CDlib", "COpenCV", "Images", "Geometry", "Assets", "Files", "Statistics"],
      swiftSettings: numerical),
    .target(
      name: "Cohorts",
      dependencies: ["HeadModels", "Surfaces", "Volumes", "Assets", "Geometry", "Files"],
      swiftSettings: numerical),

    .target(
      name: "Headers", dependencies: ["DICOM", "Compression", "Files", "Geometry"],
      swiftSettings: numerical),
    .target(
      name: "Tables",
      dependencies: ["Files", "Geometry", .product(name: "Yams", package: "Yams")],
      swiftSettings: numerical),

    // MARK: Storey 6, defacing, which needs registration and a head model; figures and pages.
    .target(
      name: "Defacing",
      dependencies: [
        "DICOM", "Registration", "HeadModels", "Faces", "Surfaces", "Volumes", "Geometry", "Images",
        "Assets", "Files",
      ],
      swiftSettings: numerical),
    .target(
      name: "Reports",
      dependencies: ["Statistics", "Images", "Files"],
      swiftSettings: numerical),
    .target(
      name: "Photographs",
      dependencies: ["Faces", "Reports", "Statistics", "Images", "Geometry", "Files"],
      swiftSettings: numerical),
    .target(
      name: "Battery",
      dependencies: [
        "Defacing", "Faces", "Registration", "Surfaces", "Volumes", "Geometry", "Files",
      ],
      swiftSettings: numerical),

    // MARK: Storey 7, studies.
    .target(
      name: "Studies",
      dependencies: [
        "Defacing", "Faces", "Cohorts", "Registration", "Surfaces", "DICOM", "Volumes",
        "Statistics", "Images",
        "HeadModels", "Tables", "Assets", "Files", "Geometry", "Reports",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: numerical),

    // MARK: Storey 8, the command line. Only this storey prints.
    .target(
      name: "EffaceCommand",
      dependencies: [
        "Studies", "Reports", "Defacing", "Faces", "Headers", "Tables", "Cohorts", "Registration",
        "HeadModels",
        "Surfaces", "DICOM", "Volumes", "Statistics", "Images", "Assets", "Files", "Geometry",
        "Battery", "Photographs", argumentParser,
      ],
      swiftSettings: numerical),
    .executableTarget(
      name: "efface", dependencies: ["EffaceCommand", argumentParser], swiftSettings: strict),

    // A child process of efface, so that a video is parsed apart and no other command loads codecs.
    .executableTarget(
      name: "efface-video",
      cxxSettings: foreignHeaders("/usr/include/opencv4"),
      linkerSettings: linked([
        "opencv_core", "opencv_imgproc", "opencv_videoio", "opencv_highgui",
      ])),

    // MARK: Tests mirror the sources.
    .target(
      name: "TestSupport", dependencies: ["Volumes", "Geometry", "Images", "Files", "Assets"],
      path: "Tests/TestSupport", swiftSettings: numerical),
    tests("Geometry"),
    tests("Statistics", ["Geometry", "Files"]),
    tests("Compression", ["Geometry"]),
    tests("Files"),
    tests("Images", ["Files"]),
    tests("Volumes", ["Geometry", "Compression", "Files"]),
    tests("Assets", ["Files"]),
    tests("DICOM", ["Volumes", "Geometry"]),
    tests("Surfaces", ["Volumes", "Geometry", "Images"]),
    tests("HeadModels", ["Volumes", "Geometry", "Assets", "Files"]),
    tests("Registration", ["Surfaces", "Volumes", "Geometry", "HeadModels"]),
    tests("Faces", ["Images", "Geometry", "Assets", "Files", "Statistics", "efface"]),
    tests("Cohorts", ["HeadModels", "Volumes", "Geometry", "Assets", "Files"]),
    tests("Headers", ["DICOM", "Compression", "Files", "Volumes", "Geometry"]),
    tests("Tables", ["Files", "Geometry"]),
    tests(
      "Defacing",
      ["DICOM", "Registration", "Surfaces", "Volumes", "Geometry", "Images", "HeadModels"]),
    tests("Battery", ["Defacing", "Faces", "Assets"]),
    tests(
      "Photographs",
      [
        "Faces", "Surfaces", "HeadModels", "Volumes", "Images", "Statistics", "Assets", "Files",
        "Geometry", "efface", "efface-video",
      ]),
    tests(
      "Studies",
      [
        "Cohorts", "DICOM", "Defacing", "Faces", "Surfaces", "Volumes", "Images", "Reports",
        "Statistics", "Assets", "Files", "Geometry",
      ]),
    tests("Reports", ["Statistics", "Images", "Files"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "EffaceCommand", "efface", "efface-video", "Photographs", "TestSupport", "Volumes", "DICOM",
        "Geometry", "Files",
        "Images", "Assets",
      ],
      swiftSettings: numerical),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["Files"], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
