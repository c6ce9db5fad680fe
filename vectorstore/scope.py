"""The part of an archive that a question is about, as one condition for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Clock = Literal["printed", "either"]

EARLIEST, LATEST = 0, 99_999_999
"""The days of an article without a date: it overlaps every range, so no scope ever drops it."""


@dataclass(frozen=True)
class Scope:
    """Days and publishers. An empty scope is the whole archive.

    A passage is in scope when its article is by one of `publishers` (any, if there are none) and the days
    from `first` to `last`, both included, overlap the days on which the article may have been printed; with
    the clock "either" it is enough that the passage tells of such a day.
    """

    first: date | None = None
    last: date | None = None
    publishers: tuple[str, ...] = ()
    clock: Clock = "printed"

    @property
    def bounded(self) -> bool:
        """Whether it leaves anything out."""
        return self.dated or bool(self.publishers)

    @property
    def dated(self) -> bool:
        """Whether it has a first or a last day."""
        return self.first is not None or self.last is not None

    @property
    def days(self) -> tuple[int, int]:
        """The first and last day as yyyymmdd."""
        first = EARLIEST if self.first is None else day_number(self.first)
        return first, LATEST if self.last is None else day_number(self.last)


EVERYTHING = Scope()


def day_number(day: date) -> int:
    """3 December 2025 as 20251203."""
    return day.year * 10_000 + day.month * 100 + day.day


def condition(scope: Scope) -> tuple[str, list[int | str]]:
    """SQL for "in scope" over the articles `a` and the passages `p`, and its values."""
    parts, values = ["1"], list[int | str]()
    if scope.publishers:
        parts.append(f"a.publisher IN ({', '.join('?' * len(scope.publishers))})")
        values += scope.publishers
    if scope.dated:
        first, last = scope.days
        overlap = "a.last_day >= ? AND a.first_day <= ?"
        values += [first, last]
        if scope.clock == "either":
            overlap += (
                " OR EXISTS (SELECT 1 FROM passage_dates d"
                " WHERE d.passage = p.number AND d.last_day >= ? AND d.first_day <= ?)"
            )
            values += [first, last]
        parts.append(f"({overlap})")
    return " AND ".join(parts), values
