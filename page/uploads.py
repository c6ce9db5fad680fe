"""Files that people add on the page: whole or not at all, and nothing of them is left on the server."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock

from corpus.reading import Rejection
from page.desk import Desk
from page.markup import counted, safe
from qa import ArchiveError
from vectorstore.files import index_paths
from vectorstore.indexing import IndexReport, Progress

BUSY = "Nothing was added: another upload is being taken in. Try again when it has finished."
_BROKEN = "Nothing was added: something went wrong here, and the server's log says what."
_CANCELLED = "Cancelled: nothing was added."
_GONE = "Nothing was added: the files are no longer here, as if another window had added the same. Drop them again."
_HIDDEN = "its name begins with a dot, as hidden files' names do; rename it"
_REJECTIONS = 100
"""Rejected files that are listed; the rest are counted."""

_BROKEN_OFF = 3600.0
"""Seconds without a byte after which a file is no longer being sent; Gradio keeps those that came whole as long."""

_log = logging.getLogger("dateline.page")


class _Cancelled(Exception):
    """The one who added the files does not want it any more."""


class _Gone(Exception):
    """A file is not where it was uploaded to: equal files of two windows lie at one place."""


class Upload:
    """One window's upload: how far it is (`share` of 1, None while that cannot be told), and what came of it."""

    def __init__(self) -> None:
        self.restart("")

    def __deepcopy__(self, memo: object) -> Upload:
        """A new one: Gradio copies the first value of a state for each window."""
        return Upload()

    def restart(self, doing: str) -> None:
        """Forget the upload before."""
        self.stop, self.doing = Event(), doing
        self.share: float | None = None
        self.report: IndexReport | None = None
        self.problem = ""

    @property
    def running(self) -> bool:
        """Whether it has begun and nothing came of it yet."""
        return bool(self.doing) and self.report is None and not self.problem


