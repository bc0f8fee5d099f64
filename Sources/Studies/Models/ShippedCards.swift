/// Networks of deepface whose weights may not be passed on. Alignment, scaling and thresholds are
/// deepface's; pictures go in as BGR samples of 0...1.
enum ShippedCards {
  static let vggFace = """
    # Weights not included: vgg_face_weights.h5 of deepface (about 0.5 GB), from the releases of
    # github.com/serengil/deepface_models. Make the ONNX file from the 4096 numbers of fc7, for example
    # with tf2onnx, then: efface models add vgg-face --weights vgg_face.onnx
    name: vgg-face
    kind: embedder
    summary: VGG-Face, 4096 numbers of unit length (deepface after January 2024)
    source: github.com/serengil/deepface_models, vgg_face_weights.h5, converted to ONNX
    licence: weights not included; VGG Face is for non-commercial research
    reference: Parkhi, Vedaldi and Zisserman, Deep Face Recognition, BMVC 2015
    accuracy: 98.95 % on Labeled Faces in the Wild (Parkhi 2015)
    input:
      width: 224
      height: 224
      colours: bgr
      layout: nhwc
      divide: [255]
    dimension: 4096
    normalise: true
    alignment: study
    distance: cosine
    thresholds: {cosine: 0.68, euclidean: 1.17, euclidean_l2: 1.17, angular: 0.39}
    """

  static let facenet512 = """
    # Weights not included: facenet512_weights.h5 of deepface, from the releases of
    # github.com/serengil/deepface_models. Convert them to ONNX, for example with tf2onnx, then:
    # efface models add facenet512-vggface2 --weights facenet512.onnx
    name: facenet512-vggface2
    kind: embedder
    summary: Inception-ResNet-v1 trained on VGGFace2, 512 numbers (deepface's Facenet512)
    source: github.com/serengil/deepface_models, facenet512_weights.h5, converted to ONNX
    licence: weights not included; MIT, trained on VGGFace2, which is for research
    reference: Schroff, Kalenichenko and Philbin, FaceNet, CVPR 2015
    accuracy: 99.65 % on Labeled Faces in the Wild (deepface)
    input:
      width: 160
      height: 160
      colours: bgr
      layout: nhwc
      divide: [255]
    dimension: 512
    alignment: study
    distance: cosine
    thresholds: {cosine: 0.30, euclidean: 23.56, euclidean_l2: 1.04, angular: 0.35}
    """

  static let arcFace = """
    # Weights not included: arcface_weights.h5 of deepface, from the releases of
    # github.com/serengil/deepface_models. Convert them to ONNX, for example with tf2onnx, then:
    # efface models add arcface --weights arcface.onnx
    name: arcface
    kind: embedder
    summary: ResNet-34 with additive angular margin, 512 numbers (deepface's ArcFace)
    source: github.com/serengil/deepface_models, arcface_weights.h5, converted to ONNX
    licence: weights not included; MIT, trained on photographs that were given for research
    reference: Deng, Guo, Xue and Zafeiriou, ArcFace, CVPR 2019
    accuracy: 99.41 % on Labeled Faces in the Wild (deepface)
    input:
      width: 112
      height: 112
      colours: bgr
      layout: nhwc
      divide: [255]
    dimension: 512
    alignment: study
    distance: cosine
    thresholds: {cosine: 0.68, euclidean: 4.15, euclidean_l2: 1.13, angular: 0.39}
    """
}
