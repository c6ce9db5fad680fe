"""Short answers within a sentence: which stretches of it have the form that the question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates import PartialDate
from corpus.events import find_dates
from corpus.words import Word, stem, words
from qa.amounts import NUMBER_WORDS
from qa.names import SAME_NAME, names_in, same_name
from qa.question import QuestionReading

_NEAR = 40
"""Characters behind a number in which the noun that it counts is looked for."""
_NUMBER_WORDS = rf"{NUMBER_WORDS}|half|third|quarter"
_NUMBER = re.compile(
    rf"(?:[$£€¥]\s?)?\b\d[\d,]*(?:\.\d+)?(?:\s?%|(?:st|nd|rd|th)\b)?"
    rf"(?:[\s-](?:percent|per cent|hundred|thousand|million|billion|trillion)\b)?"
    rf"|\b(?:{_NUMBER_WORDS})(?:(?:[\s-]|\sand\s)(?:{_NUMBER_WORDS}|percent|per cent|trillion))*\b",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|on|outside|inside|into|across|of|toward|towards|around|via|through|leaving|left|for)"
    r"\s+(?:the\s+|nearby\s+|central\s+|northern\s+|southern\s+|eastern\s+|western\s+)*$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Gen|General|President|Minister|Senator|Sen|Rep|King|Queen|Prince|Princess|"
    r"Captain|Col|Colonel|Lt|Sgt|Judge|Justice|Mayor|Governor|Gov|Pope|actor|actress|singer|star|author)\.?\s+$"
)
_ASIDE = re.compile(
    r"\b(?:over|against|by|for|to|under|with|from|towards?|about|after|before|behind|than)\s+(?:[a-z]+\s+){0,2}"
    r"(?:(?:Mr|Mrs|Ms|Dr|President|General|Brigadier)\.?\s+)*$"
)
ORGANISED = re.compile(
    r"\b(?:Council|Agency|Bank|Party|Ministry|Office|Company|Corp|Inc|Ltd|Group|University|Army|Court|Commission|"
    r"Department|Union|Association|Institute|FC|United|City|TV|News|Times|Post)\b|\b[A-Z]{2,6}\b"
)
_GROUP = re.compile(
    rf"\b(?:\d[\d,]*|{_NUMBER_WORDS})\s+(?:[a-z]+\s+)?(?:people|men|women|children|diplomats|officers|officials|"
    r"soldiers|students|workers|members|players|employees|passengers|refugees|migrants|prisoners|protesters)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:who|whom|which[\w\s]*?|what[\w\s]*?)\s+(?:was|were|is|are|been)\s+(\w+ed)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b\d{4}\b|\byear\b")
_ADJECTIVE = re.compile(r"[A-Z]\w+(?:an|ese|ish|ian|ern|i|ch)(?=\s+[a-z])|[A-Z]\w+-\w+(?=\s+[a-z])")
_BEEN = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$")
_REASON = re.compile(
    r"\b(?:because(?: of)?|caused by|due to|owing to|as a result of|in protest (?:over|at|against|of)|in response to|"
    r"in order to|so that|amid|over|after|following|since|thanks to|for fear of|fearing|hoping|"
    r"citing|saying|in order|so as to|to (?:avoid|make|help|stop|prevent|protect|allow|ensure|keep|get))\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:died?|dying)\s+(?:of|from)\s+(?P<illness>[^,;:.!?”\"()]+?)"
    r"(?=\s+(?:at|in|on|after|aged|while|last|when|during|early|late|yesterday)\b|\s*(?:[,;:.!?”\"()]|$))"
    r"|\b(?:caused|triggered|sparked|prompted|provoked|brought on|set off|fuelled)\s+by\s+(?P<by>[^,;:.!?”\"()]+)"
    r"|\b(?:blamed|attributed)\b[^,;:.]*?\b(?:on|to)\s+(?P<blamed_on>[^,;:.!?”\"()]+)"
    r"|\bblame[sd]\s+(?P<blamed>[^,;:.!?”\"()]+?)\s+for\b"
    r"|\b(?:results?|resulted|resulting|stem(?:s|med)|arose)\s+from\s+(?P<source>[^,;:.!?”\"()]+)"
    r"|\bcause\b[^,;:.]*?\s(?:was|is)\s+(?P<was>[^,;:.!?”\"()]+)"
    r"|(?:^|[,;:]\s+)(?:[^,;:.]*?\b(?:said|says|believe[sd]?|found)\s+(?:that\s+)?)?"
    r"(?P<subject>(?!(?:which|that|who|it|this|he|she|they)\b)[^,;:.!?”\"()]{3,}?)\s+(?:(?:has|had|have)\s+)?"
    r"(?:caused|triggered|sparked|prompted|provoked|led to|forced|set fire to|set off|ignited)\b(?!\s+by\b)",
)
"""The ways of news to tell a cause by a noun."""
_ASKS_WHAT = re.compile(r"\W*(?:what|which)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?”\"()]|\s[–—-]\s|$")


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of a sentence, `sentence[start:end]`, and how well its form fits, in [0, 1]."""

    start: int
    end: int
    fit: float


