"""The best answers in one passage, from the network's scores of its word pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa.span_network import Floats, Ints, Scores

_LONGEST = 30
"""Word pieces of an answer at the most, but for a whole sentence."""
_TRIED = 24
"""Beginnings and ends of which every pair is tried."""
_NEVER = -1e9


@dataclass(frozen=True)
class SpanScore:
    """A stretch of a passage's text; `score` is the log odds against "not here" of its first and last piece, halved."""

    start: int
    end: int
    score: float


def best_spans(scores: Scores, sentences: Sequence[tuple[int, int]], count: int) -> list[SpanScore]:
    """At most `count` stretches that don't overlap, best first: whole words, each within one of the sentences."""
    found: list[SpanScore] = []
    for span in _ranked(scores, sentences):
        if len(found) == count:
            break
        if all(span.end <= other.start or other.end <= span.start for other in found):
            found.append(span)
    return found


def mass(scores: Scores) -> float:
    """The log of the sum of exp over all beginnings and over all ends, halved: the most that a span could score."""
    return float(np.logaddexp.reduce(scores.start) + np.logaddexp.reduce(scores.end)) / 2


def span_score(scores: Scores, start: int, end: int) -> float:
    """The score of a stretch of the text, from the pieces that hold its first and its last character."""
    first = int(np.searchsorted(scores.offsets[:, 0], start, side="right")) - 1
    last = int(np.searchsorted(scores.offsets[:, 1], end))
    last = min(last, len(scores.end) - 1)
    return float(scores.start[max(first, 0)] + scores.end[last]) / 2


def _ranked(scores: Scores, sentences: Sequence[tuple[int, int]]) -> Iterator[SpanScore]:
    """Every span of the best beginnings and ends, best first."""
    if not len(scores.start):
        return
    firsts, start = _best(scores.start, np.r_[True, scores.words[1:] != scores.words[:-1]])
    lasts, end = _best(scores.end, np.r_[scores.words[1:] != scores.words[:-1], True])
    home = np.searchsorted(np.array([first for first, _ in sentences]), scores.offsets[:, 0], side="right")
    length = lasts[None, :] - firsts[:, None]
    allowed = (length >= 0) & (length < _LONGEST) & (home[firsts][:, None] == home[lasts][None, :])
    both = np.where(allowed, start[:, None] + end[None, :], _NEVER) / 2
    for place in np.argsort(-both, axis=None, kind="stable"):
        first, last = divmod(int(place), len(lasts))
        if both[first, last] <= _NEVER / 4:
            return
        begin, stop = scores.offsets[firsts[first], 0], scores.offsets[lasts[last], 1]
        yield SpanScore(int(begin), int(stop), float(both[first, last]))


def _best(scores: Floats, allowed: Ints) -> tuple[Ints, Floats]:
    """The places of the best scores among those allowed, and these scores."""
    kept = np.where(allowed, scores, np.float32(_NEVER))
    places = np.argsort(-kept, kind="stable")[:_TRIED]
    return places, kept[places]
