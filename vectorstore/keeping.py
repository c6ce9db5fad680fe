"""Embedded articles are stored: vectors first, then the truth, so that a kill at any moment can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.article import Article
from vectorstore import rows, truth
from vectorstore.derived import VectorWriter
from vectorstore.errors import ArchiveError
from vectorstore.rows import NewPassage, VectorRow
from vectorstore.truth import Truth

if TYPE_CHECKING:
    from vectorstore.vectors import VectorIndex

Embedded = Sequence[tuple[Article, list[NewPassage]]]

_AT_ONCE = 1000
"""Vectors stored between two tellings: a second."""


class Keeping:
    """Stores the articles of one run, with the `lines` that they were cleaned of.

    New vectors go in, then the truth changes in one transaction, then the old vectors go. A kill before the
    transaction leaves vectors that the truth does not know, one after it leaves old ones: readers ignore both, and
    `dirty` tells the next writer to clear them away.
    """

    def __init__(self, kept: Truth, vectors: VectorWriter, lines: Mapping[str, Iterable[str]]) -> None:
        self._truth, self._vectors, self._lines = kept, vectors, lines

    def batch(self, articles: Embedded) -> None:
        """Store some articles of many."""
        index = self._opened()
        index.add(_vector_rows(articles))
        index.delete(self._swap(articles))

    def whole(self, articles: Embedded, told: Callable[[int], None]) -> None:
        """Store all articles, or none if anything is raised before the transaction is over.

        `told` is told how many vectors are in; what it raises ends the work too.
        """
        told(0)
        new = _vector_rows(articles)
        index = self._opened()
        try:
            for first in range(0, len(new), _AT_ONCE):
                some = new[first : first + _AT_ONCE]
                index.add(some)
                told(first + len(some))
            old = self._swap(articles)
        except BaseException:
            self._take_back(index, new)
            raise
        index.delete(old)

    def lines_alone(self) -> None:
        """Remember the lines of a run that found nothing else to store."""
        if self._lines:
            with self._truth.writing() as connection:
                rows.learn_lines(connection, self._lines)

    def _opened(self) -> VectorIndex:
        index = self._vectors.opened()
        _note(self._truth, dirty=1)
        return index

    def _swap(self, articles: Embedded) -> list[str]:
        """The articles for their old versions in one transaction; the ids of these ones' vectors."""
        old: list[str] = []
        with self._truth.writing() as connection:
            for article, passages in articles:
                old += rows.delete(connection, article.id)
                rows.insert(connection, article, passages)
            rows.learn_lines(connection, self._lines)
            truth.advance(connection)
        return old

    def _take_back(self, index: VectorIndex, new: Sequence[VectorRow]) -> None:
        """New vectors bear new ids, so none of the archive's own goes; if it fails, `dirty` stays."""
        with suppress(ArchiveError):
            index.delete([row.vector_id for row in new])
            _note(self._truth, dirty=0)


@contextmanager
def mended(archive: Path, kept: Truth) -> Iterator[VectorWriter]:
    """The vector index for one writer: mended if the last one did not finish, and marked as whole after this one."""
    with closing(VectorWriter(archive, kept)) as vectors:
        if _is_dirty(kept):
            vectors.opened()
        yield vectors
        if _is_dirty(kept):
            _note(kept, dirty=0)


def _is_dirty(kept: Truth) -> bool:
    with kept.reading() as connection:
        return truth.manifest(connection)["dirty"] != "0"


def _note(kept: Truth, dirty: int) -> None:
    with kept.writing() as connection:
        truth.note(connection, dirty=dirty)


def _vector_rows(articles: Embedded) -> list[VectorRow]:
    return [row for article, passages in articles for row in rows.new_vector_rows(article, passages)]
