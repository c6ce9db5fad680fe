"""Why what was read as an answer cannot be it: of another kind than asked, of somebody else, or no longer so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.words import words
from qa.amounts import is_quantity, measure, unit_measure
from qa.claims import Claim, claim_of
from qa.clauses import clause_of
from qa.decision import LONGEST
from qa.evidence import name_in, namesake_in
from qa.names import SAME_NAME, names_of, same_name
from qa.question import QuestionReading, read_question
from qa.reader import Span
from qa.subjects import Place, means
from qa.values import ORGANISED
from qa.verdict import FARTHEST, LIGHT

_NO_FORM = {
    "date": "no date",
    "number": "no number",
    "reason": "no reason",
    "person": "nobody",
    "place": "no place",
}
_SHORT = 4
"""Words that a line may have which is a value as a whole: "30 %" of a table."""
_COUNTS = re.compile(r"\bhow many (?P<unit>[a-z]+)", re.IGNORECASE)
_ASKS_MONEY = re.compile(
    r"\bhow much\b.*\b(?:cost|pay|paid|earn(?:s|ed)?|fined?|spen[dt]|charged?|owe[sd]?|sold|bought|sell|price|money|"
    r"salary)\b|^\W*what (?:do|does|did)\b.*\b(?:earn|cost|pay)\b|"
    r"\bwhat (?:(?:is|was|are|were) the |)(?:price|cost|salary|fee|fine|rent|wage|bail|ransom)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$£€¥₹]|\b(?:million|billion|trillion)\b|\d\s?(?:k|mn?|bn|tn)\b", re.IGNORECASE)
_NEAR = 12
"""Characters behind a number in which its currency may stand."""
_ASKS_AGE = re.compile(r"\bhow old\b|\b(?:what|which) age\b|\bwhat (?:is|was) the age\b", re.IGNORECASE)
_ASKS_LENGTH = re.compile(r"\bhow long\b", re.IGNORECASE)
_ASKS_NAME = re.compile(
    r"^\W*what (?:is|was|are|were) the (?:full |real |first |last )?names? of\b|"
    r"^\W*what (?:is|was|are|were)\b[^?]*\b(?:called|named)\W*$",
    re.IGNORECASE,
)
_OFFICE_OF = re.compile(
    r"\b(?:ambassadors?|envoys?|consuls?|embassy|consulate|ministers?|president|mayor|king|queen|governor|chancellor|"
    r"bishop|capital)\s+(?:of|to|in|for)\s+(?:the\s+)?(?P<name>[A-Z].*)",
)
_NAMES = re.compile(r"[A-Z\d]")
_PERSON = re.compile(r"\b[A-Z][a-z’'-]+$")
"""The last word of a person's name: not "SUVs"."""
_DID = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|is|are|was|were)\b(?=\s+(?:(?:the|an?|President|Mr|Mrs|Ms|Dr)\s+)?[A-Z])"
)


def misfit(question: QuestionReading, span: Span) -> str:
    """Why a span cannot be the answer, in words that go on after "it" or a sentence; empty if it may be."""
    if not question.terms:
        return "the question names nothing to look for"
    if question.kind == "yes_no" or question.whole:
        return ""
    if question.kind in _NO_FORM and (span.start, span.end) == span.sentence and len(span.value.split()) > _SHORT:
        return f"it names {_NO_FORM[question.kind]}"
    return next((why for why in _reasons(question, span) if why), "")


def _reasons(question: QuestionReading, span: Span) -> Iterator[str]:
    yield _of_another_kind(question, span)
    yield _of_a_namesake(question, span)
    yield _of_another_office(question, span)
    yield _done_by_another(question, span)
    yield "it tells that this is no longer so" if question.kind == "person" and span.features.get("ended") else ""


def _of_another_kind(question: QuestionReading, span: Span) -> str:
    """A number of something else, or a description where a name is asked for."""
    if question.kind == "number" and not is_quantity(span.value):
        return "it names no number"
    if question.kind in ("number", "other") and (why := _of_another_measure(question, span)):
        return why
    asks_name = question.kind not in ("number", "date", "reason") and _ASKS_NAME.search(question.text)
    return "it gives no name" if asks_name and not _NAMES.search(span.value) else ""


def _of_another_measure(question: QuestionReading, span: Span) -> str:
    """A sum of money and a number of units must be told as such; an age and a length not as another thing."""
    text, first = span.passage.text, span.passage.passage.start
    told = measure(text, span.start - first, span.end - first)
    counted = _COUNTS.search(question.text)
    unit = unit_measure(counted["unit"]) if counted else None
    if counted and unit and told != unit:
        return f"it counts no {counted['unit'].lower()}"
    near = text[span.start - first : span.end - first + _NEAR]
    if _ASKS_MONEY.search(question.text) and told not in ("money", "share") and not _MONEY.search(near):
        return "it names no sum of money"
    if _ASKS_AGE.search(question.text) and told not in ("age", "time", None):
        return "it tells no age"
    if _ASKS_LENGTH.search(question.text) and told not in ("time", "length", None):
        return "it tells no length"
    return ""


def _of_a_namesake(question: QuestionReading, span: Span) -> str:
    """Of Farouk where Ahmad Al Shara was asked about."""
    people = tuple(name for name in question.names if _PERSON.search(name) and not ORGANISED.search(name))
    namesake = namesake_in(span.evidence[:LONGEST], people)
    return f"it speaks of {namesake}" if namesake else ""


def _of_another_office(question: QuestionReading, span: Span) -> str:
    """Of no ambassador to Turkey, where neither the passage nor its title names Turkey."""
    office = _OFFICE_OF.search(question.text)
    of = next((name for name in question.names if office and office["name"].startswith(name)), None)
    if of is None or max(name_in(text, of) for text in (span.passage.title, span.passage.text)) >= SAME_NAME:
        return ""
    return f"its passage says nothing of {of}"


def _done_by_another(question: QuestionReading, span: Span) -> str:
    """Asked which village the army stormed, a sentence that tells which one the militia did."""
    claim = _deed(question)
    sentence = span.evidence[:FARTHEST]
    if claim is None or any(same_name(name, one) >= SAME_NAME for name in claim.names for one in names_of(sentence)):
        return ""
    before = span.passage.text[: span.sentence[0] - span.passage.passage.start]
    others: list[str] = []
    for verb in (word for word in words(sentence) if claim.verb and word.stem == claim.verb.stem):
        place = Place(before, sentence, span.passage.text, verb.start)
        clause = clause_of(sentence, verb)
        if claim.passive:
            doers = clause.subjects if clause.passive else clause.objects
        else:
            doers = clause.by if clause.passive else clause.subjects
        named = [name for phrase in doers for name in names_of(phrase)]
        if not named or any(means(phrase, claim, place) for phrase in doers):
            return ""
        others += named
    return f"it tells this of {others[0]}" if others else ""


@lru_cache(maxsize=64)
def _deed(question: QuestionReading) -> Claim | None:
    """What a question takes for done by somebody it names, "(which village) did the army storm"."""
    auxiliary = _DID.search(question.text)
    if auxiliary is None:
        return None
    told = read_question(question.text[auxiliary.start() :], question.asked_on)
    claim = claim_of(told) if told.kind == "yes_no" else None
    return claim if claim and claim.names and claim.verb and claim.verb.stem not in LIGHT else None
