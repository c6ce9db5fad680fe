"""Our way: an archive, indexed and searched by the functions that the program itself uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from vectorstore.archive import Archive
from vectorstore.files import index_paths
from vectorstore.retrieval import search
from vectorstore.settings import ArchiveSettings


class Ours:
    """An archive with the default settings in `work`."""

    def __init__(self, articles: Path, work: Path, depth: int) -> None:
        self._articles, self._depth = articles, depth
        self._archive = Archive.open(work / "archive", create=ArchiveSettings())
        self._archive.encoder.encode_passages(["warm"])

    @property
    def settings(self) -> str:
        """The size of its passages."""
        return f"whole sentences, at most {self._archive.settings.passage_size} words"

    def index(self) -> None:
        """Read, clean, split, embed and store."""
        index_paths(self._archive, [self._articles])

    def passages(self) -> Iterator[str]:
        """The texts of all passages: a fresh archive numbers them from 1."""
        count = self._archive.info().passages
        for first in range(1, count + 1, 1000):
            numbers = range(first, min(first + 1000, count + 1))
            yield from (passage.text for passage in self._archive.passages(numbers))

    def retrieve(self, question: str, asked_on: date | None) -> Sequence[str]:
        """The best passages' texts; those printed near the day of asking come first."""
        found = search(self._archive, question, self._depth, asked_on=asked_on)
        return [passage.text for passage in found]
