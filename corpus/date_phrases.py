"""What the words around a date make of it: `early 2012`, `from March to May`, `since the end of the year`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import PartialDate
from corpus.periods import DAWN, DUSK, Period, a_year_later, fraction, shift

_BEFORE = 80  # characters that a judgement may look back, and
_AFTER = 48  # on: about a clause
# Forms by the length of what they name: a range joins two of one class.
_CLASSES = {
    "years": ("year", "years", "decade"),
    "months": ("month", "my", "season", "quarter"),
    "days": ("dmy", "mdy", "iso", "slash", "weekday", "holiday"),
}
CLASS = {kind: name for name, kinds in _CLASSES.items() for kind in kinds}

_PART = re.compile(
    r"\b(?:(?P<third>early|mid|late)[\s-](?:in\s)?|(?P<rest>earlier|later)\s(?:in\s)?"
    r"|(?P<edge>beginning|start|early part|middle|latter part|end|close)\sof\s"
    r"|(?P<index>first|second|third|fourth|latter|last|final)\s(?P<size>half|quarter|third)\sof\s)(?:the\s)?\Z",
    re.IGNORECASE,
)
_PARTS = {
    "early": (0, 3), "beginning": (0, 3), "start": (0, 3), "early part": (0, 3), "mid": (1, 3),
    "middle": (1, 3), "late": (2, 3), "latter part": (2, 3), "end": (2, 3), "close": (2, 3),
}  # fmt: skip
_INDEX = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_SIZE = {"half": 2, "third": 3, "quarter": 4}
_RANGE_OPENS = re.compile(r"\b(from|between)\s(?:the\s)?\Z", re.IGNORECASE)
_RANGE_GOES_ON = re.compile(r" (to|and|until|till|through) (?:the )?| ?[-–—] ?")
_OPEN = re.compile(r"\b(since|before|prior to|after|until|till|by|up to|through)\s(the\s)?\Z", re.IGNORECASE)
_OWNS = re.compile(r"(?:\s(?:night|morning|afternoon|evening))?['’]s?\b|-\w")
_ONWARD = re.compile(r"\s(?:onwards?|and (?:onwards?|later|beyond)|to the present)\b|\s?[-–—]\s?present\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A form found in the text. Not `sure`: a date only as an end of a range."""

    start: int
    end: int
    kind: str
    period: Period
    relative: bool
    sure: bool = True
    edge: str = ""  # what of a longer period: "end" for "the end of 2012"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same line, about a clause of each."""
    before = text[max(0, start - _BEFORE) : start]
    return before[before.rfind("\n") + 1 :], text[end : end + _AFTER].partition("\n")[0]


def with_part(text: str, one: Found, anchor: PartialDate | None) -> Found:
    """With `early`, `the end of`, `the first half of`, `later` and their like when they stand in front."""
    before, _ = around(text, one.start, one.end)
    said = _PART.search(before) if one.period.days > 6 else None
    if said is None:
        return one
    edge, period = (said["edge"] or "").lower(), one.period
    if said["rest"]:
        if one.relative and anchor is not None and period.first <= anchor.first <= anchor.last <= period.last:
            earlier = said["rest"].lower() == "earlier"
            period = Period(period.first, anchor.last) if earlier else Period(anchor.first, period.last)
    elif said["size"]:
        parts = _SIZE[said["size"].lower()]
        period = fraction(period, min(_INDEX.get(said["index"].lower(), parts - 1), parts - 1), parts)
    else:
        period = fraction(period, *_PARTS[edge or said["third"].lower()])
    start = one.start - len(before) + said.start()
    return replace(one, start=start, period=period, sure=True, edge=edge)


def with_end(text: str, one: Found, other: Found) -> Found | None:
    """`from 2011 to 2013`, `between March and May`, `June 28 - July 3`; None if the two make no range."""
    goes_on = _RANGE_GOES_ON.fullmatch(text, one.end, other.start)
    if goes_on is None:
        return None
    ends = _after(one, other)
    if one.period.first > ends.last:
        return None
    before, _ = around(text, one.start, one.end)
    opens = _RANGE_OPENS.search(before)
    alike = CLASS.get(one.kind, one.kind) == CLASS.get(other.kind, other.kind)
    if opens is None:
        # "2011 and 2013" is a list
        if goes_on[1] == "and" or not alike or not (one.sure or other.sure):
            return None
    else:
        fits = (goes_on[1] == "and") == (opens[1].lower() == "between")
        if not fits or not (alike or (one.sure and other.sure)):
            return None
    start = one.start if opens is None else one.start - len(before) + opens.start()
    period = Period(one.period.first, max(one.period.last, ends.last))
    return replace(one, start=start, end=other.end, period=period, relative=one.relative or other.relative)


def _after(one: Found, other: Found) -> Period:
    """The end of a range, after its beginning: in April's paper `from March to May` ends in coming May."""
    if one.period.first <= other.period.last or not (one.relative and other.relative):
        return other.period
    if other.kind == "weekday":
        return Period(shift(other.period.first, 7), shift(other.period.last, 7))
    return a_year_later(other.period) if other.kind in ("month", "mdy", "dmy", "season") else other.period


def open_ended(text: str, one: Found, anchor: PartialDate | None) -> Found:
    """With `since`, `before`, `after`, `until`, `by` when they stand in front, or `onwards` behind."""
    before, after = around(text, one.start, one.end)
    onward = _ONWARD.match(after)
    if onward is not None:
        return replace(one, end=one.end + onward.end(), period=Period(one.period.first, DUSK))
    said = _OPEN.search(before)
    if said is None or _OWNS.match(after) or (said[2] and not _takes_article(one)):
        return one
    period = _opened(said[1].lower(), one, anchor.last if anchor else DUSK)
    return replace(one, start=one.start - len(before) + said.start(), period=period)


def _takes_article(one: Found) -> bool:
    # "after the 2022 election" says nothing of the days after 2022
    return bool(one.edge) or one.kind in ("dmy", "decade", "season", "weekend", "deictic", "quarter")


def _opened(word: str, one: Found, now: date) -> Period:
    first, last = one.period.first, one.period.last
    if word == "since":
        return Period(first, max(first, now))
    if word == "after":
        return Period(first if one.edge in ("start", "beginning") else shift(last, 1), DUSK)
    if word in ("before", "prior to") and one.edge not in ("end", "close"):
        return Period(DAWN, shift(first, -1))
    return Period(DAWN, last)
