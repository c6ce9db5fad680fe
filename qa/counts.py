"""Counts that a text gives, of what and from how many to how many, and whether one answers another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.dates import PartialDate
from corpus.events import find_dates
from corpus.words import Word, stem
from qa.amounts import numbers
from qa.polarity import Polarity

_NUMBER = re.compile(
    r"(?<![\w.,-])(?:\d[\d,]*(?:\.\d+)?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"\w+ty(?:-\w+)?|dozen|hundred)\b(?!-))(?:[\s-](?:hundred|thousand|million|billion))?\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:\s*(?:%|percent|per cent))?\W+(?:of\s+(?:the\s+)?)?(\w+)(?:\W+(\w+))?")
_ANY_DAY = PartialDate(2000, 1, 1)
"""Only where a date stands is looked for; what day it means is no matter."""
_SPANS = frozenset(stem(unit) for unit in "hour day night week month year".split())
"""Of these a number counts though it dates: "(Did the strike) last 12 days?"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOW = re.compile(
    r"\b(?:(?P<beyond>more than|over|above|exceed\w*)|at least|no (?:fewer|less) than)\s*\W?$", re.IGNORECASE
)
_HIGH = re.compile(
    r"\b(?:(?P<beyond>fewer than|less than|under|below|nearly|almost)|at most|up to|no more than)\s*\W?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Count:
    """A number from `low` to `high`, both included, the stems of what is counted, and where in its text it stands."""

    low: float
    high: float
    of: frozenset[str]
    span: tuple[int, int] = field(default=(0, 0), compare=False)


def compared(asked: Count, sentence: str, way: Polarity, told: Word | None = None) -> Polarity | None:
    """Which way a clause answers that would say yes but for the number; None if its number leaves it open.

    Of several numbers that of `told`, the verb, counts: the one that stands nearest to it. Where the clause would
    say no, it takes the thing back whatever the number.
    """
    if way == "no":
        return "no"
    found = [count for count in counts(sentence) if asked.of & count.of]
    if told is not None:
        found = sorted(found, key=lambda count: max(count.span[0] - told.end, told.start - count.span[1]))[:1]
    ways = {_compared(asked, count) for count in found}
    return ways.pop() if len(ways) == 1 else None


def counts(text: str) -> list[Count]:
    """The numbers of a text that count something, in order; those of dates count nothing."""
    dates = [(one.start, one.end) for one in find_dates(text, _ANY_DAY)]
    found = []
    for match in _NUMBER.finditer(text):
        values = numbers(match.group())
        after = _NEXT.match(text, match.end())
        of = frozenset(stem(word) for word in (after.groups() if after else ()) if word)
        dated = of.isdisjoint(_SPANS) and any(start <= match.start() < end for start, end in dates)
        if values and not dated and not _YEAR.fullmatch(match.group()):
            found.append(Count(*_bounds(text[: match.start()], values[0]), of, match.span()))
    return found


def _bounds(before: str, value: float) -> tuple[float, float]:
    if high := _HIGH.search(before):
        return 0.0, value - 1e-6 * bool(high["beyond"])
    if low := _LOW.search(before):
        return value + 1e-6 * bool(low["beyond"]), float("inf")
    return value, value


def _compared(asked: Count, told: Count) -> Polarity | None:
    if asked.low <= told.low and (told.high <= asked.high or told.low == asked.low):
        return "yes"
    return "no" if told.high < asked.low or told.low > asked.high else None
