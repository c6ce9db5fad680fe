"""Calendar arithmetic for date expressions: periods of whole days, and the ones named after other ones.

Nothing here fails at the ends of the calendar: days are held between 1 January 1 and 31 December 9999.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

DAWN = date.min
DUSK = date.max
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included; `first <= last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return self.last.toordinal() - self.first.toordinal() + 1


def shift(day: date, days: int) -> date:
    """The day so many days later, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), DUSK.toordinal()))


def around(first: date, last: date) -> Period:
    """The period between two days given in any order."""
    return Period(min(first, last), max(first, last))


def hull(one: Period, other: Period) -> Period:
    """The smallest period that holds both."""
    return Period(min(one.first, other.first), max(one.last, other.last))


def months(year: int, month: int, count: int = 1) -> Period:
    """So many months from the given one; `month` may lie outside 1 to 12 and is carried into the years."""
    first_year, first_month = _carry(year, month)
    last_year, last_month = _carry(year, month + count - 1)
    return Period(
        date(first_year, first_month, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
    )


def _carry(year: int, month: int) -> tuple[int, int]:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year < 1:
        return 1, 1
    return (9999, 12) if year > 9999 else (year, month)


def years(year: int, count: int = 1) -> Period:
    """So many calendar years from the given one."""
    return months(year, 1, 12 * count)


def week(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = shift(day, -day.weekday())
    return Period(monday, shift(monday, 6))


def season(name: str, year: int) -> Period:
    """A northern season of three months; winter is counted by the year in which it ends."""
    start = _SEASON_STARTS[name]
    return months(year - 1 if name == "winter" else year, start, 3)


def season_of_year(name: str, year: int) -> Period:
    """All that `winter 2022` can mean: people write it of the one that began and the one that ended then."""
    if name == "winter":
        return hull(season(name, year), season(name, year + 1))
    return season(name, year)


def a_year_later(period: Period) -> Period:
    """The same days of the next year."""
    first, last = (
        date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1])) if day.year < 9999 else day
        for day in (period.first, period.last)
    )
    return Period(first, last)


def weekday_before(day: date, weekday: int) -> date:
    """The nearest such weekday (Monday is 0) on or before a day."""
    return shift(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The nearest such weekday (Monday is 0) on or after a day."""
    return shift(day, (weekday - day.weekday()) % 7)


def fraction(period: Period, index: int, parts: int) -> Period:
    """One of so many about equal parts, cut at years, months or days, whichever suits the length.

    >>> fraction(years(2012), 0, 3)
    Period(first=datetime.date(2012, 1, 1), last=datetime.date(2012, 4, 30))
    """

    def cut(count: int) -> tuple[int, int]:
        low, high = round(index * count / parts), round((index + 1) * count / parts)
        return low, max(high - low, 1)

    if period.days > 3 * 366:
        low, count = cut(period.last.year - period.first.year + 1)
        return years(period.first.year + low, count)
    if period.days > 2 * 31:
        low, count = cut((period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1)
        return months(period.first.year, period.first.month + low, count)
    low, count = cut(period.days)
    return Period(shift(period.first, low), shift(period.first, low + count - 1))
