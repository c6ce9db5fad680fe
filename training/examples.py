"""Rows of reader data become what the network learns from: a question with one or two passages."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.sentences import sentence_spans
from corpus.words import words
from training.config import DataConfig


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
    """The rows of `SOURCE.jsonl.gz` for each source, in the order of the files."""
    return [row for source in sources for row in _read(folder / f"{source}.jsonl.gz", source)]


def _read(path: Path, source: str) -> Iterator[Row]:
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

    def epoch(self, number: int, seed: int) -> Iterator[Example]:
        """The examples of an epoch, shuffled, each made when it is asked for."""
        chance = random.Random(f"{seed}/{number}")
        taken = [row for row in self._rows if chance.random() < self._config.shares[row.source]]
        chance.shuffle(taken)
        return (self._example(row, chance) for row in taken)

    def _example(self, row: Row, chance: random.Random) -> Example:
        others = self._others(row)
        draw = chance.random()
        own = self._own(row, others, chance)
        negative = self._negative(row, own, others, chance)
        if row.answers and negative and draw < self._config.alone:
            return Example(row.question, (negative,))
        if not negative or draw > self._config.alone + self._config.paired:
            return Example(row.question, (own,))
        return Example(row.question, (own, negative))

    def _negative(self, row: Row, own: Reading, others: Sequence[str], chance: random.Random) -> Reading | None:
        """A passage that does not tell: the own one less what does, or another."""
        if chance.random() < self._config.bereft and len((left := bereft(own, row.strings)).split()) >= _LEAST:
            return Reading(left)
        return Reading(chance.choice(others)) if others else None

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


_LEAST = 20
"""Words of a passage from which it still tells something."""


def bereft(reading: Reading, answers: Collection[str]) -> str:
    """A passage less the sentences that hold an answer, in its place or as a string in lower case; "" without any."""
    if not reading.answers:
        return ""
    kept = [
        reading.text[start:end]
        for start, end in sentence_spans(reading.text)
        if not any(start < right and left < end for left, right in reading.answers)
        and not any(answer in reading.text[start:end].lower() for answer in answers)
    ]
    return " ".join(kept)


class Likest:
    """Contexts by the weight of the words that they share with a question, longer ones at a discount."""

    def __init__(self, contexts: Sequence[str]) -> None:
        self._contexts = contexts
        stems = [{word.stem for word in words(text) if not word.is_stop} for text in contexts]
        counts = Counter(stem for some in stems for stem in some)
        self._weights: Mapping[str, float] = {
            stem: float(np.log(1 + len(contexts) / count)) for stem, count in counts.items()
        }
        holders: dict[str, list[int]] = {}
        for number, some in enumerate(stems):
            for stem in some:
                holders.setdefault(stem, []).append(number)
        self._holders = {stem: np.array(some) for stem, some in holders.items()}
        self._lengths = np.array([1 + len(some) / 60 for some in stems], dtype=np.float32)

    def of(self, question: str, count: int) -> list[str]:
        """The best `count` contexts, best first."""
        scores = np.zeros(len(self._contexts), dtype=np.float32)
        for stem in {word.stem for word in words(question) if not word.is_stop}:
            if stem in self._holders:
                scores[self._holders[stem]] += self._weights[stem]
        scores /= np.sqrt(self._lengths)
        best = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
        return [self._contexts[number] for number in best[np.argsort(-scores[best])]]
