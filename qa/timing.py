"""Two clocks: "in 2025" may mean when it happened or when it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import PartialDate
from corpus.events import DateMention, find_dates
from vectorstore.scope import Scope

_REPORTED_LATE = timedelta(days=3)
"""What happened on the last days of a period is printed a little after it."""


@dataclass(frozen=True)
class Timing:
    """When what a sentence tells happened, as far as it can be told, and whether that lies in scope."""

    event: str | None
    in_scope: bool
    why: str


def timing(scope: Scope, sentence: str, before: str, published: PartialDate | None) -> Timing:
    """Place a sentence in time: by the dates it names, those of the sentence before it, the day of print."""
    told = find_dates(sentence, published)
    event = span_text(told[0]) if told else None
    if not scope.dated:
        return Timing(event, True, "")
    first, last = scope.first or date.min, scope.last or date.max
    inside = [mention for mention in told or find_dates(before, published) if _overlaps(mention, first, last)]
    if inside:
        return Timing(span_text(inside[0]), True, "")
    if published is None:
        return Timing(event, True, "")
    if published.last >= first and published.first <= _later(last) and not _elsewhere(told, first, last):
        return Timing(event, True, "")
    tells = f"it tells of {event} and was" if event else "it names no date and was"
    return Timing(event, False, f"{tells} printed {published}, outside {scope_text(first, last)}")


def span_text(mention: DateMention) -> str:
    """The days of a mention as the shortest ISO form that holds them: day, month, year, or first/last."""
    first, last = mention.first, mention.last
    if first == last:
        return first.isoformat()
    months = PartialDate(first.year, first.month)
    if (months.first, months.last) == (first, last):
        return str(months)
    years = PartialDate(first.year)
    if (years.first, years.last) == (first, last):
        return str(years)
    return f"{'' if first == date.min else first.isoformat()}/{'' if last == date.max else last.isoformat()}"


def scope_text(first: date | None, last: date | None) -> str:
    """A period in words."""
    start = None if first in (None, date.min) else first
    end = None if last in (None, date.max) else last
    if start and end:
        short = span_text(DateMention(0, 0, start, end, False))
        return short if "/" not in short else f"{start} to {end}"
    if start:
        return f"from {start} on"
    return f"up to {end}" if end else "any time"


def _elsewhere(told: Sequence[DateMention], first: date, last: date) -> bool:
    """Whether a sentence that names dates names none near the period: then the day of print says nothing."""
    return bool(told) and not any(_overlaps(mention, first, last) for mention in told)


def _overlaps(mention: DateMention, first: date, last: date) -> bool:
    return mention.first <= last and mention.last >= first


def _later(day: date) -> date:
    return day if day > date.max - _REPORTED_LATE else day + _REPORTED_LATE
