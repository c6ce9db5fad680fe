"""One archive of the sample corpus for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from vectorstore.archive import Archive
from vectorstore.files import index_paths
from vectorstore.settings import ArchiveSettings

SAMPLES = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "archive"
    with Archive.open(folder, create=ArchiveSettings()) as archive:
        report = index_paths(archive, [SAMPLES])
    assert (report.added, report.rejected) == (4, ())
    return folder


@pytest.fixture(scope="session")
def assistant(sample_folder: Path) -> Iterator[qa.Assistant]:
    opened = qa.open_archive(sample_folder)
    yield opened
    opened.close()
