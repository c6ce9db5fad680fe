"""`dateline index`: files go into the archive."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands.opening import archive_to_fill
from commands.terminal import Failure, counted, say

if TYPE_CHECKING:
    from corpus.reading import Rejection
    from vectorstore.indexing import Progress


def index(told: Namespace) -> int:
    """Add or update the articles in files and folders, and report what became of each."""
    from corpus.article import Article  # noqa: PLC0415 - comes with the next
    from corpus.reading import read_articles  # noqa: PLC0415 - 0.2 s, and `ask` needs it not
    from vectorstore.files import index_paths  # noqa: PLC0415 - 0.2 s, and `ask` needs it not

    refused: list[Rejection] = []
    for one in read_articles(told.paths):  # to the first article: a mistyped path leaves no empty archive
        if isinstance(one, Article):
            break
        refused.append(one)
    else:
        raise nothing_in(told.paths, refused)
    with archive_to_fill(told) as archive, _Bar() as bar:
        report = index_paths(archive, told.paths, bar.indexed, bar.read)
    done = f"{counted(report.passages, 'new passage')} in {report.seconds:.1f} s"
    say(
        f"{report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{len(report.rejected):,} rejected; {done}"
    )
    if not report.added + report.changed + report.unchanged:
        raise nothing_in(told.paths, report.rejected)
    _say_rejected(report.rejected)
    return 0


def nothing_in(paths: Sequence[Path], refused: Sequence[Rejection]) -> Failure:
    """The failure of a command that found no article; what was rejected is said if that is several lines."""
    if len(refused) == 1:
        return Failure(_rejection(refused[0]))
    _say_rejected(refused)
    where = ", ".join(repr(str(path)) for path in paths)
    return Failure(f"no article in {where}: name .md, .txt, .html, .jsonl or .jsonl.gz files, or a folder of them")


def _say_rejected(refused: Sequence[Rejection]) -> None:
    for one in refused:
        say(_rejection(one))


def _rejection(one: Rejection) -> str:
    return f"{one.file}:{one.line}: {one.reason}" if one.line else f"{one.file}: {one.reason}"


class _Bar:
    """How far the work has come: on stderr, if that is a terminal, and gone at the end."""

    def __enter__(self) -> _Bar:
        from tqdm import tqdm  # noqa: PLC0415 - 0.05 s, and `ask` needs it not

        self._bar = tqdm(bar_format="{desc}", file=sys.stderr, disable=None, leave=False)
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def read(self, count: int) -> None:
        """Tell how many articles were read."""
        self._bar.set_description_str(f"{count:,} articles read", refresh=False)
        self._bar.update()

    def indexed(self, done: Progress) -> None:
        """Tell how many of them are in the archive."""
        if self._bar.total is None:
            self._bar.reset(done.articles_total)
            self._bar.bar_format = "{percentage:3.0f}%|{bar}| {desc}"
        pace = f", {done.passages_per_second:.0f} passages/s" if done.passages else ""
        left = f", {self._bar.format_interval(done.seconds_left)} left" if done.seconds_left else ""
        told = f"{done.articles:,} of {done.articles_total:,} articles{pace}{left}"
        self._bar.set_description_str(told, refresh=False)
        self._bar.update(done.articles - self._bar.n)
        if done.articles == done.articles_total:
            self._bar.refresh()  # the bar itself leaves out what follows within a tenth of a second
