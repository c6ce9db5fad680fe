"""`dateline verify`: an answer's quotes against the articles, in an archive or in their files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commands.index import nothing_in
from commands.opening import existing_archive
from commands.terminal import Failure, counted, say

if TYPE_CHECKING:
    from corpus.article import Article
    from corpus.reading import Rejection
    from qa.verify import Verdict
    from vectorstore.archive import Archive


def verify(told: Namespace) -> int:
    """Print a verdict for each quote; Failure if one does not stand where the answer says."""
    if told.articles is not None and told.archive is not None:
        told.parser.error("--articles and --archive: give one of them")
    from qa import verify as check  # noqa: PLC0415 - 0.4 s, and --help needs it not

    answer = check.read_answer(told.answer)
    if told.articles is not None:
        articles = {one.id: one for one in _as_indexed(told.articles)}
        verdicts = check.verify(answer, articles.get, articles.values)
    else:
        with existing_archive(told) as archive:
            verdicts = check.verify(answer, _finder(archive), archive.articles)
    for verdict in verdicts:
        say(_line(verdict))
    if not verdicts:
        say("the answer has no quotes")
    wrong = sum(not verdict.holds for verdict in verdicts)
    if wrong:
        stands = "does not stand" if wrong == 1 else "do not stand"
        of = counted(len(verdicts), "quote")
        raise Failure(f"{wrong} of {of} in {str(told.answer)!r} {stands} where the answer says")
    return 0


def _line(verdict: Verdict) -> str:
    words = " ".join(verdict.text.split())
    place = f", {verdict.place}" if verdict.place else ""
    why = f" ({verdict.why})" if verdict.why else ""
    return f"{verdict.number}. {verdict.kind}{place}{why}: “{words}”"


def _finder(archive: Archive) -> Callable[[str], Article | None]:
    from vectorstore.errors import UnknownArticle  # noqa: PLC0415 - came with the archive

    def find(name: str) -> Article | None:
        try:
            return archive.article(name)
        except UnknownArticle:
            return None

    return find


def _as_indexed(path: Path) -> list[Article]:
    """The articles in files, less the lines that `index` would take from them for their site's."""
    from corpus.article import Article  # noqa: PLC0415 - comes with the next
    from corpus.reading import read_articles  # noqa: PLC0415 - 0.2 s, and `ask` needs it not
    from corpus.repeats import repeated_lines, without_lines  # noqa: PLC0415 - comes with it

    articles: list[Article] = []
    refused: list[Rejection] = []
    for one in read_articles([path]):
        if isinstance(one, Article):
            articles.append(one)
        else:
            refused.append(one)
    if not articles:
        raise nothing_in([path], refused)
    lines = repeated_lines(articles)
    return [without_lines(one, lines.get(one.publisher or "", frozenset())) for one in articles]
