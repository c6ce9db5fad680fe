"""Verdicts on quotes: true ones, altered ones, moved ones, invented ones."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from qa.answer import Quote
from qa.errors import AnswerFormatError
from qa.verify import Place, Verdict, read_answer, verify

BOAT = Article(
    "boat",
    "A boat",
    "The mayor's boat — “Lindau” — came in… It cost 12–15 million euros at the café. The boat left.",
    "Coast News",
)
COPY = Article("copy", "A copy", "Elsewhere. The mayor's boat — “Lindau” — came in… Nothing more.")
BREAD = Article("bread", "Bread", "The bakery of Karl Winter closed.\nNobody took it over.")
ARTICLES = {article.id: article for article in (BOAT, COPY, BREAD)}


def verdicts(*quotes: dict[str, Any]) -> list[Verdict]:
    return verify({"quotes": list(quotes)}, ARTICLES.get, ARTICLES.values)


def verdict(**quote: Any) -> Verdict:
    (only,) = verdicts(quote)
    return only


def cut(article: Article, text: str) -> dict[str, Any]:
    start = article.text.index(text)
    return Quote.cut(article, start, start + len(text), text).to_json()


def test_what_a_true_answer_quotes_is_exact() -> None:
    found = verdicts(cut(BOAT, "The boat left."), cut(BREAD, "closed.\nNobody took it over."))
    assert [(one.number, one.kind, one.why, one.holds) for one in found] == [
        (1, "exact", "", True),
        (2, "exact", "", True),
    ]
    assert found[0].place == Place("boat", 80, 94)


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [
        ("The mayor's boat", "The mayor’s boat"),
        ("boat — “Lindau”", 'boat - "Lindau"'),
        ("came in… It cost", "came in... It cost"),
        ("12–15 million", "12-15\u00a0 million"),
        ("at the café.", unicodedata.normalize("NFD", "at the café.")),
        ("closed.\nNobody", "closed. Nobody"),
        ("The boat left.", " The boat\u200b left.\n"),
    ],
)
def test_other_typography_is_named(printed: str, quoted: str) -> None:
    article = BREAD if "Nobody" in printed else BOAT
    assert quoted != printed
    found = verdict(**{**cut(article, printed), "text": quoted})
    assert (found.kind, found.holds) == ("typographic", True)
    assert found.why == "other quotation marks, dashes, spaces or Unicode form"
    alone = verdict(text=quoted)
    assert (alone.kind, alone.place) == ("typographic", found.place)


@pytest.mark.parametrize(
    "changed", ["The boat left!", "The boats left.", "the boat left.", "Theboat left.", "The boat left", "it"]
)
def test_another_letter_is_not_typography(changed: str) -> None:
    quote = {**cut(BOAT, "The boat left."), "text": changed}
    assert verdict(**quote).kind in ("absent", "elsewhere")
    assert not verdict(**quote).holds


def test_moved_words_are_found_where_they_stand() -> None:
    quote = cut(BOAT, "The boat left.")
    moved = verdict(**{**quote, "start": 0, "end": 14})
    assert (moved.kind, moved.place, moved.holds) == ("elsewhere", Place("boat", 80, 94), False)
    assert moved.why == "not at 0-14"
    beyond = verdict(**{**quote, "start": 9_000, "end": 9_014})
    assert (beyond.kind, beyond.place) == ("elsewhere", moved.place)
    other = verdict(**{**cut(BREAD, "Nobody took it over."), "article": "boat"})
    assert (other.kind, other.place, other.why) == ("elsewhere", Place("bread", 34, 54), "not in 'boat'")
    gone = verdict(**{**quote, "article": "sunk", "text": "The boat left.".replace(" ", "  ")})
    assert (gone.kind, gone.place) == ("elsewhere", moved.place)
    assert gone.why == "not in 'sunk'; other quotation marks, dashes, spaces or Unicode form"


def test_another_version_of_the_article_is_not_the_one_that_was_quoted() -> None:
    found = verdict(**{**cut(BOAT, "The boat left."), "sha256": "0" * 64})
    assert (found.kind, found.holds) == ("elsewhere", False)
    assert "another version" in found.why


def test_invented_words_are_absent() -> None:
    found = verdict(**{**cut(BOAT, "The boat left."), "text": "The boat sank."})
    assert (found.kind, found.place, found.why) == ("absent", None, "no article reads so")


def test_a_quote_may_name_less() -> None:
    assert verdict(text="Nobody took it over.").kind == "exact"
    assert verdict(text="Nobody took it over.").place == Place("bread", 34, 54)
    assert verdict(text="The boat left.", article="boat").kind == "exact"
    assert verdict(text="The boat left.", article="bread").kind == "elsewhere"
    assert verdict(text="The boat left.", article=None, start=3, end=9, more=1).kind == "exact"


def test_to_the_letter_comes_before_typography() -> None:
    found = verdict(text="mayor’s boat")
    assert (found.kind, found.place) == ("typographic", Place("boat", 4, 16))
    later = {**ARTICLES, "late": Article("late", "Late", "A mayor’s boat.")}
    (found,) = verify({"quotes": [{"text": "mayor’s boat"}]}, later.get, later.values)
    assert (found.kind, found.place) == ("exact", Place("late", 2, 14))


def test_the_archive_is_walked_only_for_what_is_missing() -> None:
    walks = 0

    def walked() -> Iterator[Article]:
        nonlocal walks
        walks += 1
        return iter(ARTICLES.values())

    true = cut(BOAT, "The boat left.")
    verify({"quotes": [true, true]}, ARTICLES.get, walked)
    assert walks == 0
    verify({"quotes": [{**true, "text": "one lie"}, {**true, "text": "two lies"}]}, ARTICLES.get, walked)
    assert walks == 1


@given(st.text(), st.data())
def test_every_quote_that_is_cut_from_an_article_is_exact(text: str, data: st.DataObject) -> None:
    article = Article("any", "Any", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if any(character.isalnum() for character in text[start:end]):
        quote = Quote.cut(article, start, end, text[start:end]).to_json()
        (found,) = verify({"quotes": [quote]}, {"any": article}.get, lambda: [article])
        assert (found.kind, found.place) == ("exact", Place("any", start, end))


@given(st.text(min_size=1), st.text())
def test_what_holds_without_a_place_stands_in_an_article(words: str, text: str) -> None:
    if not any(character.isalnum() for character in words):
        return
    article = Article("any", "Any", text)
    (found,) = verify({"quotes": [{"text": words}]}, {"any": article}.get, lambda: [article])
    assert (found.kind == "exact") == (words in text)
    if found.place is not None:
        assert text[found.place.start : found.place.end].strip()


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({}, "not an answer, quotes: field required"),
        ({"quotes": {}}, "not an answer, quotes: input should be a valid list"),
        ({"quotes": ["words"]}, "not an answer, quotes.0: input should be"),
        ({"quotes": [{"text": "a"}, {}]}, "not an answer, quotes.1.text: field required"),
        ({"quotes": [{"text": " … "}]}, "not an answer, quotes.0.text: no words in ' … '"),
        ({"quotes": [{"text": "a", "start": -1}]}, "not an answer, quotes.0.start: input should be greater"),
        ({"quotes": [{"text": "a", "start": "3"}]}, "not an answer, quotes.0.start: input should be a valid"),
    ],
)
def test_what_is_no_answer_is_refused_in_one_line(answer: dict[str, Any], complaint: str) -> None:
    with pytest.raises(AnswerFormatError, match=complaint.replace(".", r"\.")) as caught:
        verify(answer, ARTICLES.get, ARTICLES.values)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "holds a JSON list, no object"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_holds_no_object_is_refused(tmp_path: Path, content: bytes | None, complaint: str) -> None:
    file = tmp_path / "answer.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AnswerFormatError, match=complaint):
        read_answer(file)


def test_a_file_is_read_with_or_without_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text("\ufeff" + json.dumps({"quotes": []}), encoding="utf-8")
    assert read_answer(file) == {"quotes": []}
