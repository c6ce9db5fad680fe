"""Dates in short answers, compared across the forms in which news prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?"),
    *("july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(rf"\b{form}\b", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>3[01]|[12]\d|0[1-9]))?",
        rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
_LEAD = re.compile(r"^(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class _Date:
    month: int
    day: int | None
    year: int | None

    def within(self, other: _Date) -> bool:
        """Whether everything that this says, the other says too."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in ((self.month, other.month), (self.day, other.day), (self.year, other.year))
        )


def tells_date(given: str, wanted: str) -> bool:
    """Whether `wanted` is a date and `given` tells it, in whatever form, perhaps more exactly.

    `November 4` is told by `on 4 November 2025` and by `2025-11-04`, but not the other way round: a year that
    is wanted must be given. A bare year or weekday is no date here; words are enough to compare them.
    """
    whole = _LEAD.sub("", wanted.strip())
    targets = [date for date, start, end in _dates(whole) if (start, end) == (0, len(whole.rstrip(".")))]
    return any(target.within(date) for target in targets for date, _, _ in _dates(given))


def _dates(text: str) -> Iterator[tuple[_Date, int, int]]:
    for form in _FORMS:
        for found in form.finditer(text):
            facts = found.groupdict()
            month, day, year = facts["month"], facts.get("day"), facts.get("year")
            number = int(month) if month.isdigit() else _NUMBERS[month[:3].lower()]
            yield _Date(number, int(day) if day else None, int(year) if year else None), *found.span()
