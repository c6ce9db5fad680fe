"""The weights of a training run, or of a network that ships, whose 8-bit numbers are turned back into floats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.errors import TrainingError

WEIGHTS = "weights.pt"
"""In the folder of a finished run."""

NEVER_TRAINED = frozenset(
    ("encoder.embeddings.word_embeddings.weight", "encoder.pooler.dense.weight", "encoder.pooler.dense.bias")
)
"""What a file of a network that ships lacks, and every run has from the sentence encoder."""

_PRODUCT = re.compile(r"/(?P<path>(?:encoder/encoder/layer\.\d+/.+/dense|head))/MatMul")
_ATTENTION = re.compile(r"Attention_(?P<layer>\d+)_quant")


def weights_of(path: Path) -> dict[str, Tensor]:
    """Of a run's folder or an ONNX file of `training.export`, by their names in `SpanReader`; a file's lack some."""
    if path.suffix == ".onnx":
        return thawed(path)
    if not (path / WEIGHTS).is_file():
        raise TrainingError(f"no {WEIGHTS} in {str(path)!r}: name the folder of a finished run, or an ONNX file")
    weights: dict[str, Tensor] = torch.load(path / WEIGHTS, map_location="cpu", weights_only=True)
    return weights


def mean_weights(runs: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of several runs, the first of them one with all weights."""
    every = [weights_of(run) for run in runs]
    return {name: torch.stack([one[name] for one in every if name in one]).mean(0) for name in every[0]}


def thawed(network: Path) -> dict[str, Tensor]:
    """The weights of an ONNX file of `training.export`, by their names in `SpanReader`, less those `NEVER_TRAINED`.

    A float differs from the one that was rounded by a step of its scale at the most, 1/127 of the largest.
    """
    graph = onnx.load(network).graph
    raw = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    values = {name: array for name, array in raw.items() if name.startswith(("encoder.", "head."))}
    for name in [name for name in raw if name.endswith("_quantized")]:
        values[name.removesuffix("_quantized")] = _floats(raw, name.removesuffix("_quantized"))
    trained = re.compile(r"(?!encoder\.embeddings\.word_)(?:encoder|head)\..*(?:weight|bias)")
    found = {name: array for name, array in values.items() if trained.fullmatch(name)}
    for node in graph.node:
        product = _PRODUCT.match(node.name) if node.op_type in ("MatMul", "MatMulInteger") else None
        if product:
            whole = next(name for name in node.input if name.startswith("onnx::") or name.endswith("_weights"))
            weights = _maker(graph, whole) if whole.endswith("_weights") else whole
            found[product["path"].replace("/", ".") + ".weight"] = values[weights.removesuffix("_quantized")].T
        elif attention := _ATTENTION.match(node.name):
            layer, name = attention["layer"], f"Attention_{attention['layer']}_qkv"
            parts = zip(np.split(values[f"{name}_weight"], 3, axis=1), np.split(raw[f"{name}_bias"], 3), strict=True)
            for part, (weight, bias) in zip(("query", "key", "value"), parts, strict=True):
                found[f"encoder.encoder.layer.{layer}.attention.self.{part}.weight"] = weight.T
                found[f"encoder.encoder.layer.{layer}.attention.self.{part}.bias"] = bias
    return {name: torch.tensor(np.ascontiguousarray(array)) for name, array in found.items()}


def _floats(raw: Mapping[str, npt.NDArray[Any]], name: str) -> npt.NDArray[np.float32]:
    whole = raw[f"{name}_quantized"].astype(np.float32) - raw.get(f"{name}_zero_point", np.float32(0))
    floats: npt.NDArray[np.float32] = whole * raw[f"{name}_scale"]
    return floats


def _maker(graph: onnx.GraphProto, name: str) -> str:
    """The 8-bit weights of which a product in floats is made."""
    makers = {output: node for node in graph.node for output in node.output}
    return str(makers[makers[name].input[0]].input[0])
