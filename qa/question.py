"""A question becomes a reading: what is asked for, by which names and words, and within which scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.dates import PartialDate
from corpus.events import DateMention, find_dates
from corpus.words import STOP_WORDS, Word, words
from qa.names import find_names
from vectorstore.scope import Scope

Kind = Literal["person", "place", "organisation", "date", "number", "yes_no", "reason", "list", "other"]

_PERSON = frozenset(
    """actor actress ambassador athlete author billionaire boss boxer candidate captain celebrity chancellor chief
    coach comedian commander defector designer diplomat director driver envoy founder general golfer governor head
    host judge justice king lawmaker lawyer leader man mayor minister model monarch musician officer official owner
    person player poet politician pop-star president prince princess queen rapper rival sailor scientist senator
    singer soldier speaker spokesman spokeswoman star successor suspect swimmer
    victim winner woman writer""".split()
)
_PLACE = frozenset(
    """airport area base capital city continent country county district embassy hometown island location nation
    neighbourhood place port province region school state town venue village university""".split()
)
_ORGANISATION = frozenset(
    """agency airline airlines army automaker bank brand broadcaster business carmaker channel chain club company
    corporation court firm group league magazine maker manufacturer militia ministry network newspaper organisation
    organization party platform publisher retailer studio team union university""".split()
)
_DATE = frozenset("century date day decade month season time weekday year".split())
_NUMBER = frozenset(
    """age amount cost fraction height length number percent percentage price proportion rate score share size speed
    sum temperature total value""".split()
)
_AUXILIARY = frozenset(
    """is are was were am do does did has have had can could will would shall should may might must""".split()
)
TRUE_OR_FALSE = re.compile(r"^\W*(?:is it )?true or false\b\W*", re.IGNORECASE)
"""How a question begins that is answered "true" or "false"."""
_ORDERS = re.compile(r"^(?:please\s+)?(?:name|list|give|identify|tell)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:what|which)\s+(?:reason|cause|grounds?|led to|caused)\b|\bhow come\b", re.IGNORECASE)
_HOW_NUMBER = frozenset("many much old long far big tall large high fast often deep heavy".split())
_NOT_FOCUS = frozenset(
    "kind type sort part name one ones of the other current former new these those following".split()
)
_PRINTED_BY = re.compile(
    r"\b(?:according to|reported by|report(?:s|ed)? in|printed (?:in|by)|published (?:in|by))\s+$", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|by|did)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class QuestionReading:
    """What a question asks for.

    `focus` is the noun after "which", "what" or "how many"; `terms` are the words to look for, names and
    numbers among them; `plural` asks for several.
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


def read_question(question: str, asked_on: date, publishers: Sequence[str] = ()) -> QuestionReading:
    """Read a question asked on a day of an archive that holds these publishers."""
    everything = words(question)
    kind, focus = _kind(question, everything)
    day = PartialDate(asked_on.year, asked_on.month, asked_on.day)
    dates = _scope_dates(question, find_dates(question, day, soon=0))
    named = _publishers(question, publishers)
    inside = [(mention.start, mention.end) for mention in dates] + [span for _, span in named]
    inside += [found.span() for found in [TRUE_OR_FALSE.match(question)] if found]
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
    )


def _kind(question: str, everything: list[Word]) -> tuple[Kind, Word | None]:
    """By the last sentence, the one that asks: by the word that opens it, else by its last question word."""
    opening = max((match.end() for match in _SENTENCE_END.finditer(question.rstrip(" ?"))), default=0)
    asking = [word for word in everything if word.start >= opening] or everything
    lower = [word.text.lower() for word in asking]
    if not lower:
        return "other", None
    if _ORDERS.match(question):
        return "list", _focus(asking[1:])
    if lower[0] in _AUXILIARY or TRUE_OR_FALSE.match(question):
        return "yes_no", None
    if _REASON.search(question):
        return "reason", None
    places = [place for place, word in enumerate(lower) if word in _QUESTION_WORDS]
    if not places:
        return "other", None
    opens = all(word in STOP_WORDS for word in lower[: places[0]])  # "at which", "according to whom"
    return _kind_at(asking, places[0] if opens else places[-1], question)


