"""One side of the benchmark, in a process of its own: index the articles, ask the questions.

The parent of these processes is evals.bench; a process alone has a peak of memory to itself.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Protocol

from tokenizers import Tokenizer

from evals.cases import Case, load_cases
from evals.judge import evidence
from evals.words import holds, words_until
from vectorstore.encoder import DEFAULT_MODEL, model_folder

SIDES = ("ours", "plain", "plain, equal length")
DEPTH = 20
_WARM_UP = 5


@dataclass(frozen=True)
class Found:
    """Where an answer stood: the rank of its passage, the words read until then; None if nowhere."""

    rank: int | None
    words: int | None


@dataclass(frozen=True)
class SideResult:
    """One side's figures. Memory is resident, in MB (2^20 bytes), of the whole process at its peak.

    `words` and `embedded_words` are means a passage; the encoder sees no more of one than its first 256 word
    pieces. Indexing runs from the file of articles to an index that can be asked, the model loaded before.
    `found_undated` is what is found when the day of asking is not told.
    """

    side: str
    settings: str
    passages: int
    words: float
    embedded_words: float
    load_seconds: float
    index_seconds: float
    index_mb: float
    peak_mb: float
    retrieve_seconds: tuple[float, ...]
    found: tuple[Found, ...]
    found_undated: tuple[Found, ...]


class Side(Protocol):
    """A way to index and retrieve; its models are loaded when it is made."""

    @property
    def settings(self) -> str:
        """In words, for the table."""

    def index(self) -> None:
        """From the file of articles to an index that can be asked."""

    def passages(self) -> Iterable[str]:
        """The texts of all passages."""

    def retrieve(self, question: str, asked_on: date | None) -> Sequence[str]:
        """The texts of the best passages, best first; None if the day of asking is not told."""


def measure(name: str, make: Callable[[], Side], cases: Sequence[Case]) -> SideResult:
    """Make the side, index its articles, ask the cases one at a time, after a few to warm up."""
    started = perf_counter()
    side = make()
    loaded = perf_counter()
    side.index()
    indexed = perf_counter()
    index_mb = _peak_mb()
    for case in cases[:_WARM_UP]:
        side.retrieve(case.question, case.asked_on)
    answers = [_ask(side, case, case.asked_on) for case in cases]
    peak_mb = _peak_mb()  # before what follows, which is no part of either way
    undated = [_ask(side, case, None) for case in cases]
    texts = list(side.passages())
    return SideResult(
        side=name,
        settings=side.settings,
        passages=len(texts),
        words=fmean(len(text.split()) for text in texts),
        embedded_words=fmean(_embedded_words(texts)),
        load_seconds=loaded - started,
        index_seconds=indexed - loaded,
        index_mb=index_mb,
        peak_mb=peak_mb,
        retrieve_seconds=tuple(seconds for seconds, _ in answers),
        found=tuple(found for _, found in answers),
        found_undated=tuple(found for _, found in undated),
    )


def _ask(side: Side, case: Case, asked_on: date | None) -> tuple[float, Found]:
    started = perf_counter()
    texts = side.retrieve(case.question, asked_on)
    seconds = perf_counter() - started
    return seconds, find(texts, evidence(case))


def find(texts: Iterable[str], strings: Sequence[str]) -> Found:
    """The first of the passages that holds one of the strings, and the words read by that string's end."""
    read = 0
    for rank, text in enumerate(texts, start=1):
        if any(holds(text, string) for string in strings):
            ends = [end for string in strings if (end := words_until(text, string)) is not None]
            return Found(rank, read + min(ends))
        read += len(text.split())
    return Found(None, None)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _embedded_words(texts: Sequence[str]) -> list[int]:
    """How many words of each text are within the encoder's 256 word pieces."""
    tokenizer = Tokenizer.from_file(str(_model() / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.no_padding()
    counts = []
    for first in range(0, len(texts), 1000):
        some = list(texts[first : first + 1000])
        for text, encoding in zip(some, tokenizer.encode_batch(some), strict=True):
            end = max(stop for _, stop in encoding.offsets)
            counts.append(len(text[:end].split()))
    return counts


def _model() -> Path:
    folder = model_folder(DEFAULT_MODEL)
    if folder is None:
        raise FileNotFoundError(f"the model {DEFAULT_MODEL} is not installed: run scripts/test once")
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one side; the figures go to `--result` as JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_sides", description=__doc__)
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("--articles", type=Path, required=True, help="one article a line, perhaps gzipped")
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--words", type=float, help="mean length of a passage, for the equal length")
    parser.add_argument("--result", type=Path, required=True)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="dateline-bench-") as work:
        make = partial(_make, given.side, given.articles, Path(work), given.words)
        cases = load_cases(given.questions) if given.questions.stat().st_size else []
    result = measure(given.side, make, cases)
    given.result.write_text(json.dumps(asdict(result)))


def _make(side: str, articles: Path, work: Path, words: float | None) -> Side:
    made: Side
    if side == "ours":
        from evals.bench_ours import Ours  # noqa: PLC0415 - a side's memory holds no library of the other's

        made = Ours(articles, work, DEPTH)
    else:
        from evals.bench_plain import PlainLlamaIndex  # noqa: PLC0415 - as above

        made = PlainLlamaIndex(_model(), articles, work, DEPTH, words if side != "plain" else None)
    return made


if __name__ == "__main__":
    main()
