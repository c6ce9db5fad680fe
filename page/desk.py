"""Where the page's questions go: to an archive that is opened when it is first needed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock

from page.chips import Bounds
from page.conversation import STOPPED, Conversation, Turn
from page.filters import draw_filters
from page.line import Line, LineFull
from page.markup import counted
from page.settings import PageSettings
from page.turns import draw_notice, draw_welcome
from qa import Answer, ArchiveError, Article, Assistant, QaError, open_archive
from vectorstore.archive import Archive
from vectorstore.errors import ArchiveMissing
from vectorstore.settings import ArchiveSettings

AT_ONCE = 4
"""Questions worked on at a time; each takes both cores for half a second in a small archive."""
WAITING = 64
"""Questions that may wait beside them: half a minute of work in a small archive, over a minute in a large one."""

EXAMPLES = (
    "Who was reinstated in 2025?",
    "Did Rustom Ghazali defect?",
    "When did Nawaf al-Fares defect?",
    "How many children does Nawaf Fares have?",
)
"""For the sample corpus, whose articles bear this publisher's name."""
_SAMPLES = "Dateline samples"
_EMPTY = "This archive is empty: run `dateline index PATH...`, or add files in the Archive tab."
_BROKEN = "Something went wrong here; the server's log says what. Try again, or ask it otherwise."
_LOOK = 0.3
"""Seconds after which a question that waits is told again how many are before it."""

_log = logging.getLogger("dateline.page")


class _Stopped(Exception):
    """The asker does not want this answer any more."""


class Desk:
    """Where the page's questions are answered: one archive, opened when it is first needed."""

    def __init__(self, archive: Assistant | Path, settings: PageSettings | None = None) -> None:
        self.settings = settings or PageSettings()
        self._archive = archive
        self._opening = Lock()
        self._line = Line(AT_ONCE, WAITING)

    def assistant(self) -> Assistant:
        """The assistant; an ArchiveError if there is no archive, or none that can be used."""
        with self._opening:
            if isinstance(self._archive, Path):
                self._archive = open_archive(self._archive)
            return self._archive

    @property
    def folder(self) -> Path:
        """The archive's folder, whether there is an archive in it or not."""
        return self._archive if isinstance(self._archive, Path) else self._archive.archive.folder

    def status(self) -> str:
        """`4 articles, 2012 to 2025`, or nothing if there is no archive."""
        try:
            articles = self.assistant().archive.extent().articles
        except ArchiveError:
            return ""
        bounds = self.bounds()
        if bounds.first is None or bounds.last is None:
            return counted(articles, "article")
        first, last = bounds.first.year, bounds.last.year
        return f"{counted(articles, 'article')}, {first}" + (f" to {last}" if last != first else "")

    def bounds(self) -> Bounds:
        """The first and last day of print; none if there is no archive, or no article with a date."""
        try:
            months = [month for month, _ in self.assistant().archive.months() if month]
        except ArchiveError:
            return Bounds()
        return Bounds.of(months)

    def publishers(self) -> tuple[str, ...]:
        """The publishers of the archive's articles; none if there is no archive."""
        try:
            return self.assistant().archive.publishers()
        except ArchiveError:
            return ()

    def filters(self) -> str:
        """The form of where to search; empty if there is no archive."""
        try:
            archive = self.assistant().archive
            return draw_filters(archive.months(), archive.info().publishers)
        except ArchiveError:
            return ""

    def archive_to_fill(self) -> Archive:
        """The archive, made if there is none; an ArchiveError if it cannot be used."""
        with self._opening:
            folder = self.folder
            try:
                found = self._archive if isinstance(self._archive, Assistant) else open_archive(folder)
            except ArchiveMissing:
                Archive.open(folder, create=ArchiveSettings()).close()
                found = open_archive(folder)
            self._archive = found
            return found.archive

    def welcome(self) -> str:
        """The chat before the first question, or what keeps the archive from being asked."""
        try:
            archive = self.assistant().archive
            if not archive.extent().articles:
                return draw_notice(_EMPTY)
            return draw_welcome(EXAMPLES if _SAMPLES in archive.publishers() else ())
        except ArchiveError as exc:
            return draw_notice(str(exc))

    def work_on(self, talk: Conversation, number: int) -> Iterator[None]:
        """Answer a turn's question; comes back each time the turn has something new to show."""
        turn = talk.turns[number]
        news = SimpleQueue[str | None]()

        def tell(stage: str) -> None:
            if turn.stop.is_set():
                raise _Stopped
            news.put(stage)

        def work() -> Answer:
            tell("opening")
            assistant = self.assistant()
            if not turn.question:
                turn.question = assistant.completed(turn.typed, talk.earlier(number))
            return assistant.ask(turn.question, scope=turn.scope, step=tell)

        try:
            place = self._line.enter(work)
        except LineFull as exc:
            turn.problem = str(exc)
            yield
            return
        place.result.add_done_callback(lambda _: news.put(None))
        try:
            while not turn.stop.is_set():
                try:
                    stage = news.get(timeout=_LOOK)
                except Empty:
                    ahead = self._line.ahead(place)
                    if ahead == turn.ahead:
                        continue
                    turn.ahead = ahead
                else:
                    if stage is None:
                        break
                    turn.ahead = None
                    turn.stages.append(stage)
                yield
            if turn.stop.is_set():
                turn.problem = STOPPED
            else:
                _end(turn, place.result)
            yield
        finally:
            turn.stop.set()  # if the window was closed, what is left of the work is not done

    def answer(self, question: str, asked_on: date | None) -> Answer:
        """Answer a question of a program's; QaError, ArchiveError or LineFull if that cannot be done."""
        place = self._line.enter(lambda: self.assistant().ask(question, asked_on))
        try:
            return place.result.result()
        except (QaError, ArchiveError):
            raise
        except Exception as exc:
            _log.error("no answer to %r", question[:200], exc_info=exc)
            raise QaError(_BROKEN) from exc

    def article(self, name: str) -> Article:
        """The article of an id; an ArchiveError if there is none."""
        return self.assistant().archive.article(name)


def _end(turn: Turn, result: Future[Answer]) -> None:
    """Give a turn what its work came to."""
    failure = result.exception()
    if failure is None:
        turn.answer = result.result()
    elif isinstance(failure, (QaError, ArchiveError)):
        turn.problem = str(failure)
    else:
        _log.error("no answer to %r", turn.typed[:200], exc_info=failure)
        turn.problem = _BROKEN
