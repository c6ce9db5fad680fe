"""The answer's records: quotes fail closed, and the JSON is the contract's."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import PartialDate
from qa.answer import Answer, AnswerScope, Finding, NearestMiss, Quote, Receipt
from qa.errors import QuoteError

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
OFFSETS = st.integers(-70, 70)
FERRY = Article(
    "ferry",
    "A ferry sinks",
    "The ferry sank. Nobody was hurt.",
    "Harbour News",
    PartialDate(2012, 7),
    "https://ferry",
)


@given(TEXTS, st.data())
def test_a_quote_is_an_exact_copy(text: str, data: st.DataObject) -> None:
    article = Article("a", "", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = Quote.cut(article, start, end, text[start:end])
    assert article.text[quote.start : quote.end] == quote.text
    assert article.text[quote.start - len(quote.before) : quote.end + len(quote.after)] == (
        quote.before + quote.text + quote.after
    )
    assert quote.sha256 == article.sha256


@given(TEXTS, OFFSETS, OFFSETS, st.one_of(TEXTS, st.just("")))
def test_anything_else_is_no_quote(text: str, start: int, end: int, expected: str) -> None:
    article = Article("a", "", text)
    if 0 <= start < end <= len(text) and text[start:end] == expected:
        assert Quote.cut(article, start, end, expected).text == expected
    else:
        with pytest.raises(QuoteError):
            Quote.cut(article, start, end, expected)


@given(TEXTS, OFFSETS, OFFSETS)
def test_offsets_outside_the_text_are_no_quote_even_if_the_slice_agrees(text: str, start: int, end: int) -> None:
    article = Article("a", "", text)
    if not 0 <= start < end <= len(text):
        with pytest.raises(QuoteError):
            Quote.cut(article, start, end, text[start:end])


def test_the_context_is_cut_at_the_ends_of_the_article() -> None:
    quote = Quote.cut(FERRY, 0, 15, "The ferry sank.")
    assert (quote.before, quote.after) == ("", " Nobody was hurt.")


def test_the_error_names_the_article_and_what_to_do() -> None:
    with pytest.raises(QuoteError, match=r"'ferry' does not read 'The boat' at 0-8: run `dateline check`"):
        Quote.cut(FERRY, 0, 8, "The boat")


def _answer(miss: NearestMiss | None) -> Answer:
    return Answer(
        question="Did the ferry sink?",
        asked_on=date(2012, 8, 1),
        outcome="answered",
        answer="yes",
        findings=(Finding("yes", "claimed", "police", "2012-07", 1.23456, (0,)),),
        quotes=(Quote.cut(FERRY, 0, 15, "The ferry sank."),),
        scope=AnswerScope(date(2012, 7, 1), None, "either", ("Harbour News",), ("Omar",), "the whole archive"),
        receipt=Receipt(4, 1, 0, 3, ("ferry",), miss),
        confidence=0.987654,
        seconds={"reading": 0.0012345, "total": 0.5},
    )


def test_the_json_has_the_contracts_fields() -> None:
    told = json.loads(json.dumps(_answer(None).to_json()))
    assert list(told) == [
        *[
            "question",
            "asked_on",
            "outcome",
            "answer",
            "findings",
            "quotes",
            "scope",
            "receipt",
            "confidence",
        ],
        "seconds",
    ]
    assert told["findings"] == [
        {
            "value": "yes",
            "stance": "claimed",
            "speaker": "police",
            "event_date": "2012-07",
            "score": 1.2346,
            "quotes": [0],
        }
    ]
    contract = {"text", "article", "sha256", "start", "end", "title", "publisher", "published", "url"}
    assert set(told["quotes"][0]) == contract | {"before", "after"}
    assert told["asked_on"] == "2012-08-01"
    assert (told["confidence"], told["seconds"]) == (0.9877, {"reading": 0.0012, "total": 0.5})


def test_dates_are_written_as_far_as_they_are_known() -> None:
    told = _answer(None).to_json()
    assert told["quotes"][0]["published"] == "2012-07"
    assert (told["scope"]["from"], told["scope"]["to"]) == ("2012-07-01", None)


def test_the_receipt_shows_the_nearest_miss_or_none() -> None:
    miss = NearestMiss("The ferry sank.", "ferry", 0, 15, "A ferry sinks", None, "it names no date")
    assert _answer(None).to_json()["receipt"]["nearest_miss"] is None
    assert _answer(miss).to_json()["receipt"]["nearest_miss"] == {
        "text": "The ferry sank.",
        "article": "ferry",
        "start": 0,
        "end": 15,
        "title": "A ferry sinks",
        "published": None,
        "why": "it names no date",
    }


@pytest.mark.parametrize(
    ("speaker", "said_by"),
    [("A senior source", "a senior source"), ("The ministry", "the ministry"), ("The Hague", "The Hague"), (None, "")],
)
def test_a_speaker_is_named_in_mid_sentence(speaker: str | None, said_by: str) -> None:
    assert Finding("yes", "claimed", speaker, None, 1.0, (0,)).said_by == said_by
