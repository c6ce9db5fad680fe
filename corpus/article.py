"""The article: what every later stage reads, quotes and cites."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from corpus.dates import PartialDate


@dataclass(frozen=True)
class Article:
    """One article. `text` is canonical, and every offset in the program counts its characters.

    Canonical: page furniture removed, Unicode NFC, one newline between paragraphs.
    """

    id: str
    title: str
    text: str
    publisher: str | None = None
    published: PartialDate | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()
