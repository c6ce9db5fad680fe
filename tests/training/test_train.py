"""A run learns, and one that was cut off goes on as if it had not been."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import torch

from training import train

CONFIG = """
[data]
held_out = 0.0
short = 20
lengthened = 0.5
paired = 0.5
alone = 0.1
hard = 2
[data.shares]
made = 1.0
[steps]
seed = 3
epochs = 12
batch = 8
pieces = 2048
rate = 3e-4
head_rate = 3e-3
warm_up = 0.1
weight_decay = 0.01
longest = 96
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "made.jsonl.gz", "wt") as file:
        for number in range(16):
            context = f"Town {number} lies on the coast. Its mayor is Ann Lee{number}, a former pilot."
            name = f"Ann Lee{number}"
            answers = [{"text": name, "start": context.index(name)}]
            row = {"id": number, "question": f"Who is mayor of town {number}?", "context": context, "answers": answers}
            file.write(json.dumps(row) + "\n")
    (tmp_path / "config.toml").write_text(CONFIG)
    return tmp_path


def run(data: Path, out: str, *more: str) -> dict[str, torch.Tensor]:
    train.main([str(data), str(data / out), "--config", str(data / "config.toml"), *more])
    weights: dict[str, torch.Tensor] = torch.load(data / out / "weights.pt", weights_only=True)
    return weights


def test_a_run_that_was_cut_off_goes_on(data: Path) -> None:
    whole = run(data, "whole", "--steps", "6")
    run(data, "cut", "--steps", "3")
    resumed = run(data, "cut", "--steps", "6")
    assert (data / "cut" / train.CHECKPOINT).exists()
    head = whole["head.weight"]
    assert torch.allclose(head, resumed["head.weight"], rtol=0, atol=0.05 * float(head.abs().max()))


def test_it_learns(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "_EVERY", 6)
    run(data, "out")
    losses = [json.loads(line)["loss"] for line in (data / "out" / train.LOG).read_text().splitlines()]
    assert losses[-1] < 0.6 * losses[0]


def test_a_run_can_begin_with_the_weights_of_another(data: Path) -> None:
    first = run(data, "first", "--steps", "6")
    untouched = run(data, "second", "--start", str(data / "first"), "--steps", "0")
    assert all(torch.equal(first[name], untouched[name]) for name in first)
    resumed = run(data, "second", "--start", str(data / "first"), "--steps", "2")
    assert not torch.equal(first["head.weight"], resumed["head.weight"])


def test_a_run_learns_from_teachers(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, "teacher", "--steps", "8")
    config = data / "config.toml"
    config.write_text(CONFIG + "taught = 1.0\naverage = 0.5\ndropout = 0.1\n")
    run(data, "student", "--steps", "8", "--teachers", str(data / "teacher"))
    assert len({path.read_bytes() for path in data.glob("*/weights.pt")}) == 2
    with pytest.raises(SystemExit):
        run(data, "alone", "--steps", "1")
    assert "--teachers are needed" in capsys.readouterr().err


def test_of_the_weights_the_running_mean_is_kept(data: Path) -> None:
    (data / "config.toml").write_text(CONFIG + "average = 0.9\n")
    kept = run(data, "out", "--steps", "6")
    last = torch.load(data / "out" / train.CHECKPOINT, weights_only=True)["network"]
    assert not torch.equal(kept["head.weight"], last["head.weight"])


def test_examples_may_be_made_by_other_processes(data: Path) -> None:
    run(data, "out", "--steps", "4", "--workers", "2")
