"""A developer's command that lacks what it needs says so in one line, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from evals import fit_choice, fit_picker, reading
from evals.ending import exit_code
from training import export, heldout, train

Command = Callable[[Sequence[str]], None]


@pytest.mark.parametrize(
    ("command", "given", "said"),
    [
        (train.main, ["DATA", "OUT"], "give the folder of reader data"),
        (train.main, ["DATA", "OUT", "--config", "none.toml"], "none.toml"),
        (train.main, ["DATA", "OUT", "--config", "bad.toml"], "is no training config: "),
        (train.main, ["DATA", "OUT", "--start", "nowhere"], "give the folder of reader data"),
        (heldout.main, ["DATA", "bad.toml"], "give the folder of reader data"),
        (heldout.main, ["DATA", "reader.onnx"], "training.export makes one"),
        (export.main, ["DATA", "OUT"], "name the folder of a finished run"),
        (fit_picker.main, ["DATA"], "give the folder of reader data"),
        (fit_choice.main, ["small", "DATA", "cases.jsonl"], "make one with `dateline index"),
        (reading.main, ["DATA", "cases.jsonl"], "make one with `dateline index"),
    ],
)
def test_what_is_missing_is_named_in_one_line(
    command: Command,
    given: Sequence[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text("[data]\nheld_out = 'half'\n")
    assert exit_code("this", partial(command, given)) == 1
    line = capsys.readouterr().err
    assert line.startswith("this: ")
    assert said in line
    assert line.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


@pytest.mark.parametrize("module", ["training.train", "training.heldout", "evals.reading"])
def test_a_command_ends_with_1(module: str, tmp_path: Path) -> None:
    given = [str(tmp_path / "data"), str(tmp_path / "out")]
    run = subprocess.run([sys.executable, "-m", module, *given], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert run.stderr.startswith(f"{module}: ")
