"""Opening an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from qa import opening


def test_opening_reads_no_network(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its 0.2 s are paid by the first question alone: without the file the archive still opens."""
    monkeypatch.setattr(opening, "NETWORK", tmp_path / "missing.onnx")
    qa.open_archive(sample_folder).close()
