"""From a question to an answer: the one way that every caller takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answer import Answer
from qa.composing import Read, compose
from qa.deciding import decide, place
from qa.errors import QuestionError
from qa.explaining import Explanation
from qa.following import Earlier, completed
from qa.question import QuestionReading, read_question
from qa.reader import Reader
from qa.spellings import Spellings
from vectorstore.archive import Archive
from vectorstore.retrieval import RetrievedPassage, search
from vectorstore.scope import Scope

_LONGEST_QUESTION = 2_000
"""Characters; what is longer is no question but a text."""


@dataclass(frozen=True)
class AskSettings:
    """How much is read, and how sure an answer must be.

    `passages` go to the reader, whose network reads the likeliest of them. `threshold` is the log odds under which
    nothing was found, the reader's own if None.
    """

    passages: int = 20
    threshold: float | None = None


@dataclass(frozen=True)
class Within:
    """Where to search, set by hand: nothing that the question says of dates or publishers counts beside it.

    `names` are those of the question's names that are looked for in other spellings too; None for all of them.
    """

    scope: Scope
    names: tuple[str, ...] | None = None


class Assistant:
    """Answers questions about one archive. Threads may share it."""

    def __init__(self, archive: Archive, reader: Reader, settings: AskSettings | None = None) -> None:
        self.archive = archive
        self._reader = reader
        self._settings = settings or AskSettings()
        self._spellings = Spellings(archive)

    def ask(
        self,
        question: str,
        asked_on: date | None = None,
        scope: Scope | Within | None = None,
        step: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer a question; `asked_on` (today) is what "last month" counts from.

        `scope` is set by hand: its dates filter by the day of print and count instead of what the question says of
        time, its publishers instead of those that it names; a `Within` counts whole. `step` is told the stage that
        begins: reading, searching, reading passages, deciding; what it raises ends the work and reaches the caller.
        QuestionError if there is no question.
        """
        return self.explain(question, asked_on, scope, step).answer

    def explain(
        self,
        question: str,
        asked_on: date | None = None,
        scope: Scope | Within | None = None,
        step: Callable[[str], None] | None = None,
    ) -> Explanation:
        """What `ask` answers, with everything that was weighed for it."""
        clock = _Stopwatch(step)
        text = _checked(question)
        with self.archive.reading():
            clock.begin("reading")
            publishers = self.archive.publishers()
            reading = read_question(text, asked_on or date.today(), publishers)
            within = _narrowed(reading.scope, scope)
            spellings = self._spellings.of(_matched(reading.names, scope))
            clock.begin("searching")
            passages = self._search(reading, within, spellings)
            clock.begin("reading passages")
            spans = self._reader.read(reading, passages)
            clock.begin("deciding")
            evidence = [place(reading, within, span) for span in spans]
            threshold = self._settings.threshold
            if threshold is None:
                threshold = self._reader.threshold(reading)
            decision = decide(reading, evidence, threshold)
            read = Read(reading, within, spellings, passages, evidence)
            return Explanation(compose(self.archive, read, decision, clock.stop()), tuple(evidence))

    def chat(self, messages: Sequence[dict[str, str]], asked_on: date | None = None) -> Answer:
        """Answer the last message of the user's in a chat: `[{"role": "user", "content": "Who ...?"}, ...]`.

        What it leaves to the messages before ("and in 2012?") is put in; the answer's `question` is what was asked.
        """
        asked = [message.get("content") for message in messages if message.get("role") == "user"]
        if not asked or not isinstance(asked[-1], str):
            raise QuestionError("the chat holds no text of the user's: add a message with role 'user' and content")
        return self.ask(self.completed(asked[-1], _earlier(messages), asked_on), asked_on)

    def completed(self, question: str, earlier: Sequence[Earlier], asked_on: date | None = None) -> str:
        """The question with what it leaves to the turns before it (oldest first) put in."""
        return completed(_checked(question), earlier, asked_on or date.today(), self.archive.publishers())

    def retrieve(self, question: str, asked_on: date | None = None, k: int = 20) -> list[RetrievedPassage]:
        """The passages that `ask` would read, best first."""
        publishers = self.archive.publishers()
        reading = read_question(_checked(question), asked_on or date.today(), publishers)
        return self.search(reading, reading.scope, k)

    def search(self, reading: QuestionReading, scope: Scope, k: int | None = None) -> list[RetrievedPassage]:
        """The `k` best passages in scope (as many as `ask` reads), best first."""
        return self._search(reading, scope, self._spellings.of(reading.names), k)

    def _search(
        self, reading: QuestionReading, scope: Scope, spellings: Mapping[str, Sequence[str]], k: int | None = None
    ) -> list[RetrievedPassage]:
        passages = k or self._settings.passages
        return search(self.archive, reading.text, passages, scope, reading.asked_on, spellings)

    def close(self) -> None:
        """Let go of the archive's files."""
        self.archive.close()


class _Stopwatch:
    """Seconds by stage, and the call that tells of each stage's beginning."""

    def __init__(self, step: Callable[[str], None] | None) -> None:
        self._step = step
        self._began = self._stage_began = time.perf_counter()
        self._stage = ""
        self._seconds: dict[str, float] = {}

    def begin(self, stage: str) -> None:
        self._end_stage()
        self._stage = stage
        if self._step is not None:
            self._step(stage)

    def stop(self) -> dict[str, float]:
        self._end_stage()
        self._seconds["total"] = time.perf_counter() - self._began
        return self._seconds

    def _end_stage(self) -> None:
        now = time.perf_counter()
        if self._stage:
            self._seconds[self._stage] = now - self._stage_began
        self._stage_began, self._stage = now, ""


def _checked(question: str) -> str:
    text = " ".join(question.encode("utf-8", "replace").decode().split())  # lone surrogates are no text
    if not any(character.isalnum() for character in text):
        raise QuestionError(f"no question in {question[:40]!r}: ask something like 'Who was reinstated in 2025?'")
    if len(text) > _LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(text):,} characters, and {_LONGEST_QUESTION:,} is the most: ask it shorter"
        )
    return text


def _earlier(messages: Sequence[dict[str, str]]) -> list[Earlier]:
    """The turns before a chat's last: each question of the user's with what the assistant said next."""
    turns: list[Earlier] = []
    for message in messages:
        content = message.get("content")
        if not isinstance(content, str):
            continue
        if message.get("role") == "user":
            turns.append(Earlier(content, ""))
        elif message.get("role") == "assistant" and turns:
            turns[-1] = Earlier(turns[-1].question, content)
    return turns[:-1]


def _matched(names: Sequence[str], by_hand: Scope | Within | None) -> Sequence[str]:
    """The names to look for in other spellings too."""
    if isinstance(by_hand, Within) and by_hand.names is not None:
        return [name for name in names if name in by_hand.names]
    return names


def _narrowed(read: Scope, by_hand: Scope | Within | None) -> Scope:
    """The scope to search: a date set by hand counts before one read from the question."""
    if isinstance(by_hand, Within):
        return by_hand.scope
    if by_hand is None or not by_hand.bounded:
        return read
    if not by_hand.dated:
        return replace(read, publishers=by_hand.publishers)
    return replace(by_hand, publishers=by_hand.publishers or read.publishers)
