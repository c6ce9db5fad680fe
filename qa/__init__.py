"""A question becomes an answer that proves itself.

>>> import qa
>>> answer = qa.ask("Who was reinstated in 2025?")
>>> assistant = qa.open_archive("path/to/archive")
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.article import Article
from qa.answer import Answer
from qa.assistant import Assistant, Within
from qa.errors import QaError
from qa.opening import default_archive, open_archive, opened
from vectorstore.errors import ArchiveError
from vectorstore.scope import Scope

__all__ = [
    "Answer",
    "ArchiveError",
    "Article",
    "Assistant",
    "QaError",
    "Scope",
    "Within",
    "ask",
    "default_archive",
    "open_archive",
]


def ask(question: str, archive: str | Path | None = None, asked_on: date | None = None) -> Answer:
    """Answer a question from an archive (the default one: DATELINE_ARCHIVE, else `.dateline`), kept open after.

    `asked_on` (today) is what "last month" counts from. QuestionError, or an error of `vectorstore.errors`.
    """
    folder = Path(archive) if archive is not None else default_archive()
    return opened(folder.resolve()).ask(question, asked_on)