class Uploads:
    """Takes files into the archive, one upload at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._alone = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="adding")

    def take_in(self, files: Sequence[Path], upload: Upload) -> Iterator[None]:
        """Add files; comes back each time the upload has something new to show. None of the files is left then.

        If it is closed before its end nothing is added; that does not wait until the work has noticed, since Gradio
        closes it in the thread that serves everybody.
        """
        if not self._alone.acquire(blocking=False):
            forget(files)
            if not upload.running:  # else it is this window's own, which goes on
                upload.restart("")
                upload.problem = BUSY
            yield
            return
        upload.restart("Reading the files")
        news = SimpleQueue[bool]()
        stop = upload.stop

        def tell(doing: str, share: float | None) -> None:
            if stop.is_set():
                raise _Cancelled
            upload.doing, upload.share = doing, share
            news.put(True)

        future = self._worker.submit(self._add, files, tell)
        future.add_done_callback(_log_failure)
        future.add_done_callback(lambda _: news.put(False))
        try:
            yield
            while news.get():
                yield
            _end(upload, future)
            yield
        finally:
            stop.set()
            if upload.running:
                upload.problem = _CANCELLED

    def _add(self, files: Sequence[Path], tell: Callable[[str, float | None], None]) -> IndexReport:
        """Index the files; whatever comes of it, none of them is left, and another upload may begin."""
        try:
            with tempfile.TemporaryDirectory(prefix="dateline-") as name:
                folder = Path(name)
                _gather(files, folder)
                report = index_paths(
                    self._desk.archive_to_fill(),
                    [folder],
                    lambda done: tell(*_indexed(done)),
                    lambda count: tell(f"Reading: {counted(count, 'article')}", None),
                    whole=True,
                )
            return replace(report, rejected=(*_hidden(files), *_without(folder, report.rejected)))
        finally:
            forget(files)
            self._alone.release()


def draw_upload(upload: Upload) -> str:
    """How far an upload is, or what came of it."""
    if upload.problem:
        return draw_refusal(upload.problem)
    if upload.report is not None:
        return _draw_report(upload.report)
    if not upload.doing:
        return ""
    value = "" if upload.share is None else f' value="{upload.share:.3f}"'
    return (
        f'<div class="progress" role="status"><label for="upload">{safe(upload.doing)}</label>'
        f'<progress id="upload" max="1"{value}></progress>'
        '<button type="button" data-cancel="1">Cancel</button></div>'
    )


def draw_refusal(words: str) -> str:
    """Why nothing was added."""
    return f'<p class="problem" role="alert">{safe(words)}</p>'


def _draw_report(report: IndexReport) -> str:
    words = (
        f"{report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{len(report.rejected):,} rejected, in {report.seconds:.1f} s"
    )
    rows = "".join(
        f"<tr><td><bdi>{safe(one.file.name)}</bdi>{_line(one)}</td><td>{safe(one.reason)}</td></tr>"
        for one in report.rejected[:_REJECTIONS]
    )
    more = len(report.rejected) - _REJECTIONS
    rest = f"<p>and {more:,} more</p>" if more > 0 else ""
    heads = '<thead><tr><th scope="col">File</th><th scope="col">Why</th></tr></thead>'
    table = f"<table><caption>Rejected</caption>{heads}<tbody>{rows}</tbody></table>{rest}" if rows else ""
    return f'<div class="report" role="status"><p>{safe(words)}</p>{table}</div>'


def _line(one: Rejection) -> str:
    return f", line {one.line:,}" if one.line else ""


def _indexed(done: Progress) -> tuple[str, float | None]:
    """What an index run does, and how much of it is done; storing is a twentieth of the time."""
    if done.stage == "storing":
        share = done.stored / done.passages if done.passages else 1.0
        return f"Storing: {done.stored:,} of {counted(done.passages, 'passage')}", 0.95 + 0.05 * share
    share = 0.95 * done.articles / done.articles_total if done.articles_total else 0.0
    return f"Indexing: {done.articles:,} of {counted(done.articles_total or 0, 'article')}", share


def _gather(files: Sequence[Path], folder: Path) -> None:
    """Move the files into one folder, so that a `metadata.jsonl` among them gives the others their facts."""
    for number, file in enumerate(dict.fromkeys(files)):  # equal files of one name lie at one place
        if not file.is_file():
            raise _Gone
        path = folder / file.name
        if path.exists():  # two of one name: the reader tells which of them it rejects, and why
            path = Path(tempfile.mkdtemp(prefix=f"{number:06}-", dir=folder)) / file.name
        shutil.move(file, path)


def _hidden(files: Sequence[Path]) -> Iterator[Rejection]:
    """Those that the reader passes over, since it reads a folder."""
    for file in files:
        if file.name.startswith("."):
            yield Rejection(file, None, _HIDDEN)


def _without(folder: Path, rejected: Sequence[Rejection]) -> Iterator[Rejection]:
    """What was rejected, without the name of the folder in which it lay meanwhile."""
    for one in rejected:
        yield replace(one, reason=one.reason.replace(f"{folder}/", ""))


def _end(upload: Upload, future: Future[IndexReport]) -> None:
    match future.exception():
        case None:
            upload.report = future.result()
        case _Cancelled():
            upload.problem = _CANCELLED
        case _Gone():
            upload.problem = _GONE
        case ArchiveError() as failure:
            upload.problem = f"Nothing was added: {failure}"
        case OSError() as failure:
            reason = failure.strerror or failure
            upload.problem = f"Nothing was added: {reason}. See that the server's disk has room and may be written."
        case _:
            upload.problem = _BROKEN


def _log_failure(future: Future[IndexReport]) -> None:
    """What nobody foresaw goes to the log, whether its window is still open or not."""
    failure = future.exception()
    if failure is not None and not isinstance(failure, (_Cancelled, _Gone, ArchiveError)):
        _log.error("an upload failed", exc_info=failure)


def forget(files: Iterable[Path]) -> None:
    """Take uploaded files off the server's disk, each with the folder that Gradio made for it alone."""
    for file in files:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # another upload of the same file lies there
            file.parent.rmdir()


def sweep(cache: Path) -> None:
    """Take off the disk what Gradio leaves in its cache of files whose sending broke off."""
    for file in cache.glob("tmp*"):
        with suppress(OSError):  # another has just taken it away
            if file.is_file() and time.time() - file.stat().st_mtime > _BROKEN_OFF:
                file.unlink()
