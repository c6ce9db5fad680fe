"""An answer for a terminal, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.article import Article
from corpus.dates import PartialDate
from qa.answer import Answer, AnswerScope, Finding, NearestMiss, Outcome, Quote, Receipt
from qa.plain_text import plain_text

ARTICLE = Article(
    "harbour-opens",
    "The harbour opens again after two years of work",
    "The harbour cost 12 million euros, said the mayor.\nIt cost 15 million, said the builders of the new pier.",
    "Coast News",
    PartialDate(2024, 3),
)
SCOPE = AnswerScope(None, None, "either", (), ("Lindau",), "the whole archive")


def quote(text: str) -> Quote:
    start = ARTICLE.text.index(text)
    return Quote.cut(ARTICLE, start, start + len(text), text)


QUOTES = tuple(quote(line) for line in ARTICLE.text.split("\n"))
RECEIPT = Receipt(9, 4, 1, 20, ("harbour", "cost"), None)


def answer(
    outcome: Outcome,
    text: str,
    findings: tuple[Finding, ...] = (),
    receipt: Receipt = RECEIPT,
) -> Answer:
    quotes = QUOTES[: max((index + 1 for finding in findings for index in finding.quotes), default=0)]
    return Answer("?", date(2024, 6, 1), outcome, text, findings, quotes, SCOPE, receipt, 0.876, {})


def test_an_answer() -> None:
    found = Finding("12 million euros", "claimed", "the mayor", "2024-03", 2.0, (0,))
    assert plain_text(answer("answered", "12 million euros", (found,)), 60) == (
        "12 million euros\n\n"
        "Claimed by the mayor, event dated March 2024 [1]\n\n"
        "1. “The harbour cost 12 million euros, said the mayor.”\n"
        "   — The harbour opens again after two years of work, Coast\n"
        "     News, March 2024, harbour-opens\n\n"
        "Scope: the whole archive; names read: Lindau\n"
        "Read: 20 passages; in scope: 4 of 9 articles (1 without a\n"
        "  date)\n"
        "Confidence: 88 %"
    )


def test_both_sides_of_a_dispute() -> None:
    sides = (
        Finding("12 million euros", "claimed", "the mayor", None, 2.0, (0,)),
        Finding("15 million", "denied", None, None, 1.9, (0, 1)),
    )
    shown = plain_text(answer("disputed", "disputed: 12 million euros or 15 million", sides), 80)
    assert shown.startswith(
        "Disputed: 12 million euros or 15 million\n\n"
        "- 12 million euros [1] (claimed by the mayor)\n"
        "- 15 million [1] [2] (denied)\n\n"
        "1. “The harbour cost"
    )
    assert "\n2. “It cost 15 million" in shown


def test_nothing_found() -> None:
    miss = NearestMiss("It cost much.", "pier", 0, 13, "A pier", None, "it names no number")
    receipt = Receipt(9, 4, 0, 20, ("harbour", "cost"), miss)
    assert plain_text(answer("not_found", "The articles do not say.", receipt=receipt), 80) == (
        "The articles do not say.\n\n"
        "Nearest, but no answer: it names no number.\n"
        "   “It cost much.”\n"
        "   — A pier, no date, pier\n\n"
        "Scope: the whole archive; names read: Lindau\n"
        "Searched for: harbour, cost\n"
        "Read: 20 passages; in scope: 4 of 9 articles\n"
        "Confidence: 88 %"
    )


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_longer_than_asked(width: int) -> None:
    found = Finding("word " * 90, "asserted", "a speaker " * 20, None, 2.0, (0, 1))
    shown = plain_text(answer("answered", "word " * 90, (found, found)), width)
    assert max(map(len, shown.splitlines())) <= width
