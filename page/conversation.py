"""What was asked in one window of a browser, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Lock

from qa import Scope, Within
from qa.answer import Answer
from qa.feedback import Verdict
from qa.following import Earlier

STOPPED = "Stopped before an answer was found."


@dataclass
class Turn:
    """A question; while it is worked on the stages begun so far, then an answer or what stood in its way.

    `typed` is what the asker wrote, `question` what it was completed to. `scope` was set by hand. `ahead` counts the
    questions that wait before it, None once it is begun.
    """

    typed: str
    scope: Scope | Within | None = None
    question: str = ""
    ahead: int | None = 0
    stages: list[str] = field(default_factory=list)
    answer: Answer | None = None
    problem: str = ""
    judged: Verdict | None = None
    stop: Event = field(default_factory=Event)

    @property
    def done(self) -> bool:
        """Whether nothing more comes of it."""
        return self.answer is not None or bool(self.problem)


class Conversation:
    """The turns of one window, oldest first. Its window's events share it, each in a thread of its own."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self._to_do: list[int] = []
        self._busy = False
        self._lock = Lock()

    def __deepcopy__(self, memo: object) -> Conversation:
        """A new one: Gradio copies the first value of a state for each window."""
        return Conversation()

    def begin(self, turn: Turn, number: int | None = None) -> int:
        """Put a turn at the end, or in the place of another, to be worked on; its number."""
        with self._lock:
            if number is None:
                number = len(self.turns)
                self.turns.append(turn)
            else:
                self.turns[number].stop.set()
                self.turns[number] = turn
            self._to_do.append(number)
            return number

    def to_do(self) -> Iterator[int]:
        """The numbers of the turns that wait, each once, in order; none while another event gives them out."""
        if not self._take_up():
            return
        try:
            while (number := self._next()) is not None:
                yield number
        except GeneratorExit:
            with self._lock:
                self._busy = False
            raise

    def _take_up(self) -> bool:
        with self._lock:
            free, self._busy = not self._busy, True
            return free

    def _next(self) -> int | None:
        with self._lock:
            while self._to_do:
                number = self._to_do.pop(0)
                if not self.turns[number].done:
                    return number
            self._busy = False
            return None

    def stop(self, number: int) -> bool:
        """End a turn's work; whether it was not begun, so that the turn is done with already."""
        with self._lock:
            turn = self.turns[number]
            turn.stop.set()
            if number not in self._to_do or turn.done:
                return False
            turn.problem = STOPPED
            return True

    def turn(self, number: int | None) -> Turn | None:
        """The turn of that number; None if there is none: the number comes from the browser."""
        return self.turns[number] if number is not None and 0 <= number < len(self.turns) else None

    def earlier(self, number: int) -> list[Earlier]:
        """What the turns before one asked, and what was answered."""
        return [
            Earlier(turn.question, turn.answer.answer if turn.answer.outcome == "answered" else "")
            for turn in self.turns[:number]
            if turn.answer is not None
        ]
