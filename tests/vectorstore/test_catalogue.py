"""The articles as one leafs through them: what is found is what a plain look at every article finds."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore.archive import Archive
from vectorstore.catalogue import ListedArticle, Order


def _titled(name: str, title: str, published: str | None, publisher: str | None) -> Article:
    return replace(article(name, published=published, publisher=publisher), title=title)


_ARTICLES = (
    _titled("guardian/1", "Storm over Ukraine", "2022-03-14", "The Guardian"),
    _titled("guardian/2", "Ukraine votes", "2022-04", "The Guardian"),
    _titled("monde/ete", "L'Été à São Paulo", "2022-03-01", "Le Monde"),
    _titled("gazette-3", "100% of herons_counted", "2022", "Gazette"),
    _titled("gazette-4", "A bridge", None, "Gazette"),
    _titled("leaflet", "", "2021-12-31", None),
)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.index(_ARTICLES)
    return archive


def _ids(archive: Archive, words: str = "", order: Order = "newest") -> list[str]:
    return [one.id for one in archive.listing(words, order=order).rows]


def test_the_newest_come_first(filled: Archive) -> None:
    """An article of "2022" may be of its first day, so it comes after all that are known to be of that year."""
    newest = ["guardian/2", "guardian/1", "monde/ete", "gazette-3", "leaflet", "gazette-4"]
    assert _ids(filled) == newest


def test_other_orders(filled: Archive) -> None:
    """By title: 100%, A bridge, L'Été, Storm, Ukraine, none. By publisher: Gazette, Le Monde, The Guardian, none."""
    by_title = ["gazette-3", "gazette-4", "monde/ete", "guardian/1", "guardian/2", "leaflet"]
    assert _ids(filled, order="title") == by_title
    by_publisher = ["gazette-3", "gazette-4", "monde/ete", "guardian/2", "guardian/1", "leaflet"]
    assert _ids(filled, order="publisher") == by_publisher


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("guardian ukraine 2022-03", ["guardian/1"]),
        ("UKRAINE", ["guardian/2", "guardian/1"]),
        ("ete SAO", ["monde/ete"]),
        ("été são", ["monde/ete"]),
        ("2022", ["guardian/2", "guardian/1", "monde/ete", "gazette-3"]),
        ("2022-0", ["guardian/2", "guardian/1", "monde/ete"]),
        ("03-14", []),
        ("%", ["gazette-3"]),
        ("100%", ["gazette-3"]),
        ("s_c", ["gazette-3"]),
        ("_", ["gazette-3"]),
        ("*", []),
        ("'", ["monde/ete"]),
        ("gazette-4", ["gazette-4"]),
        ("gazette guardian", []),
        ("paulo\nle", ["monde/ete"]),
        ("  \t ", ["guardian/2", "guardian/1", "monde/ete", "gazette-3", "leaflet", "gazette-4"]),
    ],
)
def test_every_word_must_be_met(filled: Archive, words: str, found: list[str]) -> None:
    assert _ids(filled, words) == found
    assert filled.listing(words, limit=0).total == len(found)


def test_a_row_is_the_article_without_its_text(filled: Archive) -> None:
    source = _ARTICLES[1]
    (row,) = filled.listing("votes").rows
    assert row == ListedArticle(source.id, source.title, source.publisher, source.published)


def test_parts_of_the_list_make_the_whole(filled: Archive) -> None:
    every = filled.listing().rows
    parts = [filled.listing("", offset, 4) for offset in (0, 4, 8)]
    assert [len(part.rows) for part in parts] == [4, 2, 0]
    assert tuple(row for part in parts for row in part.rows) == every
    assert {part.total for part in parts} == {6}
    for offset, limit in ((-1, 5), (0, -5)):
        with pytest.raises(ValueError, match=f"offset {offset}, limit {limit}"):
            filled.listing("", offset, limit)


def test_months(filled: Archive) -> None:
    assert filled.months() == (("", 1), ("2021-12", 1), ("2022", 1), ("2022-03", 2), ("2022-04", 1))
    assert filled.months(("Gazette",)) == (("", 1), ("2022", 1))
    assert filled.months(("The Guardian", "Le Monde")) == (("2022-03", 2), ("2022-04", 1))
    assert filled.months(("Nobody",)) == ()


def test_an_empty_archive(archive: Archive) -> None:
    assert (archive.months(), archive.listing("heron").total, archive.listing().rows) == ((), 0, ())


def test_each_generation_has_its_own(filled: Archive) -> None:
    with filled.reading():
        before = filled.listing(), filled.months()
        filled.index([_titled("new", "Ukraine, again", "2023-01-01", "Gazette")], whole=True)
        filled.remove(["leaflet"])
        assert (filled.listing(), filled.months()) == before
    assert _ids(filled, "ukraine") == ["new", "guardian/2", "guardian/1"]
    assert filled.listing().total == sum(count for _, count in filled.months()) == 6


_LETTERS = st.text("aAbéÉß%_ '-20", max_size=6)
_DATES = st.sampled_from([None, "2020", "2020-02", "2020-02-02", "2002-10-20"])
_MANY = st.lists(st.tuples(_LETTERS, _DATES, st.one_of(st.none(), _LETTERS.filter(bool))), max_size=8)


def _plain(text: str) -> str:
    return text.lower().replace("é", "e").replace("ß", "ss")


@settings(max_examples=25, deadline=None)
@given(_MANY, st.lists(_LETTERS, max_size=3), st.sampled_from(["newest", "title", "publisher"]))
def test_what_is_found_is_what_holds_every_word(
    facts: list[tuple[str, str | None, str | None]], words: list[str], order: Order
) -> None:
    articles = [_titled(f"n{n}", title, day, publisher) for n, (title, day, publisher) in enumerate(facts)]
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a", SMALL, HashingEncoder()) as archive:
        archive.index(articles)
        wanted = _plain(" ".join(words)).split()
        expected = {
            one.id
            for one in articles
            if all(
                any(word in _plain(field or "") for field in (one.title, one.publisher, one.id))
                or str(one.published or "").startswith(word)
                for word in wanted
            )
        }
        found = archive.listing(" ".join(words), order=order)
        assert (found.total, {row.id for row in found.rows}) == (len(expected), expected)
        assert len(found.rows) == len(expected)
        if order == "newest":
            days = [str(row.published or "") for row in found.rows]
            assert days == sorted(days, reverse=True)
        assert dict(archive.months()) == Counter(str(one.published or "")[:7] for one in articles)
