"""What the archive and the encoder know of words: how telling each is, and how alike two are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from qa.likeness import Likeness

Frequencies = Callable[[Sequence[str]], tuple[Mapping[str, int], int]]
"""Stems to the number of passages that hold each, and the number of all passages."""


class Lexicon:
    """The words of one archive; `likeness` compares any two."""

    def __init__(self, likeness: Likeness, frequencies: Frequencies) -> None:
        self.likeness, self._frequencies = likeness, frequencies

    def weights(self, stems: Iterable[str]) -> dict[str, float]:
        """How telling each stem is: its inverse document frequency."""
        every = sorted(set(stems))
        return weigh(every, *self._frequencies(every))


def idf(frequency: int, passages: int) -> float:
    """How telling a term is: BM25's inverse document frequency, never under 0.2."""
    return max(0.2, math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5)))


def weigh(stems: Sequence[str], frequencies: Mapping[str, int], passages: int) -> dict[str, float]:
    """The weight of each stem."""
    return {stem: idf(frequencies.get(stem, 0), passages) for stem in stems}
