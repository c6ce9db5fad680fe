"""One folder is one archive: articles go in, passages are found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.dates import PartialDate
from vectorstore import facts, lexical, rows, truth
from vectorstore.derived import VectorReader, VectorWriter
from vectorstore.errors import SettingsMismatch, UnknownArticle
from vectorstore.exact import ExactSearch
from vectorstore.facts import ArchiveInfo, Extent
from vectorstore.in_scope import InScope
from vectorstore.lock import writing_alone
from vectorstore.opening import LOCK, TRUTH, settings_of
from vectorstore.rows import StoredPassage, Vector
from vectorstore.scope import EVERYTHING, Scope
from vectorstore.settings import ArchiveSettings
from vectorstore.truth import Truth
from vectorstore.word_search import WordSearch

if TYPE_CHECKING:
    from corpus.reading import Rejection
    from vectorstore.checking import CheckReport
    from vectorstore.encoder import Encoder
    from vectorstore.indexing import IndexReport, Progress


class Archive:
    """Articles, their passages, and three ways to find these. Threads may share it; processes may too.

    Reading never waits for a writer. Everything inside one `with archive.reading():` sees one generation.
    """

    def __init__(self, folder: Path, settings: ArchiveSettings, encoder: Encoder | None) -> None:
        self.folder, self.settings = folder, settings
        self._encoder = encoder
        self._truth = Truth(folder / TRUTH)
        in_scope = InScope()
        self._exact, self._words = ExactSearch(in_scope), WordSearch(in_scope)
        self._whole = -1, Extent(0, 0, 0)
        self._publishers: tuple[int, tuple[str, ...]] = -1, ()
        self._vectors = VectorReader(folder)

    @classmethod
    def open(cls, folder: Path, create: ArchiveSettings | None = None, encoder: Encoder | None = None) -> Archive:
        """Open the archive in `folder`; with `create`, make it if there is none.

        ArchiveMissing, ArchiveDamaged, or SettingsMismatch if it was made with other settings than `create`.
        """
        return cls(folder, settings_of(folder, create), encoder)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._truth.close()
        self._vectors.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One generation for everything that this thread reads inside."""
        with self._truth.reading():
            yield

    # Writing

    def index(
        self,
        articles: Iterable[Article | Rejection],
        progress: Callable[[Progress], None] | None = None,
        total: int | None = None,
    ) -> IndexReport:
        """Add or update articles; one that is there unchanged costs no embedding.

        `progress` is called after every article; `total` is their number, where known. ArchiveBusy if another
        process is writing.
        """
        from vectorstore.indexing import IndexRun  # noqa: PLC0415 - 0.05 s, and most commands only read

        with self._writing() as vectors:
            run = IndexRun(self._truth, self.settings, self.encoder, vectors, progress, total)
            return run.run(articles)

    def remove(self, ids: Sequence[str]) -> None:
        """Take articles out; UnknownArticle, and nothing is removed, if one of them is not there.

        Their bytes leave the disk with the next `rebuild`.
        """
        with self._writing() as vectors:
            with self._truth.reading() as connection:
                unknown = [name for name in ids if rows.article(connection, name) is None]
            if unknown:
                named = ", ".join(repr(name) for name in unknown)
                raise UnknownArticle(f"no article {named} in {str(self.folder)!r}: nothing was removed")
            index = vectors.opened()
            with self._truth.writing() as connection:
                old = [name for article_id in ids for name in rows.delete(connection, article_id)]
                truth.note(connection, dirty=1)
                truth.advance(connection)
            index.delete(old)

    def learn(self, lines: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
        """Remember lines that publishers (the keys) print under many articles; all that are known by now."""
        with self._writing(), self._truth.writing() as connection:
            return rows.learn_lines(connection, lines)

    def rebuild(self, settings: ArchiveSettings | None = None, encoder: Encoder | None = None) -> None:
        """Make the indexes anew from the articles; with other settings, their passages and vectors too.

        `encoder` is the one for the new settings' model, if it is not to be loaded by its name.
        """
        from vectorstore.rebuilding import rebuild  # noqa: PLC0415 - 0.05 s, and most commands only read

        now = settings or self.settings
        if encoder is None and now.model != self.settings.model:
            encoder = _encoder(now)
        with writing_alone(self.folder / LOCK), self._truth.apart():
            vectors = VectorWriter(self.folder, self._truth)
            try:
                rebuild(self._truth, vectors, now, encoder or self.encoder)
            finally:
                vectors.close()
        self.settings, self._encoder = now, encoder or self._encoder

    def check(self) -> CheckReport:
        """Compare the articles with themselves, and both indexes with their passages; mends nothing."""
        from vectorstore.checking import check  # noqa: PLC0415 - 0.05 s, and most commands only read

        with writing_alone(self.folder / LOCK), self._truth.apart():
            return check(self._truth, self.folder)

    # Reading

    @property
    def encoder(self) -> Encoder:
        """What makes this archive's vectors."""
        if self._encoder is None:
            self._encoder = _encoder(self.settings)
        return self._encoder

    def article(self, article_id: str) -> Article:
        """The article of that id, or UnknownArticle."""
        with self._truth.reading() as connection:
            found = rows.article(connection, article_id)
        if found is None:
            raise UnknownArticle(f"no article {article_id!r} in {str(self.folder)!r}: see `dateline info`")
        return found

    def articles(self) -> Iterator[Article]:
        """Every article, in the order in which they came."""
        with self._truth.reading() as connection:
            ids = rows.article_ids(connection)
        for name in ids:
            with self._truth.reading() as connection:
                found = rows.article(connection, name)
            if found is not None:
                yield found

    def extent(self, scope: Scope = EVERYTHING) -> Extent:
        """How many articles and passages are in scope; of the whole archive it is counted once a generation."""
        with self._truth.reading() as connection:
            if scope.bounded:
                return facts.extent(connection, scope)
            now = truth.generation(connection)
            if self._whole[0] != now:
                self._whole = now, facts.extent(connection, EVERYTHING)
            return self._whole[1]

    def publishers(self) -> tuple[str, ...]:
        """The publishers of its articles; read once a generation."""
        with self._truth.reading() as connection:
            now = truth.generation(connection)
            if self._publishers[0] != now:
                self._publishers = now, facts.publishers(connection)
            return self._publishers[1]

    def generation(self) -> int:
        """Grows with every change of the archive."""
        with self._truth.reading() as connection:
            return truth.generation(connection)

    def info(self) -> ArchiveInfo:
        """What the archive holds, and how big it is."""
        with self._truth.reading() as connection:
            return facts.info(connection, self.folder, self.settings)

    def search_words(self, words: Sequence[str], scope: Scope, k: int) -> list[tuple[int, float]]:
        """The best `k` passages in scope for words, each an FTS5 expression: (number, score), best first."""
        with self._truth.reading() as connection:
            return self._words.best(connection, words, scope, k)

    def search_vector(self, vector: Vector, scope: Scope, k: int) -> list[tuple[int, float]]:
        """The `k` passages in scope nearest to a unit vector: (number, cosine), best first."""
        with self._truth.reading() as connection:
            self._expect_settings(connection)
            found = self._exact.nearest(connection, vector, scope, k)
            return self._vectors.nearest(connection, vector, scope, k) if found is None else found

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages of those numbers, in that order."""
        with self._truth.reading() as connection:
            return rows.stored_passages(connection, numbers)

    def print_dates(self, numbers: Sequence[int]) -> dict[int, PartialDate | None]:
        """When the article of each passage was printed: all that ranking needs, at a third of the passages' cost."""
        with self._truth.reading() as connection:
            return rows.print_dates(connection, numbers)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term (as `lexical.stems` gives it) stands; 0 for an unknown one."""
        with self._truth.reading() as connection:
            return lexical.frequencies(connection, terms)

    def terms(self, prefix: str = "") -> list[tuple[str, int]]:
        """Every term that begins with `prefix`, with the number of its passages."""
        with self._truth.reading() as connection:
            return lexical.terms(connection, prefix)

    @contextmanager
    def _writing(self) -> Iterator[VectorWriter]:
        with writing_alone(self.folder / LOCK), self._truth.apart():
            with self._truth.reading() as connection:
                self._expect_settings(connection)
            vectors = VectorWriter(self.folder, self._truth)
            try:
                if self._is_dirty():
                    vectors.opened()
                yield vectors
                if self._is_dirty():
                    with self._truth.writing() as connection:
                        truth.note(connection, dirty=0)
            finally:
                vectors.close()

    def _expect_settings(self, connection: sqlite3.Connection) -> None:
        """Another process may have rebuilt the archive since it was opened here."""
        now = ArchiveSettings.from_json(truth.manifest(connection)["settings"])
        if now != self.settings:
            raise SettingsMismatch(
                f"the archive {str(self.folder)!r} was rebuilt with {now} and is open here with "
                f"{self.settings}: open it again"
            )

    def _is_dirty(self) -> bool:
        with self._truth.reading() as connection:
            return truth.manifest(connection)["dirty"] != "0"


def _encoder(settings: ArchiveSettings) -> Encoder:
    from vectorstore.encoder import SentenceEncoder  # noqa: PLC0415 - 0.1 s, and not every command embeds

    return SentenceEncoder(settings.model)
