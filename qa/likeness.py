"""How much one word means what another does, from the encoder's own table of word vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

LIKE = 0.42
"""Cosine from which two words count as alike: "fled" and "escaped" have 0.50, "movie" and "film" 0.72,
"salary" and "paid" 0.41, "table" and "revolt" -0.01."""


_MOST = 20_000
"""Words whose vectors are kept: 31 MB."""


class Likeness:
    """Cosines between words; a word's vector is looked up once."""

    def __init__(self, vector: Callable[[str], Array]) -> None:
        self._vector = vector
        self._known: dict[str, Array] = {}

    def between(self, asked: Sequence[str], found: Sequence[str]) -> Array:
        """Cosines, shape (len(asked), len(found)); below `LIKE` they are 0."""
        if not asked or not found:
            return np.zeros((len(asked), len(found)), dtype=np.float32)
        cosines: Array = self._rows(asked) @ self._rows(found).T
        cosines[cosines < LIKE] = 0
        return cosines

    def _rows(self, texts: Sequence[str]) -> Array:
        if len(self._known) > _MOST:
            self._known.clear()
        for text in texts:
            if text not in self._known:
                self._known[text] = self._vector(text)
        return np.stack([self._known[text] for text in texts])
