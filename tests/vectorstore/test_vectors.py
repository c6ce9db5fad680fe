"""Chroma gives what comparing with every vector gives, and never what the truth does not know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.samples import HashingEncoder, article
from vectorstore import exact
from vectorstore.archive import Archive
from vectorstore.exact import Matrix
from vectorstore.rows import VectorRow, packed, unpacked
from vectorstore.scope import EVERYTHING
from vectorstore.vectors import VectorIndex


def _rows(count: int, dimension: int = 64) -> list[VectorRow]:
    """Points around a few hundred centres, as sentences about a few hundred matters are."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(count // 10, dimension))
    points = centres[random.integers(0, len(centres), count)] + 0.7 * random.normal(size=(count, dimension))
    points = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    days = (20250101, 20250131)
    return [VectorRow(f"v{n}", point, "Gazette", days, days) for n, point in enumerate(points)]


def test_nearest_neighbours_agree_with_exact_search(tmp_path: Path) -> None:
    rows = _rows(3000)
    index = VectorIndex(tmp_path / "chroma")
    index.add(rows)
    vectors = np.stack([row.vector for row in rows])
    agreed = 0
    for query in vectors[::100]:
        found = index.nearest(query, 10, EVERYTHING)
        scores = vectors @ query
        best = set(np.argsort(-scores)[:10])
        agreed += sum(int(name[1:]) in best for name, _ in found)
        assert [score for _, score in found] == pytest.approx([scores[int(name[1:])] for name, _ in found], abs=1e-4)
    assert agreed >= 0.95 * 10 * len(vectors[::100])
    index.close()


def test_adding_twice_and_deleting(tmp_path: Path) -> None:
    rows = _rows(30)
    index = VectorIndex(tmp_path / "chroma")
    index.add(rows)
    index.add(rows)
    assert index.ids() == {row.vector_id for row in rows}
    assert index.differing(rows) == []
    index.delete(["v1", "v2", "unknown"])
    assert index.differing(rows) == ["v1", "v2"]
    assert "v1" not in {name for name, _ in index.nearest(rows[1].vector, 30, EVERYTHING)}
    index.close()


def test_what_the_truth_does_not_know_is_not_found(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.index([article("ann")])
    monkeypatch.setattr(exact, "EXACT_LIMIT", 0)
    vector = archive.encoder.encode_question("bakery")
    before = archive.search_vector(vector, EVERYTHING, 10)
    (folder,) = archive.folder.glob("chroma-*")
    index = VectorIndex(folder)
    index.add([VectorRow("half-written", vector, None, (0, 1), (0, 1))])
    index.close()
    assert archive.search_vector(vector, EVERYTHING, 10) == before
    assert archive.check().clean is False


def test_ties_and_small_archives() -> None:
    matrix = Matrix(np.array([3, 5, 9]), np.eye(3, dtype=np.float32)[[0, 0, 1]])
    query = np.array([1, 0, 0], dtype=np.float32)
    assert matrix.best(query, 2) == [(3, 1.0), (5, 1.0)]
    assert matrix.best(query, 99, among=np.array([5, 9])) == [(5, 1.0), (9, 0.0)]
    assert matrix.best(query, 0) == matrix.best(query, 5, among=np.array([], dtype=np.int64)) == []


def test_half_precision_moves_a_cosine_little() -> None:
    encoder = HashingEncoder()
    left, right = encoder.encode_question("the heron slept"), encoder.encode_question("the heron woke")
    assert unpacked(packed(left)) @ unpacked(packed(right)) == pytest.approx(left @ right, abs=5e-4)
    assert len(packed(left)) == 2 * len(left)
