"""Passages by their words: a word counts by its rarity where a passage or its title holds it, more where both do.

To count a word in a passage costs ten times what it costs to find the passage. Passages are of about one length and
rarely repeat a word, so this is BM25 in all but name: see docs/decisions/0001.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vectorstore import lexical
from vectorstore.in_scope import InScope, Numbers
from vectorstore.scope import Scope
from vectorstore.truth import generation

_BOTH = 0.5
"""Added for a word that title and text hold: what BM25 adds for a second occurrence, with k1 = 2.

With 0.375 (k1 = 1.2) three questions more of newsquiz/2022's 686 have their answer in the first ten (74.5 against
74.1 %) and one of the sample's 83 cases fewer has its article first (91.0 against 92.2 %), which is below its floor."""

_KEPT = 2_000_000
"""Numbers of passages kept in memory, 8 bytes each: the words that questions repeat are the ones in many passages."""

Scores = npt.NDArray[np.float64]


class WordSearch:
    """Keeps, for the newest generation, which passages hold the words last asked for."""

    def __init__(self, in_scope: InScope) -> None:
        self._in_scope = in_scope
        self._generation, self._size = -1, 0
        self._kept: dict[str, tuple[Numbers, Numbers]] = {}
        self._lock = threading.Lock()

    def best(
        self, connection: sqlite3.Connection, words: Sequence[str], scope: Scope, k: int
    ) -> list[tuple[int, float]]:
        """The best `k` passages in scope as (number, score), best first; those that hold none are left out.

        Each of the `words` is an FTS5 expression. A word that n of N passages hold counts
        log((N - n + 0.5) / (n + 0.5)), BM25's weight. BadMatch if an expression cannot be read.
        """
        (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
        numbers, weights = [np.empty(0, np.int64)], [np.empty(0)]
        for word in words:
            either, both = self._holding(connection, word)
            weight = _weight(len(either), passages)
            numbers += [either, both]
            weights += [np.full(len(either), weight), np.full(len(both), _BOTH * weight)]
        scores = np.bincount(np.concatenate(numbers), np.concatenate(weights)).astype(np.float64, copy=False)
        found = np.flatnonzero(scores)
        if scope.bounded:
            found = np.intersect1d(found, self._in_scope.numbers(connection, scope), assume_unique=True)
        return _first(found, scores[found], k)

    def _holding(self, connection: sqlite3.Connection, word: str) -> tuple[Numbers, Numbers]:
        """The passages that hold the word in text or title, and those that do in both."""
        now = generation(connection)
        with self._lock:
            if self._generation < now:
                self._generation, self._size, self._kept = now, 0, {}
            if self._generation == now and word in self._kept:
                self._kept[word] = kept = self._kept.pop(word)  # the last one used is the last to go
                return kept
        fields = [lexical.holding(connection, word, column) for column in ("text", "title")]
        holding = np.bincount(np.concatenate(fields))
        found = np.flatnonzero(holding), np.flatnonzero(holding == len(fields))
        with self._lock:
            if self._generation == now and word not in self._kept:
                self._kept[word] = found
                self._size += sum(map(len, found))
                while self._size > _KEPT:
                    self._size -= sum(map(len, self._kept.pop(next(iter(self._kept)))))
        return found


def _weight(holding: int, passages: int) -> float:
    """Of a word in more than half of the passages a trace is left, as in FTS5's BM25."""
    return max(1e-6, math.log((passages - holding + 0.5) / (holding + 0.5)))


def _first(numbers: Numbers, scores: Scores, k: int) -> list[tuple[int, float]]:
    if k < len(numbers):
        # of passages with the same words the earliest come first, so a tie at the end is cut by number too
        least = np.partition(scores, len(scores) - k)[len(scores) - k] if k > 0 else np.inf
        numbers, scores = numbers[scores >= least], scores[scores >= least]
    order = np.lexsort((numbers, -scores))[:k]
    return [(int(numbers[row]), float(scores[row])) for row in order]
