"""Numbers in words and figures, and what they are of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.amounts import amount_of, is_quantity, numbers, units


def of(text: str, value: str) -> str | None:
    start = text.index(value)
    return amount_of(text, start, start + len(value))


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("He got 12 years in prison.", "12", "time"),
        ("He got 12 years in prison.", "12 years", "time"),
        ("a seven-year term", "seven", "time"),
        ("a 41-year-old nurse", "41", "age"),
        ("She is 41 years old.", "41 years", "age"),
        ("It cost $3 million.", "$3 million", "money"),
        ("It cost 300 euros.", "300", "money"),
        ("Turnout was 61% in May.", "61", "share"),
        ("Turnout was 61 percent in May.", "61 percent", "share"),
        ("It drove 30 miles.", "30", "length"),
        ("and her two sons", "two", "things"),
        ("The captain, 52, survived.", "52", "age"),
        ("who turned 50 this year", "50", None),
        ("12 consecutive days", "12", None),
        ("fined $300 on Monday", "300", "money"),
        ("There were 52 as of May.", "52", None),
    ],
)
def test_what_a_number_is_of(text: str, value: str, told: str | None) -> None:
    assert of(text, value) == told


@pytest.mark.parametrize("value", ["43", "two thirds", "none", "Six", "dozens of them", "once", "seventh"])
def test_quantities(value: str) -> None:
    assert is_quantity(value)


@pytest.mark.parametrize("value", ["resigned", "high school chemistry", "yearly contracts", ""])
def test_no_quantities(value: str) -> None:
    assert not is_quantity(value)


def test_units() -> None:
    assert units("30 per cent") == units("30%") == {"%"}
    assert units("12 years and a day") == {"year", "day"}
    assert units("12 people") == units("1 cent") == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("no number", ()),
        ("two hundred and fifty to 1.5m", (250.0, 1.5e6)),
        ("one million two hundred thousand", (1.2e6,)),
        ("three dozen", (36.0,)),
        ("nineteen eighty", (19.0, 80.0)),
        ("five or six", (5.0, 6.0)),
        ("3, 4 and 5", (3.0, 4.0, 5.0)),
        ("hundred", (100.0,)),
    ],
)
def test_numbers_in_words_and_figures(text: str, found: tuple[float, ...]) -> None:
    assert numbers(text) == found


SMALL = [
    *[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _in_words(number: int) -> str:
    if number >= 1000:
        rest = number % 1000
        return f"{_in_words(number // 1000)} thousand" + (f" {_in_words(rest)}" if rest else "")
    if number >= 100:
        return f"{SMALL[number // 100]} hundred" + (f" and {_in_words(number % 100)}" if number % 100 else "")
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(0, 999_999))
def test_every_number_is_read_from_its_words_and_figures(number: int) -> None:
    assert numbers(_in_words(number)) == (float(number),)
    assert numbers(f"{number:,}") == (float(number),)
