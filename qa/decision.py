"""What is decided of a question: spans with who says them and when, joined by value, and the outcome."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer import Outcome, Stance
from qa.reader import Span

SHOWN = 5
"""Findings in an answer at the most: what a reader will check."""
BEHIND = 1.5
"""Log odds behind the best within which another value is still worth showing."""
LONGEST = 2_000
"""Characters of a sentence that are looked at: what is longer is a table or an attack."""
TIED = 0.7
"""Log odds within which two rival values stand equal."""


@dataclass(frozen=True)
class Evidenced:
    """A span with who says it, how, and when it happened."""

    span: Span
    stance: Stance
    speaker: str | None
    event: str | None
    rejected: str
    """Why the span is no answer, whatever its score: of another time, or without what was asked for."""


@dataclass(frozen=True)
class Grouped:
    """Spans that give the same value, the best first; `score` joins theirs."""

    value: str
    members: tuple[Evidenced, ...]
    score: float


@dataclass(frozen=True)
class Decision:
    """What is to be said. `groups` are the findings to be; `value` is the short answer."""

    outcome: Outcome
    value: str
    groups: tuple[Grouped, ...]
    listed: int = 1
    """How many of the groups the short answer names."""
    missed: float | None = None
    """Of "not found": the log odds of what was not sure enough to be shown; None if there was nothing."""
