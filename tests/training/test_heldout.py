"""The table of rows set aside."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.opening import NETWORK
from training import heldout
from training.config import DEFAULT


def test_rows_set_aside_are_told_by_source_and_by_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context = (
        "Ann Lee is the mayor of Goole. She was a pilot before that. In Hull the mayor is Bob Ray. "
        "The town lies on the river and has a harbour, which is deep enough for ships of every size."
    )
    answers = [{"text": "Ann Lee", "start": 0}]
    rows = [
        {"id": 1, "question": "Who is the mayor of Goole?", "context": context, "answers": answers},
        {"id": 2, "question": "How many ships sank in the storm?", "context": context, "answers": []},
    ]
    with gzip.open(tmp_path / "made.jsonl.gz", "wt") as file:
        file.writelines(2 * (json.dumps(row) + "\n") for row in rows)  # one for each half
    shares = DEFAULT.read_text().split("[data.shares]")[1].split("[steps]")[0]
    config = tmp_path / "config.toml"
    config.write_text(
        DEFAULT.read_text().replace(shares, "\nmade = 1.0\n\n").replace("held_out = 0.05", "held_out = 1.0")
    )
    heldout.main([str(tmp_path), str(NETWORK), "--config", str(config)])
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    table = {line[0]: line[1:] for line in lines}
    assert table["all"] == ["2", "100.0", "100.0", "2", "100.0"]
    assert table["all, cut at the other half's"][3:] == ["2", "0.0"]  # the highest of one row is not under itself
    assert table["another name or year"][3] == "2"
    assert table["less what tells"][3] == "2"
