"""A question becomes a reading: what is asked for, by which names and words, and within which scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import PartialDate
from corpus.events import DateMention, find_dates
from corpus.words import Word, words
from qa.asking import DATED, NO_TERMS, NUMBERED, Kind, asks_for_no_one_thing, asks_of_now, kind_of
from qa.names import find_names
from vectorstore.scope import Scope

_PRINTED_BY = re.compile(
    r"\b(?:according to|reported by|report(?:s|ed)? in|printed (?:in|by)|published (?:in|by))\s+$", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|by|did)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class QuestionReading:
    """What a question asks for.

    `focus` is the noun after "which", "what" or "how many"; `terms` are the words to look for, names and
    numbers among them; `plural` asks for several. `whole` asks for no one thing, as "Tell me about Ana Berg" or key
    words do: sentences answer it as they stand. `of_now` asks for what still is so: who holds a post, where one lives.
    """

    text: str
    asked_on: date
    kind: Kind
    focus: Word | None
    terms: tuple[Word, ...]
    names: tuple[str, ...]
    dates: tuple[DateMention, ...]
    scope: Scope
    plural: bool = False
    whole: bool = False
    of_now: bool = False

    @property
    def asks_for_sentences(self) -> bool:
        """Whether sentences answer, and no stretch of one: yes or no, and what asks for no one thing."""
        return self.kind == "yes_no" or self.whole

    @property
    def undated(self) -> str:
        """The text without the times that bound the scope: "Who resigned?" of "Who resigned in 2012?"."""
        text = self.text
        for mention in sorted(self.dates, key=lambda one: -one.start):
            before = _AT_A_TIME.search(text[: mention.start])
            if before is not None or _ADVERB.match(text[mention.start : mention.end]):
                start = before.start() if before is not None else mention.start
                text = f"{text[:start].rstrip()}{text[mention.end :]}".lstrip(" ,")
        return text


_AT_A_TIME = re.compile(
    r"\b(?:as\s+of|in|on|during|since|by|of|at|within)\s+(?:the\s+(?:year|month)\s+(?:of\s+)?)?$", re.IGNORECASE
)
_ADVERB = re.compile(
    r"(?:before|after|between|since|until|from|last|this|next|yesterday|today|earlier|\w+ \w+ ago)\b", re.IGNORECASE
)


def read_question(question: str, asked_on: date, publishers: Sequence[str] = ()) -> QuestionReading:
    """Read a question asked on a day of an archive that holds these publishers."""
    everything = words(question)
    kind, focus = kind_of(question, everything)
    day = PartialDate(asked_on.year, asked_on.month, asked_on.day)
    dates = _scope_dates(question, find_dates(question, day, soon=0))
    named = _publishers(question, publishers)
    inside = [(mention.start, mention.end) for mention in dates] + [span for _, span in named]
    inside += [found.span() for asks in NO_TERMS if (found := asks.match(question))]
    terms = tuple(
        word for word in everything if not word.is_stop and not any(start <= word.start < end for start, end in inside)
    )
    names = tuple(
        question[start:end]
        for start, end in find_names(question)
        if not any(left <= start < right for left, right in inside)
    )
    first, last = _bounds(dates)
    scope = Scope(first, last, tuple(name for name, _ in named), "either")
    lower = [word.text.lower() for word in everything]
    return QuestionReading(
        text=question,
        asked_on=asked_on,
        kind=kind,
        focus=focus,
        terms=_without_question_words(terms, kind, focus),
        names=names,
        dates=dates,
        scope=scope,
        plural=kind != "number" and _plural(lower, focus),
        whole=asks_for_no_one_thing(question, kind, lower),
        of_now=not dates and asks_of_now(question, kind),
    )


def _without_question_words(terms: tuple[Word, ...], kind: Kind, focus: Word | None) -> tuple[Word, ...]:
    """Less the words that only ask: an answer to "on what date" need not hold "date"."""
    asking = focus.start if focus is not None and kind in ("date", "number") and _only_asks(focus) else -1
    return tuple(word for word in terms if word.start != asking and word.text.lower() not in _ASKING)


_ASKING = frozenset("kind type sort name list please tell happen happened".split())


def _only_asks(focus: Word) -> bool:
    noun = focus.text.lower()
    return not {noun, noun.removesuffix("s")}.isdisjoint(DATED | NUMBERED)


def _plural(lower: list[str], focus: Word | None) -> bool:
    if focus is not None:
        noun = focus.text.lower()
        return noun.endswith("s") and not noun.endswith("ss")
    return "were" in lower[1:2] and lower[0] == "who"


_AFTER_SOMETHING = re.compile(
    r"\b(?:after|since|before|following|until|by)\s+(?:\w+(?:['’]\w*)?\s+){1,6}(?:in|of|on)?\s*$", re.IGNORECASE
)


def _scope_dates(question: str, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The dates that say of which time the question is; the narrowest where there are several.

    "After the revolt of March 2011" tells which revolt is meant, not when the thing asked about happened.
    """
    meant = [date for date in dates if not _AFTER_SOMETHING.search(question[: date.start])]
    return tuple(sorted(meant, key=lambda date: date.last - date.first)[:1])


def _bounds(dates: Sequence[DateMention]) -> tuple[date | None, date | None]:
    if not dates:
        return None, None
    return min(mention.first for mention in dates), max(mention.last for mention in dates)


def _publishers(question: str, publishers: Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
    """Publishers of the archive that the question names as a source: "in The Globe and Mail".

    A name of one word, as "Time", needs more than "in" before it.
    """
    found = []
    for publisher in publishers:
        bare = re.sub(r"^the\s+", "", publisher, flags=re.IGNORECASE)
        match = re.search(rf"\b(?:[Tt]he\s+)?{re.escape(bare)}(?!\w)", question)
        if match is None:
            continue
        before = question[: match.start()]
        if _PRINTED_BY.search(before) or (" " in bare and _IN.search(before)):
            found.append((publisher, match.span()))
    return found
