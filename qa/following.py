"""A follow-up becomes a question that stands alone, completed by rules from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.fragments import asked_anew, with_part_exchanged
from qa.mentions import ASKS, Turn
from qa.pronouns import with_referent

_COUNTED = 4
"""Turns that are looked back on: what was named before them is no longer spoken of."""
_PASSES = 4
"""Each puts in one thing; a question that leaves more open is none to guess at."""
_POLITE = re.compile(r"(?:(?:and|but|so|ok|okay|thanks|also|or|well|(?:what|how) about)\b[,.!]?\s+)+", re.IGNORECASE)


@dataclass(frozen=True)
class Earlier:
    """A turn before: its question as completed, and its short answer (empty unless it was answered)."""

    question: str
    answer: str


def completed(question: str, earlier: Sequence[Earlier], asked_on: date, publishers: Sequence[str] = ()) -> str:
    """The question with what it takes from the turns before it (oldest first) put in; as it is if it stands alone.

    A part (`and in 2012?`) is put into the last question; a pronoun gives way to what the nearest turn names.

    >>> completed("Where was he posted?", [Earlier("When did Nawaf al-Fares defect?", "")], date(2025, 12, 20))
    'Where was Nawaf al-Fares posted?'
    """
    turns = [Turn(one.question, one.answer, asked_on, tuple(publishers)) for one in earlier[: -_COUNTED - 1 : -1]]
    text = question
    for _ in range(_PASSES if turns else 0):
        following = _less_open(text, turns)
        if following == text:
            return text
        text = following
    return question


def _less_open(question: str, turns: Sequence[Turn]) -> str:
    """The question with one thing more put in; the same if nothing is left open."""
    opening = _POLITE.match(question)
    said = question[opening.end() :] if opening else question
    sure = opening is not None or question.rstrip().endswith("?")
    part = said.rstrip(" ?.!")
    whole = asked_anew(part, turns[0])
    text = whole or with_referent(said, turns)
    if text is None:
        text = whole = with_part_exchanged(part, turns, sure)
    if text is None:
        return question
    asks = whole or not opening or ASKS.match(text)
    return text[:1].upper() + text[1:] if asks else f"{question[: len(question) - len(said)]}{text}"
