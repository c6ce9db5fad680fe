"""What a date expression without a year means on the day it is printed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from corpus.date_words import COUNTS, HOLIDAYS, MONTH_NAMES, MONTHS, SEASONS, WEEKDAYS
from corpus.dates import PartialDate
from corpus.periods import (
    Period,
    around,
    hull,
    months,
    season,
    shift,
    week,
    weekday_after,
    weekday_before,
    years,
)

_LENGTHS = {"day": 1, "week": 7, "weekend": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}


def nearest_day(month: int, day: int, anchor: PartialDate, ahead: bool, soon: int) -> date:
    """The last such day up to the anchor's end; the next one if it lies `ahead`, or at most `soon` days off.

    ValueError when no year has it (`February 30`).
    """
    coming = _day_from(anchor.first, month, day, 1)
    if ahead or (anchor.day and coming is not None and (coming - anchor.first).days <= soon):
        found = coming
    else:
        found = _day_from(anchor.last, month, day, -1)
    if found is None:
        raise ValueError(f"no year has day {day} of month {month}")
    return found


def _day_from(limit: date, month: int, day: int, step: int) -> date | None:
    for year in range(limit.year, limit.year + 9 * step, step):  # a leap day may be eight years off
        if 1 <= year <= 9999 and day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found - limit).days * step >= 0:
                return found
    return None


def nearest_days(month: int, days: list[int], anchor: PartialDate, ahead: bool, soon: int) -> Period:
    """`July 4-6` without a year: as `nearest_day`, by the first of the days."""
    first = nearest_day(month, days[0], anchor, ahead, soon)
    return around(first, first.replace(day=days[-1]))


def nearest_months(month: int, count: int, anchor: PartialDate, ahead: bool) -> Period:
    """The last such months begun by the anchor's end, or, `ahead`, the first not over at its beginning."""
    if ahead:
        found = months(anchor.first.year, month, count)
        return found if found.last >= anchor.first else months(anchor.first.year + 1, month, count)
    found = months(anchor.last.year, month, count)
    return found if found.first <= anchor.last else months(anchor.last.year - 1, month, count)


def nearest_season(name: str, anchor: PartialDate, ahead: bool) -> Period:
    """The last such season begun by the anchor's end, or, `ahead`, the first not over at its beginning."""
    if ahead:
        found = season(name, anchor.first.year)
        return found if found.last >= anchor.first else season(name, anchor.first.year + 1)
    found = season(name, anchor.last.year + 1)
    while found.first > anchor.last:
        found = season(name, found.last.year - 1)
    return found


def at_both_ends(anchor: PartialDate, meaning: Callable[[date], Period]) -> Period:
    """What it means on any day of an anchor that may be a month or a year."""
    return hull(meaning(anchor.first), meaning(anchor.last))


def one_day(anchor: PartialDate, meaning: Callable[[date], date]) -> Period:
    """A single day told from the anchor; the whole of the anchor when that is no single day."""
    if anchor.day is None:
        return Period(anchor.first, anchor.last)
    day = meaning(anchor.first)
    return Period(day, day)


def weekday(words: list[str], anchor: PartialDate, ahead: bool) -> Period:
    """`Wednesday`: the nearest one past (or ahead); `Wednesday last week`: of that week."""
    number = WEEKDAYS[words[0]]
    if words[-1] == "week":
        weeks = {"last": -7, "this": 0, "next": 7}[words[-2]]
        return one_day(anchor, lambda day: shift(week(day).first, weeks + number))
    nearest = weekday_after if ahead else weekday_before
    return one_day(anchor, lambda day: nearest(day, number))


def word(words: list[str], anchor: PartialDate, ahead: bool) -> Period:
    """`yesterday`, `today`, `tonight`, `tomorrow`."""
    days = {"yesterday": -1, "tomorrow": 1}.get(words[0], 0)
    return one_day(anchor, lambda day: shift(day, days))


def weekend(words: list[str], anchor: PartialDate, ahead: bool) -> Period:
    """`the weekend`: the nearest Saturday and Sunday."""
    nearest = weekday_after if ahead else weekday_before
    return at_both_ends(anchor, lambda day: _two_days(nearest(day, 5)))


def _two_days(saturday: date) -> Period:
    return Period(saturday, shift(saturday, 1))


def unit(words: list[str], anchor: PartialDate, ahead: bool) -> Period:
    """`the year` (in `the end of the year`): the one in which it is printed."""
    return at_both_ends(anchor, lambda day: _calendar(words[-1], 0, day))


