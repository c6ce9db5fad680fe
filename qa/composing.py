"""A decision becomes the answer that is shown: findings, numbered quotes, scope and receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.sentences import sentence_spans
from corpus.words import words
from qa.advice import advice
from qa.answer import Answer, AnswerScope, Finding, NearestMiss, Quote, Receipt, Said
from qa.deciding import listed
from qa.decision import Decision, Evidenced, Grouped
from qa.naming import full_name
from qa.question import QuestionReading
from qa.reader import Span
from qa.regression import probability
from qa.timing import scope_text
from vectorstore.archive import Archive
from vectorstore.retrieval import RetrievedPassage
from vectorstore.scope import Scope

NOTHING = "The articles do not say."
_QUOTES_OF_A_FINDING = 3
_QUOTES_OF_A_SIDE = 5


@dataclass(frozen=True)
class Read:
    """What was asked, where and in which spellings it was searched, and what was read there (best first)."""

    question: QuestionReading
    scope: Scope
    spellings: Mapping[str, Sequence[str]]
    passages: Sequence[RetrievedPassage]
    evidence: Sequence[Evidenced]


def compose(archive: Archive, read: Read, decision: Decision, seconds: dict[str, float]) -> Answer:
    """The answer; every quote is cut from its article as the archive holds it now, or QuoteError."""
    quotes = _Quotes(archive)
    most = _QUOTES_OF_A_SIDE if decision.outcome == "disputed" else _QUOTES_OF_A_FINDING
    findings = tuple(_finding(group, quotes, read.question, most) for group in decision.groups)
    found = decision.outcome != "not_found"
    return Answer(
        question=read.question.text,
        asked_on=read.question.asked_on,
        outcome=decision.outcome,
        answer=_short_answer(decision, findings) if found else NOTHING,
        findings=findings,
        quotes=tuple(quotes.cut),
        scope=_scope(read),
        receipt=_receipt(archive, read, found),
        confidence=_confidence(read, decision),
        seconds=seconds,
    )


def _confidence(read: Read, decision: Decision) -> float:
    """The probability of the first finding; of "not found", that what came nearest is no answer."""
    if decision.groups:
        return probability(decision.groups[0].score)
    if decision.missed is not None:
        return 1 - probability(decision.missed)
    return 1 - probability(max((one.span.score for one in read.evidence if not one.rejected), default=-10.0))


def _short_answer(decision: Decision, findings: Sequence[Finding]) -> str:
    """The decision's words; where it names values, in full as the findings give them."""
    if decision.outcome == "disputed":
        return decision.value
    return listed([finding.value for finding in findings[: decision.listed]])


class _Quotes:
    """The quotes of one answer, each cut once and numbered in the order of need."""

    def __init__(self, archive: Archive) -> None:
        self.cut: list[Quote] = []
        self._archive = archive
        self._articles: dict[str, Article] = {}
        self._numbers: dict[tuple[str, int, int], int] = {}

    def number(self, passage: RetrievedPassage, start: int, end: int) -> int:
        """The number of the quote at that place of the passage's article."""
        return self._number(self._article(passage), start, end, passage.slice(start, end))

    def naming(self, span: Span, name: str) -> tuple[str, int] | None:
        """The full form of a name in the span's article, with the number of the sentence that prints it."""
        article = self._article(span.passage)
        place = full_name(article.text, name, span.start)
        within = (one for one in sentence_spans(article.text) if place is not None and one[0] <= place[0] < one[1])
        sentence = next(within, None)
        if place is None or sentence is None:
            return None
        start, end = sentence
        return article.text[slice(*place)], self._number(article, start, end, article.text[start:end])

    def _article(self, passage: RetrievedPassage) -> Article:
        name = passage.passage.article_id
        if name not in self._articles:
            self._articles[name] = self._archive.article(name)
        return self._articles[name]

    def _number(self, article: Article, start: int, end: int, text: str) -> int:
        key = article.id, start, end
        if key not in self._numbers:
            self._numbers[key] = len(self.cut)
            self.cut.append(Quote.cut(article, start, end, text))
        return self._numbers[key]


def _receipt(archive: Archive, read: Read, found: bool) -> Receipt:
    within = archive.extent(read.scope)
    return Receipt(
        articles_in_archive=archive.extent().articles,
        articles_in_scope=within.articles,
        undated=within.undated,
        passages_read=len(read.passages),
        searched_for=tuple(dict.fromkeys(term.text for term in read.question.terms)),
        nearest_miss=None if found else _miss(archive, read),
        advice=() if found else advice(archive, read.question, read.scope, within.articles),
    )


def _finding(group: Grouped, quotes: _Quotes, question: QuestionReading, most: int) -> Finding:
    first = group.members[0]
    said: dict[int, Said | None] = {}
    for one in group.members[:most]:
        said.setdefault(quotes.number(one.span.passage, *one.span.sentence), Said(one.stance, one.speaker, one.event))
        for start, end in one.span.support:
            said.setdefault(quotes.number(one.span.passage, start, end), None)
    value = group.value
    if question.kind in ("person", "list") and value == first.span.value:
        named = quotes.naming(first.span, value)
        if named is not None:
            value, number = named
            said.setdefault(number, None)
    return Finding(value, first.stance, first.speaker, first.event, group.score, tuple(said), tuple(said.values()))


def _scope(read: Read) -> AnswerScope:
    scope, parts = read.scope, []
    if scope.dated:
        clock = "printed" if scope.clock == "printed" else "told of or printed"
        parts.append(f"{clock} {scope_text(scope.first, scope.last)}; articles without a date stay in")
    if scope.publishers:
        parts.append("published by " + " or ".join(scope.publishers))
    return AnswerScope(
        first=scope.first,
        last=scope.last,
        clock=scope.clock,
        publishers=scope.publishers,
        names=read.question.names,
        reading="; ".join(parts) or "the whole archive",
        spellings={name: others for name in read.question.names if (others := _others(name, read))},
    )


def _others(name: str, read: Read) -> tuple[str, ...]:
    """What else the words of a name were matched with, as the passages print it."""
    own = words(name)
    stems = {other for word in own for other in read.spellings.get(word.text.lower(), ())} - {word.stem for word in own}
    texts = (passage.text for passage in read.passages) if stems else ()
    printed = (word for text in texts for word in words(text) if word.stem in stems)
    return tuple(dict.fromkeys(word.text for word in printed if word.text[:1].isupper()))


def _miss(archive: Archive, read: Read) -> NearestMiss | None:
    if not read.evidence:
        return None
    nearest = read.evidence[0]
    span, passage = nearest.span, nearest.span.passage
    quote = Quote.cut(archive.article(passage.passage.article_id), *span.sentence, span.evidence)
    why = nearest.rejected or _lack(read.question, passage)
    return NearestMiss(quote.text, quote.article, quote.start, quote.end, quote.title, quote.published, why)


def _lack(reading: QuestionReading, passage: RetrievedPassage) -> str:
    stems = {word.stem for word in words(passage.title + " " + passage.text)}
    missing = [term.text for term in reading.terms if term.stem not in stems]
    if missing:
        return "its passage says nothing of " + ", ".join(repr(term) for term in dict.fromkeys(missing))
    return "it does not say what was asked, only words of it"
