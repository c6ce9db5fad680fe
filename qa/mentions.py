"""What a turn of a conversation names: persons, places, organisations, things and dates that a next one may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from corpus.dates import PartialDate
from corpus.events import find_dates
from corpus.words import STOP_WORDS
from qa.name_words import COMMON_HEADS, QUALIFIERS, TITLES
from qa.names import SAME_NAME, find_names, name_words, same_name
from qa.question import QuestionReading, read_question

BE = "is|are|was|were"
"""Auxiliaries that a participle or a predicate follows."""
DO = "did|do|does|will|would|can|could"
"""Auxiliaries that a bare verb follows."""
AUXILIARY = rf"(?:{BE}|{DO}|has|have|had|shall|should|may|might|must)\b"
"""Pattern of the word that stands before the subject in a question: `was`, `did`, `has`."""
QUESTION_WORD = r"(?:who|whom|whose|what|which|when|where|why|how)\b"
"""Pattern of the word that asks: `who`, `when`."""
PREPOSITION = "in|on|at|from|to|into|near|by|for|with|of|about|against|under|since|until|after|before|during"
"""Prepositions that a part of a question can begin with."""
ASKS = re.compile(rf"(?:(?:{PREPOSITION}) )?(?:{QUESTION_WORD}|{AUXILIARY})", re.IGNORECASE)
"""How a question begins."""
TAKES = {
    "person": {"person"}, "several": {"several", "organisation"}, "thing": {"thing", "organisation", "place"},
    "place": {"place"}, "date": {"date"},
}  # fmt: skip
"""The sorts of mention that each family of pronouns can stand for."""
_LONGEST = 8
"""Words of an answer that can still be a part of a question."""
_NOUN = rf"(?!(?:{'|'.join(sorted(STOP_WORDS))})\b)[a-z][\w-]*"
_ADJECTIVE = re.compile(r"[A-Z]\w*(?:ian|ean|ican|ese|ish|iss|ench|utch|raqi|aeli|audi|meni|stani|German)(?= [a-z])")
_PHRASE = re.compile(rf"(?:\b[Tt]he|['’]s?) (?:{_ADJECTIVE.pattern} )?(?P<nouns>{_NOUN}(?: {_NOUN})*)")
_TAIL = re.compile(r" (?:of|in|to|at|from) (?:the )?")
_PARTICIPLE = re.compile(r".+ed|born|built|cut|found|held|hit|lost|made|seen|sent|shot|shut|sold|taken|won")
_COUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)"
_COUNT_ALONE = re.compile(rf"(?:[a-z]+ )?(?:{_COUNT}|half)(?: (?:hundred|thousand|million|billion))?", re.IGNORECASE)
_SEVERAL = re.compile(rf"{_COUNT} |(?:[Tt]he )?(?:\w+ )?[a-z]+(?<![ius])s$")
_PLACED = re.compile(r"\b(?:in|at|near|into|across|capital of|from|(?<!related )(?<!loyal )(?<!close )to) (?:the )?$")
_COUNTRIES = frozenset(
    """afghanistan algeria argentina australia austria bahrain belarus belgium brazil britain canada chile china
    colombia cuba denmark egypt england ethiopia finland france germany greece hungary india indonesia iran iraq
    ireland israel italy japan jordan kenya kuwait lebanon libya mali mexico morocco myanmar netherlands nigeria
    norway pakistan palestine peru philippines poland portugal qatar romania russia scotland serbia singapore somalia
    spain sudan sweden switzerland syria taiwan thailand tunisia turkey uk ukraine us usa venezuela vietnam wales
    yemen zimbabwe""".split()
)
"""Places even where no "in" stands before them."""
_PEOPLE = TITLES | frozenset(
    """actor actress aide author brother candidate daughter defector diplomat envoy father husband journalist lawyer
    man mediator mother player predecessor singer sister son spy successor suspect victim wife winner woman
    writer""".split()
)
_ABOUT_ANSWER = re.compile(r"who (?:is|was|replaced|succeeded|followed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """What a text names at a place: a person, several, a place, an organisation, a publisher, a thing or a date."""

    text: str
    start: int
    end: int
    sort: str


def find_mentions(text: str, asked_on: date, publishers: Sequence[str]) -> list[Mention]:
    """Dates, names and phrases such as `the embassy in Australia`, in order; a name may stand within a phrase."""
    day = PartialDate(asked_on.year, asked_on.month, asked_on.day)
    spans = [(one.start, one.end, "date") for one in find_dates(text, day, soon=0)]
    for publisher in publishers:
        bare = re.sub(r"^the\s+", "", publisher, flags=re.IGNORECASE)
        spans += [(*found.span(), "publisher") for found in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)", text)]
    for start, end in find_names(text):
        if not _ADJECTIVE.match(text, start) and not any(left < end and start < right for left, right, _ in spans):
            spans.append((start, end, sort_of(text[start:end], text[:start])))
    spans = [(start - 4 if text[:start].lower().endswith("the ") else start, end, sort) for start, end, sort in spans]
    spans += [span for span in _phrases(text, spans) if span[:2] not in [known[:2] for known in spans]]
    return [Mention(_inside(text[start:end]), start, end, sort) for start, end, sort in sorted(spans)]


def _inside(text: str) -> str:
    """As it stands within a sentence."""
    return re.sub(r"^The (?=\S)", "the ", text)


def sort_of(name: str, before: str) -> str:
    """What sort of thing a name most likely names, by its words and the text before it."""
    lower = name.lower().replace(".", "").split()
    if " ".join(lower) in _COUNTRIES:
        return "place"
    if name.isupper() or not COMMON_HEADS.isdisjoint(lower):
        return "organisation"
    if re.search(r"\d", name) or re.search(r"\b(?:an?|on) $", before):
        return "thing"
    if re.fullmatch(r"\w*(?:ian|ean|ican|aqi|ghan|rman|eli)s", name):
        return "several"
    if lower[0] not in TITLES and (lower[0] in QUALIFIERS or _PLACED.search(before)):
        return "place"
    return "organisation" if before.lower().endswith("the ") else "person"


def _phrases(text: str, names: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Nouns behind `the` or a possessor; behind an auxiliary the last word of their run is the verb."""
    for match in re.finditer(r"\b[Tt]he (?:[A-Z]\w+ )?([A-Z]\w+)", text):
        if match[1].lower() in TITLES:
            yield *match.span(), "person"  # "the Pope"
    for match in _PHRASE.finditer(text):
        start = next((left for left, end, _ in names if end == match.start()), match.start())
        nouns, end = match["nouns"].split(), match.end()
        auxiliary = re.search(rf"\b({AUXILIARY})(?:n['’]t)? $", text[:start], re.IGNORECASE)
        always = auxiliary and re.fullmatch(DO, auxiliary[1], re.IGNORECASE)
        if auxiliary and len(nouns) > 1 and (always or _PARTICIPLE.fullmatch(nouns[-1])):
            end -= len(nouns.pop()) + 1
        elif tail := _TAIL.match(text, end):
            end = next((right for left, right, _ in names if left <= tail.end() < right), end)
        noun = nouns[-1]
        plural = re.search(r"[^ius]s$", noun)
        other = "several" if plural else "organisation" if noun in COMMON_HEADS else "thing"
        if text[start] not in "'’":
            yield start, end, "person" if noun in _PEOPLE else other


