"""The whole of a list of names of which a value is one: "Niger, Mali and Upper Volta" of "Mali"."""

from __future__ import annotations

import re

from qa.name_words import TITLES
from qa.names import names_in

_COMMA = re.compile(r",\s+(?:the\s+)?")
_AND = re.compile(r"(?P<comma>,)?\s+(?:and|or)\s+(?:the\s+|what was then\s+|what is now\s+)?")
_SETTING = re.compile(
    r"(?:^|[,;:–—]\s*)(?:In|At|On|From|To|Near|After|Before|According to|in|at|on|from|near)\s+(?:the\s+)?$"
)
"""Before a name that a comma parts from the clause: "In Paris, Ann Lee and Ben Ray resigned"."""
_GOES_ON = re.compile(
    r"\s+(?:was|were|is|are|has|have|had|will|would|said|says|fled|left|went|took|gave|made|came|won|lost|did|"
    r"[a-z]+ed)\b|,\s+[A-Z]"
)
"""Behind a name: a clause of its own, "fled to Jordan and Ben Ray fled to France", or another place's country."""

_SUBJECT = re.compile(r"(?:^|[.,;:–—“\"(]|\b(?:and|but|that|by|of|between|with))\s*(?:the\s+|both\s+)*$", re.IGNORECASE)
"""Before names that what follows may be said of."""


def whole_list(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The list that holds `sentence[start:end]`, from its first to its last name; the value's own place if none does.

    Names with commas between them and "and" before the last; two with ", and" between are in clauses of their own.
    In doubt it is no list.
    """
    run: list[tuple[int, int]] = []
    for name in names_in(sentence):
        between = sentence[run[-1][1] : name[0]] if run else ""
        joint = _AND.fullmatch(between)
        if joint and not (joint["comma"] and len(run) == 1):
            if start < name[1] and end > run[0][0] and not _is_none(sentence, run[0][0], name):
                return min(start, run[0][0]), max(end, name[1])
            run = [name]
        elif run and _COMMA.fullmatch(between) and not _SETTING.search(sentence, 0, run[0][0]):
            run = [*run, name]
        else:
            run = [name]
        if _is_title(sentence[slice(*name)]):  # "Ann Lee, Mayor of Oslo"
            run = []
    return start, end


def _is_none(sentence: str, first: int, last: tuple[int, int]) -> bool:
    """Whether the last name only looks like a member: another clause begins with it, or it is a title."""
    if _is_title(sentence[slice(*last)]):
        return True
    return _GOES_ON.match(sentence, last[1]) is not None and not _SUBJECT.search(sentence, 0, first)


def _is_title(name: str) -> bool:
    """Whether a name is an office, "Mayor of Oslo"."""
    opening, *rest = name.lower().split()
    return opening in TITLES and rest[:1] in (["of"], ["for"])
