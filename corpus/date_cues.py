"""Which months, weekdays and seasons in running text are dates at all, and which of them lie ahead.

Each judgement sees what stands before and after the expression in its line, about a clause of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.date_words import MONTH_NAMES, WEEKDAYS
from corpus.year_cues import is_count, is_glued, is_year

_MAYBE_OTHER_WORDS = ("may", "mar", "march")  # in lower case
_DAY_OR_MONTH = re.compile("|".join([*WEEKDAYS, *MONTH_NAMES]), re.IGNORECASE)
_HABIT = re.compile(r"\b(?:every|each|most|alternate|any|some)\s+(?:other\s+)?\Z", re.IGNORECASE)
_MONTH_CUE = re.compile(
    r"\b(?:in|last|this|next|since|until|till|early|late|mid|of|by|during|from|between|before|after|around|"
    r"to|and|through|than|for)[\s-]+\Z",
    re.IGNORECASE,
)
_MAY_CUE = re.compile(  # "by May" and "after May" are as often the person
    r"\b(?:in|last|this|next|since|until|till|early|late|mid|during|end of)[\s-]+\Z", re.IGNORECASE
)
_ATTRIBUTE_BEFORE = re.compile(r"\b(?:an?|his|her|its|their)\s\Z")  # "a May crash"
_NOUN_AFTER = re.compile(r"\s[a-z]{3}")
_SURNAME_AFTER = re.compile(r"\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]")
_TITLE_BEFORE = re.compile(
    r"\b(?:Black|Good|Cyber|Super|Easter|Palm|Bloody|Ash|Holy|Maundy|Freaky|Giving|Ruby|Sheffield|Shrove|"
    r"Whit|Fat|Casual|Throwback|News|Mail on|Independent on|Joe|Girl)\s\Z"
)
_TITLE_AFTER = re.compile(
    r"\s(?:Night|Times|Telegraph|Mirror|Express|Mail|Post|Herald|Addams|for Future|Ticket|Supper|Morning|"
    r"Brief|Review|Today|World)\b"
)
_OPENING = re.compile(r"(?:\A|[.!?:;“\"])\s*\Z")
_SEASON_CUE = re.compile(
    r"\b(?:(?:in|during|over|by|since|until|through|throughout|before|after|of)\s(?:the\s)?"
    r"|(?:early|late|mid)[\s-])\Z"
)
_QUARTER_CUE = re.compile(r"\b(?:in|for|of|the|this|last|during)\s\Z")
_FALL_OF = re.compile(r"\s(?:of|in|from|to|and)\b")

_AHEAD_BEFORE = re.compile(
    r"(?:\b(?:will|won['’]t|shall|going to|set to|due|expect(?:s|ed)?|scheduled|plans?|planned|upcoming|"
    r"coming|next|to be|is to|are to|would|likely|aims?|hopes?|wants? to|heading into|until|ahead of|"
    r"deadline|begins|starts|opens)|['’]ll)\b[^.;:!?\"”]*\Z",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|tweeted|added|confirmed|issued|filed|showed|testified|argued)"
    r"\b(?:\s[\w’']+){0,3}?\s(?:on |late |early )*\Z"
)
_SENTENCE_OPENS = re.compile(r"(?:\A|[.!?“\"]\s*)(?:(?:[Oo]n|[Ii]n|[Tt]his|[Bb]y)\s)?\Z")
_AHEAD_AFTER = re.compile(r",?(?:\s[\w’'-]+){0,5}?\s(?:will|won['’]t)\b")


def is_date(kind: str, printed: str, before: str, after: str) -> bool | None:
    """Whether a form of `date_words` is a date here; None: it is none; False: only as one end of a range."""
    if kind in _JUDGES:
        return _JUDGES[kind](printed, before, after)
    if printed[0].isdigit() and is_glued(before, after):
        return None
    return True


def lies_ahead(before: str, after: str) -> bool:
    """Whether a day or month without a year is governed by a word of the future in its clause."""
    if _SAID_BEFORE.search(before):
        return False
    if _AHEAD_BEFORE.search(before):
        return True
    return bool(_SENTENCE_OPENS.search(before) and _AHEAD_AFTER.match(after))


def _year(printed: str, before: str, after: str) -> bool | None:
    if int(printed) > 2100 or is_count(before, after):
        return None
    return is_year(int(printed), before, after)


def _years(printed: str, before: str, after: str) -> bool | None:
    first = int(printed[:4])
    if first > 2100 or is_count(before, after):
        return None
    return (first % 100 != 0 and first >= 1800) or is_year(first, before, "") or None


def _month(printed: str, before: str, after: str) -> bool | None:
    name = printed.lower()
    if _HABIT.search(before):
        return None
    if name in ("march", "may"):
        cue = _MAY_CUE if name == "may" else _MONTH_CUE
        if not printed.istitle():
            return None
        if cue.search(before):
            return not after.startswith(" Madness")
        return bool(_ATTRIBUTE_BEFORE.search(before) and _NOUN_AFTER.match(after))
    if name in ("april", "june", "august") and not _MONTH_CUE.search(before):
        # "August Wilson", "august company"
        return not (printed[0].islower() or _SURNAME_AFTER.match(after))
    return True


def _month_with_number(printed: str, before: str, after: str) -> bool | None:
    if printed.startswith(_MAYBE_OTHER_WORDS) and not re.search(r"[0-9]{4}\Z", printed):
        return True if before.endswith("on ") else None
    return True


def _weekday(printed: str, before: str, after: str) -> bool | None:
    no_day = _HABIT.search(before) or _TITLE_BEFORE.search(before) or _TITLE_AFTER.match(after)
    return None if no_day else True


def _word(printed: str, before: str, after: str) -> bool | None:
    if printed.lower() != "today" or printed.islower():
        return True
    # not "USA TODAY", nor the Today show
    opens = printed.istitle() and _OPENING.search(before) and not re.match(r"\s+[A-Zs]", after)
    return True if opens else None


def _deictic(printed: str, before: str, after: str) -> bool | None:
    name = printed.split()[-1]
    if name in _MAYBE_OTHER_WORDS or (name == "fall" and _FALL_OF.match(after)):
        return None
    # "This Week" is a programme, "this Monday" a day
    return None if name[0].isupper() and not _DAY_OR_MONTH.match(name) else True


def _weekend(printed: str, before: str, after: str) -> bool | None:
    return True if printed.split()[-1].islower() else None


def _unit(printed: str, before: str, after: str) -> bool | None:
    return False


def _season(printed: str, before: str, after: str) -> bool | None:
    if " " in printed:
        return True
    if printed == "fall" and (_FALL_OF.match(after) or not before.endswith("the ")):
        return None
    return True if printed.islower() and _SEASON_CUE.search(before) else None


def _quarter(printed: str, before: str, after: str) -> bool | None:
    return True if len(printed) > 2 or _QUARTER_CUE.search(before) else None


_JUDGES: dict[str, Callable[[str, str, str], bool | None]] = {
    "year": _year,
    "years": _years,
    "month": _month,
    "mdy": _month_with_number,
    "my": _month_with_number,
    "weekday": _weekday,
    "word": _word,
    "deictic": _deictic,
    "weekend": _weekend,
    "unit": _unit,
    "season": _season,
    "quarter": _quarter,
}
