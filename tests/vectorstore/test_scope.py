"""A scope means the same in SQL, in Chroma and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import PartialDate
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import exact
from vectorstore.archive import Archive
from vectorstore.rows import Vector
from vectorstore.scope import EVERYTHING, Clock, Scope, day_number

PUBLISHERS = (None, "Gazette", "Courier")
_DAYS = st.dates(date(2023, 11, 1), date(2025, 2, 28))
_PRINTED = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(2023, 2025)),
    st.builds(PartialDate, st.integers(2023, 2025), st.integers(1, 12)),
    _DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
_SCOPES = st.builds(
    Scope,
    first=st.none() | _DAYS,
    last=st.none() | _DAYS,
    publishers=st.lists(st.sampled_from(["Gazette", "Courier", "Herald"]), unique=True).map(tuple),
    clock=st.sampled_from(["printed", "either"]),
)


def _told(day: date) -> str:
    return f"The ferry sank on {day.day} {day:%B %Y}."


def _article(name: str, printed: PartialDate | None, publisher: str | None, told: list[date]) -> Article:
    text = "\n".join(["The ferry was late.", *map(_told, told)])
    return replace(article(name, text, publisher=publisher), published=printed)


def _in_scope(scope: Scope, one: Article, text: str, told: list[date]) -> bool:
    """The contract of `Scope`, in plain words."""
    if scope.publishers and one.publisher not in scope.publishers:
        return False
    first, last = scope.first or date.min, scope.last or date.max
    if one.published is None or (one.published.first <= last and one.published.last >= first):
        return True
    return scope.clock == "either" and any(first <= day <= last for day in told if _told(day) in text)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("scope") / "archive"
    with Archive.open(folder, replace(SMALL, passage_size=8), HashingEncoder()) as opened:
        yield opened


_ROWS = st.lists(st.tuples(_PRINTED, st.sampled_from(PUBLISHERS), st.lists(_DAYS, max_size=2)), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ROWS, st.lists(_SCOPES, min_size=1, max_size=6))
def test_every_engine_agrees_with_the_plain_meaning(
    shelf: Archive, rows: list[tuple[PartialDate | None, str | None, list[date]]], scopes: list[Scope]
) -> None:
    with shelf.reading():
        stale = [one.id for one in shelf.articles()]
    shelf.remove(stale)
    told = {f"a{n}": days for n, (_, _, days) in enumerate(rows)}
    shelf.index(_article(f"a{n}", printed, name, days) for n, (printed, name, days) in enumerate(rows))
    vector = shelf.encoder.encode_question("ferry")
    everything = shelf.passages([number for number, _ in shelf.search_vector(vector, EVERYTHING, 99)])
    for scope in scopes:
        expected = {
            one.number
            for one in everything
            if _in_scope(scope, shelf.article(one.passage.article_id), one.text, told[one.passage.article_id])
        }
        assert {number for number, _ in shelf.search_vector(vector, scope, 99)} == expected
        assert {number for number, _ in shelf.search_words(['"ferry"'], scope, 99)} == expected
        assert shelf.extent(scope).passages == len(expected)


@pytest.mark.parametrize("clock", ["printed", "either"])
def test_chroma_filters_by_the_same_scope(archive: Archive, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    printed = [
        None,
        PartialDate(2024),
        PartialDate(2024, 3),
        PartialDate(2023, 12, 31),
        PartialDate(2024, 6, 2),
    ]
    archive.index(
        _article(f"a{n}", day, PUBLISHERS[n % 3], [date(2024, 6, 1) + timedelta(n)]) for n, day in enumerate(printed)
    )
    vector: Vector = archive.encoder.encode_question("ferry")
    scopes = [
        Scope(date(2024, 6, 1), date(2024, 6, 3), clock=clock),
        Scope(publishers=("Gazette", "Courier")),
        Scope(last=date(2024, 3, 1), publishers=("Gazette",), clock=clock),
        Scope(first=date(2024, 6, 2), clock=clock),
        Scope(publishers=("Herald",)),
    ]
    by_comparing = [archive.search_vector(vector, scope, 50) for scope in scopes]
    monkeypatch.setattr(exact, "EXACT_LIMIT", 0)
    by_chroma = [archive.search_vector(vector, scope, 50) for scope in scopes]
    assert [[number for number, _ in found] for found in by_chroma] == [
        [number for number, _ in found] for found in by_comparing
    ]
    assert [len(found) > 0 for found in by_chroma] == [True, True, True, True, False]


def test_days_are_numbers_that_sort() -> None:
    assert day_number(date(2025, 12, 3)) == 20251203
    assert Scope().bounded is False
    assert Scope(first=date(2025, 1, 1)).days == (20250101, 99999999)
