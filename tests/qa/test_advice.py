"""What is advised where nothing was found, on the sample corpus."""

from __future__ import annotations

from datetime import date

import qa
from vectorstore.scope import Scope

LATE_2025 = date(2025, 12, 20)


def _advice(assistant: qa.Assistant, question: str, scope: Scope | None = None) -> list[tuple[str, str, str]]:
    answer = assistant.ask(question, LATE_2025, scope)
    assert answer.outcome == "not_found"
    return [(one.change, one.words, one.question) for one in answer.receipt.advice]


def test_dates_that_leave_articles_out_can_be_dropped(assistant: qa.Assistant) -> None:
    told = _advice(assistant, "Who was reinstated?", Scope(date(2012, 1, 1), date(2012, 12, 31)))
    assert told[0] == ("dates", "Search all dates, not only 2012: 1 of 4 articles lie outside", "")


def test_publishers_can_be_dropped(assistant: qa.Assistant) -> None:
    told = _advice(assistant, "Who is the mayor of Paris?", Scope(publishers=("Dateline samples",)))
    assert ("publishers", "Search all publishers, not only Dateline samples", "") in told


def test_a_word_that_no_article_says_is_named_with_the_one_that_may_be_meant(assistant: qa.Assistant) -> None:
    told = _advice(assistant, "Who is the ambasador of Wakanda?")
    assert told == [
        ("question", "No article says 'ambasador'; some say 'ambassador'", "Who is the ambassador of Wakanda?"),
        ("words", "No article says 'Wakanda': try another word for it", ""),
    ]


def test_an_answer_needs_no_advice(assistant: qa.Assistant) -> None:
    assert assistant.ask("Who was reinstated in 2025?", LATE_2025).receipt.advice == ()
