"""Two clocks: "in 2025" may mean when it happened or when it was printed; and whether what is told of holds still."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import PartialDate
from corpus.events import DateMention, find_dates
from corpus.words import words
from vectorstore.scope import Scope

_REPORTED_LATE = timedelta(days=3)
"""What happened on the last days of a period is printed a little after it."""
_ASIDE = re.compile(r"\b(?:who|whose|which|up from|down from|compared (?:with|to))\b[^,;:–—]*$")
"""Before a date that stands in a relative clause or a comparison: "the 25 who left in 2013", "up from 54 in 2019"."""
_FORMER = re.compile(
    r"\b(?:outgoing|the then|predecessor|ousted|sacked)\b[\s-]+"
    r"(?:(?!\w+ed\b)[\w’'-]+\s+){0,5}?(?:(?!\w+ed\b)[\w’'-]+,\s+)?$|\bpredecessor,?\s+$|"
    r"\buntil\b[^,;]*,\s+$|"
    r"\b(?:sack(?:s|ed)|fire[sd]|dismiss(?:es|ed)|oust(?:s|ed)|unseat(?:s|ed)|replac(?:es?|ed|ing)|"
    r"succeed(?:s|ed|ing)?|successor (?:to|of)|takes? over from|took over from|taken over from)\s+"
    r"(?:(?!by\b|with\b|as\b)[\w’'-]+,?\s+){0,6}?$",
    re.IGNORECASE,
)
"""Before the name of one who no longer is what he was."""
_ONCE = r"\b(?:former(?:ly)?|ex|previous(?:ly)?|retired)\b"
_ONCE_BEFORE = re.compile(
    rf"{_ONCE}[\s-]+(?:(?!\w+ed\b)[\w’'-]+\s+){{0,5}}?(?:(?!\w+ed\b)[\w’'-]+,\s+)?$", re.IGNORECASE
)
_ONCE_AFTER = re.compile(rf",?\s+(?:the |its |an? )?{_ONCE}[\s-]*(?:[\w’'-]+\s*){{0,5}}", re.IGNORECASE)
"""What one was before, in front of the name or behind it: "former mayor Ann Lee", "Ann Lee, the former mayor"."""
_GONE = re.compile(
    r"(?:,[^,;]{0,60},|,)?\s+(?:(?:who|has|have|had|also|then|recently|suddenly|later|since)\s+)*"
    r"(?:resign(?:s|ed)|quits?|step(?:s|ped) down|stood down|stands down|retire[sd]|died|"
    r"(?:(?:was|were|is|been|being|to be)\s+)+(?:sacked|dismissed|fired|ousted|removed|replaced|deposed|voted out|"
    r"succeeded))\b|,?\s+(?:the |its |an? )?outgoing\b",
    re.IGNORECASE,
)
"""After it."""
_WAS = re.compile(
    r"(?:,\s*who)?\s+(?:was|were|had been|served as|used to be)\s+"
    r"(?!(?:re-?)?(?:elected|appointed|named|chosen|sworn|made|confirmed)\b)((?:[\w’'-]+\s*){1,4})"
)
_BEFORE_NOW = re.compile(
    r"\b(?:(?:down|up) from|compared (?:with|to)|instead of|used to|previously|formerly)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a number or place that was."""


@dataclass(frozen=True)
class Timing:
    """When what a sentence tells happened, as far as it can be told, and whether that lies in scope.

    `event` is an ISO day, month, year, or first/last day; None if the text names no date. `why` tells in
    words why it is out of scope; empty if it is not.
    """

    event: str | None
    in_scope: bool
    why: str


def timing(scope: Scope, sentence: str, before: str, published: PartialDate | None) -> Timing:
    """Place a sentence in time: by the dates it names, those of the text before it, the day of print.

    It is in scope if
    - the scope has no dates, or the article has none: what cannot be told is never held against a sentence;
    - it names a date within the scope, or it names none and the text before it does (clock "either" alone);
    - the article may have been printed within the scope, or a few days later, and the sentence names no date
      outside. A date in a relative clause does not count as such: "Syria took back 25 diplomats who left in
      2013" tells, in December 2025, of 2025. "They left after the revolt of March 2011" does count.
    """
    told = find_dates(sentence, published)
    main = [mention for mention in told if not _ASIDE.search(sentence, 0, mention.start)]
    event = _iso((main or told)[0]) if told else None
    if not scope.dated:
        return Timing(event, True, "")
    first, last = scope.first or date.min, scope.last or date.max
    if scope.clock == "either":
        nearby = told or [one for one in find_dates(before, published)[::-1] if _is_bounded(one)]
        inside = next((one for one in nearby if one.first <= last and one.last >= first), None)
        if inside is not None:
            return Timing(_iso(inside), True, "")
    if published is None:
        return Timing(event, True, "")
    printed_in = published.last >= first and published.first <= _later(last)
    if printed_in and (scope.clock == "printed" or not main):
        return Timing(event, True, "")
    tells = f"it tells of {_told(main[0] if main else told[0])} and" if told else "it names no date and"
    return Timing(event, False, f"{tells} was printed {published}, outside {scope_text(first, last)}")


def has_ended(sentence: str, start: int, end: int, asked: Iterable[str]) -> bool:
    """Whether a sentence tells that a value, `sentence[start:end]`, is no longer what is asked for.

    `asked` are the stems of the post or state: of a mayor that one "was mayor" or is a "former mayor" counts, that he
    "was ill" or is a "former teacher" does not.
    """
    before, after = sentence[:start], sentence[end:]
    if _FORMER.search(before) or _BEFORE_NOW.search(before) or _GONE.match(after):
        return True
    stems = set(asked)
    told = (_ONCE_BEFORE.search(before), _ONCE_AFTER.match(after), _WAS.match(after))
    if any(one is not None and any(word.stem in stems for word in words(one.group())) for one in told):
        return True
    lived = [word for word in words(before) if word.stem in stems and word.text.endswith("ed")]
    return any(not re.search(r"\b(?:has|have)\s+(?:\w+\s+)?$", before[: word.start]) for word in lived)


def _is_bounded(mention: DateMention) -> bool:
    """Whether a date has two ends: "by the end of 2026" in the sentence before says of no year that it is the one."""
    return mention.first > date.min and mention.last < date.max


def scope_text(first: date | None, last: date | None) -> str:
    """A period in words; None is an open end."""
    start = None if first in (None, date.min) else first
    end = None if last in (None, date.max) else last
    if start and end:
        return _partial(start, end) or f"{start} to {end}"
    if start:
        return f"from {start} on"
    return f"up to {end}" if end else "any time"


def _told(mention: DateMention) -> str:
    words = scope_text(mention.first, mention.last)
    return f"the time {words}" if words.startswith(("from", "up to")) else words


def _iso(mention: DateMention) -> str:
    """The days of a mention as a day, month, year, or first/last, where an open end is left empty."""
    first, last = mention.first, mention.last
    start = "" if first == date.min else first.isoformat()
    return _partial(first, last) or f"{start}/{'' if last == date.max else last.isoformat()}"


def _partial(first: date, last: date) -> str | None:
    """The one day, month or year that reaches from `first` to `last`."""
    for one in (
        PartialDate(first.year, first.month, first.day),
        PartialDate(first.year, first.month),
        PartialDate(first.year),
    ):
        if (one.first, one.last) == (first, last):
            return str(one)
    return None


def _later(day: date) -> date:
    return day if day > date.max - _REPORTED_LATE else day + _REPORTED_LATE
