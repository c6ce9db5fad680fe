"""Articles and passages as rows of the truth, and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.article import Article
from corpus.dates import PartialDate
from corpus.passages import Passage
from vectorstore import lexical
from vectorstore.scope import EARLIEST, LATEST, day_number

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class StoredPassage:
    """A passage with its text and the heading facts of its article. `number` is what the searches return."""

    number: int
    passage: Passage
    text: str
    title: str
    publisher: str | None
    published: PartialDate | None
    url: str | None
    sha256: str


@dataclass(frozen=True)
class NewPassage:
    """A passage ready to be kept: its unit vector and the days that it tells of."""

    passage: Passage
    digest: bytes
    vector: Vector
    dates: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class VectorRow:
    """A passage as the vector index knows it: days as (first, last) in yyyymmdd."""

    vector_id: str
    vector: Vector
    publisher: str | None
    printed: tuple[int, int]
    told: tuple[int, int]
    """From the first to the last of the days of print and those that the passage tells of."""


def fingerprint(article: Article) -> str:
    """Changes with anything in the article."""
    published = str(article.published) if article.published else None
    facts = [
        article.id,
        article.title,
        article.publisher,
        published,
        article.url,
        article.authors,
        article.text,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def days(published: PartialDate | None) -> tuple[int, int]:
    """The first and last day that a date can mean, as yyyymmdd; all days if there is no date."""
    if published is None:
        return EARLIEST, LATEST
    return day_number(published.first), day_number(published.last)


def vector_id(article: Article, print_: str, passage: Passage) -> str:
    """Names a vector by content. It holds the article's own fingerprint too: wire copies share their text."""
    return f"{article.sha256[:16]}-{print_[:16]}:{passage.start}-{passage.end}"


def packed(vector: Vector) -> bytes:
    """Half precision, little-endian; it moves a cosine by less than 0.0005."""
    return vector.astype("<f2").tobytes()


def unpacked(blob: bytes) -> Vector:
    """What `packed` packed, as float32."""
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)


def new_vector_rows(article: Article, passages: Sequence[NewPassage]) -> Iterator[VectorRow]:
    """The rows for the vector index of an article that is about to be kept."""
    print_, printed = fingerprint(article), days(article.published)
    for new in passages:
        spans = [printed, *new.dates]
        told = min(first for first, _ in spans), max(last for _, last in spans)
        yield VectorRow(vector_id(article, print_, new.passage), new.vector, article.publisher, printed, told)


def vector_rows(connection: sqlite3.Connection) -> Iterator[VectorRow]:
    """The same rows for every passage that is kept."""
    sql = (
        "SELECT p.vector_id, v.vector, a.publisher, a.first_day, a.last_day,"
        " min(a.first_day, ifnull(min(d.first_day), a.first_day)),"
        " max(a.last_day, ifnull(max(d.last_day), a.last_day))"
        " FROM passages p JOIN articles a ON a.number = p.article JOIN vectors v ON v.passage = p.number"
        " LEFT JOIN passage_dates d ON d.passage = p.number GROUP BY p.number"
    )
    for name, blob, publisher, first, last, told_first, told_last in connection.execute(sql):
        yield VectorRow(name, unpacked(blob), publisher, (first, last), (told_first, told_last))


def insert(connection: sqlite3.Connection, article: Article, passages: Sequence[NewPassage]) -> None:
    """Keep an article that is not there, with its passages and their words."""
    print_ = fingerprint(article)
    number = connection.execute(
        "INSERT INTO articles (id, fingerprint, sha256, title, publisher, published, first_day, last_day,"
        " url, authors, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            print_,
            article.sha256,
            article.title,
            article.publisher,
            str(article.published) if article.published else None,
            *days(article.published),
            article.url,
            json.dumps(article.authors, ensure_ascii=False),
            article.text,
        ),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT always has one
    insert_passages(connection, number, article, passages)
    lexical.add(connection, number)


