"""Date expressions in running text, and the days that each of them can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.date_cues import is_date, lies_ahead
from corpus.date_meaning import read
from corpus.date_phrases import CLASS, Found, around, open_ended, with_end, with_part
from corpus.date_words import FORM, WEEKDAYS
from corpus.dates import PartialDate

# "May 3" printed in March is this year's: of 100 yearless days that come up to 90 days after the article's
# day (news of 2022) none was last year's, though a word of the future stood by few; at 120 days half were.
SOON = 90

_YEARLESS = ("month", "weekday", "dmy", "mdy", "season", "weekend", "holiday", "quarter")

# Between two forms, in one line.
_LISTED = re.compile(
    r",? (?:and|or|to|until|till|through) (?:the )?(?:(?:early|late|mid|end of)[ -](?:the )?)?|, | ?[-–—] ?"
)
_TO = re.compile(r" (?:to|through|thru) | ?[-–—] ?")
_WEEKDAY_OF = re.compile(r",? (?:the )?")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression as printed, `text[start:end]`, and the days it can mean, from `first` to `last`.

    `relative` tells that the day it was printed was needed to work them out. An open end is the calendar's:
    `before 2012` begins on 1 January 1, `after March 2011` ends on 31 December 9999.
    """

    start: int
    end: int
    first: date
    last: date
    relative: bool


def find_dates(text: str, anchor: PartialDate | None, soon: int = SOON) -> list[DateMention]:
    """The date expressions of a text in the order they stand, never overlapping.

    `anchor` is the day, month or year in which the text was printed (for a question: asked). A day or month
    without a year is the nearest one up to then; from then on if a word of the future governs it, or, for a
    day, if it comes within `soon` days (0 suits a question, which asks of what has been). An anchor that is
    no single day gives all the days it may be. Without an anchor, what needs one is left out.

    The words that only say that a date follows (`in`, `on`, `during`, `the`) stay outside a mention; those
    that change the days belong to it (`since`, `before`, `after`, `until`, `by`, `from` .. `to`, `between` ..
    `and`, `early`, `end of`). `since` ends with the anchor; `after` and `before` leave the named days out,
    `by` and `until` hold them.

    >>> find_dates("He resigned in July 2012.", None)[0].last
    datetime.date(2012, 7, 31)
    """
    found = [with_part(text, one, anchor) for one in _forms(text, anchor, soon)]
    mentions: list[DateMention] = []
    at = 0
    while at < len(found):
        one = found[at]
        joined = with_end(text, one, found[at + 1]) if at + 1 < len(found) else None
        at += 1 if joined is None else 2
        if joined is None and one.sure:
            joined = open_ended(text, one, anchor)
        if joined is not None:
            days = joined.period
            mentions.append(DateMention(joined.start, joined.end, days.first, days.last, joined.relative))
    return mentions


def _forms(text: str, anchor: PartialDate | None, soon: int) -> list[Found]:
    """The forms that are dates here, read from the last to the first: a later year dates an earlier day."""
    found: list[Found] = []
    for match in reversed(list(FORM.finditer(text))):
        following = found[-1] if found else None
        one = _form(text, match, anchor, soon, following)
        if one is None:
            continue
        if following is not None and _is_timetable(text, one, following):
            found.pop()
        elif following is not None and _is_weekday_of(text, one, following):
            found[-1] = _on_weekday(text, one, following, anchor)
        else:
            found.append(one)
    found.reverse()
    return found


def _form(
    text: str, match: re.Match[str], anchor: PartialDate | None, soon: int, following: Found | None
) -> Found | None:
    kind, (start, end), printed = match.lastgroup or "", match.span(), match.group()
    if printed[:3].lower() == "the":
        start += len(printed) - len(printed[3:].lstrip())
    elif kind == "decade" and end - start == 3:
        start -= 1  # the apostrophe of '90s
    before, after = around(text, start, end)
    sure = is_date(kind, printed, before, after)
    if sure is None:
        return None
    ahead, relative = False, True
    if kind in _YEARLESS:
        if following is not None and _dates(text, kind, end, following):
            last = following.period.last
            anchor, soon, relative = PartialDate(last.year, last.month, last.day), 0, False
        else:
            ahead = lies_ahead(before, after)
    meaning = read(kind, printed, anchor, ahead, soon)
    return None if meaning is None else Found(start, end, kind, meaning[0], meaning[1] and relative, sure)


def _dates(text: str, kind: str, end: int, following: Found) -> bool:
    """Whether a day or month without a year is listed with a later one that has it: `March and May 2012`."""
    if kind == "weekday" or following.relative or CLASS.get(following.kind) not in ("days", "months"):
        return False
    return _LISTED.fullmatch(text, end, following.start) is not None


def _is_timetable(text: str, one: Found, following: Found) -> bool:
    """`Monday to Friday`: of every week, unless `from` stands before it."""
    if one.kind != "weekday" or following.kind != "weekday":
        return False
    said_to = _TO.fullmatch(text, one.end, following.start) is not None
    return said_to and not text.endswith(("from ", "From "), 0, one.start)


def _is_weekday_of(text: str, one: Found, following: Found) -> bool:
    if one.kind != "weekday" or following.kind not in ("dmy", "mdy"):
        return False
    return _WEEKDAY_OF.fullmatch(text, one.end, following.start) is not None


def _on_weekday(text: str, one: Found, following: Found, anchor: PartialDate | None) -> Found:
    """`Sunday, June 12`: one mention; without a year, of the nearest year in which that day is a Sunday."""
    both = replace(following, start=one.start)
    number = WEEKDAYS[text[one.start : one.end].split()[0].lower()]
    if not following.relative or following.period.first.weekday() == number:
        return both
    printed = text[following.start : following.end]
    for ahead in (False, True):
        meaning = read(following.kind, printed, anchor, ahead)
        if meaning is not None and meaning[0].first.weekday() == number:
            return replace(both, period=meaning[0])
    return both
