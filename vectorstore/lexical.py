"""The words of the passages: an FTS5 index inside the truth's own file, so both change in one transaction.

It reads its text through the view `passage_words` and keeps no copy. Words are stemmed (Porter) and lose
their accents, so "protesters" finds "protested" and "Sao Paulo" finds "São Paulo".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from vectorstore.errors import BadMatch

TOKENIZER = "porter unicode61 remove_diacritics 2"

SCHEMA = f"""
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content = 'passage_words', content_rowid = 'number', tokenize = '{TOKENIZER}'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""


def add(connection: sqlite3.Connection, article: int) -> None:
    """Index the passages of the article of that number; its rows are in the truth already."""
    connection.execute(
        "INSERT INTO words (rowid, title, text) SELECT number, title, text FROM passage_words WHERE article = ?",
        (article,),
    )


def forget(connection: sqlite3.Connection, article: int) -> None:
    """Take the passages of the article out; its rows are still in the truth."""
    connection.execute(
        "INSERT INTO words (words, rowid, title, text)"
        " SELECT 'delete', number, title, text FROM passage_words WHERE article = ?",
        (article,),
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index anew from the truth."""
    connection.execute("DROP TABLE IF EXISTS vocabulary")
    connection.execute("DROP TABLE IF EXISTS words")
    for statement in SCHEMA.split(";")[:-1]:
        connection.execute(statement)
    connection.execute("INSERT INTO words (words) VALUES ('rebuild')")


def holding(connection: sqlite3.Connection, match: str, column: str) -> npt.NDArray[np.int64]:
    """The numbers of the passages whose `column`, text or title, matches an FTS5 expression.

    BadMatch if it cannot be read.
    """
    # as one text: of 14,000 numbers it takes 1.1 ms, as rows 3.8
    sql = "SELECT ifnull(group_concat(rowid), '') FROM words WHERE words MATCH ?"
    try:
        (numbers,) = connection.execute(sql, (f"{column} : ({match})",)).fetchone()
    except sqlite3.OperationalError as exc:
        raise bad_match(match, exc) from exc
    return np.fromstring(numbers, np.int64, sep=",")


def bad_match(match: str, exc: sqlite3.OperationalError) -> BadMatch:
    """The error for a match expression that FTS5 refused."""
    return BadMatch(f"the words {match!r} cannot be searched for ({exc}): put each word in double quotes")


def frequencies(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many passages each term (as `stems` gives it) stands, in title or text; 0 for an unknown one."""
    counts = {}
    for term in terms:
        row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
        counts[term] = row[0] if row else 0
    return counts


def terms(connection: sqlite3.Connection, prefix: str = "") -> list[tuple[str, int]]:
    """Every term that begins with `prefix`, with the number of its passages, in the order of the terms."""
    sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?"
    return connection.execute(sql, (prefix, prefix + "\U0010ffff")).fetchall()


def stems(words: Sequence[str]) -> list[list[str]]:
    """The terms that the index makes of each word (of "Abrams's": "abram", "s")."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE w USING fts5(word, tokenize = '{TOKENIZER}')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(w, instance)")
        connection.executemany("INSERT INTO w (rowid, word) VALUES (?, ?)", enumerate(words))
        found: list[list[tuple[int, str]]] = [[] for _ in words]
        for term, row, place in connection.execute("SELECT term, doc, offset FROM v"):
            found[row].append((place, term))
        return [[term for _, term in sorted(places)] for places in found]
    finally:
        connection.close()