@dataclass(frozen=True)
class Turn:
    """A question asked before and its short answer, with what the two name."""

    question: str
    answer: str
    asked_on: date
    publishers: tuple[str, ...]

    @cached_property
    def reading(self) -> QuestionReading:
        """The question as its answer was looked for: kind, dates, focus."""
        return read_question(self.question, self.asked_on, self.publishers)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is one sentence that its question word opens: no other lends its parts without harm."""
        asking = re.sub(r"^According to [^,]+, ", "", self.question)
        return ASKS.match(asking) is not None and not re.search(r"[.!?;:]\s|:$", self.question.rstrip())

    @cached_property
    def mentions(self) -> list[Mention]:
        """What the question names; in a long one nouns are too easily taken for others."""
        found = find_mentions(self.question, self.asked_on, self.publishers)
        return [one for one in found if self.is_plain or one.sort not in ("several", "thing")]

    @cached_property
    def told(self) -> str:
        """The answer as a part of a sentence, a bare number with what it counts; empty if it can be no part of one."""
        text, reading = self.answer.strip(' ."“”'), self.reading
        if not text or len(text.split()) > _LONGEST or reading.kind in ("reason", "yes_no"):
            return ""
        if reading.kind == "number":
            noun = re.search(
                r"\bhow many (.+)", self.question[: reading.focus.end if reading.focus else 0], re.IGNORECASE
            )
            return "" if noun is None else f"{text} {noun[1]}" if _COUNT_ALONE.fullmatch(text) else text
        return re.sub(r"^(?:The|An?) (?=[a-z])", lambda article: article[0].lower(), text)

    @property
    def several(self) -> bool:
        """Whether the answer is more than one."""
        name = find_names(self.told)[:1] == [(0, len(self.told))]
        listed = self.reading.kind in ("person", "place", "organisation", "list") and re.search(r",|\band\b", self.told)
        return not name and bool(listed or _SEVERAL.match(self.told))

    @cached_property
    def answered(self) -> list[Mention]:
        """What the answer names, as what is spoken of: `the 25 diplomats`."""
        text, kind = self.told, self.reading.kind
        if not text or re.match(r"an? ", text):
            return []
        if kind == "date":
            return [one for one in find_mentions(text, self.asked_on, ()) if one.sort == "date"][:1]
        if kind == "number" and not self.several:
            return []
        if self.several:
            text = text if text[0].isupper() or text.startswith("the ") else f"the {text}"
            return [Mention(text, 0, len(text), "several")]
        whole = [one for one in find_mentions(text, self.asked_on, self.publishers) if one.text == text]
        known = {"place": "place", "organisation": "organisation"}.get(kind)
        return [Mention(one.text, one.start, one.end, known or one.sort) for one in whole[:1]]

    def named(self, family: str) -> list[Mention]:
        """What a pronoun may stand for, the likeliest first; nothing where several things are as likely."""
        takes = TAKES[family]
        asked = (
            [one for one in _outermost(self.mentions) if one.sort in takes]
            if family == "thing"
            else [one for one in self.mentions if one.sort in takes]
        )
        told = [one for one in self.answered if one.sort in takes]
        if family == "several":
            asked += self._together()
        if family == "person":
            return [*told, *asked] if _ABOUT_ANSWER.match(self.question) else [*asked, *told]
        if family == "thing" and len(asked) > 1:
            asked = []
        return [*told, *(reversed(asked) if family == "place" else asked)]

    def _together(self) -> Iterator[Mention]:
        """Two whom the question names side by side: `Farouk Al Shara and Ahmad Al Shara`."""
        for one, other in pairwise(_outermost(self.mentions)):
            if one.sort == other.sort == "person" and self.question[one.end : other.start] == " and ":
                yield Mention(self.question[one.start : other.end], one.start, other.end, "several")


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    return [
        one
        for one in mentions
        if not any(other is not one and other.start <= one.start and one.end <= other.end for other in mentions)
    ]


def in_full(name: str, turns: Sequence[Turn]) -> str:
    """The longest form in which the turns give a name; as it is if they give it to several."""
    texts = [text for turn in turns for text in (turn.question, turn.answer)]
    known = [text[start:end] for text in texts for start, end in find_names(text)]
    fuller = [
        one for one in known if len(name_words(one)) > len(name_words(name)) and same_name(one, name) >= SAME_NAME
    ]
    if find_names(name)[:1] != [(0, len(name))] or any(same_name(one, fuller[0]) < SAME_NAME for one in fuller):
        return name
    return max(fuller, key=lambda one: len(name_words(one)), default=name)
