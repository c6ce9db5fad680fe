"""A title for an article that states none: its headline, or its file's name made readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from corpus.characters import canonical_lines
from corpus.furniture_phrases import is_furniture

_STOPPED = re.compile(r"[.:;,…][\"”’')\]]*$")
_BEHIND_BAR = re.compile(r"\s+[|»›]\s+|\s+::\s+")
_LONGEST = 20  # words
_TOP = 5  # lines


def headline(raw: str) -> str | None:
    """The longest of the short lines without a full stop that a page begins with, less the site's name."""
    lines = takewhile(_may_be_headline, islice(_said(raw), _TOP))
    parts = [max(_BEHIND_BAR.split(line), key=_length) for line in lines if not line.startswith("By ")]
    return max(parts, key=_length) if parts else None


def _said(raw: str) -> Iterator[str]:
    return (line for line in canonical_lines(raw) if not is_furniture(line))


def _may_be_headline(line: str) -> bool:
    return 0 < _length(line) <= _LONGEST and not _STOPPED.search(line)


def _length(line: str) -> int:
    return len(line.split())


def readable_stem(stem: str) -> str:
    """`flood-in_the-valley` as words."""
    return re.sub(r"[\s_-]+", " ", stem).strip() or stem