def insert_passages(
    connection: sqlite3.Connection, number: int, article: Article, passages: Sequence[NewPassage]
) -> None:
    """Keep the passages of the article of that number."""
    print_ = fingerprint(article)
    for new in passages:
        span = new.passage
        row = connection.execute(
            "INSERT INTO passages (article, start, stop, vector_id, digest) VALUES (?, ?, ?, ?, ?)",
            (number, span.start, span.end, vector_id(article, print_, span), new.digest),
        ).lastrowid
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (row, packed(new.vector)))
        connection.executemany(
            "INSERT OR IGNORE INTO passage_dates VALUES (?, ?, ?)", [(row, *told) for told in new.dates]
        )


def delete(connection: sqlite3.Connection, article_id: str) -> list[str]:
    """Drop an article with all that hangs on it, if it is there; the ids of its vectors."""
    row = connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return []
    ids = connection.execute("SELECT vector_id FROM passages WHERE article = ?", row).fetchall()
    lexical.forget(connection, row[0])
    connection.execute("DELETE FROM articles WHERE number = ?", row)
    return [name for (name,) in ids]


def kept_fingerprint(connection: sqlite3.Connection, article_id: str) -> str | None:
    """The fingerprint of the article of that id; None if there is none."""
    row = connection.execute("SELECT fingerprint FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row[0] if row else None


def article_ids(connection: sqlite3.Connection) -> list[str]:
    """The ids of all articles, in the order in which they came."""
    return [name for (name,) in connection.execute("SELECT id FROM articles ORDER BY number")]


def article(connection: sqlite3.Connection, article_id: str) -> Article | None:
    """The article of that id."""
    return next(articles(connection, "WHERE id = ?", (article_id,)), None)


def articles(connection: sqlite3.Connection, where: str = "", values: tuple[str, ...] = ()) -> Iterator[Article]:
    """Articles in the order in which they came."""
    sql = f"SELECT id, title, text, publisher, published, url, authors FROM articles {where} ORDER BY number"
    for name, title, text, publisher, published, url, authors in connection.execute(sql, values):
        printed = PartialDate.parse(published) if published else None
        yield Article(name, title, text, publisher, printed, url, tuple(json.loads(authors)))


def known_lines(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The lines that publishers print everywhere, by publisher."""
    known: dict[str, set[str]] = {}
    for publisher, line in connection.execute("SELECT publisher, line FROM furniture"):
        known.setdefault(publisher, set()).add(line)
    return {publisher: frozenset(some) for publisher, some in known.items()}


def learn_lines(connection: sqlite3.Connection, lines: Mapping[str, Iterable[str]]) -> None:
    """Add to the lines that publishers print everywhere; a line that is known is no error."""
    pairs = [(publisher, line) for publisher, some in lines.items() for line in some]
    connection.executemany("INSERT OR IGNORE INTO furniture VALUES (?, ?)", pairs)


def print_dates(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, PartialDate | None]:
    """When each passage's article was printed; numbers that are gone are left out."""
    found: dict[int, PartialDate | None] = {}
    for first in range(0, len(numbers), 500):
        some = numbers[first : first + 500]
        dated = connection.execute(
            "SELECT p.number, a.published FROM passages p JOIN articles a ON a.number = p.article"
            f" WHERE p.number IN ({', '.join('?' * len(some))})",
            some,
        )
        found.update((number, PartialDate.parse(published) if published else None) for number, published in dated)
    return found


def stored_passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StoredPassage]:
    """The passages of those numbers, in their order; numbers that are gone are left out."""
    found = {}
    for first in range(0, len(numbers), 500):
        some = numbers[first : first + 500]
        rows = connection.execute(
            "SELECT p.number, a.id, p.start, p.stop, substr(a.text, p.start + 1, p.stop - p.start), a.title,"
            " a.publisher, a.published, a.url, a.sha256"
            " FROM passages p JOIN articles a ON a.number = p.article"
            f" WHERE p.number IN ({', '.join('?' * len(some))})",
            some,
        )
        for number, name, start, stop, text, title, publisher, published, url, sha256 in rows:
            printed = PartialDate.parse(published) if published else None
            found[number] = StoredPassage(
                number, Passage(name, start, stop), text, title, publisher, printed, url, sha256
            )
    return [found[number] for number in numbers if number in found]
