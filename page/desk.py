"""Where the page's questions go: to an archive that is opened when it is first needed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from page.answers import draw_notice, draw_welcome
from page.articles import NO_ARTICLE, draw_article, draw_no_article
from page.conversation import Conversation, Turn
from page.markup import counted
from qa import Answer, ArchiveError, Assistant, QaError, open_archive

AT_ONCE = 4
"""Questions worked on at a time; more wait in the queue. Each takes a core for half a second."""

EXAMPLES = (
    "Who was reinstated in 2025?",
    "Did Rustom Ghazali defect?",
    "When did Nawaf al-Fares defect?",
    "Who is Syria's ambassador to France?",
)
"""For the sample corpus, whose articles bear this publisher's name."""
_SAMPLES = "Dateline samples"
_EMPTY = "This archive is empty: run `dateline index PATH...` and load this page again."
_BROKEN = "Something went wrong here; the server's log says what. Try again, or ask it otherwise."

_log = logging.getLogger("dateline.page")


class Desk:
    """Where the page's questions are answered: one archive, opened when it is first needed."""

    def __init__(self, archive: Assistant | Path) -> None:
        self._archive = archive
        self._opening = Lock()
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="asking")

    def assistant(self) -> Assistant:
        """The assistant; an ArchiveError if there is no archive, or none that can be used."""
        with self._opening:
            if isinstance(self._archive, Path):
                self._archive = open_archive(self._archive)
            return self._archive

    def status(self) -> str:
        """`4 articles, 2012 to 2025`, or nothing if there is no archive."""
        try:
            info = self.assistant().archive.info()
        except ArchiveError:
            return ""
        if info.first is None or info.last is None:
            return counted(info.articles, "article")
        first, last = info.first.year, info.last.year
        return f"{counted(info.articles, 'article')}, {first}" + (f" to {last}" if last != first else "")

    def welcome(self) -> str:
        """The chat before the first question, or what keeps the archive from being asked."""
        try:
            info = self.assistant().archive.info()
        except ArchiveError as exc:
            return draw_notice(str(exc))
        if not info.articles:
            return draw_notice(_EMPTY)
        return draw_welcome(EXAMPLES if _SAMPLES in dict(info.publishers) else ())

    def work_on(self, turn: Turn) -> Iterator[None]:
        """Answer a turn's question; comes back each time the turn has something new to show."""
        news = SimpleQueue[str | None]()
        turn.stages.append("opening")
        work: Future[Answer] = self._workers.submit(lambda: self.assistant().ask(turn.question, step=news.put))
        work.add_done_callback(lambda _: news.put(None))
        yield
        while (stage := news.get()) is not None:
            turn.stages.append(stage)
            yield
        failure = work.exception()
        if failure is None:
            turn.answer = work.result()
        elif isinstance(failure, (QaError, ArchiveError)):
            turn.problem = str(failure)
        else:
            _log.error("no answer to %r", turn.question[:200], exc_info=failure)
            turn.problem = _BROKEN
        yield

    def article(self, talk: Conversation, turn: int, quote: int | None) -> str:
        """The article of a quote, or (None) of a turn's nearest miss; an empty pane for any other."""
        answer = talk.answer(turn)
        if answer is None or (quote is not None and not 0 <= quote < len(answer.quotes)):
            return NO_ARTICLE
        miss = answer.receipt.nearest_miss
        if quote is None and miss is None:
            return NO_ARTICLE
        name = answer.quotes[quote].article if quote is not None else miss.article if miss else ""
        try:
            article = self.assistant().archive.article(name)
        except ArchiveError as exc:
            return draw_no_article(str(exc))
        return draw_article(article, answer.quotes, quote, turn)
