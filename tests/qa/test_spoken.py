"""Dates as a sentence names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.spoken import spoken, spoken_within


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2012-07-12", "12 July 2012"),
        ("2025-12", "December 2025"),
        ("2012", "2012"),
        ("2011/2012-03", "2011 to March 2012"),
        ("/2012", "up to 2012"),
        ("2012/", "from 2012 on"),
        ("last week", "last week"),
        ("2012-13", "2012-13"),
        ("", ""),
    ],
)
def test_dates_are_spoken(iso: str, words: str) -> None:
    assert spoken(iso) == words


def test_dates_within_a_sentence_are_spoken() -> None:
    assert spoken_within("printed 2025-12, outside 2012-07-01 to 2012-07-09") == (
        "printed December 2025, outside 1 July 2012 to 9 July 2012"
    )
    assert spoken_within("its passage says nothing of '2021-99'") == "its passage says nothing of '2021-99'"


@given(st.dates())
def test_a_day_within_a_sentence_is_spoken_as_it_is_alone(day: object) -> None:
    assert spoken_within(f"printed {day}.") == f"printed {spoken(day)}."
