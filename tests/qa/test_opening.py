"""The reader that fits the archive's size, at each question anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

import qa
from qa import opening
from qa.opening import FittingReader
from qa.question import QuestionReading, read_question
from qa.reader import Reader, Rules, Span
from tests.qa.conftest import SAMPLES
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore.archive import Archive
from vectorstore.files import index_paths
from vectorstore.retrieval import RetrievedPassage
from vectorstore.settings import ArchiveSettings

ASKED = date(2025, 12, 20)
QUESTION = read_question("Who counted a heron?", ASKED)


class NamedReader:
    """Finds nothing; its threshold tells which one it is."""

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold

    def rules(self, question: QuestionReading) -> Rules:
        return Rules(self.threshold)

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        return []


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", SMALL, HashingEncoder()) as opened:
        yield opened


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which readers were built, in order; the picker has the threshold 1, the network 2."""
    names: list[str] = []

    def building(name: str, threshold: float) -> Callable[[Archive], Reader]:
        def build(_: Archive) -> Reader:
            names.append(name)
            return NamedReader(threshold)

        return build

    monkeypatch.setattr(opening, "open_picker", building("picker", 1))
    monkeypatch.setattr(opening, "open_span_reader", building("network", 2))
    return names


def test_the_reader_follows_the_archives_size(archive: Archive, built: list[str]) -> None:
    """With a limit of 3: two articles are picked from, three are read by the network, and back again."""
    reader = FittingReader(archive, large=3)
    assert built == []
    thresholds = []
    for change in (
        lambda: archive.index([article("ann"), article("bob")]),
        lambda: archive.index([article("cyd")], whole=True),
        lambda: archive.remove(["ann"]),
        lambda: archive.index([article("ann"), article("dan")]),
    ):
        change()
        assert reader.read(QUESTION, []) == []
        thresholds.append(reader.rules(QUESTION).threshold)
    assert thresholds == [1, 2, 1, 2]
    assert built == ["picker", "network"]


def test_one_question_has_one_reader(archive: Archive, built: list[str]) -> None:
    reader = FittingReader(archive, large=1)
    with archive.reading():
        assert reader.rules(QUESTION).threshold == 1
        archive.index([article("ann")])
        assert reader.rules(QUESTION).threshold == 1
    assert reader.rules(QUESTION).threshold == 2


def test_threads_build_one_reader(archive: Archive, built: list[str]) -> None:
    reader, together = FittingReader(archive, large=3), Barrier(8)

    def ask(_: int) -> float:
        together.wait()
        return reader.rules(QUESTION).threshold

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [1] * 8
    assert built == ["picker"]


def test_opening_builds_nothing(archive: Archive, built: list[str]) -> None:
    archive.index([article("ann")])
    qa.open_archive(archive.folder).close()
    assert built == []


def test_an_archive_that_grows_is_read_by_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample's articles one after the other, with the real readers: the network's spans bear its score."""
    monkeypatch.setattr(opening, "LARGE", 4)
    files = sorted(file for file in SAMPLES.iterdir() if file.name != "metadata.jsonl")
    assert len(files) == 4
    folder = tmp_path / "archive"
    with Archive.open(folder, create=ArchiveSettings()) as archive:
        index_paths(archive, files[:3])
        assistant = qa.open_archive(folder)
        try:
            few = assistant.explain("How many officers fled to Turkey?", ASKED)
            index_paths(archive, files[3:], whole=True)
            many = assistant.explain("How many officers fled to Turkey?", ASKED)
        finally:
            assistant.close()
    assert (few.answer.receipt.articles_in_archive, many.answer.receipt.articles_in_archive) == (3, 4)
    assert "network" not in few.evidence[0].span.features
    assert "network" in many.evidence[0].span.features
