"""Fusion: both engines count, nearness breaks ties and never outvotes relevance."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import PartialDate
from tests.vectorstore.samples import article
from vectorstore.archive import Archive
from vectorstore.retrieval import match_expressions, nearness, search
from vectorstore.scope import Scope

ASKED = date(2025, 6, 10)


def test_the_passage_that_tells_it_comes_first(archive: Archive) -> None:
    archive.index([article("Ann"), article("Ben"), article("Cleo")])
    found = search(archive, "Who is Ben, the one that counted a heron?")
    assert "Ben counted a heron" in found[0].text
    assert found[0].ranks.keys() == {"dense", "lexical"}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_of_two_alike_the_one_printed_nearer_to_the_question_comes_first(archive: Archive) -> None:
    same = "Ann opened a bakery in the town."
    archive.index([article("old", same, "2015-06-01"), article("new", same, "2025-06-09")])
    found = search(archive, "Who opened a bakery?", asked_on=ASKED)
    assert [one.passage.article_id for one in found] == ["new", "old"]


def test_nearness_does_not_outvote_relevance(archive: Archive) -> None:
    archive.index(
        [
            article("old", "Ann opened a bakery in the town.", "2012-06-01"),
            article("new", "The harbour wall was painted on Sunday.", "2025-06-09"),
        ]
    )
    assert search(archive, "Who opened a bakery?", asked_on=ASKED)[0].passage.article_id == "old"


def test_scope_filters(archive: Archive) -> None:
    archive.index(
        [article("Ann", published="2012"), article("Ben", published="2025-06"), article("Cleo", published=None)]
    )
    scope = Scope(date(2025, 1, 1), date(2025, 12, 31))
    assert {one.passage.article_id for one in search(archive, "Who opened a bakery?", scope=scope)} == {"Ben", "Cleo"}


def test_other_spellings_are_searched_for(archive: Archive) -> None:
    archive.index([article("Ann", "Fares opened a bakery."), article("Ben", "Ben closed a bridge.")])
    found = search(archive, "What of Faris?", spellings={"faris": ["fares"]})
    assert found[0].passage.article_id == "Ann"
    assert "lexical" in found[0].ranks


def test_each_word_that_says_something_is_searched_for_once_with_its_spellings() -> None:
    found = match_expressions("Was Faris near the nearest ferry, the ferry?", {"faris": ["fares", "fariz"]})
    assert found == ['"faris" OR "fares" OR "fariz"', '"near"', '"nearest"', '"ferry"']
    assert match_expressions("Who was it?", {}) == ['"who"', '"was"', '"it"']


def test_an_empty_archive_finds_nothing(archive: Archive) -> None:
    assert search(archive, "Who opened a bakery?") == []


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2025-06-10", 1.0), ("2025-06-03", 0.5), ("2025-06-12", 1.0), ("2025-06-13", 0.0), ("2025", 1.0)],
)
def test_nearness(published: str, expected: float) -> None:
    assert nearness(PartialDate.parse(published), ASKED, half=7) == (
        0.0 if published == "2025" and expected == 0 else pytest.approx(expected)
    )


def test_without_a_date_nearness_is_small_but_not_nothing() -> None:
    assert 0 < nearness(None, ASKED, half=7) < 0.05
