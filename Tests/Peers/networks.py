"""SFace, RetinaFace and YuNet by onnxruntime, the residual network by dlib, on given pixels."""
import json
import sys

import dlib
import numpy as np
import onnxruntime

question = json.load(sys.stdin)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.log_severity_level = 3


def pixels(name, side):
    return np.array(question[name], np.uint8).reshape(side, side, 3)


def run(name, picture, outputs=None):
    blob = np.ascontiguousarray(picture.astype(np.float32).transpose(2, 0, 1)[None])
    session = onnxruntime.InferenceSession(question[name], options)
    return [x.ravel().tolist() for x in session.run(outputs, {session.get_inputs()[0].name: blob})]


bgr = pixels("large", 640)[:, :, ::-1].astype(np.float32)
levels = [8, 16, 32]
yunet = [f"{name}_{level}" for name in ("cls", "obj", "bbox", "kps") for level in levels]
network = dlib.face_recognition_model_v1(question["resnet"])
chip = np.ascontiguousarray(pixels("chip", 150))
json.dump(
    {
        "sface": run("sface", pixels("small", 112))[0],
        "retinaface": run(
            "retinaface", bgr - np.array([104, 117, 123], np.float32), ["loc", "conf", "landmarks"]
        ),
        "yunet": run("yunet", bgr, yunet),
        "resnet": list(network.compute_face_descriptor(chip)),
    },
    sys.stdout,
)
