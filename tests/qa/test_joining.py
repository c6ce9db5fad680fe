"""Which short answers mean the same."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import PartialDate
from qa.asking import Kind
from qa.joining import plain, same_value

SAME: list[tuple[Kind, str, str]] = [
    ("number", "12 officers", "12"),
    ("number", "twelve", "12 officers"),
    ("number", "a dozen", "12"),
    ("number", "twenty-five", "25"),
    ("number", "two hundred and fifty", "250"),
    ("number", "two hundred fifty thousand", "250,000"),
    ("number", "$1.5 million", "1.5m"),
    ("number", "$1.5 million", "$1,500,000"),
    ("number", "£2bn", "2 billion pounds"),
    ("number", "one and a half million", "1.5 million"),
    ("number", "25%", "25 percent"),
    ("number", "25 per cent", "25 percent"),
    ("number", "half", "one half"),
    ("number", "two-thirds", "two thirds"),
    ("number", "almost 19,000", "19,000"),
    ("number", "59 years old", "59"),
    ("number", "59-year-old", "59 years"),
    ("number", "between five and eight feet", "5 to 8 feet"),
    ("number", "18th", "18"),
    ("date", "July 11, 2012", "11 July 2012"),
    ("date", "on July 11, 2012", "2012-07-11"),
    ("date", "July 2012", "in July 2012"),
    ("person", "the Foreign Office", "Foreign Office"),
    ("person", "Ayham Al Ghazzy", "Ayham al-Ghazi"),
    ("person", "Nawaf Fares", "Nawaf al-Fares"),
    ("person", "Mayor Tom Okafor", "Tom Okafor"),
    ("person", "Okafor", "Mayor Tom Okafor"),
    ("place", "in Damascus", "Damascus"),
    ("place", "Yosemite", "Yosemite National Park"),
    ("place", "the village of Qarfa", "Qarfa"),
    ("place", "the northern city of Aleppo", "Aleppo"),
    ("place", "the eastern town of Dera", "Dera"),
    ("place", "Hungary's", "Hungary"),
    ("other", "an ethnic Kurd", "ethnic Kurd"),
    ("other", "“Branch 227”", "branch 227"),
    ("reason", "because he was tired", "he was tired"),
    ("yes_no", "Yes", "yes."),
]

APART: list[tuple[Kind, str, str]] = [
    ("number", "12", "13"),
    ("number", "25", "50"),
    ("number", "25 percent", "$25"),
    ("number", "five years", "five months"),
    ("number", "1.5 million", "1.5 billion"),
    ("number", "£2bn", "$2bn"),
    ("number", "5 to 8", "5"),
    ("number", "several", "many"),
    ("number", "half", "2"),
    ("date", "July 11, 2012", "July 2012"),
    ("date", "11 July 2012", "11 July 2013"),
    ("date", "soon", "later"),
    ("person", "Farouk Al Shara", "Ahmad Al Shara"),
    ("person", "George Bush", "George W. Bush Sr"),
    ("person", "Michael Jordan", "Jordan"),
    ("person", "Emil Novak and Grace Lim", "Emil Novak"),
    ("place", "Damascus", "Baghdad"),
    ("place", "Michael Jordan", "Jordan"),
    ("place", "New York", "New York Times"),
    ("place", "University of Sanna", "Sanna"),
    ("place", "Kansas", "Kansas City"),
    ("place", "north of Dera", "Dera"),
    ("other", "Branch 227", "Branch 215"),
    ("reason", "because he was tired", "because she was tired"),
    ("yes_no", "yes", "no"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_the_same(kind: Kind, one: str, other: str) -> None:
    assert same_value(kind, one, other)
    assert same_value(kind, other, one)


@pytest.mark.parametrize(("kind", "one", "other"), APART)
def test_not_the_same(kind: Kind, one: str, other: str) -> None:
    assert not same_value(kind, one, other)
    assert not same_value(kind, other, one)


def test_days_without_a_year_count_from_the_day_of_print() -> None:
    printed, later = PartialDate(2012, 7, 12), PartialDate(2012, 7, 30)
    assert same_value("date", "Wednesday", "11 July 2012", printed)
    assert same_value("date", "11 July 2012", "Wednesday", later, printed)
    assert same_value("date", "Wednesday", "on Wednesday", printed)
    assert not same_value("date", "Wednesday", "11 July 2012")
    assert not same_value("date", "Wednesday", "Wednesday", printed, later)


VALUES = st.one_of(st.text(max_size=12), st.sampled_from([value for case in (*SAME, *APART) for value in case[1:]]))


@given(st.sampled_from(get_args(Kind)), VALUES, VALUES)
def test_it_is_even_handed(kind: Kind, one: str, other: str) -> None:
    assert same_value(kind, one, other) == same_value(kind, other, one)
    assert same_value(kind, one, one)


@given(st.sampled_from(get_args(Kind)), st.sampled_from([case[1] for case in SAME]))
def test_case_quotes_and_articles_tell_nothing_apart(kind: Kind, value: str) -> None:
    assert same_value(kind, value, f" “The {value.upper()}.” ") or value.lower().startswith(("a ", "an ", "the "))


@given(st.text())
def test_plain_text_stays_plain(value: str) -> None:
    assert plain(value) == plain(value.upper().lower()) or not value.isascii()
    assert "  " not in plain(value)
