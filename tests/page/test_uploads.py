"""What is added on the page, step by step: all of it goes in or nothing, and no file of it is left."""

from __future__ import annotations

import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading import Rejection
from page.desk import Desk
from page.uploads import BUSY, Upload, Uploads, _gather, draw_upload, forget, sweep
from qa import Assistant
from qa.opening import open_reader
from tests.vectorstore.samples import HashingEncoder, article
from tests.vectorstore.test_whole import seen
from vectorstore import indexing, keeping
from vectorstore.archive import Archive
from vectorstore.indexing import IndexReport
from vectorstore.rows import Vector
from vectorstore.settings import ArchiveSettings


class HeldEncoder(HashingEncoder):
    """Waits before it embeds passages while it is held, and `pace` seconds each time; needs no model."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.free = Event(), Event()
        self.free.set()
        self.failure: Exception | None = None
        self.pace = 0.0

    def hold(self) -> None:
        self.reached.clear()
        self.free.clear()

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        self.reached.set()
        assert self.free.wait(30)
        time.sleep(self.pace)
        if self.failure is not None:
            raise self.failure
        return super().encode_passages(texts)


def light_assistant(folder: Path, encoder: HashingEncoder) -> Assistant:
    """An assistant over a new archive whose vectors cost nothing."""
    archive = Archive.open(folder, create=ArchiveSettings(model=encoder.name), encoder=encoder)
    return Assistant(archive, open_reader(archive))


@dataclass(frozen=True)
class Shelf:
    """An archive of two articles, and where Gradio would put what is uploaded."""

    archive: Archive
    encoder: HeldEncoder
    uploads: Uploads
    cache: Path

    def uploaded(self, name: str, text: str, at: str = "") -> Path:
        """A file as Gradio keeps it: in a folder of its own."""
        folder = self.cache / (at or f"{len(list(self.cache.iterdir())):064x}")
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        return folder / name

    def take_in(self, *files: Path, upload: Upload | None = None) -> Upload:
        """Take files in to the end."""
        upload = upload or Upload()
        for _ in self.uploads.take_in(files, upload):
            pass
        return upload

    def wait_for_the_worker(self) -> None:
        self.uploads._worker.submit(lambda: None).result(30)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(indexing, "WHOLE_BATCH", 4)
    monkeypatch.setattr(keeping, "_AT_ONCE", 3)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    (tmp_path / "cache").mkdir()
    assistant = light_assistant(tmp_path / "archive", encoder := HeldEncoder())
    assistant.archive.index([article("Bridge"), article("Heron")])
    yield Shelf(assistant.archive, encoder, Uploads(Desk(assistant)), tmp_path / "cache")
    assistant.close()
    assert list(scratch.iterdir()) == []


def lines(count: int) -> str:
    """An article a line."""
    return "\n".join(
        json.dumps({"url": f"story-{number}", "title": f"Story {number}", "text": f"Snow fell on day {number}."})
        for number in range(count)
    )


def report(upload: Upload) -> tuple[int, int, int, list[tuple[str, int | None, str]]]:
    """Added, changed, unchanged, and what was rejected."""
    told = upload.report
    assert told is not None, upload.problem
    rejected = [(one.file.name, one.line, one.reason) for one in told.rejected]
    return told.added, told.changed, told.unchanged, rejected


# to the end


def test_an_upload_tells_how_far_it_is_and_what_came_of_it(shelf: Shelf) -> None:
    upload = Upload()
    assert draw_upload(upload) == ""
    shown, shares = [], []
    file = shelf.uploaded("many.jsonl", lines(12))
    for _ in shelf.uploads.take_in([file], upload):
        shown.append(draw_upload(upload))
        shares.append(upload.share or 0.0)
        assert upload.running is (upload.report is None)
    assert all('data-cancel="1"' in one for one in shown[:-1])
    assert "data-cancel" not in shown[-1]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] <= shares[-1] <= 1.0
    assert "<p>12 added, 0 changed, 0 unchanged, 0 rejected, in " in shown[-1]
    assert not upload.running
    assert not list(shelf.cache.iterdir())
    assert shelf.archive.extent().articles == 14


def test_each_stage_is_told(shelf: Shelf) -> None:
    told: list[str] = []

    class Noted(Upload):
        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if name == "doing" and value:
                told.append(str(value))

    shelf.take_in(shelf.uploaded("many.jsonl", lines(5)), upload=Noted())
    # four passages are embedded at a time, and three go to Chroma; 0 is told before the first
    assert told == [
        "Reading the files",
        *(f"Reading: {number} article{'s' * (number > 1)}" for number in range(1, 6)),
        *(f"Indexing: {number} of 5 articles" for number in (0, 0, 0, 4, 4, 5)),
        *(f"Storing: {number} of 5 passages" for number in (0, 3, 5)),
    ]


def test_the_same_again_is_unchanged_and_another_version_changed(shelf: Shelf) -> None:
    assert report(shelf.take_in(shelf.uploaded("ferry.md", "The ferry was late."))) == (1, 0, 0, [])
    generation = shelf.archive.generation()
    assert report(shelf.take_in(shelf.uploaded("ferry.md", "The ferry was late."))) == (0, 0, 1, [])
    assert shelf.archive.generation() == generation
    assert report(shelf.take_in(shelf.uploaded("ferry.md", "The ferry was in time."))) == (0, 1, 0, [])
    assert shelf.archive.article("ferry").text == "The ferry was in time."


def test_what_cannot_be_taken_is_named_with_its_reason(shelf: Shelf) -> None:
    files = [
        shelf.uploaded("ferry.md", "The ferry was late."),
        shelf.uploaded("picture.png", "PNG"),
        shelf.uploaded("empty.txt", "  \n"),
        shelf.uploaded("some.jsonl", '{"url": "a", "title": "A", "text": "Snow fell."}\n{"url": "b"'),
        shelf.uploaded("ferry.txt", "Another ferry was late."),
        shelf.uploaded(".ferry.md", "A hidden ferry was late."),
    ]
    added, changed, unchanged, rejected = report(shelf.take_in(*files))
    assert (added, changed, unchanged) == (2, 0, 0)
    reasons = {(name, line): reason for name, line, reason in rejected}
    assert reasons.keys() == {
        ("picture.png", None),
        ("empty.txt", None),
        ("some.jsonl", 2),
        ("ferry.txt", None),
        (".ferry.md", None),
    }
    assert "unsupported ending '.png'; articles are .md, .txt, .html" in reasons["picture.png", None]
    assert reasons["empty.txt", None] == "no text in it"
    assert reasons["ferry.txt", None] == "the id 'ferry' is taken by ferry.md; rename one, or remove one"
    assert reasons[".ferry.md", None] == "its name begins with a dot, as hidden files' names do; rename it"
    assert not list(shelf.cache.iterdir())


def test_files_of_one_name_and_equal_files(shelf: Shelf) -> None:
    first = shelf.uploaded("ferry.md", "The ferry was late.")
    second = shelf.uploaded("ferry.md", "The ferry was in time.")
    third = shelf.uploaded("ferry.md", "The ferry did not come.")
    reason = "the id 'ferry' is taken by ferry.md; rename one, or remove one"
    rejected = [("ferry.md", None, reason)] * 2
    assert report(shelf.take_in(first, second, first, third)) == (1, 0, 0, rejected)
    assert shelf.archive.article("ferry").text == "The ferry was late."


def test_a_metadata_file_gives_the_others_their_facts(shelf: Shelf) -> None:
    facts = {"file": "ferry.txt", "title": "Late again", "publisher": "Gazette", "published": "2024-02-03"}
    files = [
        shelf.uploaded("ferry.txt", "The ferry was late."),
        shelf.uploaded("metadata.jsonl", json.dumps(facts)),
    ]
    assert report(shelf.take_in(*files)) == (1, 0, 0, [])
    ferry = shelf.archive.article("ferry")
    assert (ferry.title, ferry.publisher, str(ferry.published)) == ("Late again", "Gazette", "2024-02-03")


def test_more_rejections_than_are_listed_are_counted() -> None:
    upload = Upload()
    upload.report = IndexReport(0, 0, 0, tuple(Rejection(Path(f"{n}.png"), None, "no") for n in range(103)), 0, 0, 1.0)
    drawn = draw_upload(upload)
    assert drawn.count("<tr><td>") == 100
    assert "<p>and 3 more</p>" in drawn


def test_a_hostile_name_stays_text_and_does_not_turn_the_line_around() -> None:
    upload = Upload()
    name = "<img src=x onerror=alert(1)>\u202egnp.md"
    upload.report = IndexReport(0, 0, 0, (Rejection(Path(name), 3, "<b>bad</b>"),), 0, 0, 1.0)
    told = "<td><bdi>&lt;img src=x onerror=alert(1)&gt;\u202egnp.md</bdi>, line 3</td><td>&lt;b&gt;bad&lt;/b&gt;</td>"
    assert told in draw_upload(upload)


_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=40).filter(
    lambda name: name not in (".", "..")
)


@settings(deadline=None)  # the disk's time
@given(st.lists(st.tuples(_NAMES, st.integers(0, 3)), max_size=8))
def test_whatever_files_are_called_all_come_into_the_folder(told: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache, folder = Path(name, "cache"), Path(name, "folder")
        cache.mkdir()
        folder.mkdir()
        files = []
        for stem, at in told:
            (cache / str(at)).mkdir(exist_ok=True)
            files.append(cache / str(at) / stem)
            files[-1].write_text(f"{at}")
        _gather(files, folder)
        forget(files)
        came = Counter((path.name, path.read_text()) for path in folder.rglob("*") if path.is_file())
        assert came == Counter((file.name, file.parent.name) for file in dict.fromkeys(files))
        assert list(cache.iterdir()) == []


# cancelled


class Fickle(Upload):
    """Is cancelled as soon as it is told of a stage."""

    def __init__(self, stage: str) -> None:
        self.__dict__["stage"] = stage
        super().__init__()

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name == "doing" and str(value).startswith(self.__dict__["stage"]):
            self.stop.set()


@pytest.mark.parametrize(
    "stage",
    ["Reading the files", "Reading: 1 ", "Reading: 12", "Indexing: 0 ", "Indexing: 8 ", "Storing: 0", "Storing: 9"],
)
def test_a_cancel_at_any_stage_leaves_everything_as_it_was(shelf: Shelf, stage: str) -> None:
    before = seen(shelf.archive)
    text = lines(12) + '\n{"url": "Bridge", "title": "Another bridge", "text": "It was closed."}'
    upload = shelf.take_in(shelf.uploaded("many.jsonl", text), upload=Fickle(stage))
    assert draw_upload(upload) == '<p class="problem" role="alert">Cancelled: nothing was added.</p>'
    assert seen(shelf.archive) == before
    assert not list(shelf.cache.iterdir())
    assert report(shelf.take_in(shelf.uploaded("many.jsonl", text))) == (12, 1, 0, [])


def test_an_upload_whose_window_was_closed_adds_nothing_and_nobody_waits_for_it(shelf: Shelf) -> None:
    before = seen(shelf.archive)
    shelf.encoder.hold()
    upload = Upload()
    taking = shelf.uploads.take_in([shelf.uploaded("many.jsonl", lines(12))], upload)
    next(taking)
    assert shelf.encoder.reached.wait(30)
    taking.close()  # type: ignore[attr-defined]  # it is a generator
    assert not upload.running
    assert not shelf.encoder.free.is_set()
    shelf.encoder.free.set()
    shelf.wait_for_the_worker()
    assert seen(shelf.archive) == before
    assert not list(shelf.cache.iterdir())
    assert report(shelf.take_in(shelf.uploaded("a.txt", "Snow fell.")))[0] == 1


# refused


def test_of_two_uploads_at_once_the_second_is_told_and_the_first_goes_on(shelf: Shelf) -> None:
    shelf.encoder.hold()
    first = Upload()
    taking = shelf.uploads.take_in([shelf.uploaded("many.jsonl", lines(12))], first)
    next(taking)
    assert shelf.encoder.reached.wait(30)
    refused = shelf.uploaded("a.txt", "Snow fell.")
    assert shelf.take_in(refused).problem == BUSY
    assert not refused.parent.exists()
    shelf.encoder.free.set()
    for _ in taking:
        pass
    assert report(first) == (12, 0, 0, [])
    assert report(shelf.take_in(shelf.uploaded("a.txt", "Snow fell."))) == (1, 0, 0, [])


def test_while_another_process_writes_one_line_says_so(shelf: Shelf) -> None:
    before = seen(shelf.archive)
    with subprocess.Popen([sys.executable, "-c", _HOLDER, shelf.archive.folder], stdin=-1, stdout=-1) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdout.readline()
        problem = shelf.take_in(shelf.uploaded("a.txt", "Snow fell.")).problem
        assert problem.startswith(f"Nothing was added: the archive {str(shelf.archive.folder)!r} is being written by ")
        assert f"process {holder.pid} since" in problem
        assert "\n" not in problem
        holder.stdin.close()
    assert seen(shelf.archive) == before
    assert not list(shelf.cache.iterdir())
    assert report(shelf.take_in(shelf.uploaded("a.txt", "Snow fell.")))[0] == 1


_HOLDER = """
import sys
from pathlib import Path
from vectorstore.lock import writing_alone
from vectorstore.opening import LOCK
with writing_alone(Path(sys.argv[1]) / LOCK):
    print("held", flush=True)
    sys.stdin.read()
