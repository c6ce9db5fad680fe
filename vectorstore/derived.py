"""The vector index that belongs to an archive: which folder it is, opened when first needed, mended."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore import rows, truth
from vectorstore.chroma_files import damage, unusable, wipe_unwritten
from vectorstore.errors import ArchiveDamaged
from vectorstore.rows import Vector, VectorRow
from vectorstore.scope import Scope, condition
from vectorstore.truth import Truth

if TYPE_CHECKING:
    from vectorstore.vectors import VectorIndex

_BATCH = 1000


class VectorReader:
    """The vector index as readers use it, opened at the first search and again when the archive changed."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._index: VectorIndex | None = None
        self._generation = -1

    def nearest(self, connection: sqlite3.Connection, vector: Vector, scope: Scope, k: int) -> list[tuple[int, float]]:
        """About the `k` nearest passages in scope as (number, cosine), best first.

        Vectors that this snapshot does not know are left out. ArchiveDamaged if the index cannot be used.
        """
        facts = truth.manifest(connection)
        with self._lock:
            found = dict(self._opened(facts["chroma"], int(facts["generation"])).nearest(vector, 2 * k, scope))
        where, values = condition(scope)
        known = connection.execute(
            "SELECT p.number, p.vector_id FROM passages p JOIN articles a ON a.number = p.article"
            f" WHERE p.vector_id IN ({', '.join('?' * len(found))}) AND {where}",
            (*found, *values),
        )
        scored = [(number, found[name]) for number, name in known]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]

    def close(self) -> None:
        """Let go of the folder."""
        with self._lock:
            self._close()

    def _opened(self, name: str, generation: int) -> VectorIndex:
        if self._index is None or generation != self._generation or self._index.folder.name != name:
            self._close()  # an open Chroma does not see what another process adds
            folder = self._archive / name
            fault = damage(folder)
            if fault is not None:
                raise unusable(folder, fault)
            self._index, self._generation = open_index(folder), generation
        return self._index

    def _close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None


class VectorWriter:
    """The vector index as the one writer uses it: in line with the truth before it is written.

    A folder that cannot be used is never repaired in place: a new one is filled from the truth, and the
    manifest then names that one.
    """

    def __init__(self, archive: Path, kept: Truth) -> None:
        self._archive, self._truth = archive, kept
        self._index: VectorIndex | None = None

    def opened(self) -> VectorIndex:
        """The index; mended first if the last writer did not finish."""
        if self._index is None:
            with self._truth.reading() as connection:
                facts = truth.manifest(connection)
                folder = self._archive / facts["chroma"]
                if facts["chroma"] and damage(folder) is None:
                    self._index = open_index(folder)
                    if facts["dirty"] == "0" or mend(connection, self._index):
                        return self._index
                self._index = self.filled(connection)
            with self._truth.writing() as connection:
                truth.note(connection, chroma=self._index.folder.name)
            self.sweep()
        return self._index

    def filled(self, connection: sqlite3.Connection) -> VectorIndex:
        """An index in a new folder with every vector of the truth."""
        self.close()
        name = truth.manifest(connection)["chroma"]
        folder = self._archive / f"chroma-{int(name.removeprefix('chroma-') or 0) + 1}"
        shutil.rmtree(folder, ignore_errors=True)
        self._index = open_index(folder)
        fill(self._index, rows.vector_rows(connection))
        return self._index

    def sweep(self) -> None:
        """Delete the folders that the manifest does not name."""
        with self._truth.reading() as connection:
            name = truth.manifest(connection)["chroma"]
        for folder in self._archive.glob("chroma-*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder."""
        if self._index is not None:
            self._index.close()
            wipe_unwritten(self._index.folder)
            self._index = None


def open_index(folder: Path) -> VectorIndex:
    """The index in that folder; made if it is not there."""
    from vectorstore.vectors import VectorIndex  # noqa: PLC0415 - 1.5 s, and most archives are searched without

    return VectorIndex(folder)


def mend(connection: sqlite3.Connection, index: VectorIndex) -> bool:
    """Delete the vectors that the truth does not know and add those that are missing; embeds nothing.

    False if the index is past mending: it raises, or gives back other vectors than it was given.
    """
    try:
        there = index.ids()
        known = {name for (name,) in connection.execute("SELECT vector_id FROM passages")}
        index.delete(sorted(there - known))
        fill(index, (row for row in rows.vector_rows(connection) if row.vector_id not in there))
        return not index.differing(rows.vector_rows(connection))
    except ArchiveDamaged:
        return False


def fill(index: VectorIndex, wanted: Iterable[VectorRow]) -> None:
    """Add rows in batches."""
    remaining = iter(wanted)
    while batch := list(islice(remaining, _BATCH)):
        index.add(batch)
