"""One folder is one archive: articles go in, passages are found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.dates import PartialDate
from vectorstore import facts, lexical, rows, truth
from vectorstore.catalogue import Catalogue, Listing, Order
from vectorstore.derived import VectorReader, VectorWriter
from vectorstore.errors import SettingsMismatch, UnknownArticle
from vectorstore.exact import ExactSearch
from vectorstore.facts import ArchiveInfo, Extent, OnceAGeneration
from vectorstore.in_scope import InScope
from vectorstore.keeping import mended
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
        self._extent = OnceAGeneration(partial(facts.extent, scope=EVERYTHING))
        self._publishers = OnceAGeneration(facts.publishers)
        self._catalogue = OnceAGeneration(Catalogue.read)
        self._months = OnceAGeneration(lambda connection: self._catalogue.of(connection).months(()))
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
        lines: Mapping[str, Iterable[str]] | None = None,
        whole: bool = False,
    ) -> IndexReport:
        """Add or update articles; one that is there unchanged costs no embedding.

        `progress` is called after every article; `total` is their number, where known; `lines`, which publishers (the
        keys) print under many articles, are remembered. With `whole` all is kept in one generation, or nothing if
        anything is raised, by `progress` too. ArchiveBusy if another process is writing.
        """
        from vectorstore.indexing import IndexRun  # noqa: PLC0415 - 0.05 s, and most commands only read

        with self._writing() as vectors:
            run = IndexRun(self._truth, self.settings, self.encoder, vectors, progress, total, lines, whole)
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

    def rebuild(self, settings: ArchiveSettings | None = None, encoder: Encoder | None = None) -> None:
        """Make the indexes anew from the articles; with other settings, their passages and vectors too.

        `encoder` is the one for the new settings' model, if it is not to be loaded by its name.
        """
        from vectorstore.rebuilding import rebuild  # noqa: PLC0415 - 0.05 s, and most commands only read

        now = settings or self.settings
        if encoder is None and now.model != self.settings.model:
            encoder = _encoder(now)
        writing = closing(VectorWriter(self.folder, self._truth))
        with writing_alone(self.folder / LOCK), self._truth.apart(), writing as vectors:
            rebuild(self._truth, vectors, now, encoder or self.encoder)
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

    def known_lines(self) -> dict[str, frozenset[str]]:
        """The lines that publishers (the keys) print under many articles, as far as they were learnt."""
        with self._truth.reading() as connection:
            return rows.known_lines(connection)

    def extent(self, scope: Scope = EVERYTHING) -> Extent:
        """How many articles and passages are in scope; of the whole archive it is counted once a generation."""
        with self._truth.reading() as connection:
            return facts.extent(connection, scope) if scope.bounded else self._extent.of(connection)

    def publishers(self) -> tuple[str, ...]:
        """The publishers of its articles; read once a generation."""
        with self._truth.reading() as connection:
            return self._publishers.of(connection)

    def months(self, publishers: Sequence[str] = ()) -> tuple[tuple[str, int], ...]:
        """How many articles were printed in each month, "2022-03", of some publishers or all; earliest first.

        What is dated by its year alone counts under "2022", what has no date under "".
        Of all publishers it is counted once a generation.
        """
        with self._truth.reading() as connection:
            return self._catalogue.of(connection).months(publishers) if publishers else self._months.of(connection)

    def listing(self, words: str = "", offset: int = 0, limit: int = 50, order: Order = "newest") -> Listing:
        """The articles that hold every one of the words in title, publisher or id, or are of that date: "2022-03".

        Case and accents do not count. Undated ones come last in the order "newest", and so do those without a title
        or a publisher in the others. ValueError if `offset` or `limit` is negative.
        """
        with self._truth.reading() as connection:
            return self._catalogue.of(connection).listing(connection, words, offset, limit, order)

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
            with mended(self.folder, self._truth) as vectors:
                yield vectors

    def _expect_settings(self, connection: sqlite3.Connection) -> None:
        """Another process may have rebuilt the archive since it was opened here."""
        now = ArchiveSettings.from_json(truth.manifest(connection)["settings"])
        if now != self.settings:
            raise SettingsMismatch(
                f"the archive {str(self.folder)!r} was rebuilt with {now} and is open here with "
                f"{self.settings}: open it again"
            )


def _encoder(settings: ArchiveSettings) -> Encoder:
    from vectorstore.encoder import SentenceEncoder  # noqa: PLC0415 - 0.1 s, and not every command embeds

    return SentenceEncoder(settings.model)
