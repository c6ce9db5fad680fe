"""What a printed date means: the days it can stand for, and whether the anchor was needed to tell."""

from __future__ import annotations

from datetime import date

from corpus import date_anchor
from corpus.date_words import MONTHS, WORD
from corpus.dates import PartialDate
from corpus.periods import Period, around, hull, months, season_of_year, years

_ANCHORED = {
    "weekday": date_anchor.weekday,
    "word": date_anchor.word,
    "weekend": date_anchor.weekend,
    "unit": date_anchor.unit,
    "ago": date_anchor.ago,
    "deictic": date_anchor.deictic,
}


def read(
    kind: str, text: str, anchor: PartialDate | None, ahead: bool = False, soon: int = 0
) -> tuple[Period, bool] | None:
    """What an expression of one of the forms in `date_words` means, and whether it took the anchor to tell.

    `ahead`: a word of the future governs it. `soon`: a day without a year that comes within so many days is
    the coming one. None when it means no day (`February 30`), or needs the anchor and there is none.
    """
    words = WORD.findall(text.lower())
    try:
        period = _absolute(kind, words)
        if period is not None or anchor is None:
            return None if period is None else (period, False)
        period = _anchored(kind, words, anchor, ahead, soon)
    except ValueError:  # a day that the month does not have
        return None
    return None if period is None else (period, True)


def _absolute(kind: str, words: list[str]) -> Period | None:
    if kind in _ANCHORED or kind == "month":
        return None
    if kind in ("iso", "slash"):
        return _numbers(kind, [int(word) for word in words])
    if kind == "years":
        return _year_range(int(words[0]), words[1])
    if kind == "decade":
        return _decade(words[0])
    if len(words[-1]) != 4 or not words[-1].isdigit():
        return None
    return _in_year(kind, words, int(words[-1]))


def _anchored(kind: str, words: list[str], anchor: PartialDate, ahead: bool, soon: int) -> Period | None:
    if kind in _ANCHORED:
        return _ANCHORED[kind](words, anchor, ahead)
    year = date_anchor.of_year(words, anchor)
    if year is not None:
        return _in_year(kind, words, year)
    if kind in ("dmy", "mdy"):
        return date_anchor.nearest_days(_month(words), _day_numbers(words), anchor, ahead, soon)
    if kind == "month":
        return date_anchor.nearest_months(_month(words), 1, anchor, ahead)
    if kind == "quarter":
        return date_anchor.nearest_months(3 * int(words[1]) - 2, 3, anchor, ahead)
    if kind == "season":
        return date_anchor.nearest_season(words[0], anchor, ahead)
    if kind == "holiday":
        month, day = date_anchor.holiday(words)
        return date_anchor.nearest_days(month, [day], anchor, ahead, soon)
    return None


def _in_year(kind: str, words: list[str], year: int) -> Period | None:
    if kind == "year":
        return years(year)
    if kind in ("dmy", "mdy"):
        days, month = _day_numbers(words), _month(words)
        return around(date(year, month, days[0]), date(year, month, days[-1]))
    if kind == "my":
        return months(year, _month(words))
    if kind == "quarter":
        return months(year, 3 * int(words[1]) - 2, 3)
    if kind == "season":
        return season_of_year(words[0], year)
    if kind == "holiday":
        day = date(year, *date_anchor.holiday(words))
        return Period(day, day)
    return None


def _month(words: list[str]) -> int:
    return next(MONTHS[word[:3]] for word in words if word[:3] in MONTHS)


def _day_numbers(words: list[str]) -> list[int]:
    return [int(word) for word in words if word.isdigit() and len(word) <= 2]


def _numbers(kind: str, numbers: list[int]) -> Period:
    if kind == "iso":
        year, month, number = numbers
    else:
        month, number, year = numbers
        if month > 12:
            month, number = number, month
    day = date(year, month, number)
    return Period(day, day)


def _year_range(first: int, second: str) -> Period | None:
    last = int(second)
    if len(second) == 2:
        if last <= first % 100:  # "2005-06" is two years, "2022-05" a month
            return months(first, last) if 1 <= last <= 12 else None
        last += first - first % 100
    return hull(years(first), years(last)) if first <= last else None


def _decade(digits: str) -> Period:
    if len(digits) == 2:
        return years(1900 + int(digits), 10)
    return years(int(digits), 100 if digits.endswith("00") and digits < "2000" else 10)
