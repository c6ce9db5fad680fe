"""The real articles that may stand beside the checkout; tests that need them are skipped where they don't."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "articles"

needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="needs the folder ../shared/articles beside the checkout"
)