def ago(words: list[str], anchor: PartialDate, ahead: bool) -> Period:
    """`two days ago` is a day, `two weeks ago` a week, `two months ago` a month, `two years ago` a year."""
    low, high = _count(words[:-2])
    name = words[-2].removesuffix("s")

    def back(day: date, count: int) -> Period:
        if name == "day":
            return Period(shift(day, -count), shift(day, -count))
        if name in ("week", "weekend"):
            return Period(shift(day, -7 * count - 3), shift(day, -7 * count + 3))
        if name in ("month", "quarter"):
            return months(day.year, day.month - count * (3 if name == "quarter" else 1))
        return years(day.year - count * (10 if name == "decade" else 1))

    return hull(back(anchor.first, high), back(anchor.last, low))


def _count(words: list[str]) -> tuple[int, int]:
    known = [word for word in words if word in COUNTS or word[0].isdigit()]
    text = known[-1] if known else "one"
    if text[0].isdigit():
        number = min(int(text.replace(",", "")), 10_000)
        return number, number
    return COUNTS[text]


def deictic(words: list[str], anchor: PartialDate, ahead: bool) -> Period | None:
    """`last Monday`, `this July`, `next week`, `the past two years`; None for what another day anchors."""
    article = words[0] == "the"
    which, *counted, name = words[article:]
    if counted and counted[0] in ("past", "coming"):
        which = counted.pop(0)
    step = {"last": -1, "past": -1, "this": 0}.get(which, 1)
    if name in WEEKDAYS or name in SEASONS or name in MONTH_NAMES:
        return None if article or counted else _named(name, step, anchor)
    if name in ("night", "morning", "afternoon", "evening"):
        return _part_of_day(name, step, anchor) if not article and not counted else None
    singular = name.removesuffix("s")
    if counted or (step < 0 and article) or which == "past":
        if step == 0 or (name.endswith("s") and not counted):
            return None  # "the last days", "this two weeks"
        return _span(step * _count(counted)[1] * _LENGTHS[singular], anchor)
    if article or name.endswith("s") or singular == "day":
        return None  # "the next day" follows some other day
    return at_both_ends(anchor, lambda day: _calendar(singular, step, day))


def _span(days: int, anchor: PartialDate) -> Period:
    if days < 0:
        return Period(shift(anchor.first, days), anchor.last)
    return Period(anchor.first, shift(anchor.last, days))


def _part_of_day(name: str, step: int, anchor: PartialDate) -> Period | None:
    if step == 0 or (step < 0 and name == "night"):
        return one_day(anchor, lambda day: shift(day, step))
    return None


def _named(name: str, step: int, anchor: PartialDate) -> Period:
    if name in WEEKDAYS:
        number = WEEKDAYS[name]
        if step < 0:
            return one_day(anchor, lambda day: weekday_before(shift(day, -1), number))
        return one_day(anchor, lambda day: weekday_after(shift(day, step), number))
    if name in SEASONS:
        if step == 0:
            year = anchor.last.year + (name == "winter" and anchor.last.month > 6)
            return season(name, year)
        found = nearest_season(name, anchor, ahead=step > 0)
        under_way = found.first <= anchor.last and found.last >= anchor.first
        return season(name, found.last.year + step) if under_way else found
    month = MONTHS[name[:3]]
    if step == 0:
        return months(anchor.last.year, month)
    if step < 0:
        return months(anchor.last.year - (month >= anchor.last.month), month)
    return months(anchor.first.year + (month <= anchor.first.month), month)


def _calendar(name: str, step: int, day: date) -> Period:
    if name == "year":
        return years(day.year + step)
    if name == "decade":
        return years(day.year - day.year % 10 + 10 * step, 10)
    if name == "month":
        return months(day.year, day.month + step)
    if name == "quarter":
        return months(day.year, 3 * ((day.month - 1) // 3 + step) + 1, 3)
    if name == "weekend":
        if step < 0:
            return _two_days(weekday_before(shift(day, -2), 5))
        return _two_days(shift(week(day).first, 5 + 7 * step))
    if step == 0:
        # on Monday people still say "this week" of the days just gone
        return Period(shift(day, -6), week(day).last)
    return week(shift(day, 7 * step))


def of_year(words: list[str], anchor: PartialDate) -> int | None:
    """The year that `last year`, `this year` or `next year` at the end of an expression names."""
    if words[-1] != "year":
        return None
    return anchor.last.year + {"last": -1, "this": 0, "next": 1}[words[-2]]


def holiday(words: list[str]) -> tuple[int, int]:
    """Month and day of a holiday with a fixed day."""
    text = " ".join(words)
    return next(day for name, day in HOLIDAYS.items() if text.startswith(name))
