"""The seam behind which a question's passages are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qa.asking import Kind
from qa.joining import same_value
from qa.question import QuestionReading
from vectorstore.retrieval import RetrievedPassage


@dataclass(frozen=True)
class Span:
    """A short answer in an article and the sentence that tells it.

    `start` and `end` (the short answer) and `sentence` are offsets into the article's text, all within the
    passage. `score` is the log odds that the sentence answers the question; `support` are further sentences that it
    needs (one that gives the name of "the ambassador"); `features` say why. Spans of one reading that have the same
    `value_number` give the same value, those that have different ones do not.
    """

    passage: RetrievedPassage
    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    support: tuple[tuple[int, int], ...] = ()
    features: dict[str, float] = field(default_factory=dict, compare=False)
    value_number: int | None = field(default=None, compare=False)

    @property
    def value(self) -> str:
        """The short answer as printed."""
        return self.passage.slice(self.start, self.end)

    def same_value(self, other: Span, kind: Kind) -> bool:
        """Whether two spans give one value: as the reader told, else by their words and days of print."""
        if self.value_number is not None and other.value_number is not None:
            return self.value_number == other.value_number
        return same_value(kind, self.value, other.value, self.passage.published, other.passage.published)

    @property
    def evidence(self) -> str:
        """The sentence as printed."""
        return self.passage.slice(*self.sentence)


class Reader(Protocol):
    """Reads passages for a question; best spans first."""

    def threshold(self, question: QuestionReading) -> float:
        """The log odds, that what is to be shown of its spans is right, under which nothing is shown."""

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """The spans that may answer, best first; none when nothing could."""
