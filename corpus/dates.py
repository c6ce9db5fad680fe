"""Dates as articles print them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:[T ,]+\d{1,2}:?\d\d.*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}){_TIME})?)?",
        rf"{_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){_TIME}",
        rf"(?:[a-z]+,? )?{_MONTH} (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? )?{_YEAR}{_TIME}",
        rf"(?:[a-z]+,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? {_YEAR}{_TIME}",
    )
)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError(f"a day without a month: year {self.year}, day {self.day}")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2025`, `2025-12`, `2025-12-03`, a timestamp that begins so, `December 3, 2025` and its like.

        ValueError on anything else.
        """
        for form in _FORMS:
            if found := form.fullmatch(text.strip()):
                month, day = (found.groupdict().get(part) for part in ("month", "day"))
                number = _MONTHS.get(month.lower()) or int(month) if month else None
                try:
                    return cls(int(found["year"]), number, int(day) if day else None)
                except ValueError as exc:
                    raise ValueError(f"no such day: {text!r} ({exc})") from exc
        raise ValueError(f"not a date: {text!r} (write 2025, 2025-12 or 2025-12-03)")

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
