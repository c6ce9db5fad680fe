"""Nearest passages by comparing with every one in scope: exact, and for most archives the fastest."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass

import numpy as np

from vectorstore.in_scope import InScope, Numbers
from vectorstore.rows import Vector
from vectorstore.scope import EVERYTHING, Scope, condition
from vectorstore.truth import generation

EXACT_LIMIT = 100_000
"""Passages that are compared one by one (154 MB at 384 numbers each); beyond, Chroma's index searches."""


@dataclass(frozen=True)
class Matrix:
    """Vectors (n, d) and the numbers of their passages (n,), ascending."""

    numbers: Numbers
    vectors: Vector

    def best(self, vector: Vector, k: int, among: Numbers | None = None) -> list[tuple[int, float]]:
        """The `k` nearest (number, cosine), best first; only `among`, ascending, where given."""
        numbers, vectors = self.numbers, self.vectors
        if among is not None:
            rows = np.searchsorted(numbers, among)
            numbers, vectors = among, vectors[rows]
        if not len(numbers) or k < 1:
            return []
        scores = vectors @ vector
        k = min(k, len(scores))
        top = np.argpartition(-scores, k - 1)[:k]
        top = top[np.lexsort((numbers[top], -scores[top]))]
        return [(int(numbers[row]), float(scores[row])) for row in top]


class ExactSearch:
    """Keeps the vectors of the newest generation in memory."""

    def __init__(self, in_scope: InScope) -> None:
        self._in_scope = in_scope
        self._held: tuple[int, Matrix] | None = None
        self._loading = threading.Lock()

    def nearest(
        self, connection: sqlite3.Connection, vector: Vector, scope: Scope, k: int
    ) -> list[tuple[int, float]] | None:
        """The `k` nearest passages in scope as (number, cosine), best first; None if over EXACT_LIMIT are."""
        # as many as vectors, and 7 ms less to count among 46,000: their bytes are not read
        (total,) = connection.execute("SELECT count(*) FROM passages").fetchone()
        if total <= EXACT_LIMIT:
            among = self._in_scope.numbers(connection, scope) if scope.bounded else None
            return self._matrix(connection).best(vector, k, among)
        if scope.bounded and len(self._in_scope.numbers(connection, scope)) <= EXACT_LIMIT:
            return load(connection, scope).best(vector, k)
        return None

    def _matrix(self, connection: sqlite3.Connection) -> Matrix:
        now = generation(connection)
        with self._loading:
            if self._held is None or self._held[0] < now:
                self._held = now, load(connection, EVERYTHING)
            if self._held[0] == now:
                return self._held[1]
        return load(connection, EVERYTHING)  # a reader whose snapshot is older than what is held


def load(connection: sqlite3.Connection, scope: Scope) -> Matrix:
    """Read the vectors of the passages in scope."""
    where, values = condition(scope)
    joined = "CROSS JOIN vectors v ON v.passage = p.number" if scope.bounded else ""
    rows = connection.execute(
        "SELECT p.number, v.vector FROM articles a JOIN passages p ON p.article = a.number "
        f"{joined} WHERE {where} ORDER BY p.number"
        if scope.bounded
        else "SELECT passage, vector FROM vectors ORDER BY passage",
        values,
    ).fetchall()
    numbers = np.array([number for number, _ in rows], dtype=np.int64)
    flat = np.frombuffer(b"".join(blob for _, blob in rows), dtype="<f2").astype(np.float32)
    return Matrix(numbers, flat.reshape(len(rows), -1) if rows else flat.reshape(0, 0))
