"""The whole of a list of names of which a value is one: "Niger, Mali and Upper Volta" of "Mali"."""

from __future__ import annotations

import re

from qa.names import names_in

_COMMA = re.compile(r",\s+(?:the\s+)?")
_AND = re.compile(r"(?P<comma>,)?\s+(?:and|or)\s+(?:the\s+|what was then\s+|what is now\s+)?")


def whole_list(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The list that holds `sentence[start:end]`, from its first to its last name; the value's own place if none does.

    Names with commas between them and "and" before the last; two with ", and" between are in clauses of their own.
    """
    run: list[tuple[int, int]] = []
    commas = 0
    for name in names_in(sentence):
        between = sentence[run[-1][1] : name[0]] if run else ""
        joint = _AND.fullmatch(between)
        if joint and not (joint["comma"] and not commas):
            if run[0][0] <= start < name[1] and end > run[0][0]:
                return min(start, run[0][0]), max(end, name[1])
            run, commas = [name], 0
        elif run and _COMMA.fullmatch(between):
            run, commas = [*run, name], commas + 1
        else:
            run, commas = [name], 0
    return start, end
