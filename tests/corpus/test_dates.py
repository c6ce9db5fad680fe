from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2012", PartialDate(2012)),
        ("2025-12", PartialDate(2025, 12)),
        ("2012-7-2", PartialDate(2012, 7, 2)),
        ("2022-07-15 10:00:00", PartialDate(2022, 7, 15)),
        ("2022-07-15T23:30:00-05:00", PartialDate(2022, 7, 15)),
        ("2022/07/15", PartialDate(2022, 7, 15)),
        ("July 15, 2022", PartialDate(2022, 7, 15)),
        ("Friday, Jul. 15th 2022", PartialDate(2022, 7, 15)),
        ("Fri, 15 Jul 2022 10:00:00 GMT", PartialDate(2022, 7, 15)),
        ("15 July 2022", PartialDate(2022, 7, 15)),
        ("July 2022", PartialDate(2022, 7)),
    ],
)
def test_dates_are_read(text: str, date: PartialDate) -> None:
    assert PartialDate.parse(text) == date


@pytest.mark.parametrize(
    "text",
    ["", "2025 foo", "2025-13", "2025-02-30", "0000", "July", "20220715", "next Tuesday", "15/07/2022"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no such day"):
        PartialDate.parse(text)


def test_a_partial_date_has_a_first_and_a_last_day() -> None:
    assert PartialDate(2024, 2).first == date(2024, 2, 1)
    assert PartialDate(2024, 2).last == date(2024, 2, 29)
    assert PartialDate(2012).last == date(2012, 12, 31)
    with pytest.raises(ValueError, match="day without a month"):
        PartialDate(2012, day=3)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_what_is_written_is_read_again(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert str(PartialDate.parse(text)) == text
    assert PartialDate.parse(text).first <= day <= PartialDate.parse(text).last
