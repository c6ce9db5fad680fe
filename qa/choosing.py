"""Which of the values that were read is the answer: what speaks for each, weighed by a small regression."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from corpus.words import words
from qa.question import QuestionReading
from qa.reader import Span
from qa.values import values

FEATURES = (
    "best",
    "votes",
    "articles",
    "rank",
    "retrieved",
    "form",
    "asked",
    "length",
    "capital",
    "sentence",
)
"""best: the score of the value's best span (log odds against "not here", halved). votes: log of the sum of
exp(score), one for each passage that gives the value. articles: log of the number of different texts that do. rank:
1 / the retrieval rank of the first passage. retrieved: its fused score less that of the first passage of all. form:
how well the value's form fits the question. asked: the share of its words that the question holds. length: log of
the number of its words. capital: the share of its words that are capitalised. sentence: the log odds that the
sentence picker gives the best of its sentences, never under `UNPICKED`."""

UNPICKED = -5.0
"""What a sentence that the picker did not pick counts."""
_MOST = 1_000
"""Characters of a sentence in which forms are looked for."""


@dataclass(frozen=True)
class Candidate:
    """One value and the spans that give it, best first; `features` speak for it."""

    spans: tuple[Span, ...]
    features: dict[str, float]


@dataclass(frozen=True)
class ChoiceWeights:
    """A regression over `FEATURES`: log odds against "none of them" = bias + sum of weight times feature."""

    bias: float
    features: Mapping[str, float]

    @classmethod
    def shipped(cls) -> ChoiceWeights:
        """The weights in `choice_weights.json`; `python -m evals.fit_choice` makes them."""
        stored = json.loads(files("qa").joinpath("choice_weights.json").read_text())
        return cls(stored["bias"], stored["features"])

    def log_odds(self, features: Mapping[str, float]) -> float:
        """How much likelier a value with these features is the answer than that none of them is."""
        return self.bias + sum(weight * features[name] for name, weight in self.features.items())


def candidate(question: QuestionReading, spans: Sequence[Span], top: float) -> Candidate:
    """A value with its features. `spans` give it, best first, with the network's scores.

    Their features are `rank` and `sentence`; `top` is the fused score of the best passage retrieved.
    """
    by_passage: dict[tuple[str, int], float] = {}
    for span in spans:
        place = span.passage.passage.article_id, span.passage.passage.start
        by_passage[place] = max(span.score, by_passage.get(place, -math.inf))
    first = min(span.features["rank"] for span in spans)
    best = spans[0]
    features = {
        "best": best.score,
        "votes": float(np.logaddexp.reduce(list(by_passage.values()))),
        "articles": math.log(len({span.passage.sha256 for span in spans})),
        "rank": 1 / first,
        "retrieved": max(span.passage.score for span in spans) - top,
        "form": _form(question, best),
        **_wording(question, best.value),
        "sentence": max(span.features["sentence"] for span in spans),
    }
    return Candidate(tuple(spans), features)


def _form(question: QuestionReading, span: Span) -> float:
    """How well a stretch of the asked form covers the span and the span it, times how well its form fits."""
    sentence = span.evidence[:_MOST]
    first = span.sentence[0]
    best = 0.0
    for value in values(question, sentence, span.passage.published):
        shared = min(span.end - first, value.end) - max(span.start - first, value.start)
        whole = max(span.end - first, value.end) - min(span.start - first, value.start)
        best = max(best, value.fit * max(0, shared) / whole)
    return best


def _wording(question: QuestionReading, value: str) -> dict[str, float]:
    said = words(value)
    content = [word for word in said if not word.is_stop] or said
    asked = {word.stem for word in words(question.text)}
    return {
        "asked": sum(word.stem in asked for word in content) / max(1, len(content)),
        "length": math.log(1 + len(said)),
        "capital": sum(word.text[0].isupper() for word in content) / max(1, len(content)),
    }
