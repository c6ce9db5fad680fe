"""Calibration error, risk and coverage, abstention: worked by hand, and never outside [0, 1]."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.calibration import (
    Bin,
    Guess,
    Point,
    abstention_at,
    calibration_error,
    reliability,
    risk_coverage,
)

guesses = st.lists(st.builds(Guess, st.floats(0, 1), st.booleans()), min_size=1)


def test_reliability_by_hand() -> None:
    found = reliability([Guess(0.5, True), Guess(0.5, False), Guess(1.0, True)])
    assert found == [Bin(2, 0.5, 0.5), Bin(1, 1.0, 1.0)]


def test_calibration_error_by_hand() -> None:
    # one bin of 2 that is off by 0.5, one of 2 that is right
    some = [Guess(0.75, False), Guess(0.75, False), Guess(0.25, True), Guess(0.25, False)]
    assert calibration_error(some) == pytest.approx(0.5 * 0.75 + 0.5 * 0.25)


def test_risk_and_coverage_by_hand() -> None:
    found = risk_coverage([Guess(0.9, True), Guess(0.4, False), Guess(0.4, True), Guess(0.1, False)])
    assert found == [Point(0.9, 0.25, 0.0), Point(0.4, 0.75, pytest.approx(1 / 3)), Point(0.1, 1.0, 0.5)]


def test_abstention_by_hand() -> None:
    # of five right answers one may be lost
    assert abstention_at([0.2, 0.5, 0.6, 0.7, 0.8], [0.1, 0.3, 0.4, 0.9], lost=0.2) == (0.5, 0.75)


def test_nothing_has_no_calibration() -> None:
    with pytest.raises(ValueError, match="no guesses"):
        calibration_error([])
    with pytest.raises(ValueError, match="some of both"):
        abstention_at([0.5], [], lost=0.2)


@given(guesses)
def test_measures_stay_in_bounds(some: list[Guess]) -> None:
    assert 0 <= calibration_error(some) <= 1
    points = risk_coverage(some)
    assert all(0 <= point.risk <= 1 and 0 < point.coverage <= 1 for point in points)
    assert points[-1].coverage == 1


@given(guesses, st.lists(st.floats(0, 1), min_size=1), st.floats(0, 0.9))
def test_at_most_the_allowed_share_is_lost(some: list[Guess], unanswerable: list[float], lost: float) -> None:
    right = [guess.confidence for guess in some]
    threshold, recall = abstention_at(right, unanswerable, lost)
    assert sum(confidence < threshold for confidence in right) <= lost * len(right)
    assert 0 <= recall <= 1