def values(question: QuestionReading, sentence: str, anchor: PartialDate | None) -> list[Value]:
    """The stretches of a sentence that could be the short answer; the whole sentence is not among them."""
    if question.kind == "date":
        year = question.focus is not None and question.focus.text.lower() == "year"
        return [
            Value(
                date.start,
                date.end,
                0.4 if year and not _YEAR.search(sentence[date.start : date.end]) else 1.0,
            )
            for date in find_dates(sentence, anchor)
        ]
    if question.kind == "number":
        return list(_numbers(question, sentence, anchor))
    if question.kind == "reason":
        return list(_reasons(question, sentence))
    if question.kind == "yes_no":
        return []
    found = [*_focused(question, sentence), *_names(question, sentence, anchor)]
    if question.kind in ("person", "list"):
        found += [Value(*match.span(), 0.6) for match in _GROUP.finditer(sentence)]
    return found


def nearest(question: QuestionReading, sentence: str, found: list[Value], matched: list[Word]) -> Value | None:
    """The value that fits best, and among equals the one that stands nearest to the question's words.

    Asked "who was reinstated", what stands before an active "reinstated" is the one who did it.
    """
    doers = _doers_end(question, sentence, matched)
    return max(
        found,
        key=lambda value: value.fit + 0.5 * _closeness(value, matched) - 0.6 * (value.end <= doers),
        default=None,
    )


def _doers_end(question: QuestionReading, sentence: str, matched: list[Word]) -> int:
    """Where the active verb stands that a passive question asks of; 0 if there is none."""
    passive = _PASSIVE.search(question.text)
    if passive is None:
        return 0
    asked = stem(passive.group(1))
    verb = next((word for word in matched if word.stem == asked), None)
    return 0 if verb is None or _BEEN.search(sentence[: verb.start]) else verb.start


def _closeness(value: Value, matched: list[Word]) -> float:
    """Mean of 1 / (1 + distance in tens of characters) over the matched words outside the value."""
    outside = [word for word in matched if word.end <= value.start or word.start >= value.end]
    if not outside:
        return 0.0
    gaps = [max(value.start - word.end, word.start - value.end) / 10 for word in outside]
    return sum(1 / (1 + gap) for gap in gaps) / len(gaps)


def _numbers(question: QuestionReading, sentence: str, anchor: PartialDate | None) -> Iterator[Value]:
    dated = [(date.start, date.end) for date in find_dates(sentence, anchor)]
    asked = {word.text.lower() for word in question.terms}
    wants_share = bool(re.search(r"\bpercent|\bproportion|\bshare", question.text, re.IGNORECASE))
    wants_money = bool(re.search(r"\bhow much\b|\bcost|\bprice|\bfine|\bpaid?\b|\bworth", question.text, re.IGNORECASE))
    for match in _NUMBER.finditer(sentence):
        start, end = match.span()
        text = match.group().lower()
        if any(left < end and start < right for left, right in dated) or text in asked:
            continue
        if text.endswith(("st", "nd", "rd", "th")) and text[0].isdigit():
            continue
        fit = 0.6 if text not in ("one", "half", "third", "quarter") else 0.3
        if question.focus is not None:
            following = words(sentence[end : end + _NEAR])[:3]
            fit += 0.4 * any(word.stem == question.focus.stem for word in following)
        fit += 0.3 * (wants_share and ("%" in text or "cent" in text)) + 0.3 * (wants_money and text[0] in "$£€¥")
        yield Value(start, end, min(fit, 1.0))


