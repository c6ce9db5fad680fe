"""Compares an archive with itself: articles, passages, words and vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vectorstore import rows, truth
from vectorstore.chroma_files import DATABASE, damage
from vectorstore.derived import open_index
from vectorstore.errors import ArchiveDamaged
from vectorstore.indexing import digest
from vectorstore.truth import Truth


@dataclass(frozen=True)
class CheckReport:
    """What does not agree, one line each."""

    problems: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether everything agrees."""
        return not self.problems


def check(kept: Truth, archive: Path) -> CheckReport:
    """Compare everything. The caller holds the writer's lock."""
    problems: list[str] = []
    try:
        with kept.reading() as connection:
            problems += _check_truth(connection)
            problems += _check_vectors(connection, archive)
        with kept.writing() as connection:  # FTS5 asks for a connection that may write
            problems += _check_words(connection)
    except ArchiveDamaged as exc:
        problems.append(str(exc))
    return CheckReport(tuple(problems))


def _check_truth(connection: sqlite3.Connection) -> Iterator[str]:
    """Pages and references, the articles' digests, the passages' places in them."""
    for (fault,) in connection.execute("PRAGMA integrity_check(10)"):
        if fault != "ok":
            yield f"archive.sqlite3: {fault}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"archive.sqlite3: a row of {table} has lost what it belongs to"
    if truth.manifest(connection)["dirty"] != "0":
        yield "the last writer did not finish: the next `dateline index` or `dateline rebuild` mends it"
    kept = connection.execute("SELECT id, fingerprint, sha256 FROM articles ORDER BY number").fetchall()
    for article, (name, print_, sha256) in zip(rows.articles(connection), kept, strict=True):
        if (article.id, rows.fingerprint(article), article.sha256) != (name, print_, sha256):
            yield f"article {name!r} is not as it was read: index its file again"
    sql = (
        "SELECT a.id, p.start, p.stop, p.digest, a.text, v.vector IS NULL FROM passages p"
        " JOIN articles a ON a.number = p.article LEFT JOIN vectors v ON v.passage = p.number"
    )
    for name, start, stop, kept_digest, text, bare in connection.execute(sql):
        if not 0 <= start < stop <= len(text) or digest(text[start:stop]) != kept_digest:
            yield f"passage {start}-{stop} of {name!r} is not the article's text"
        if bare:
            yield f"passage {start}-{stop} of {name!r} has no vector"


def _check_words(connection: sqlite3.Connection) -> Iterator[str]:
    """The lexical index against the passages."""
    try:
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as exc:
        yield f"the lexical index does not agree with the passages ({exc}): run `dateline rebuild`"


def _check_vectors(connection: sqlite3.Connection, archive: Path) -> Iterator[str]:
    """The vector index against the passages: its files, its ids and its vectors."""
    folder = archive / truth.manifest(connection)["chroma"]
    if folder == archive:
        return  # nothing has been indexed yet
    advice = "run `dateline rebuild`"
    fault = damage(folder) or _database_damage(folder / DATABASE)
    if fault is not None:
        yield f"the vector index is damaged ({fault}): {advice}"
        return
    index = None
    try:
        index = open_index(folder)
        there = index.ids()
        known = {name for (name,) in connection.execute("SELECT vector_id FROM passages")}
        if there != known:
            lacks, spare = len(known - there), len(there - known)
            yield f"the vector index lacks {lacks} passages and has {spare} too many: {advice}"
        differing = index.differing(row for row in rows.vector_rows(connection) if row.vector_id in there)
        if differing:
            yield f"{len(differing)} vectors of the vector index are not those it was given: {advice}"
    except ArchiveDamaged as exc:
        yield str(exc)
    finally:
        if index is not None:
            index.close()


def _database_damage(file: Path) -> str | None:
    connection = truth.connect(file)
    try:
        (fault,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return None if fault == "ok" else f"{file.name}: {fault}"
    except sqlite3.DatabaseError as exc:
        return f"{file.name}: {exc}"
    finally:
        connection.close()
