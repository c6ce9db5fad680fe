"""An upload is kept as one: all of it, or nothing of it is ever seen."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import exact, indexing, keeping, rows
from vectorstore.archive import Archive
from vectorstore.errors import ArchiveDamaged
from vectorstore.files import index_paths
from vectorstore.indexing import Progress
from vectorstore.scope import EVERYTHING
from vectorstore.vectors import VectorIndex

SITE_LINE = "The Gazette has been printed on the island since the first boat."
_TITLES = "Bridge closed,Heron counted,Bakery opened,Mayor resigned,Ferry late,Snow fell,Vote held".split(",")


class Cancelled(Exception):
    """What the page raises when its reader has had enough."""


@dataclass(frozen=True)
class Seen:
    """All that a reader can see of an archive."""

    generation: int
    articles: tuple[Article, ...]
    extent: object
    lines: object
    terms: tuple[tuple[str, int], ...]
    by_words: tuple[tuple[int, float], ...]
    by_vector: tuple[tuple[int, float], ...]
    problems: tuple[str, ...]


def seen(archive: Archive) -> Seen:
    by_vector = archive.search_vector(archive.encoder.encode_question("heron"), EVERYTHING, 100)
    return Seen(
        archive.generation(),
        tuple(archive.articles()),
        archive.extent(),
        archive.known_lines(),
        tuple(archive.terms()),
        tuple(archive.search_words(['"town"', '"heron"', '"upload"'], EVERYTHING, 100)),
        tuple(sorted((number, round(cosine, 5)) for number, cosine in by_vector)),  # Chroma's seventh digit varies
        archive.check().problems,
    )


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "WHOLE_BATCH", 4)
    monkeypatch.setattr(keeping, "_AT_ONCE", 3)


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    """Seven articles of one publisher, each with the site's line; three are there already in another version."""
    lines = [
        json.dumps(
            {
                "url": f"story-{number}",
                "title": title,
                "text": f"{title} in the upload, it was said.\nNobody expected it on day {number}.\n{SITE_LINE}",
                "publish_date": "2025-06-01",
                "publisher": "gazette.example",
            }
        )
        for number, title in enumerate(_TITLES)
    ]
    file = tmp_path / "upload.jsonl"
    file.write_text("\n".join(lines))
    return file


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.index([article(f"story-{number}") for number in range(3)] + [article("other")])
    return archive


def _stages(archive: Archive, upload: Path) -> tuple[list[int], list[Progress]]:
    """What the callbacks are told of the upload, tried on an archive of its own."""
    read, told = list[int](), list[Progress]()
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a", SMALL, HashingEncoder()) as other:
        other.index(archive.articles())
        index_paths(other, [upload], told.append, read.append, whole=True)
    return read, told


def _raising_at(number: int) -> Callable[[object], None]:
    """A callback that has had enough at its call of that number."""
    calls = iter(range(number))

    def told(_: object) -> None:
        if next(calls, None) is None:
            raise Cancelled(number)

    return told


def test_progress_tells_what_a_page_shows(filled: Archive, upload: Path) -> None:
    """Seven articles of two passages: "embedding" moves after every two of them, "storing" after every 3 vectors."""
    read, told = list[int](), list[Progress]()
    report = index_paths(filled, [upload], told.append, read.append, whole=True)
    assert read == [1, 2, 3, 4, 5, 6, 7]
    embedding = [one.articles for one in told if one.stage == "embedding"]
    assert embedding == [0, 2, 2, 4, 4, 6, 6, 7]
    storing = [(one.articles, one.passages, one.stored) for one in told if one.stage == "storing"]
    assert storing == [(7, 14, stored) for stored in (0, 3, 6, 9, 12, 14)]
    assert [one.stage for one in told] == ["embedding"] * 8 + ["storing"] * 6
    assert {one.articles_total for one in told} == {7}
    assert (report.added, report.changed, report.passages) == (4, 3, 14)


