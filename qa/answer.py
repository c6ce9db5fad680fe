"""The answer and its parts: what the page draws and `--json` prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from corpus.article import Article
from corpus.dates import PartialDate
from qa.errors import QuoteError

Outcome = Literal["answered", "disputed", "not_found"]
Stance = Literal["asserted", "denied", "claimed", "uncertain"]

_ARTICLE = re.compile(r"^(?:A|An|The)(?= [a-z])")
"""One that a sentence began with; not that of "The Hague" or "A Ministry"."""
_CONTEXT = 40
"""Characters kept before and after a quote: enough to find it again in a text that was shifted."""


@dataclass(frozen=True)
class Quote:
    """An exact copy of a stretch of an article: `article.text[start:end] == text`.

    Made by `Quote.cut` alone, which checks just that. `before` and `after` are a little of the text around it
    (W3C Web Annotation: TextPositionSelector and TextQuoteSelector).
    """

    article: str
    sha256: str
    start: int
    end: int
    text: str
    before: str
    after: str
    title: str
    publisher: str | None
    published: PartialDate | None
    url: str | None

    @classmethod
    def cut(cls, article: Article, start: int, end: int, expected: str) -> Quote:
        """The quote at a place of an article; QuoteError unless `expected` stands exactly there."""
        text = article.text[start:end]
        if not (0 <= start < end <= len(article.text)) or text != expected:
            raise QuoteError(
                f"article {article.id!r} does not read {expected!r} at {start}-{end}: "
                "run `dateline check` on the archive"
            )
        return cls(
            article=article.id,
            sha256=article.sha256,
            start=start,
            end=end,
            text=text,
            before=article.text[max(0, start - _CONTEXT) : start],
            after=article.text[end : end + _CONTEXT],
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
        )

    def to_json(self) -> dict[str, Any]:
        """The quote as the contract's JSON object."""
        return {
            "text": self.text,
            "article": self.article,
            "sha256": self.sha256,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
            "title": self.title,
            "publisher": self.publisher,
            "published": _text(self.published),
            "url": self.url,
        }


@dataclass(frozen=True)
class Said:
    """What one quote tells of itself: who says it and how, and when it happened (ISO, a day, month or year)."""

    stance: Stance
    speaker: str | None
    event_date: str | None

    @property
    def said_by(self) -> str:
        """The speaker as the middle of a sentence names him: "a senior source", "the ministry"; empty if none."""
        return _ARTICLE.sub(lambda article: article.group().lower(), self.speaker or "")


@dataclass(frozen=True)
class Finding:
    """One thing that the articles tell: a value, who says so and how, and the quotes that prove it.

    `event_date` is when it happened, where the text lets that be told (ISO, a day, month or year). `score` is the
    log odds that the quotes answer the question. `quotes` are indexes into the answer's quotes; `said` tells of each
    of them who says it, None for one that only helps to understand another.
    """

    value: str
    stance: Stance
    speaker: str | None
    event_date: str | None
    score: float
    quotes: tuple[int, ...]
    said: tuple[Said | None, ...] = ()

    @property
    def said_by(self) -> str:
        """The speaker as the middle of a sentence names him."""
        return Said(self.stance, self.speaker, self.event_date).said_by

    def to_json(self) -> dict[str, Any]:
        """The finding as the contract's JSON object."""
        return {
            "value": self.value,
            "stance": self.stance,
            "speaker": self.speaker,
            "event_date": self.event_date,
            "score": round(self.score, 4),
            "quotes": list(self.quotes),
        }


@dataclass(frozen=True)
class AnswerScope:
    """Which dates, publishers and names were read from the question, or set by hand.

    `clock` says how dates are meant: `printed` (the article's date) or `either` (what the sentence tells of, with
    the article's date where it names none). `reading` is the same in words. `spellings` gives, for a name, what else
    of the archive it was matched with.
    """

    first: date | None
    last: date | None
    clock: Literal["printed", "either"]
    publishers: tuple[str, ...]
    names: tuple[str, ...]
    reading: str
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The scope as a JSON object."""
        return {
            "from": _text(self.first),
            "to": _text(self.last),
            "clock": self.clock,
            "publishers": list(self.publishers),
            "names": list(self.names),
            "reading": self.reading,
            "spellings": {name: list(others) for name, others in self.spellings.items()},
        }


@dataclass(frozen=True)
class NearestMiss:
    """The best sentence that was not taken for an answer, and why; checked as a quote is."""

    text: str
    article: str
    start: int
    end: int
    title: str
    published: PartialDate | None
    why: str

    def to_json(self) -> dict[str, Any]:
        """The miss as a JSON object."""
        return {
            "text": self.text,
            "article": self.article,
            "start": self.start,
            "end": self.end,
            "title": self.title,
            "published": _text(self.published),
            "why": self.why,
        }


@dataclass(frozen=True)
class Advice:
    """Something to try where nothing was found. `change` names what of the question or its scope to change.

    `dates` and `publishers`: search without them. `question`: ask `question` instead. `words`: only the asker can.
    """

    words: str
    change: Literal["dates", "publishers", "question", "words"]
    question: str = ""

    def to_json(self) -> dict[str, Any]:
        """The advice as a JSON object."""
        return {"words": self.words, "change": self.change, "question": self.question}


@dataclass(frozen=True)
class Receipt:
    """What was searched for this answer.

    `undated` counts the articles in scope that carry no date, `passages_read` the passages of which every sentence was
    weighed; the reader's network looks at some of them again.
    """

    articles_in_archive: int
    articles_in_scope: int
    undated: int
    passages_read: int
    searched_for: tuple[str, ...]
    nearest_miss: NearestMiss | None
    advice: tuple[Advice, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The receipt as a JSON object."""
        return {
            "articles_in_archive": self.articles_in_archive,
            "articles_in_scope": self.articles_in_scope,
            "undated": self.undated,
            "passages_read": self.passages_read,
            "searched_for": list(self.searched_for),
            "nearest_miss": self.nearest_miss.to_json() if self.nearest_miss else None,
            "advice": [one.to_json() for one in self.advice],
        }


@dataclass(frozen=True)
class Answer:
    """An answer that proves itself. `confidence` is in [0, 1]; `seconds` are by stage, `total` among them."""

    question: str
    asked_on: date
    outcome: Outcome
    answer: str
    findings: tuple[Finding, ...]
    quotes: tuple[Quote, ...]
    scope: AnswerScope
    receipt: Receipt
    confidence: float
    seconds: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        return {
            "question": self.question,
            "asked_on": self.asked_on.isoformat(),
            "outcome": self.outcome,
            "answer": self.answer,
            "findings": [finding.to_json() for finding in self.findings],
            "quotes": [quote.to_json() for quote in self.quotes],
            "scope": self.scope.to_json(),
            "receipt": self.receipt.to_json(),
            "confidence": round(self.confidence, 4),
            "seconds": {stage: round(seconds, 4) for stage, seconds in self.seconds.items()},
        }


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
