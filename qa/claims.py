"""What a question of yes or no asks: of whom it would be so, what, of which time and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.words import Word, words
from qa.amounts import numbers
from qa.asking import TRUE_OR_FALSE, uncontracted
from qa.counts import Count, counts
from qa.name_words import TITLES
from qa.names import find_names
from qa.polarity import TAKES_BACK, negated
from qa.question import QuestionReading

When = Literal["past", "present", "future"]

_AUXILIARY = re.compile(
    r"\b(?:(?P<be>is|are|was|were|am)|(?P<have>has|have|had)|"
    r"(?P<do>did|do|does|will|would|can|could|shall|should|may|might|must))\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"\W*(?:is it (?:true|so|the case|correct|right) that)\s+", re.IGNORECASE)
_PRESENT, _FUTURE = frozenset("is are am do does".split()), frozenset("will would shall".split())
_LEAD = re.compile(r"\W*(?:(?:not|the|an?)\s+)*\W*", re.IGNORECASE)
_JOINTS = (",", "and", ", and", "or", "and the")
_PARTICIPLE = re.compile(
    r".{2,}(?:ed|own)|gone|done|given|taken|written|broken|chosen|stolen|driven|risen|fallen|eaten|beaten|hidden|frozen|"
    r"spoken|forgotten|born|built|bought|caught|cut|found|fought|heard|held|hit|hurt|kept|laid|led|left|lost|made|met|"
    r"paid|put|read|sent|set|shot|shut|sold|sunk|sworn|taught|told|torn|won|worn|begun|become|.{3,}ing"
)
_NO_VERB = re.compile(
    r"never|ever|still|not|now|then|already|currently|formerly|once|(?:him|her|it|them)sel(?:f|ves)|\w+n[’']t",
    re.IGNORECASE,
)
"""What may stand before the verb that is asked, or before what one is asked to be."""
_BEFORE_TITLE = frozenset("acting deputy ex foreign former major vice".split())
"""Words of titles that are none alone: "Is Berg acting alone?", "Is Berg foreign minister?"."""
_ANYONE = frozenset("anyone anybody anything someone somebody something there it this that they he she".split())
_TOLD = frozenset(
    "story stories report reports rumour rumours rumor rumors claim claims allegation allegations".split()
)
_AMOUNTS = frozenset("fewer less least nearly almost around roughly approximately exactly dozens hundreds".split())
_NAMED = re.compile(r"(?<=\w )[A-Z]\w*\s\d+")  # "Branch 227"


@dataclass(frozen=True)
class Claim:
    """What is asked, as a claim.

    `names` are those of whom it would be so, `nouns` the stems of a description of them; neither: of anybody.
    `verb` is the first word of what would be so, `terms` are all of its words but names, `objects` its names.
    `stems` are the question's words but names; `flipped`: it asks if something is not so; `office`: whether they
    are something, "the mayor", "a member of the board".
    """

    text: str
    names: tuple[str, ...]
    nouns: frozenset[str]
    verb: Word | None
    terms: tuple[Word, ...]
    objects: tuple[str, ...]
    stems: tuple[str, ...]
    count: Count | None
    when: When
    flipped: bool
    passive: bool
    office: bool


def claim_of(question: QuestionReading) -> Claim:
    """Read a question of yes or no, or of true or false."""
    text = uncontracted(question.text)
    opening = TRUE_OR_FALSE.match(text)
    stated = _STATED.match(text, opening.end() if opening else 0) or opening
    auxiliary = _AUXILIARY.search(text, stated.end() if stated else 0)
    kind = (auxiliary.lastgroup if auxiliary else None) or "do"
    begin = stated.end() if stated else auxiliary.end() if auxiliary else 0
    names, end = _subject_names(text, begin)
    nouns: frozenset[str] = frozenset()
    if not names:
        nouns, end = _described([word for word in words(text) if word.start >= begin], text, kind)
    objects = [span for span in find_names(text) if span[0] >= end]
    terms = tuple(
        term
        for term in question.terms
        if term.start >= end and not _NO_VERB.fullmatch(term.text) and not any(a <= term.start < b for a, b in objects)
    )
    verb = next(iter(terms), None)
    return Claim(
        text=text,
        names=names,
        nouns=nouns,
        verb=verb,
        terms=terms or tuple(question.terms[-1:]),  # "Is Fares a Sunni?": only names, the last is asked
        objects=tuple(text[slice(*span)] for span in objects),
        stems=_stems(question, text, verb),
        count=next(iter(counts(_NAMED.sub("", text))), None),
        when=_when(auxiliary, text),
        flipped=negated(TRUE_OR_FALSE.sub("is it true that ", text)),
        passive=verb is not None and _is_passive(verb, kind, text),
        office=bool(names) and verb is not None and kind == "be" and _is_office(text, end),
    )


def _is_passive(verb: Word, kind: str, text: str) -> bool:
    if verb.text.endswith("ing"):  # "Is Berg acting alone?"
        return False
    return kind == "be" or re.search(r"\bbe(?:en)?\s+$", text[: verb.start]) is not None


def _is_office(text: str, end: int) -> bool:
    """Whether it is asked if one is something: "(Is Larsen) still the mayor?", "acting mayor", not "acting alone"."""
    rest = (word.text.lower() for word in words(text) if word.start >= end and not _NO_VERB.fullmatch(word.text))
    first = next(rest, "")
    while first in _BEFORE_TITLE:
        first = next(rest, "")
    return first in ("a", "an", "the") or first in TITLES


def _stems(question: QuestionReading, text: str, verb: Word | None) -> tuple[str, ...]:
    """What polarity is to look for: all words but names, and but denials that are not what is asked."""
    named = find_names(text)
    terms = [term for term in question.terms if uncontracted(term.text) == term.text]
    stems = [term.stem for term in terms if not any(start <= term.start < end for start, end in named)]
    stems = stems or [term.stem for term in terms[-1:]]
    turning = TAKES_BACK - {verb.stem if verb else "", *stems[-1:]}  # "Did he sell fake vaccines?" asks for no denial
    return tuple(one for one in stems if one not in turning)


def _when(auxiliary: re.Match[str] | None, text: str) -> When:
    word = auxiliary.group().lower() if auxiliary else ""
    owed = word in _PRESENT and re.search(r"\bhave to\b", text) is not None
    return "future" if owed or word in _FUTURE else "present" if word in _PRESENT else "past"


def _subject_names(text: str, begin: int) -> tuple[tuple[str, ...], int]:
    """The names that are the subject, "Farouk and Ahmad Al Shara", and where they end."""
    spans = [span for span in find_names(text) if span[0] >= begin]
    lead = text[begin : spans[0][0]] if spans else ""
    if not spans or not _LEAD.fullmatch(lead) or _belongs_to_noun(text[spans[0][1] :], lead):
        return (), begin
    subject = [spans[0]]
    for span in spans[1:]:
        if text[subject[-1][1] : span[0]].strip() not in _JOINTS:
            break
        subject.append(span)
    return tuple(text[slice(*span)] for span in subject), subject[-1][1]


def _belongs_to_noun(after: str, lead: str) -> bool:
    """Whether a name is no subject itself: "(Was) the Norvian embassy (attacked)", "Bilbao's festival"."""
    following = re.match(r" ([a-z][\w-]*) ([a-z][\w-]*)", after)
    if following is None or "the" not in lead.lower().split():
        return after.startswith(("’", "'"))
    noun, then = (Word(word, 0, 0, "") for word in following.groups())
    return not (noun.is_stop or then.is_stop or _PARTICIPLE.fullmatch(noun.text))


def _described(tokens: Sequence[Word], text: str, kind: str) -> tuple[frozenset[str], int]:
    """The nouns of a subject that is a description, and where what is said of it begins."""
    content = [at for at, word in enumerate(tokens) if not word.is_stop and not _is_amount(word)]
    if len(content) < 2:
        return frozenset(), tokens[0].start if tokens else len(text)  # "Did 43 die?"
    if tokens[0].text.lower() in _ANYONE:
        return frozenset(), tokens[0].end
    if tokens[content[0]].text in _TOLD:  # of what a story tells, anybody may speak
        return frozenset(), tokens[content[-1]].start
    first = run = content[0]
    while run in content:
        run += 1
    verb = _verb(tokens, first, run, kind)
    nouns = frozenset(tokens[at].stem for at in range(first, min(run, verb)))
    return nouns, tokens[verb].start if verb < len(tokens) else len(text)


def _is_amount(word: Word) -> bool:
    return word.text.lower() in _AMOUNTS or bool(numbers(word.text))


def _verb(tokens: Sequence[Word], first: int, run: int, kind: str) -> int:
    """The place of the word that says something of the description, tokens[first:run] or its beginning."""
    if kind != "do":
        done = (at for at in range(first + 1, len(tokens)) if _PARTICIPLE.fullmatch(tokens[at].text.lower()))
        if (found := next(done, None)) is not None:
            return found
    elif run < len(tokens) and tokens[run].text in ("be", "have"):
        return next((at for at in range(run, len(tokens)) if not tokens[at].is_stop), len(tokens))
    if run - first < 2:
        return run
    return run - (2 if kind == "do" and run - first > 2 else 1)
