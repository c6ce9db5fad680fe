"""What was asked in one window of a browser, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.answer import Answer


@dataclass
class Turn:
    """A question; while it is worked on the stages begun so far, then an answer or what stood in its way."""

    question: str
    stages: list[str] = field(default_factory=list)
    answer: Answer | None = None
    problem: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing more comes."""
        return self.answer is not None or bool(self.problem)


@dataclass
class Conversation:
    """The turns of one window, oldest first."""

    turns: list[Turn] = field(default_factory=list)

    def answer(self, turn: int) -> Answer | None:
        """The answer of a turn; None if there is none: the number comes from the browser."""
        return self.turns[turn].answer if 0 <= turn < len(self.turns) else None
