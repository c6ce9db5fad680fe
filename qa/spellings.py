"""Other spellings of a question's names, as the archive prints them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.words import words
from qa.names import indexed_variants, spelling_index
from vectorstore.archive import Archive

_MOST = 8
"""Spellings of one word that a search is widened by, at the most."""


class Spellings:
    """Looks names up among the archive's words; those are listed anew when the archive has changed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._index = lru_cache(maxsize=1)(self._built)

    def of(self, names: Sequence[str]) -> dict[str, list[str]]:
        """For each word of the names, in lower case, its other spellings in the archive."""
        if not names:
            return {}
        index = self._index(self._archive.generation())
        return {
            word.text.lower(): indexed_variants(word.text, index)[:_MOST]
            for name in names
            for word in words(name)
            if not word.is_stop
        }

    def _built(self, generation: int) -> dict[str, list[str]]:
        return spelling_index(term for term, _ in self._archive.terms())
