"""Counts that a text gives, and how they compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.counts import Count, compared, counts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On May 3 people died", []),
        ("On 3 May 12 people died", [12]),
        ("Twelve people died on Sept. 5 there", [12]),
        ("It lasted 12 days", [12]),
        ("Did the strike last 12 days?", [12]),
        ("In 2012 people fled", []),
    ],
)
def test_a_number_in_a_date_counts_nothing(text: str, values: list[int]) -> None:
    assert [count.low for count in counts(text)] == values


def test_numbers_are_compared_by_what_they_count() -> None:
    (asked,) = counts("Did more than 40 people die?")
    assert compared(asked, "At least 43 people died.", "yes") == "yes"
    assert compared(asked, "Twelve people died.", "yes") == "no"
    assert compared(asked, "More than 30 people died.", "yes") is None
    assert compared(asked, "The blaze destroyed 50 houses.", "yes") is None
    assert compared(asked, "Nobody died.", "no") == "no"


@given(st.integers(2, 900), st.integers(2, 900))
def test_an_exact_number_is_more_or_it_is_not(asked: int, told: int) -> None:
    (count,) = counts(f"Did more than {asked} people die?")
    assert compared(count, f"The storm killed {told} people.", "yes") == ("yes" if told > asked else "no")
    assert counts(f"{told} people")[0] == Count(told, told, counts("9 people")[0].of)
