"""Rows of reader data become what the network learns from: a question with one passage or several."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.config import DataConfig
from training.errors import TrainingError
from training.negatives import Likest, bereft, swapped

LEAST = 20
"""Words of a passage from which it still tells something."""


@dataclass(frozen=True)
class Row:
    """A question and its context; `answers` are (start, end) in it, none if it does not tell."""

    id: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    source: str

    @property
    def strings(self) -> frozenset[str]:
        """The answers as text, in lower case."""
        return frozenset(self.context[start:end].lower() for start, end in self.answers)


@dataclass(frozen=True)
class Reading:
    """A passage to be read for a question; `answers` are (start, end) in `text`."""

    text: str
    answers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Example:
    """A question with its passages: the scores of all of them are normalised together."""

    question: str
    readings: tuple[Reading, ...]


def load_rows(folder: Path, sources: Sequence[str]) -> list[Row]:
    """The rows of `SOURCE.jsonl.gz` for each source, in the order of the files; TrainingError if one is missing."""
    return [row for source in sources for row in _read(folder / f"{source}.jsonl.gz", source)]


def _read(path: Path, source: str) -> Iterator[Row]:
    if not path.is_file():
        raise TrainingError(f"no file {str(path)!r}: give the folder of reader data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            spans = [(one["start"], one["start"] + len(one["text"])) for one in raw["answers"]]
            yield Row(str(raw["id"]), raw["question"], raw["context"], tuple(dict.fromkeys(spans)), source)


def split(rows: Sequence[Row], held_out: float) -> tuple[list[Row], list[Row]]:
    """(for training, held out): by the digest of the context, so that no context is in both."""
    parts: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        digest = hashlib.sha256(row.context.encode()).digest()
        parts[int.from_bytes(digest[:4], "big") < held_out * 2**32].append(row)
    return parts


class Examples:
    """Makes each epoch's examples anew from the same rows."""

    def __init__(self, rows: Sequence[Row], config: DataConfig) -> None:
        self._rows, self._config = rows, config
        contexts = dict.fromkeys(row.context for row in rows)
        self._likest = Likest(list(contexts))
        self._near: dict[str, list[str]] = {}

    def drawn(self, number: int, seed: int) -> list[Row]:
        """The rows of an epoch in its order."""
        chance = random.Random(f"{seed}/{number}")
        taken = [row for row in self._rows if chance.random() < self._config.shares[row.source]]
        chance.shuffle(taken)
        return taken

    def example(self, row: Row, number: int, seed: int) -> Example:
        """What epoch `number` makes of a row, whoever asks and in whatever order."""
        chance, config = random.Random(f"{seed}/{number}/{row.source}/{row.id}"), self._config
        if row.answers and chance.random() < config.swapped:
            question = swapped(row.question, row.context, row.strings, chance)
            if question:
                return Example(question, (Reading(row.context),))
        others = self._others(row)
        draw = chance.random()
        own = self._own(row, others, chance)
        negatives = self._negatives(row, own, others, chance)
        if row.answers and negatives and draw < config.alone:
            return Example(row.question, negatives)
        if not negatives or draw > config.alone + config.paired:
            return Example(row.question, (own,))
        return Example(row.question, (own, *negatives))

    def _negatives(self, row: Row, own: Reading, others: Sequence[str], chance: random.Random) -> tuple[Reading, ...]:
        """Passages that do not tell: the own one less what does, or others."""
        found = []
        if chance.random() < self._config.bereft:
            left = bereft(own.text, own.answers, row.strings)
            found = [left] if len(left.split()) >= LEAST else []
        wanted = self._config.negatives - len(found)
        found += chance.sample(others, min(wanted, len(others)))
        return tuple(map(Reading, found))

    def _own(self, row: Row, others: Sequence[str], chance: random.Random) -> Reading:
        """The row's context, perhaps lengthened in front and behind."""
        count = len(row.context.split())
        if not others or count >= self._config.short or chance.random() > self._config.lengthened:
            return Reading(row.context, row.answers)
        room = chance.randint(self._config.short // 2, 2 * self._config.short) - count
        before, after = "", ""
        for text in chance.sample(others, len(others)):
            length = len(text.split())
            if length > room:
                continue
            room -= length
            before, after = (f"{text} {before}", after) if chance.random() < 0.5 else (before, f"{after} {text}")
        shift = len(before)
        return Reading(f"{before}{row.context}{after}", tuple((a + shift, b + shift) for a, b in row.answers))

    def _others(self, row: Row) -> list[str]:
        """The contexts likest to the question that hold none of its answers."""
        if row.question not in self._near:
            self._near[row.question] = self._likest.of(row.question, 3 * self._config.hard)
        near = [text for text in self._near[row.question] if text != row.context]
        return [text for text in near if not any(one in text.lower() for one in row.strings)][: self._config.hard]
