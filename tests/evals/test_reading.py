"""The reading report, on the sample corpus by both readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import reading
from evals.evaluate import index_folder
from evals.floors import SUITES

CASES = (
    {"id": "a", "asked_on": "2025-12-20", "question": "How many officers fled to Turkey?", "answers": ["12", "twelve"]},
    {"id": "b", "asked_on": "2025-12-20", "question": "Who was reinstated in 2025?", "answers": ["25 diplomats"]},
)
NOT_TOLD = ({"id": "c", "asked_on": "2025-12-20", "question": "Who won the rugby cup in Fiji?", "answers": ["x"]},)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    index_folder(SUITES[0].articles, folder / "archive")
    for name, cases in (("cases", CASES), ("others", NOT_TOLD)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases))
    return folder


def test_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(folder / "archive"), str(folder / "cases.jsonl")]
    reading.main([*given, "--unanswerable", str(folder / "others.jsonl")])
    told = capsys.readouterr().out
    assert told.startswith("2 questions.")
    for line in ("| exact match |", "| expected calibration error |", "Reliability", "Risk and coverage", "line [0.0"):
        assert line in told
    assert "1 questions without an answer and " in told
