"""One writer, any number of readers, and a kill at any moment."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Article
from tests.vectorstore import kill_writer
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import exact, indexing, rows, truth
from vectorstore.archive import Archive
from vectorstore.errors import ArchiveBusy
from vectorstore.scope import EVERYTHING
from vectorstore.vectors import VectorIndex

_HOLD = """
import sys
from pathlib import Path
from vectorstore.lock import writing_alone
with writing_alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_the_first_is(archive: Archive) -> None:
    command = [sys.executable, "-c", _HOLD, str(archive.folder / "writer.lock")]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        for write in (lambda: archive.index([article("ann")]), lambda: archive.remove([]), archive.rebuild):
            with pytest.raises(ArchiveBusy, match=f"process {holder.pid} since .* UTC: wait"):
                write()
        assert list(archive.articles()) == []  # readers do not wait
        holder.kill()
    archive.index([article("ann")])  # a killed holder leaves nothing to clean up
    assert archive.check().clean


def test_killed_at_random_moments(tmp_path: Path) -> None:
    found = list(kill_writer.kills(tmp_path / "archive", 4, seed=2))
    assert sum(one.killed for one in found) == 4


def test_an_encoder_that_fails_leaves_whole_batches(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH_PASSAGES", 1)

    def two_then_trouble() -> Iterator[Article]:
        yield article("ann")
        yield article("bob")
        raise RuntimeError("the disk with the articles is gone")

    with pytest.raises(RuntimeError, match="is gone"):
        archive.index(two_then_trouble())
    assert [one.id for one in archive.articles()] == ["ann", "bob"]
    assert "did not finish" in archive.check().problems[0]
    archive.index([])
    assert archive.check().problems == ()


def test_half_written_vectors_are_mended(archive: Archive, encoder: HashingEncoder) -> None:
    archive.index([article("ann"), article("bob")])
    _leave_half_written(archive)
    assert len(archive.check().problems) == 2
    encoder.texts.clear()
    archive.index([article("cyd")])
    assert archive.check().problems == ()
    assert not [text for text in encoder.texts if "cyd" not in text]


def _leave_half_written(archive: Archive) -> None:
    """As after a kill: one vector is missing, one is too many, and the manifest says that it is so."""
    (folder,) = archive.folder.glob("chroma-*")
    index = VectorIndex(folder)
    vector = HashingEncoder().encode_question("orphan")
    index.delete([sorted(index.ids())[0]])
    index.add([rows.VectorRow("orphan", vector, None, (0, 1), (0, 1))])
    index.close()
    with truth.Truth(archive.folder / "archive.sqlite3").writing() as connection:
        truth.note(connection, dirty=1)


def test_eight_readers_during_a_write(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look shows one generation: articles of two neighbouring editions, their passages alone."""
    monkeypatch.setattr(indexing, "BATCH_PASSAGES", 10_000)
    vector = archive.encoder.encode_question("heron")
    archive.index(kill_writer.edition(0))
    faults: list[str] = []
    looks = [0] * 8
    done = threading.Event()

    def look(reader: int) -> None:
        while not done.is_set():
            with archive.reading():
                editions = {one.text.split("edition ")[1].split()[0] for one in archive.articles()}
                words = {n for n, _ in archive.search_words(['"heron"'], EVERYTHING, 10_000)}
                dense = {n for n, _ in archive.search_vector(vector, EVERYTHING, 10_000)}
                if len(editions) != 2 or words != dense or len(archive.passages(sorted(words))) != len(words):
                    faults.append(f"{editions} {len(words)} {len(dense)}")
            looks[reader] += 1

    readers = [threading.Thread(target=look, args=(reader,)) for reader in range(8)]
    for reader in readers:
        reader.start()
    for version in (1, 2):
        archive.index(kill_writer.edition(version))
    time.sleep(0.2)
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert all(looks)
    assert archive.check().problems == ()


def test_a_snapshot_stays_while_the_archive_changes(archive: Archive) -> None:
    archive.index([article("ann")])
    vector = archive.encoder.encode_question("bakery")
    with archive.reading():
        before = archive.search_vector(vector, EVERYTHING, 10)
        archive.index([article("bob")])
        archive.remove(["ann"])
        assert [one.id for one in archive.articles()] == ["ann"]
        assert archive.search_vector(vector, EVERYTHING, 10) == before
        assert len(archive.passages([number for number, _ in before])) == len(before)
    assert [one.id for one in archive.articles()] == ["bob"]
    assert archive.check().problems == ()


def test_articles_may_be_changed_while_they_are_listed(archive: Archive) -> None:
    archive.index([article("ann"), article("bob")])
    for one in archive.articles():
        archive.index([article(one.id, "Another story.")])
    assert {one.text for one in archive.articles()} == {"Another story."}
    assert archive.check().problems == ()


def test_a_reader_in_another_process_sees_what_was_written(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma itself would go on showing the old state to a process that has it open."""
    monkeypatch.setattr(exact, "EXACT_LIMIT", 0)
    archive.index([article("ann")])
    vector = archive.encoder.encode_question("bakery")
    assert len(archive.search_vector(vector, EVERYTHING, 10_000)) == archive.extent().passages
    kill = [sys.executable, "-m", "tests.vectorstore.kill_writer", "child", str(archive.folder), "1"]
    subprocess.run(kill, check=True, cwd=Path(__file__).parents[2], capture_output=True)
    assert archive.extent().articles == kill_writer.ARTICLES + 1
    story = archive.encoder.encode_question("story 7 edition")
    numbers = [number for number, _ in archive.search_vector(story, EVERYTHING, 5)]
    assert {one.passage.article_id[:5] for one in archive.passages(numbers)} == {"story"}
    assert archive.settings == SMALL
