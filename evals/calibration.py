"""How far a confidence can be believed, and what abstaining by it gains and loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """An answer's confidence in [0, 1] and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """Guesses of like confidence: how many, their mean confidence, and the share that was right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Point:
    """What answering at or above a `threshold` gives: the share answered, and the share of these that is wrong."""

    threshold: float
    coverage: float
    risk: float


def reliability(guesses: Sequence[Guess], bins: int = 10) -> list[Bin]:
    """Bins of equal width over [0, 1], the empty ones left out."""
    filled: dict[int, list[Guess]] = {}
    for guess in guesses:
        filled.setdefault(min(bins - 1, int(guess.confidence * bins)), []).append(guess)
    return [
        Bin(
            len(some),
            sum(guess.confidence for guess in some) / len(some),
            sum(guess.right for guess in some) / len(some),
        )
        for _, some in sorted(filled.items())
    ]


def calibration_error(guesses: Sequence[Guess], bins: int = 10) -> float:
    """The expected calibration error (Guo et al. 2017): the mean gap of a bin, weighed by its guesses.

    ValueError if there are no guesses.
    """
    if not guesses:
        raise ValueError("the calibration of no guesses is not defined: leave it unscored")
    gaps = (one.count * abs(one.confidence - one.right) for one in reliability(guesses, bins))
    return sum(gaps) / len(guesses)


def risk_coverage(guesses: Sequence[Guess]) -> list[Point]:
    """A point for each different confidence as the threshold, the highest first."""
    points, wrong = [], 0
    ordered = sorted(guesses, key=lambda guess: -guess.confidence)
    for count, guess in enumerate(ordered, start=1):
        wrong += not guess.right
        if count == len(ordered) or ordered[count].confidence < guess.confidence:
            points.append(Point(guess.confidence, count / len(ordered), wrong / count))
    return points


def abstention_at(right: Sequence[float], unanswerable: Sequence[float], lost: float) -> tuple[float, float]:
    """(threshold, abstention recall) where at most a share `lost` of the right answers falls below the threshold.

    `right` are the confidences of answers that are right without a threshold, `unanswerable` those of what was
    answered to questions that have no answer. ValueError if either is empty.
    """
    if not right or not unanswerable:
        raise ValueError("abstention needs right answers and unanswerable questions: give some of both")
    threshold = sorted(right)[int(lost * len(right))]
    return threshold, sum(confidence < threshold for confidence in unanswerable) / len(unanswerable)
