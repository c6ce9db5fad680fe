"""Articles go in: split, embedded, and kept a batch at a time or all as one."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.article import Article
from corpus.events import find_dates
from corpus.passages import Passage, split_passages
from corpus.reading import Rejection
from vectorstore import rows
from vectorstore.derived import VectorWriter
from vectorstore.keeping import Keeping
from vectorstore.rows import NewPassage, Vector
from vectorstore.scope import day_number
from vectorstore.settings import ArchiveSettings
from vectorstore.truth import Truth

if TYPE_CHECKING:
    from vectorstore.encoder import Encoder

Stage = Literal["embedding", "storing"]

BATCH_PASSAGES = 1024
"""New passages kept in one transaction; what a kill can cost."""
WHOLE_BATCH = 32
"""New passages embedded between two tellings of a run kept as one: 0.3 to 2.5 s, in which its bar stands still. A core
embeds as many a second with 32, 64 and 128."""


@dataclass(frozen=True)
class Progress:
    """How far an index run has come. `passages` are those of articles that were new or changed.

    A run kept as one embeds all its articles, then stores them: `stored` counts passages whose vectors are in, and
    it tells for the last time just before its one transaction. Any other run stores on the way, as "embedding".
    """

    articles: int
    articles_total: int | None
    passages: int
    seconds: float
    stage: Stage = "embedding"
    stored: int = 0

    @property
    def passages_per_second(self) -> float:
        """The mean so far."""
        return self.passages / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the mean pace so far; None if the number of articles is unknown."""
        if self.articles_total is None or not self.articles:
            return None
        return self.seconds / self.articles * (self.articles_total - self.articles)


@dataclass(frozen=True)
class IndexReport:
    """What became of the articles of one run. `passages` were new, `embedded` of them had no vector yet."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejection, ...]
    passages: int
    embedded: int
    seconds: float


class IndexRun:
    """One run over many articles. The caller holds the writer's lock and has mended the archive.

    `lines` are remembered with the first articles that are kept. A `whole` run is kept as one: whatever is raised,
    by `progress` too, leaves the archive as it was.
    """

    def __init__(
        self,
        kept: Truth,
        settings: ArchiveSettings,
        encoder: Encoder,
        vectors: VectorWriter,
        progress: Callable[[Progress], None] | None = None,
        total: int | None = None,
        lines: Mapping[str, Iterable[str]] | None = None,
        whole: bool = False,
    ) -> None:
        self._truth, self._keeping = kept, Keeping(kept, vectors, lines or {})
        self._batch, self._whole = WHOLE_BATCH if whole else BATCH_PASSAGES, whole
        self._settings, self._encoder = settings, encoder
        self._progress, self._total = progress, total
        self._began = time.perf_counter()
        self._stored: Future[None] = Future()
        self._stored.set_result(None)
        self._seen: dict[str, str] = {}
        self._waiting: list[tuple[Article, list[Passage]]] = []
        self._held: list[tuple[Article, list[NewPassage]]] = []
        self._held_vectors: dict[bytes, Vector] = {}
        self._rejected: list[Rejection] = []
        self._added = self._changed = self._unchanged = self._passages = self._embedded = 0

    def run(self, articles: Iterable[Article | Rejection]) -> IndexReport:
        """Take every article; a full batch is embedded, and kept while the next one is, or held until the end."""
        with ThreadPoolExecutor(max_workers=1) as self._storing:
            for article in articles:
                if isinstance(article, Article):
                    self._take(article)
                else:
                    self._rejected.append(article)
                if sum(len(passages) for _, passages in self._waiting) >= self._batch:
                    self._embed()
                self._tell()
            self._embed()
            self._stored.result()
        self._tell()
        if self._held:
            self._keeping.whole(self._held, lambda stored: self._tell("storing", stored))
        elif not self._passages:
            self._keeping.lines_alone()
        return IndexReport(
            self._added,
            self._changed,
            self._unchanged,
            tuple(self._rejected),
            self._passages,
            self._embedded,
            time.perf_counter() - self._began,
        )

    def _take(self, article: Article) -> None:
        print_ = rows.fingerprint(article)
        if article.id in self._seen:
            self._take_again(article, same=self._seen[article.id] == print_)
            return
        self._seen[article.id] = print_
        with self._truth.reading() as connection:
            before = rows.kept_fingerprint(connection, article.id)
        if before == print_:
            self._unchanged += 1
            return
        self._waiting.append((article, checked_split(article, self._settings.passage_size)))
        self._changed += before is not None
        self._added += before is None

    def _take_again(self, article: Article, same: bool) -> None:
        """An id that was in this run already: the first article keeps it."""
        if same:
            self._unchanged += 1
        else:
            reason = f"another article of this run has the id {article.id!r}: give one of them another name"
            self._rejected.append(Rejection(Path(article.id), None, reason))

    def _embed(self) -> None:
        """Embed the waiting articles; they are held, or stored behind the next ones' back: a fifth of the time."""
        if self._waiting:
            texts = texts_of(self._waiting)
            with self._truth.reading() as connection:
                vectors = kept_vectors(connection, texts)
            vectors |= {key: self._held_vectors[key] for key in texts if key in self._held_vectors}
            self._embedded += embed(self._encoder, texts, vectors)
            if self._whole:
                self._held_vectors |= vectors
                self._held += ready(self._waiting, vectors)
            else:
                self._stored.result()
                self._stored = self._storing.submit(self._store, self._waiting, vectors)
            self._passages += sum(len(passages) for _, passages in self._waiting)
            self._waiting = []

    def _store(self, split: Sequence[tuple[Article, list[Passage]]], vectors: Mapping[bytes, Vector]) -> None:
        self._keeping.batch(ready(split, vectors))

    def _tell(self, stage: Stage = "embedding", stored: int = 0) -> None:
        if self._progress is not None:
            done = self._added + self._changed + self._unchanged + len(self._rejected) - len(self._waiting)
            seconds = time.perf_counter() - self._began
            self._progress(Progress(done, self._total, self._passages, seconds, stage, stored))


