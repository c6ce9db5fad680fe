"""Files go into an archive: read, rid of the lines that their publisher prints everywhere, indexed."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from corpus.article import Article
from corpus.reading import Rejection, read_articles
from corpus.repeats import repeated_lines, without_lines
from vectorstore.archive import Archive
from vectorstore.indexing import IndexReport, Progress


def index_paths(
    archive: Archive,
    paths: Sequence[Path],
    progress: Callable[[Progress], None] | None = None,
    reading: Callable[[int], None] | None = None,
    whole: bool = False,
) -> IndexReport:
    """Index files and folders of articles. `reading` is told how many were read, `progress` how many are in.

    All are read before the first is indexed, since only many articles show which lines are their site's. What
    was learnt stays with the archive, so that a file which comes alone later is cleaned of the same lines; it is kept
    with the first articles. With `whole` all is kept or nothing: either callback ends the work by raising.
    """
    with tempfile.TemporaryFile() as spool:
        count = 0

        def read() -> Iterator[Article]:
            nonlocal count
            for count, one in enumerate(read_articles(paths), start=1):
                pickle.dump(one, spool)
                if reading is not None:
                    reading(count)
                if isinstance(one, Article):
                    yield one

        learnt = repeated_lines(read())
        lines = _joined(archive.known_lines(), learnt)
        spool.seek(0)
        articles = _cleaned(_spooled(spool, count), lines)
        return archive.index(articles, progress, total=count, lines=learnt, whole=whole)


def _joined(known: Mapping[str, frozenset[str]], learnt: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    nothing = frozenset[str]()
    return {name: known.get(name, nothing) | learnt.get(name, nothing) for name in known.keys() | learnt.keys()}


def _spooled(spool: IO[bytes], count: int) -> Iterator[Article | Rejection]:
    """What was read before; reading costs 6 ms an article and comes to 50 MB for 5,000."""
    for _ in range(count):
        yield pickle.load(spool)


def _cleaned(
    articles: Iterable[Article | Rejection], lines: Mapping[str, frozenset[str]]
) -> Iterator[Article | Rejection]:
    for one in articles:
        if isinstance(one, Article):
            article = without_lines(one, lines.get(one.publisher or "", frozenset()))
            reason = "no text in it but lines that its publisher prints under many articles"
            yield article if article.text else Rejection(Path(one.id), None, reason)
        else:
            yield one