def test_all_of_it_is_one_generation(filled: Archive, upload: Path) -> None:
    before = filled.generation()
    index_paths(filled, [upload], whole=True)
    assert filled.generation() == before + 1
    assert filled.extent().articles == 8
    assert filled.known_lines() == {"gazette.example": frozenset({SITE_LINE})}
    assert all(SITE_LINE not in one.text for one in filled.articles())
    assert filled.check().problems == ()


@pytest.mark.parametrize("limit", [exact.EXACT_LIMIT, 0])
def test_cancelled_at_every_stage_leaves_nothing(
    filled: Archive, upload: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """Every call of either callback ends an upload; answers come from the truth's vectors, then from Chroma's."""
    monkeypatch.setattr(exact, "EXACT_LIMIT", limit)
    read, told = _stages(filled, upload)
    before = seen(filled)
    assert before.problems == ()
    for number in range(len(read)):
        with pytest.raises(Cancelled) as raised:
            index_paths(filled, [upload], None, _raising_at(number), whole=True)
        assert raised.value.args == (number,)
    assert seen(filled) == before
    for number, at in enumerate(told):
        with pytest.raises(Cancelled) as raised:
            index_paths(filled, [upload], _raising_at(number), whole=True)
        assert raised.value.args == (number,)
        assert seen(filled) == before, at
    assert index_paths(filled, [upload], whole=True).changed == 3
    after = seen(filled)
    assert (after.generation, len(after.articles), after.problems) == (before.generation + 1, 8, ())


def test_cancelled_in_an_empty_archive(archive: Archive, upload: Path) -> None:
    _, told = _stages(archive, upload)
    for number in range(len(told)):
        with pytest.raises(Cancelled):
            index_paths(archive, [upload], _raising_at(number), whole=True)
        assert (archive.generation(), list(archive.articles()), archive.known_lines()) == (0, [], {})
        assert archive.check().problems == ()
    assert index_paths(archive, [upload], whole=True).added == 7
    assert archive.check().problems == ()


def test_the_old_version_is_intact_after_a_cancel(filled: Archive) -> None:
    with pytest.raises(Cancelled):
        filled.index([article("story-1", "The heron left.")], _raising_at(3), whole=True)  # its vector is in
    assert filled.article("story-1") == article("story-1")
    numbers = [number for number, _ in filled.search_words(['"story-1"'], EVERYTHING, 20)]
    assert {one.sha256 for one in filled.passages(numbers)} == {article("story-1").sha256}
    assert filled.check().problems == ()


def test_other_faults_leave_nothing(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles' source, the encoder, Chroma after some vectors, the truth after some articles."""
    before = seen(filled)

    def source() -> Iterator[Article]:
        yield from (article(f"new-{number}") for number in range(5))
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        filled.index(source(), whole=True)
    assert seen(filled) == before
    for owner, name, error in (
        (HashingEncoder, "encode_passages", MemoryError("no room")),
        (VectorIndex, "add", ArchiveDamaged("no such graph")),
        (rows, "insert", KeyboardInterrupt()),
    ):
        with monkeypatch.context() as patched:
            _fail_at_the_second(patched, owner, name, error)
            with pytest.raises(type(error)) as raised:
                filled.index([article(f"new-{number}") for number in range(5)], whole=True)
            assert raised.value is error
        assert seen(filled) == before, name


def _fail_at_the_second(patched: pytest.MonkeyPatch, owner: object, name: str, error: BaseException) -> None:
    real, calls = getattr(owner, name), list[int]()

    def failing(*given: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise error
        return real(*given)

    patched.setattr(owner, name, failing)


def test_what_cannot_be_taken_back_is_mended_by_the_next_writer(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ArchiveDamaged("no such graph")

    with monkeypatch.context() as patched:
        patched.setattr(VectorIndex, "delete", broken)
        with pytest.raises(Cancelled):
            filled.index([article("new")], _raising_at(3), whole=True)
    assert [one.id for one in filled.articles()] == ["story-0", "story-1", "story-2", "other"]
    assert any("did not finish" in problem for problem in filled.check().problems)
    filled.index([], whole=True)
    assert filled.check().problems == ()


_KILLED = """
import os, sys
from pathlib import Path
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import keeping
from vectorstore.archive import Archive
keeping.rows.insert = lambda *_: os._exit(9)
archive = Archive.open(Path(sys.argv[1]), SMALL, HashingEncoder())
archive.index([article("story-1", "The heron left."), article("new")], lines={"Gazette": ["Read on."]}, whole=True)
"""


def test_killed_between_vectors_and_truth(filled: Archive, encoder: HashingEncoder) -> None:
    before = seen(filled)
    command = [sys.executable, "-c", _KILLED, str(filled.folder)]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == 9
    with Archive.open(filled.folder, encoder=encoder) as opened:
        left = seen(opened)
        assert (left.generation, left.articles, left.lines, left.by_words, left.by_vector) == (
            before.generation,
            before.articles,
            before.lines,
            before.by_words,
            before.by_vector,
        )
        assert len(left.problems) == 2  # spare vectors, and the word of it
        opened.index([], whole=True)
        assert seen(opened) == before


def test_lines_are_known_with_the_first_batch(archive: Archive, upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept batch by batch, whatever articles are in are in with the lines that they were cleaned of."""
    monkeypatch.setattr(indexing, "BATCH_PASSAGES", 4)
    with pytest.raises(Cancelled):
        index_paths(archive, [upload], _raising_at(0))
    assert (list(archive.articles()), archive.known_lines()) == ([], {})
    with pytest.raises(Cancelled):
        index_paths(archive, [upload], _raising_at(5))
    assert 0 < len(list(archive.articles())) < 7
    assert archive.known_lines() == {"gazette.example": frozenset({SITE_LINE})}


@pytest.mark.parametrize("whole", [True, False])
def test_lines_of_a_run_without_news_are_kept(archive: Archive, whole: bool) -> None:
    archive.index([article("ann")])
    before = archive.info()
    archive.index([article("ann")], lines={"Gazette": ["Read on."]}, whole=whole)
    assert archive.known_lines() == {"Gazette": frozenset({"Read on."})}
    assert archive.info().generation == before.generation


_WORDS = st.sampled_from("heron ferry mayor bakery town snow vote bridge harbour regatta".split())
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=5).map(
    lambda lines: "\n".join(f"{line.capitalize()}." for line in lines)
)
_RUNS = st.lists(st.dictionaries(st.sampled_from("abcdef"), _TEXTS, min_size=1, max_size=6), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None)
@given(_RUNS)
def test_whole_and_batchwise_give_the_same_archive(runs: list[dict[str, str]]) -> None:
    found = []
    for whole in (True, False):
        encoder = HashingEncoder()
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a", SMALL, encoder) as archive:
            for texts in runs:
                report = archive.index([article(name, text) for name, text in texts.items()], whole=whole)
                assert report.added + report.changed + report.unchanged == len(texts)
            found.append((seen(archive), sorted(encoder.texts)))
    assert found[0] == found[1]
    assert {one.id: one.text for one in found[0][0].articles} == {k: v for texts in runs for k, v in texts.items()}


@settings(max_examples=12, deadline=None)
@given(_RUNS, st.data())
def test_a_cancel_anywhere_changes_nothing(runs: list[dict[str, str]], data: st.DataObject) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(Path(folder) / "a", SMALL, HashingEncoder()) as archive,
    ):
        for texts in runs:
            articles = [article(name, text) for name, text in texts.items()]
            before = seen(archive)
            moment = data.draw(st.integers(0, 3 * len(articles)))
            try:
                archive.index(articles, _raising_at(moment), whole=True)
            except Cancelled:
                assert seen(archive) == before
                archive.index(articles, whole=True)
            assert archive.check().problems == ()
            assert all(archive.article(one.id) == one for one in articles)
