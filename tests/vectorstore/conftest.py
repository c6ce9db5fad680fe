"""An empty archive with a counting encoder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.samples import SMALL, HashingEncoder
from vectorstore.archive import Archive


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def archive(tmp_path: Path, encoder: HashingEncoder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", SMALL, encoder) as opened:
        yield opened
