"""The articles as one leafs through them: searched by title, publisher, id and date, and counted by month."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from corpus.dates import PartialDate

Order = Literal["newest", "title", "publisher"]

_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class ListedArticle:
    """An article without its text."""

    id: str
    title: str
    publisher: str | None
    published: PartialDate | None


@dataclass(frozen=True)
class Listing:
    """Some of the articles that were looked for, in order, and how many there are in `total`."""

    total: int
    rows: tuple[ListedArticle, ...]


class _Head(NamedTuple):
    """What an article is found and ordered by: `told` is title, publisher and id, folded, each on its line."""

    number: int
    told: str
    publisher: str | None
    printed: str


_KEYS: dict[Order, Callable[[_Head], Any]] = {
    "newest": lambda head: 0,
    "title": lambda head: (head.told.startswith("\n"), head.told),
    "publisher": lambda head: (head.publisher is None, _folded(head.publisher or "")),
}
"""Of what is equal, the newest comes first."""


class Catalogue:
    """The heads of all articles of one generation.

    A search looks at every article. Of 100,000 that takes 20 ms a word here, 400 bytes an article, and 0.7 s once a
    generation; SQLite, with their texts in between, takes 110 ms each time, and knows no case but ASCII's.
    """

    def __init__(self, heads: Sequence[_Head]) -> None:
        self._heads = sorted(heads, key=lambda head: head.printed, reverse=True)  # an ISO date sorts as its day does
        self._ordered: dict[Order, list[_Head]] = {}

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Catalogue:
        """The catalogue of a snapshot. The texts, last in their rows, are not read."""
        publishers: dict[str | None, str | None] = {}
        found = connection.execute("SELECT number, title, publisher, id, ifnull(published, '') FROM articles")
        return cls(
            [
                _Head(
                    number,
                    _folded(f"{title}\n{publisher or ''}\n{name}"),
                    publishers.setdefault(publisher, publisher),  # one string for all of its articles
                    printed,
                )
                for number, title, publisher, name, printed in found
            ]
        )

    def months(self, publishers: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """The number of articles of each month, or of a year or "" where no more is known; earliest first."""
        counts = Counter(head.printed[:7] for head in self._heads if not publishers or head.publisher in publishers)
        return tuple(sorted(counts.items()))

    def listing(self, connection: sqlite3.Connection, words: str, offset: int, limit: int, order: Order) -> Listing:
        """The articles that every word finds, `limit` of them from number `offset` on."""
        if offset < 0 or limit < 0:
            raise ValueError(f"no part of a list: offset {offset}, limit {limit}; neither may be negative")
        found = self._in(order)
        for word in _folded(words).split():
            found = [head for head in found if word in head.told or head.printed.startswith(word)]
        return Listing(len(found), tuple(_listed(connection, head.number) for head in found[offset : offset + limit]))

    def _in(self, order: Order) -> list[_Head]:
        if order not in self._ordered:
            self._ordered[order] = sorted(self._heads, key=_KEYS[order])
        return self._ordered[order]


def _listed(connection: sqlite3.Connection, number: int) -> ListedArticle:
    sql = "SELECT id, title, publisher, published FROM articles WHERE number = ?"
    name, title, publisher, published = connection.execute(sql, (number,)).fetchone()
    return ListedArticle(name, title, publisher, PartialDate.parse(published) if published else None)


def _folded(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