_QUESTION_WORDS = frozenset("who whom whose when where why how which what".split())
_SENTENCE_END = re.compile(r"(?<=[a-z)”\"][.!?])\s+(?=[A-Z])")
_COSTS = re.compile(r"\b(?:cost|earn|weigh|pay|paid|worth)\b", re.IGNORECASE)
_WHAT_IS_THE = re.compile(r"\bwhat(?:['’]s| is| was| are| were)\s+the\s+(?:name of\s+(?:the\s+)?)?", re.IGNORECASE)


def _kind_at(asking: list[Word], place: int, question: str) -> tuple[Kind, Word | None]:
    word, rest = asking[place].text.lower(), asking[place + 1 :]
    following = rest[0].text.lower() if rest else ""
    if word == "how" and following in _HOW_NUMBER:
        return "number", _focus(rest[1:]) if following in ("many", "much") else None
    if word in ("which", "what"):
        kind, focus = _kind_of_noun(_focus(rest))
        if focus is None and word == "what":
            return _kind_of_what(question, rest)
        return kind, focus
    kinds: dict[str, Kind] = {"when": "date", "where": "place", "why": "reason", "how": "other"}
    return kinds.get(word, "person"), None


def _kind_of_what(question: str, rest: list[Word]) -> tuple[Kind, Word | None]:
    """Of "what did it cost" and "what is the capital of"."""
    named = _WHAT_IS_THE.search(question)
    if named is not None:
        kind, _ = _kind_of_noun(_focus([word for word in rest if word.start >= named.end()]))
        return kind, None
    return ("number", None) if _COSTS.search(question) else ("other", None)


def _kind_of_noun(focus: Word | None) -> tuple[Kind, Word | None]:
    if focus is None:
        return "other", None
    noun = focus.text.lower()
    forms = {noun, noun.removesuffix("s"), noun.removesuffix("ies") + "y", noun.removesuffix("es")}
    groups: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("person", _PERSON),
        ("place", _PLACE),
        ("organisation", _ORGANISATION),
        ("date", _DATE),
        ("number", _NUMBER),
    )
    return next(((kind, focus) for kind, nouns in groups if forms & nouns), ("other", focus))


def _focus(rest: list[Word]) -> Word | None:
    """The last word of the noun phrase that the question word opens: "(which) Syrian diplomat (in)"."""
    focus = None
    for word in rest[:5]:
        lower = word.text.lower()
        if focus is None and (lower in _NOT_FOCUS or lower.endswith(("ly", "ed"))):
            continue
        if word.is_stop or lower == "since" or _looks_like_verb(lower, focus):
            break
        focus = word
    return focus


def _looks_like_verb(word: str, focus: Word | None) -> bool:
    return focus is not None and (word.endswith("ed") or word in _COMMON_VERBS)


_COMMON_VERBS = frozenset(
    """won lost became made took gave went came left fell rose led said told sold bought broke beat hit held got began
    sent found met ran fled recently just first stand stands make makes win wins take takes face faces""".split()
)


def _without_question_words(terms: tuple[Word, ...], kind: Kind, focus: Word | None) -> tuple[Word, ...]:
    """Less the words that only ask: an answer to "on what date" need not hold "date"."""
    asking = focus.start if focus is not None and kind in ("date", "number") and _only_asks(focus) else -1
    return tuple(word for word in terms if word.start != asking and word.text.lower() not in _ASKING)


_ASKING = frozenset("many much kind type sort name list please tell happen happened".split())


def _only_asks(focus: Word) -> bool:
    noun = focus.text.lower()
    return noun in _DATE or noun in _NUMBER


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
