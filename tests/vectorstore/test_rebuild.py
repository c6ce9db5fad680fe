"""Everything derived can be made anew from the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import truth
from vectorstore.archive import Archive
from vectorstore.errors import SettingsMismatch
from vectorstore.rows import Vector
from vectorstore.scope import EVERYTHING


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_rebuilding_embeds_nothing_and_finds_the_same(archive: Archive, encoder: HashingEncoder) -> None:
    archive.index([article("ann"), article("bob")])
    vector = encoder.encode_question("bakery")
    before = archive.search_words(['"bridge"'], EVERYTHING, 9), archive.search_vector(vector, EVERYTHING, 9)
    (old,) = archive.folder.glob("chroma-*")
    encoder.texts.clear()
    archive.rebuild()
    assert encoder.texts == []
    after = archive.search_words(['"bridge"'], EVERYTHING, 9), archive.search_vector(vector, EVERYTHING, 9)
    assert after == before
    (new,) = archive.folder.glob("chroma-*")
    assert new.name != old.name
    assert archive.check().problems == ()


def test_what_was_removed_leaves_the_disk_with_a_rebuild(archive: Archive) -> None:
    archive.index([article("ann"), article("quisling", "Zanzibar quorum.\n" * 20_000)])
    archive.remove(["quisling"])
    before = archive.info().bytes
    archive.rebuild()
    assert archive.info().bytes < before / 2
    left = _bytes(archive.folder)
    assert b"ann opened a bakery" in left
    for gone in (b"quisling", b"Zanzibar", b"zanzibar"):
        assert gone not in left


def test_nothing_of_the_process_is_left_in_files_that_are_not_yet_written(archive: Archive) -> None:
    for write in (lambda: archive.index([article("ann")]), archive.rebuild):
        write()
        files = [file for name in ("data_level0.bin", "length.bin") for file in archive.folder.rglob(name)]
        assert len(files) == 2
        assert all(len(file.read_bytes()) > 0 == max(file.read_bytes()) for file in files)
    assert archive.check().problems == ()
    assert archive.search_words(['"bakery"'], EVERYTHING, 3)


def test_other_settings_are_given_by_a_rebuild(archive: Archive, encoder: HashingEncoder) -> None:
    archive.index([article("ann"), article("bob")])
    with Archive.open(archive.folder, encoder=encoder) as elsewhere:
        encoder.texts.clear()
        longer = replace(SMALL, passage_size=1000)
        archive.rebuild(longer)
        assert archive.settings == archive.info().settings == longer
        assert sorted(encoder.texts) == [article("ann").text, article("bob").text]
        assert archive.extent().passages == 2
        assert archive.check().problems == ()
        vector = encoder.encode_question("bakery")
        with pytest.raises(SettingsMismatch, match="open it again"):
            elsewhere.search_vector(vector, EVERYTHING, 3)
        with pytest.raises(SettingsMismatch, match="open it again"):
            elsewhere.index([])
    with Archive.open(archive.folder, longer, encoder) as again:
        encoder.texts.clear()
        assert again.index([article("ann"), article("bob")]).unchanged == 2
        assert encoder.texts == []


def test_another_model_embeds_everything_anew(archive: Archive) -> None:
    archive.index([article("ann")])
    other = HashingEncoder()
    archive.rebuild(replace(SMALL, model="other"), other)
    assert len(other.texts) == archive.extent().passages
    assert archive.encoder is other
    assert archive.check().problems == ()


def test_a_rebuild_that_fails_changes_nothing(archive: Archive) -> None:
    class Broken(HashingEncoder):
        def encode_passages(self, texts: Sequence[str]) -> Vector:
            raise RuntimeError("out of memory")

    archive.index([article("ann"), article("bob")])
    before = archive.info()
    with pytest.raises(RuntimeError):
        archive.rebuild(replace(SMALL, model="other"), Broken())
    assert (archive.settings, archive.info().generation) == (SMALL, before.generation)
    assert archive.check().problems == ()
    assert archive.index([article("ann"), article("bob")]).unchanged == 2


def test_a_lexical_index_that_is_off_is_noticed_and_made_anew(archive: Archive) -> None:
    archive.index([article("ann"), article("bob")])
    with truth.Truth(archive.folder / "archive.sqlite3").writing() as connection:
        connection.execute("DELETE FROM words_data WHERE id > 10")
    assert any("lexical index" in problem for problem in archive.check().problems)
    archive.rebuild()
    assert archive.check().problems == ()
    assert len(archive.search_words(['"bridge"'], EVERYTHING, 9)) == 2


def test_an_article_that_was_tampered_with_is_noticed(archive: Archive) -> None:
    archive.index([article("ann")])
    with truth.Truth(archive.folder / "archive.sqlite3").writing() as connection:
        connection.execute("UPDATE articles SET text = replace(text, 'opened', 'burned')")
    assert "article 'ann' is not as it was read: index its file again" in archive.check().problems