def _names(question: QuestionReading, sentence: str, anchor: PartialDate | None) -> Iterator[Value]:
    dated = [(date.start, date.end) for date in find_dates(sentence, anchor)]
    for start, end in names_in(sentence):
        name = sentence[start:end]
        if any(left < end and start < right for left, right in dated):
            continue
        if _is_asked(question, name):
            continue
        yield Value(start, end, _name_fit(question, sentence, start, end))


def _is_asked(question: QuestionReading, name: str) -> bool:
    """Whether the question itself holds the name, in some spelling or as its adjective."""
    stems = {term.stem[:5] for term in question.terms}
    return any(same_name(name, asked) >= SAME_NAME for asked in question.names) or (
        " " not in name and stem(name)[:5] in stems
    )


def _name_fit(question: QuestionReading, sentence: str, start: int, end: int) -> float:
    name, before, after = sentence[start:end], sentence[:start], sentence[end:]
    if question.kind != "other" and _ADJECTIVE.match(sentence, start) and " " not in name:
        return 0.1
    placed, titled = bool(_BEFORE_PLACE.search(before)), bool(_TITLED.search(before))
    organised, parts = bool(ORGANISED.search(name)), len(name.split())
    said = bool(re.match(r"\s*,?\s*(?:who|said|told|says|announced)\b", after))
    if question.kind in ("person", "list"):
        aside = bool(_ASIDE.search(before)) or bool(re.match(r"['’]s?\b", after)) or after.startswith(("’s", "'s"))
        return (
            0.4
            - 0.4 * aside
            + 0.3 * (parts in (2, 3, 4))
            + 0.2 * (titled or said)
            - 0.3 * organised
            - 0.2 * (placed and parts == 1)
        )
    if question.kind == "place":
        return 0.4 + 0.5 * placed - 0.3 * titled - 0.2 * said
    if question.kind == "organisation":
        return 0.5 + 0.4 * organised - 0.3 * titled
    return 0.5


def _focused(question: QuestionReading, sentence: str) -> Iterator[Value]:
    """What stands with the noun that was asked about: "Branch 227", "the village of Qarfa", "an ethnic Kurd"."""
    if question.focus is None or question.kind == "person":
        return
    root = re.escape(question.focus.text[: max(4, len(question.focus.text) - 3)])
    name = r"(?-i:[A-Z][\w’'-]*(?:\s+(?:al-)?[A-Z][\w’'-]*)*)"
    for match in re.finditer(
        rf"\b(?P<numbered>{root}\w*\s+(?:No\.?\s*)?\d+)"
        rf"|\b{root}\w*(?:\s+(?:of|called|named|known as|in|at)|,)\s+(?P<named>{name})"
        rf"|\b(?P<described>an?\s+{root}\w*\s+(?-i:[A-Z])\w+)|\b(?P<titled>{name}\s+(?-i:{root.capitalize()})\w*)",
        sentence,
        re.IGNORECASE,
    ):
        group = match.lastgroup or ""
        if not _is_asked(question, match.group(group)):
            yield Value(*match.span(group), 1.0)


def _reasons(question: QuestionReading, sentence: str) -> Iterator[Value]:
    """Clauses and nouns that tell why; asked "what caused it", a noun rather."""
    fit = 1.0 if _ASKS_WHAT.match(question.text) else 0.5
    for match in _CAUSE.finditer(sentence):
        yield Value(*match.span(match.lastgroup or 0), fit)
    for match in _REASON.finditer(sentence):
        rest = sentence[match.end() + 4 :]
        stop = _CLAUSE_END.search(rest)
        end = match.end() + 4 + (stop.start() if stop else len(rest))
        yield Value(
            match.start(),
            min(end, len(sentence)),
            0.9 if match.group().lower().startswith("because") else 0.6,
        )
