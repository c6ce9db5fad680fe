"""Which passages are in a scope."""

from __future__ import annotations

import sqlite3

import numpy as np
import numpy.typing as npt

from vectorstore.scope import EVERYTHING, Scope, condition
from vectorstore.truth import generation

Numbers = npt.NDArray[np.int64]


class InScope:
    """Keeps the passages of the scope last asked for: both searches of a question ask, and it takes 5 to 10 ms."""

    def __init__(self) -> None:
        self._held: tuple[int, Scope, Numbers] = -1, EVERYTHING, np.empty(0, np.int64)

    def numbers(self, connection: sqlite3.Connection, scope: Scope) -> Numbers:
        """The numbers of the passages in scope, ascending."""
        now, held = generation(connection), self._held
        if held[:2] != (now, scope):
            self._held = held = now, scope, _numbers(connection, scope)
        return held[2]


def _numbers(connection: sqlite3.Connection, scope: Scope) -> Numbers:
    where, values = condition(scope)
    rows = connection.execute(
        f"SELECT p.number FROM passages p JOIN articles a ON a.number = p.article WHERE {where} ORDER BY p.number",
        values,
    )
    return np.fromiter((number for (number,) in rows), dtype=np.int64)
