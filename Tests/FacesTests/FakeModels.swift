import Faces
import Files
import Images

/// Finds one face in pictures that are not black; as an example of how short a new detector is.
struct FakeDetector: ShippedFaceDetector {
  static let card = ModelCard(
    name: "fake", summary: "", source: "", licence: "", weights: [], input: "", alignment: "",
    preprocessing: "", accuracy: "", reference: "")

  init(files: any ModelFiles) throws(EffaceError) {}

  var nativeAlignment: any FaceAlignment { FaceAlignments.box }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    guard picture.samples.contains(where: { $0 > 0 }) else { return [] }
    let box = PixelBox(left: 2, top: 2, right: 6, bottom: 6)
    return [
      FaceDetection(
        box: box, score: 0.9, scheme: .eyesNoseMouth5,
        landmarks: [PixelPoint(x: 3, y: 3), PixelPoint(x: 5, y: 3)], contextScale: 1)
    ]
  }
}

/// Mean of each channel.
struct FakeEmbedder: ShippedFaceEmbedder {
  static let card = ModelCard(
    name: "means", summary: "", source: "", licence: "", weights: [], input: "", alignment: "",
    preprocessing: "", accuracy: "", reference: "")

  init(files: any ModelFiles) throws(EffaceError) {}

  var dimension: Int { 3 }
  var nativeDistance: any Distance { Distances.all[1] }
  var nativeAlignment: any FaceAlignment { FaceAlignments.box }

  func embed(crop: Raster) throws(EffaceError) -> [Float] {
    let colour = crop.rgb
    return (0..<3).map { channel in
      let values = stride(from: channel, to: colour.samples.count, by: 3)
      return values.reduce(0) { $0 + Float(colour.samples[$1]) } / Float(crop.width * crop.height)
    }
  }
}
