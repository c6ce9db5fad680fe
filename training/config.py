"""The settings of a training run: read from a file, kept beside the weights, named in the model card."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from training.errors import TrainingError

DEFAULT = Path(__file__).parent / "runs" / "first.toml"


@dataclass(frozen=True)
class DataConfig:
    """What a run reads. `shares` is the part of each source (a file's stem) that an epoch takes.

    `held_out` of each source's contexts are set aside. Contexts under `short` words are joined, in `lengthened` of
    the cases, with others that don't hold the answer. `paired` of the questions meet hard negatives beside their
    context, `alone` of them only these, at most `negatives` at once. In `bereft` of the cases the first is the
    question's own context without the sentences that hold its answer, which tells of the same people and not of what
    is asked. `swapped` of the questions name another of their context's names, or another year, and have no answer.
    """

    shares: Mapping[str, float]
    held_out: float
    short: int
    lengthened: float
    paired: float
    alone: float
    hard: int
    bereft: float = 0.0
    negatives: int = 1
    swapped: float = 0.0


@dataclass(frozen=True)
class StepConfig:
    """How a run learns: `batch` questions a step, `pieces` word pieces at most in one pass forward and back.

    `dropout` of the network's numbers are left out at each step. What is kept is a running mean of the weights, of
    which each step keeps `average`; 0 keeps the last. `taught` is the share of the loss that is measured against
    teachers and not against the rows' answers.
    """

    seed: int
    epochs: float
    batch: int
    pieces: int
    rate: float
    head_rate: float
    warm_up: float
    weight_decay: float
    longest: int
    dropout: float = 0.0
    average: float = 0.0
    taught: float = 0.0


@dataclass(frozen=True)
class TrainingConfig:
    """The whole of a run's settings; `digest` names them."""

    data: DataConfig
    steps: StepConfig
    digest: str


def load_config(path: Path = DEFAULT) -> TrainingConfig:
    """Read a TOML file; TrainingError if a setting is missing or of another kind."""
    raw = path.read_bytes()
    try:
        tables = tomllib.loads(raw.decode())
        return TrainingConfig(
            TypeAdapter(DataConfig).validate_python(tables.get("data")),
            TypeAdapter(StepConfig).validate_python(tables.get("steps")),
            hashlib.sha256(raw).hexdigest(),
        )
    except ValueError as exc:  # of TOML, or pydantic's, which takes several lines
        raise TrainingError(f"{str(path)!r} is no training config: {' '.join(str(exc).split())}") from exc
