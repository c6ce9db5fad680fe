"""The quality floor that ratchets: scores on our own suites may rise and be pinned, but not fall.

    python -m evals.floors                   exit 1 with a line for each score below its floor
    python -m evals.floors --pin             raise the floors to what is measured now
    python -m evals.floors --pin --lower     the same, and lower those that are above it

Floors hold for one corpus and one set of questions, known by their digests. Timings have none. Two suites have them:
the sample corpus, and `unseen`, articles and questions by other hands on which no weight was fitted; three thresholds
were looked at there (docs/decisions/0010-one-reader.md).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from evals.errors import EvalError, FloorsError
from evals.evaluate import evaluate, index_folder
from evals.record import file_digest, folder_digest
from evals.report import LOWER_IS_BETTER, SCORES, Report

_HERE = Path(__file__).parent

_PLACES = 10_000
"""Floors are kept to four places, rounded to the forgiving side."""
_SPARE = 0.05
"""How far a score that rests on the network may lie below its floor, since processors differ: by 0.04 at the most while
their 8-bit sums did. These are alike now (docs/decisions/0016-seven-bits.md); sums of floats are not
quite, and how much that changes has not been measured yet."""
_EXACT = ("quote_validity", "article_", "answer_recall", "answer_mrr")
"""Beginnings of the names of scores that are the same on every processor."""


@dataclass(frozen=True)
class Suite:
    """A folder of articles, a file of cases about them, and the file of its floors."""

    articles: Path
    cases: Path
    floors: Path


SUITES = (
    Suite(_HERE.parent / "corpus" / "articles", _HERE / "sample.jsonl", _HERE / "floors.json"),
    Suite(_HERE / "unseen" / "articles", _HERE / "unseen" / "cases.jsonl", _HERE / "unseen" / "floors.json"),
)


@dataclass(frozen=True)
class Floors:
    """The scores that must be kept, on that corpus and those questions (SHA-256)."""

    corpus: str
    questions: str
    scores: Mapping[str, float]


def shortfalls(floors: Floors, measured: Floors) -> list[str]:
    """A line for each thing that is wrong: what, its floor, what was got, what to do; else none."""
    lines = [
        f"{what}: the floors are for another digest ({mine[:12]}…) than today's ({todays[:12]}…): "
        "if the change is meant, pin anew with `python -m evals.floors --pin`"
        for what, mine, todays in (
            ("corpus", floors.corpus, measured.corpus),
            ("questions", floors.questions, measured.questions),
        )
        if mine != todays
    ]
    for name, floor in floors.scores.items():
        got = measured.scores.get(name)
        if got is None:
            lines.append(f"{_label(name)}: floor {floor:.4f}, not measured: the cases no longer ask for it; {_MEND}")
        elif _far_worse(name, got, floor):
            lines.append(f"{_label(name)}: floor {floor:.4f}, got {got:.4f}: {_MEND}")
    return lines


_MEND = "find the change that lowered it, or, if it is worth it, `python -m evals.floors --pin --lower`"


def pinned(old: Floors | None, measured: Floors, lower: bool) -> tuple[Floors, list[str]]:
    """The floors to keep now, and a line for each that would have to be lowered, and is only with `lower`."""
    scores = {name: measured.scores[name] for name in measured.scores}
    refused = []
    for name, floor in (old.scores if old else {}).items():
        got = scores.get(name)
        if not lower and (got is None or _worse(name, got, floor)):
            scores[name] = floor
            shown = "not measured" if got is None else f"got {got:.4f}"
            refused.append(f"{_label(name)}: floor {floor:.4f} kept, {shown}: to lower it, add --lower")
    ordered = {name: scores[name] for name in SCORES if name in scores}
    return Floors(measured.corpus, measured.questions, ordered), refused


def measured_floors(report: Report, corpus: str, questions: str) -> Floors:
    """What a report scores, to four places."""
    scores = {name: _rounded(name, mean.value) for name, mean in report.totals().items()}
    return Floors(corpus, questions, scores)


def load_floors(path: Path) -> Floors:
    """The floors that `--pin` wrote; FloorsError if there are none or they cannot be read."""
    try:
        return TypeAdapter(Floors).validate_json(path.read_bytes())
    except FileNotFoundError as exc:
        raise FloorsError(f"no floors at {str(path)!r}: pin them with `python -m evals.floors --pin`") from exc
    except ValidationError as exc:
        raise FloorsError(
            f"{str(path)!r} is not what --pin writes ({exc.errors()[0]['msg']}): restore it from git"
        ) from exc


def save_floors(path: Path, floors: Floors) -> None:
    """Write floors as `load_floors` reads them."""
    path.write_text(json.dumps(asdict(floors), indent=2) + "\n")


def _worse(name: str, got: float, floor: float) -> bool:
    return got > floor if name in LOWER_IS_BETTER else got < floor


def _far_worse(name: str, got: float, floor: float) -> bool:
    """Worse by more than processors differ."""
    spare = 0.0 if name.startswith(_EXACT) else _SPARE
    return _worse(name, got, floor + spare if name in LOWER_IS_BETTER else floor - spare)


def _rounded(name: str, value: float) -> float:
    scaled = round(value * _PLACES, 6)
    return (math.ceil(scaled) if name in LOWER_IS_BETTER else math.floor(scaled)) / _PLACES


def _label(name: str) -> str:
    return f"{name} ({SCORES[name]})" if name in SCORES else name


def _measure(articles: Path, cases: Path) -> tuple[Report, Floors]:
    with TemporaryDirectory(prefix="dateline-floors-") as work:
        index_folder(articles, Path(work))
        report = evaluate(cases, Path(work))
    return report, measured_floors(report, folder_digest(articles), file_digest(cases))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when every floor holds (or is pinned), else 1 and a line for each on stderr."""
    parser = argparse.ArgumentParser(prog="python -m evals.floors", description=__doc__.partition("\n")[0])
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too")
    given = parser.parse_args(arguments)
    if given.lower and not given.pin:
        parser.error("--lower goes with --pin")
    try:
        problems = [line for suite in SUITES for line in _held(suite, given.pin, given.lower)]
    except EvalError as exc:
        print(f"evals.floors: {exc}", file=sys.stderr)
        return 1
    for line in problems:
        print(f"evals.floors: {line}", file=sys.stderr)
    return 1 if problems else 0


def _held(suite: Suite, pin: bool, lower: bool) -> list[str]:
    """Ask a suite, print its scores, and hold or pin them: a line for each that is wrong."""
    old = load_floors(suite.floors) if suite.floors.exists() or not pin else None
    report, measured = _measure(suite.articles, suite.cases)
    name = f"{suite.cases.parent.name}/{suite.cases.name}"
    print(f"{name}:\n{report.table()}\n")
    if not pin and old is not None:
        return [f"{name}: {line}" for line in shortfalls(old, measured)]
    kept, refused = pinned(old, measured, lower)
    save_floors(suite.floors, kept)
    return [f"{name}: {line}" for line in refused]


if __name__ == "__main__":
    sys.exit(main())
