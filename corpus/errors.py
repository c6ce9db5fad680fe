"""What can go wrong with one file or one line; `reading` turns it into a rejection and goes on.

CorpusError
├── UnreadableError   bytes that are no text, or a text that holds no article
└── FactsError        a title, date or other fact that is not what it should be
"""

from __future__ import annotations


class CorpusError(Exception):
    """The base of this stage's errors."""


class UnreadableError(CorpusError):
    """Bytes that are no text, or a text that holds no article."""


class FactsError(CorpusError):
    """A title, date or other fact of an article that is not what it should be."""
