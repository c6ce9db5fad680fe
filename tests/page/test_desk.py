"""What a question comes to at the desk: an answer, a line that says what is wrong, or an end by its asker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from page.conversation import STOPPED, Conversation, Turn
from page.desk import Desk
from page.line import Line
from qa import Assistant, open_archive

REINSTATED = "Who was reinstated in 2025?"
BROKEN = "Something went wrong here; the server's log says what. Try again, or ask it otherwise."
SOON = 10.0


@pytest.fixture
def assistant(page_archive: Path) -> Iterator[Assistant]:
    """One that a test may break."""
    opened = open_archive(page_archive)
    yield opened
    opened.close()


def _asked(desk: Desk, question: str = REINSTATED) -> tuple[Turn, list[tuple[str, ...]]]:
    """A question's turn when it is done, and the stages that it showed on the way."""
    talk = Conversation()
    number = talk.begin(Turn(question))
    turn = talk.turns[number]
    return turn, [tuple(turn.stages) for _ in desk.work_on(talk, number)]


def _breaks(error: BaseException) -> Callable[..., None]:
    def ask(*_: object, **__: object) -> None:
        raise error

    return ask


def test_a_turn_shows_one_stage_more_each_time_and_then_its_answer(assistant: Assistant) -> None:
    turn, shown = _asked(Desk(assistant))
    stages = ("opening", "reading", "searching", "reading passages", "deciding")
    assert shown == [*(stages[:count] for count in range(1, 6)), stages]
    assert turn.answer is not None
    assert turn.answer.answer == "25 diplomats"
    assert turn.question == REINSTATED
    assert turn.problem == ""


@pytest.mark.parametrize("error", [KeyError("lost\nand gone"), MemoryError(), RecursionError()])
def test_an_unexpected_error_is_one_line_for_the_asker_and_whole_in_the_log(
    assistant: Assistant, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(assistant)
    with monkeypatch.context() as broken:
        broken.setattr(assistant, "ask", _breaks(error))
        turn, _ = _asked(desk)
    assert turn.problem == BROKEN
    assert turn.answer is None
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("dateline.page", logging.ERROR)
    assert record.getMessage() == f"no answer to {REINSTATED!r}"
    assert record.exc_info is not None
    assert record.exc_info[1] is error
    again, _ = _asked(desk)
    assert again.answer is not None, "the next question is answered"


def test_what_is_wrong_with_a_question_is_told_and_not_logged(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    turn, _ = _asked(Desk(assistant), "?!")
    assert turn.problem.startswith("no question in '?!'")
    assert caplog.records == []


def test_where_there_is_no_archive_the_way_to_make_one_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "none")
    turn, _ = _asked(desk)
    assert "dateline index PATH..." in turn.problem
    assert desk.status() == desk.filters() == ""
    assert desk.publishers() == ()


def test_a_stopped_question_is_not_worked_on_further(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on, ended = Event(), Event()
    real = assistant.ask

    def held(question: str, *, scope: None, step: Callable[[str], None]) -> object:
        try:
            step("reading")
            may_go_on.wait(SOON)
            return real(question, scope=scope, step=step)
        finally:
            ended.set()

    monkeypatch.setattr(assistant, "ask", held)
    desk, talk = Desk(assistant), Conversation()
    turn = talk.turns[talk.begin(Turn(REINSTATED))]
    for _ in desk.work_on(talk, 0):
        if turn.stages[-1:] == ["reading"]:
            turn.stop.set()
    assert turn.problem == STOPPED
    may_go_on.set()
    assert ended.wait(SOON)
    assert turn.answer is None
    assert turn.stages == ["opening", "reading"]


def test_a_window_that_is_closed_ends_its_work(assistant: Assistant) -> None:
    talk = Conversation()
    turn = talk.turns[talk.begin(Turn(REINSTATED))]
    work = Desk(assistant).work_on(talk, 0)
    next(work)
    work.close()  # type: ignore[attr-defined]
    assert turn.stop.is_set()


def test_who_waits_is_shown_how_many_come_before(assistant: Assistant) -> None:
    desk, gate, begun = Desk(assistant), Event(), Event()
    desk._line = Line(1, 2)

    def hold() -> bool:
        begun.set()
        return gate.wait(SOON)

    desk._line.enter(hold)
    assert begun.wait(SOON)
    desk._line.enter(lambda: None)
    talk = Conversation()
    turn = talk.turns[talk.begin(Turn(REINSTATED))]
    ahead = []
    for _ in desk.work_on(talk, 0):
        ahead.append(turn.ahead)
        gate.set()
    assert ahead[0] == 1
    assert ahead[-1] is None
    assert turn.answer is not None


def test_a_line_that_is_full_says_so(assistant: Assistant) -> None:
    desk, gate = Desk(assistant), Event()
    desk._line = Line(1, 0)
    desk._line.enter(lambda: gate.wait(SOON))
    turn, _ = _asked(desk)
    gate.set()
    assert turn.problem == "1 question is being worked on: ask again in a moment"
