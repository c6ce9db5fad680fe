"""Why what was read as an answer cannot be it: of another kind than asked, of somebody else, or no longer so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.words import words
from qa.amounts import amount_of, is_quantity, unit_measure
from qa.asking import NAMED
from qa.decision import LONGEST
from qa.evidence import name_in, namesake_in
from qa.name_words import QUALIFIERS
from qa.names import SAME_NAME, name_words, names_in, names_of, same_name
from qa.question import QuestionReading
from qa.reader import Span
from qa.values import ORGANISED

_NO_FORM = {
    "date": "no date",
    "number": "no number",
    "reason": "no reason",
    "person": "nobody",
    "place": "no place",
}
_SHORT = 4
"""Words that a line may have which is a number as a whole: "30 %" of a table."""
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\b(?:percent|percentage|proportion|share) of\b", re.IGNORECASE)
_ASKS_MONEY = re.compile(
    r"\bhow much (?:money )?(?:did|does|do|was|were|is|are|has|have|had|will|would)\b.*\b(?:cost|pay|paid|earn(?:ed)?|"
    r"fined|owed?|charged?|spend|spent)\b|^\W*what (?:do|does) [^?]*\bearn\b|"
    r"\bwhat (?:is|was|are|were) (?:the|an?|his|her|its|their|[\w ’'-]+['’]s?) (?:\w+ )?"
    r"(?:price|cost|salary|fee|fine|rent|wage|bail|ransom|budget)\b|"
    r"\bwhat (?:price|salary|fee|rent|wage) (?:did|does|do|is|was|will|would|has|had)\b",
    re.IGNORECASE,
)
_ASKS_AGE = re.compile(r"\bhow old\b|\b(?:what|which) age\b|\bwhat (?:is|was) the age\b", re.IGNORECASE)
_ASKS_NAME = re.compile(
    r"^\W*what(?:['’]s| is| was| are| were) the (?:full |real |first |last )?names? of\b|"
    r"^\W*what (?:is|was|are|were)\b[^?]*\b(?:called|named)\W*$",
    re.IGNORECASE,
)
_OFFICES = "ambassador|envoy|consul|embassy|consulate|minister|president|mayor|king|queen|governor|chancellor|bishop"
_OFFICE_OF = re.compile(rf"\b(?P<office>{_OFFICES})s? (?P<link>of|to) (?:the )?(?=[A-Z])")
_RELATED = re.compile(
    r"\b(?:him|them|her(?=\W*(?:$|[.,;:]|in\b|on\b|at\b|to\b|as\b|and\b|for\b|by\b|with\b|from\b))|"
    r"father|mother|son|daughter|brother|sister|wife|husband|uncle|cousin|nephew|family|relative|success\w+|succeed\w*|"
    r"predecessor|rival|opponent)\b",
    re.IGNORECASE,
)
"""Words that relate the one whom a sentence opens with to another; "his home" is his own."""
_OPENING = 25
"""Characters before the name that a sentence is about."""
_BEGUN = re.compile(r"\b(?:he|she|they|it|his|her|their|was|were|is|are|had|has|have)\b", re.IGNORECASE)
"""A sentence about somebody else, "He was held in May, said ..."."""
_LEAVING = re.compile(
    r"\b(?:former|ex|previous|outgoing|retired|ousted|deposed|late|resign\w*|quit\w*|step\w*|left|leav\w+|retir\w+|"
    r"replac\w+|succeed\w*)\b",
    re.IGNORECASE,
)


def misfit(question: QuestionReading, span: Span) -> str:
    """Why a span cannot be the answer, as a sentence of the receipt, "it names nobody"; empty if it may be.

    In doubt it may: who is refused wrongly is not found at all.
    """
    if not question.terms:
        return "the question names nothing to look for"
    if question.asks_for_sentences:
        return ""
    if question.kind in _NO_FORM and (span.start, span.end) == span.sentence and not _is_line(question, span):
        return f"it names {_NO_FORM[question.kind]}"
    return next((why for why in _reasons(question, span) if why), "")


def _is_line(question: QuestionReading, span: Span) -> bool:
    return question.kind == "number" and len(span.value.split()) <= _SHORT and is_quantity(span.value)


def _reasons(question: QuestionReading, span: Span) -> Iterator[str]:
    if question.kind in ("number", "other"):
        yield _of_another_measure(question, span)
    if question.kind not in ("number", "date", "reason"):
        yield _of_no_name(question, span)
    yield _of_a_namesake(question, span)
    yield _of_another_office(question, span)
    if question.kind == "person" and span.features.get("ended") and not _LEAVING.search(question.text):
        yield "it tells that this is no longer so"


def _of_another_measure(question: QuestionReading, span: Span) -> str:
    """A number that is told to be of something else than asked, or none."""
    first = span.passage.passage.start
    told = amount_of(span.passage.text, span.start - first, span.end - first)
    focus = question.focus.text.lower() if question.focus else ""
    asks_money = _ASKS_MONEY.search(question.text) is not None
    if (_HOW_MANY.search(question.text) or asks_money) and not is_quantity(span.value):
        return "it names no number"
    if asks_money:
        return "it names no sum of money" if told in ("age", "time", "length", "weight", "things") else ""
    if _ASKS_AGE.search(question.text):
        return "it tells no age" if told not in ("age", "time", None) else ""
    asked = unit_measure(focus) if question.kind == "number" else None
    if asked == "time" and told not in ("time", None) and not re.search(r"\bold\b", question.text):
        return f"it counts no {focus}"
    return ""


def _of_no_name(question: QuestionReading, span: Span) -> str:
    """A description where the name of somebody or of a firm is asked for."""
    if not _ASKS_NAME.search(question.text) or any(one.isupper() or one.isdigit() for one in span.value):
        return ""
    nouns = {word.text.lower().removesuffix("s") for word in words(question.text)}
    return "" if nouns.isdisjoint(NAMED) else "it gives no name"


def _of_a_namesake(question: QuestionReading, span: Span) -> str:
    """Of Farouk where Ahmad Al Shara was asked about: the sentence opens with him and relates him to nobody."""
    sentence = span.evidence[:LONGEST]
    namesake = namesake_in(sentence, [name for name in question.names if _is_person(name)])
    if not namesake or _RELATED.search(sentence) or same_name(namesake, span.value) >= SAME_NAME:
        return ""
    start, end = names_in(sentence)[0]
    opens = start <= _OPENING and sentence[start:end] == namesake and not _BEGUN.search(sentence, 0, start)
    return f"it speaks of {namesake}" if opens else ""


def _is_person(name: str) -> bool:
    bare = name_words(name)
    return len(bare) > 1 and bare[0] not in QUALIFIERS and not name.isupper() and not ORGANISED.search(name)


def _of_another_office(question: QuestionReading, span: Span) -> str:
    """Of the ambassador to Japan, where the one to Turkey is asked for and nothing is said of Turkey."""
    asked = _offices(question.text)
    of = next((name for _, name in asked if name in question.names), None)
    if of is None or max(name_in(text, of) for text in (span.passage.title, span.passage.text)) >= SAME_NAME:
        return ""
    office = next(office for office, name in asked if name == of)
    other = next((name for one, name in _offices(span.evidence[:LONGEST]) if one == office), None)
    return f"it speaks of the {office} {other}" if other else ""


def _offices(text: str) -> list[tuple[str, str]]:
    """Offices with what they are of: ("ambassador to", "Japan")."""
    found = []
    for match in _OFFICE_OF.finditer(text):
        name = next(iter(names_of(text[match.end() : match.end() + 80])), None)
        if name and text.startswith(name, match.end()):
            found.append((f"{match['office']} {match['link']}", name))
    return found
