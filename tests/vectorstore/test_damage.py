"""A damaged file is noticed and named; it neither crashes the process nor gives wrong results."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vectorstore.kill_writer import edition
from tests.vectorstore.samples import SMALL, HashingEncoder
from vectorstore import errors, exact, truth
from vectorstore.archive import Archive
from vectorstore.chroma_files import damage
from vectorstore.errors import ArchiveDamaged, ArchiveError, ArchiveMissing
from vectorstore.scope import EVERYTHING

_SEARCH = """
import sys
from pathlib import Path
from tests.vectorstore.samples import HashingEncoder
from vectorstore import exact
from vectorstore.archive import Archive
from vectorstore.errors import ArchiveDamaged
from vectorstore.scope import EVERYTHING
exact.EXACT_LIMIT = 0
vector = HashingEncoder().encode_question("heron")
with Archive.open(Path(sys.argv[1])) as archive:
    try:
        print(len(archive.search_vector(vector, EVERYTHING, 10)), "found")
    except ArchiveDamaged as exc:
        print(exc)
"""


def _search_by_chroma(folder: Path) -> str:
    """What a search through Chroma says, in a process of its own: some faults end the process."""
    command = [sys.executable, "-c", _SEARCH, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    return done.stdout


def _half(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _noise(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 3)
        opened.write(bytes(range(37, 87)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 passages: enough for Chroma to write its graph to files."""
    folder = tmp_path_factory.mktemp("whole") / "archive"
    with Archive.open(folder, SMALL, HashingEncoder()) as archive:
        archive.index(edition(1))
        assert archive.extent().passages == 1200
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "archive"))


def test_a_whole_archive_has_no_damage(copy: Path) -> None:
    assert _search_by_chroma(copy) == "10 found\n"
    (folder,) = copy.glob("chroma-*")
    assert damage(folder) is None
    (header,) = folder.glob("*/header.bin")
    assert (header.parent / "data_level0.bin").stat().st_size > 100_000  # there is a graph to damage


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("*/header.bin", _half),
        ("*/header.bin", _noise),
        ("*/data_level0.bin", _half),
        ("*/link_lists.bin", _half),
        ("*/length.bin", _empty),
        ("*/index_metadata.pickle", Path.unlink),
        ("*/index_metadata.pickle", _half),
        ("chroma.sqlite3", _half),
        ("chroma.sqlite3", _empty),
        ("chroma.sqlite3", Path.unlink),
    ],
)
def test_a_damaged_vector_index_is_named_and_made_anew(
    copy: Path, name: str, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = copy.glob("chroma-*")
    (file,) = folder.glob(name)
    harm(file)
    if damage(folder) is None:  # then Chroma must say it, and not crash
        assert "dateline rebuild" in _search_by_chroma(copy)
    monkeypatch.setattr(exact, "EXACT_LIMIT", 0)
    vector = HashingEncoder().encode_question("heron")
    with Archive.open(copy, encoder=HashingEncoder()) as archive:
        with pytest.raises(ArchiveDamaged, match="dateline rebuild"):
            archive.search_vector(vector, EVERYTHING, 10)
        assert any("dateline rebuild" in problem for problem in archive.check().problems)
        archive.rebuild()
        assert archive.check().problems == ()
        assert len(archive.search_vector(vector, EVERYTHING, 10)) == 10


@pytest.mark.parametrize("harm", [_half, Path.unlink])
def test_the_next_writer_replaces_a_damaged_vector_index(copy: Path, harm: Callable[[Path], None]) -> None:
    (folder,) = copy.glob("chroma-*")
    (file,) = folder.glob("*/header.bin") if harm is _half else folder.glob("chroma.sqlite3")
    harm(file)
    encoder = HashingEncoder()
    with Archive.open(copy, encoder=encoder) as archive:
        assert archive.index(edition(2)).changed
        assert archive.check().problems == ()
    assert not folder.exists()


@pytest.mark.parametrize("harm", [_half, _noise])
def test_a_damaged_truth_is_named(copy: Path, harm: Callable[[Path], None]) -> None:
    file = copy / "archive.sqlite3"
    harm(file)
    try:
        with Archive.open(copy) as archive:
            problems = " ".join(archive.check().problems)
    except ArchiveDamaged as exc:
        problems = str(exc)
    assert "archive.sqlite3" in problems or "is not as it was read" in problems or "passage" in problems


def test_a_file_that_is_no_database_is_named(copy: Path) -> None:
    (copy / "archive.sqlite3").write_text("These are not the pages of a database. " * 30)
    with pytest.raises(ArchiveDamaged, match=r"archive\.sqlite3.*damaged.*dateline index"):
        Archive.open(copy)


def test_an_empty_file_is_no_archive(copy: Path) -> None:
    _empty(copy / "archive.sqlite3")
    for left in copy.glob("archive.sqlite3-*"):
        left.unlink()
    with pytest.raises(ArchiveMissing):
        Archive.open(copy)
    with Archive.open(copy, SMALL, HashingEncoder()) as archive:
        archive.index(edition(1))
        assert archive.check().problems == ()


def test_another_format_is_refused(copy: Path) -> None:
    with truth.Truth(copy / "archive.sqlite3").writing() as connection:
        truth.note(connection, format=truth.FORMAT + 1)
    with pytest.raises(ArchiveDamaged, match="format '2' and this program reads 1"):
        Archive.open(copy)


def test_every_error_is_an_archive_error() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(kinds) > 5
    assert all(issubclass(kind, ArchiveError) for kind in kinds)
    for kind in kinds:
        assert errors.__doc__ is not None
        assert kind.__name__ in errors.__doc__