"""


def _raise(shelf: Shelf, failure: Exception) -> Upload:
    shelf.encoder.failure = failure
    upload = shelf.take_in(shelf.uploaded("many.jsonl", lines(12)))
    shelf.encoder.failure = None
    return upload


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (ValueError("secret"), "Nothing was added: something went wrong here, and the server's log says what."),
        (
            OSError(errno.ENOSPC, "No space left on device", "/secret"),
            "Nothing was added: No space left on device. See that the server's disk has room and may be written.",
        ),
    ],
)
def test_a_failure_in_the_middle_is_told_in_one_line_and_logged(
    shelf: Shelf, failure: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = seen(shelf.archive)
    with caplog.at_level(logging.ERROR, "dateline.page"):
        assert _raise(shelf, failure).problem == told
    assert [record.getMessage() for record in caplog.records] == ["an upload failed"]
    assert "secret" in caplog.text
    assert seen(shelf.archive) == before
    assert not list(shelf.cache.iterdir())
    assert report(shelf.take_in(shelf.uploaded("a.txt", "Snow fell.")))[0] == 1


def test_a_file_that_another_window_took_in_is_told_without_its_path(shelf: Shelf) -> None:
    file = shelf.uploaded("a.txt", "Snow fell.")
    assert report(shelf.take_in(file))[0] == 1
    problem = shelf.take_in(file).problem
    assert problem.startswith("Nothing was added: the files are no longer here")
    assert str(shelf.cache) not in problem


def test_each_window_has_an_upload_of_its_own() -> None:
    first = Upload()
    first.problem = "x"
    second = deepcopy(first)
    assert (second.problem, second.stop is first.stop) == ("", False)


def test_what_was_not_sent_to_its_end_is_swept_away_after_an_hour(tmp_path: Path) -> None:
    names = ["tmp1", "tmp2", "other"]
    for name, age in zip(names, (3700, 3500, 3700), strict=True):
        (tmp_path / name).write_text("half of an art")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / "tmp3").mkdir()
    os.utime(tmp_path / "tmp3", (0, 0))
    sweep(tmp_path)
    sweep(tmp_path / "none")
    assert sorted(os.listdir(tmp_path)) == ["other", "tmp2", "tmp3"]
