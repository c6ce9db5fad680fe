"""The SQLite file that everything else of an archive can be made from."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import ArchiveBusy, ArchiveDamaged, ArchiveError
from vectorstore.settings import ArchiveSettings

FORMAT = 1
"""Grows with every change that an older program would misread."""

SCHEMA = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT,
    published TEXT,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    url TEXT,
    authors TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    vector_id TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL
);
CREATE INDEX passages_of_article ON passages (article);
CREATE INDEX passages_of_digest ON passages (digest);
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE passage_dates (
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (passage, first_day, last_day)
) WITHOUT ROWID;
CREATE TABLE furniture (
    publisher TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (publisher, line)
) WITHOUT ROWID;
CREATE VIEW passage_words AS
    SELECT p.number, p.article, a.title, substr(a.text, p.start + 1, p.stop - p.start) AS text
    FROM passages p JOIN articles a ON a.number = p.article;
"""
"""`number` is never given twice (AUTOINCREMENT), so a number that a reader kept never means another passage.
Vectors have a table of their own: a walk over passages then skips 768 bytes a row."""


class Truth:
    """Connections to the file: any number of snapshots for readers, one writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._here = threading.local()

    def create(self, settings: ArchiveSettings, lexical_schema: str) -> None:
        """Make the tables and the manifest in one transaction."""
        with translated(self.path), _connected(self.path) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            manifest = {
                "format": FORMAT,
                "settings": settings.to_json(),
                "generation": 0,
                "dirty": 0,
                "chroma": "",
            }
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} {lexical_schema}")
            connection.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A snapshot: nothing that a writer does shows in it. Nested in one thread it is the same one."""
        held: sqlite3.Connection | None = getattr(self._here, "connection", None)
        with translated(self.path):
            if held is not None:
                yield held
                return
            connection = self._borrow()
            self._here.connection = connection
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._here.connection = None
                connection.rollback()
                self._idle.append(connection)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Inside, this thread's snapshot is put aside: a writer must see what it wrote."""
        held = getattr(self._here, "connection", None)
        self._here.connection = None
        try:
            yield
        finally:
            self._here.connection = held

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, committed at the end or not at all. The caller holds the writer's lock."""
        with translated(self.path), _connected(self.path) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")

    def compact(self) -> None:
        """Give the space of deleted rows back, as far as readers let it."""
        with translated(self.path), _connected(self.path) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            connection = connect(self.path)
            connection.execute("PRAGMA query_only = ON")
            return connection


def connect(path: Path) -> sqlite3.Connection:
    """A connection that begins and ends its transactions by hand, usable from any one thread at a time."""
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(path)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.OperationalError as exc:
        folder = str(path.parent)
        if "locked" in str(exc):
            raise ArchiveBusy(f"the archive {folder!r} is locked: wait until its writer has finished") from exc
        raise ArchiveError(f"the archive {folder!r} cannot be used ({exc}): check its disk and its rights") from exc
    except sqlite3.DatabaseError as exc:
        if type(exc) is not sqlite3.DatabaseError:  # a broken constraint is a fault of the program
            raise
        raise damaged(path, str(exc)) from exc


def damaged(path: Path, reason: str) -> ArchiveDamaged:
    """The error for a truth that cannot be read."""
    return ArchiveDamaged(
        f"the file {str(path)!r} is damaged ({reason}): index the articles anew with "
        "`dateline index PATH... --archive NEW_FOLDER`"
    )


def read_manifest(path: Path) -> dict[str, str] | None:
    """The manifest of the archive, None if nothing is there yet; ArchiveDamaged if it cannot be read."""
    if not path.is_file():
        return None
    with translated(path), _connected(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        if "manifest" not in tables:
            raise damaged(path, "it has no manifest")
        return manifest(connection)


def manifest(connection: sqlite3.Connection) -> dict[str, str]:
    """Every fact of the manifest."""
    return dict(connection.execute("SELECT key, value FROM manifest").fetchall())


def generation(connection: sqlite3.Connection) -> int:
    """How many times the archive has changed."""
    (value,) = connection.execute("SELECT value FROM manifest WHERE key = 'generation'").fetchone()
    return int(value)


def note(connection: sqlite3.Connection, **facts: object) -> None:
    """Set facts of the manifest."""
    connection.executemany("UPDATE manifest SET value = ? WHERE key = ?", [(str(v), k) for k, v in facts.items()])


def advance(connection: sqlite3.Connection) -> None:
    """Begin the next generation."""
    note(connection, generation=generation(connection) + 1)
