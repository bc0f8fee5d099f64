"""A frozen TensorFlow graph computed with numpy alone, in double precision, on given pixels.

onnxruntime does not read such graphs, and TensorFlow is not among the peers. This reads the file as
protocol buffers and follows its nodes, so that nothing is shared with OpenCV's importer.
"""
import json
import sys

import numpy as np


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Numbers and contents of the fields of a message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            content, at = varint(data, at)
        else:
            size, at = varint(data, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
            content, at = data[at : at + size], at + size
        yield key >> 3, content


def signed(numbers):
    return [number - (1 << 64) if number >> 63 else number for number in numbers]


def tensor(data):
    """A TensorProto: kind 1, shape 2, bytes 4, single floats 5, single integers 7."""
    shape, values, kind = [], None, np.float32
    for number, content in fields(data):
        if number == 1:
            kind = {1: np.float32, 3: np.int32}[content]
        elif number == 2:
            shape = signed(dict(fields(size)).get(1, 0) for _, size in fields(content))
        elif number == 4:
            values = np.frombuffer(content, kind)
        elif number in (5, 7):
            packed = content if number == 5 else bytes(np.array(list(content), "<i4"))
            values = np.frombuffer(packed, kind)
    count = int(np.prod(shape)) if shape else 1
    if values.size != count:
        values = np.repeat(values, count)
    values = values.reshape(shape)
    return values.astype(np.float64) if kind is np.float32 else values


class Node:
    def __init__(self, data):
        self.inputs, self.attributes = [], {}
        for number, content in fields(data):
            if number == 1:
                self.name = content.decode()
            elif number == 2:
                self.kind = content.decode()
            elif number == 3:
                self.inputs.append(content.decode().split(":")[0])
            elif number == 5:
                pair = dict(fields(content))
                self.attributes[pair[1].decode()] = dict(fields(pair[2]))
        self.inputs = [name for name in self.inputs if not name.startswith("^")]

    def text(self, name):
        return self.attributes[name][2].decode()

    def flag(self, name):
        return bool(self.attributes.get(name, {}).get(5, 0))

    def number(self, name):
        return float(np.frombuffer(self.attributes[name][4], "<f4")[0])

    def sides(self, name):
        """Rows and columns of a list for N, H, W, C."""
        return tuple(dict(fields(self.attributes[name][1]))[3][1:3])


def windows(x, size, steps, padding, fill):
    """Windows of `x` (N, H, W, C) as N, H', W', C, rows, columns."""
    if padding == "SAME":
        room = [
            max((-(-length // step) - 1) * step + side - length, 0)
            for length, step, side in zip(x.shape[1:3], steps, size)
        ]
        border = [(0, 0)] + [(r // 2, r - r // 2) for r in room] + [(0, 0)]
        x = np.pad(x, border, constant_values=fill)
    view = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))
    return view[:, :: steps[0], :: steps[1]]


def normalised(node, x, scale, offset, mean, variance):
    return (x - mean) / np.sqrt(variance + node.number("epsilon")) * scale + offset


def apply(node, x):
    kind = node.kind
    if kind == "Conv2D":
        view = windows(x[0], x[1].shape[:2], node.sides("strides"), node.text("padding"), 0)
        return np.tensordot(view, x[1], axes=((4, 5, 3), (0, 1, 2)))
    if kind in ("MaxPool", "AvgPool"):
        reduce, fill = (np.max, -np.inf) if kind == "MaxPool" else (np.mean, np.nan)
        sizes = node.sides("ksize"), node.sides("strides")
        return reduce(windows(x[0], *sizes, node.text("padding"), fill), axis=(4, 5))
    if kind == "ConcatV2":
        return np.concatenate(x[:-1], axis=int(x[-1]))
    if kind == "Sum":
        axes = tuple(np.atleast_1d(x[1]).tolist())
        return np.sum(x[0], axis=axes, keepdims=node.flag("keep_dims"))
    simple = {
        "BiasAdd": np.add,
        "Add": np.add,
        "Mul": np.multiply,
        "MatMul": np.matmul,
        "Maximum": np.maximum,
        "Relu": lambda value: np.maximum(value, 0),
        "Reshape": lambda value, shape: value.reshape(shape),
        "Square": np.square,
        "Rsqrt": lambda value: 1 / np.sqrt(value),
        "FusedBatchNorm": lambda *values: normalised(node, *values),
    }
    return simple[kind](*x)


def run(path, picture, output):
    with open(path, "rb") as file:
        nodes = [Node(content) for number, content in fields(file.read()) if number == 1]
    nodes = {node.name: node for node in nodes}
    values = {}

    def value(name):
        node = nodes[name]
        if name not in values:
            if node.kind == "Const":
                values[name] = tensor(node.attributes["value"][8])
            elif node.kind == "Placeholder":
                values[name] = picture
            else:
                values[name] = apply(node, [value(other) for other in node.inputs])
        return values[name]

    return value(output)


question = json.load(sys.stdin)
side = question["side"]
rgb = np.array(question["samples"], np.float64).reshape(1, side, side, 3)
sys.setrecursionlimit(10_000)
json.dump(run(question["graph"], (rgb - 127.5) / 128, "embeddings").ravel().tolist(), sys.stdout)