def checked_split(article: Article, size: int) -> list[Passage]:
    """The passages of an article, all inside it and none empty."""
    passages = split_passages(article, size)
    for passage in passages:
        if not 0 <= passage.start < passage.end <= len(article.text) or passage.article_id != article.id:
            raise ValueError(f"{passage!r} is no part of the article {article.id!r} of {len(article.text)} characters")
    return passages


def texts_of(articles: Sequence[tuple[Article, list[Passage]]]) -> dict[bytes, str]:
    """The different texts of the passages, by digest."""
    spans = (article.text[passage.start : passage.end] for article, passages in articles for passage in passages)
    return {digest(span): span for span in spans}


def embed(encoder: Encoder, texts: Mapping[bytes, str], vectors: dict[bytes, Vector]) -> int:
    """Add the vectors of the texts that have none yet, and tell how many these were."""
    missing = {key: text for key, text in texts.items() if key not in vectors}
    if missing:
        vectors.update(zip(missing, encoder.encode_passages(list(missing.values())), strict=True))
    return len(missing)


def ready(
    articles: Sequence[tuple[Article, list[Passage]]], vectors: Mapping[bytes, Vector]
) -> list[tuple[Article, list[NewPassage]]]:
    """Give every passage the vector of its text, and the days that it tells of."""
    return [(article, _ready(article, passages, vectors)) for article, passages in articles]


def kept_vectors(connection: sqlite3.Connection, digests: Iterable[bytes]) -> dict[bytes, Vector]:
    """The vectors in the archive for texts of those digests."""
    found = {}
    sql = "SELECT vector FROM vectors JOIN passages ON number = passage WHERE digest = ? LIMIT 1"
    for key in digests:
        row = connection.execute(sql, (key,)).fetchone()
        if row is not None:
            found[key] = rows.unpacked(row[0])
    return found


def digest(text: str) -> bytes:
    """Sixteen bytes that name a passage's text."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _ready(article: Article, passages: Sequence[Passage], vectors: Mapping[bytes, Vector]) -> list[NewPassage]:
    dates = told_days(article)
    ready = []
    for passage in passages:
        key = digest(article.text[passage.start : passage.end])
        told = tuple((first, last) for place, first, last in dates if passage.start <= place < passage.end)
        ready.append(NewPassage(passage, key, vectors[key], told))
    return ready


def told_days(article: Article) -> list[tuple[int, int, int]]:
    """The days an article tells of: (offset, first day, last day), less what is open ("before 2012")."""
    mentions = find_dates(article.text, article.published)
    closed = (mention for mention in mentions if mention.first > date.min and mention.last < date.max)
    return [(mention.start, day_number(mention.first), day_number(mention.last)) for mention in closed]
