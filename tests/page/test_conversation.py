"""A window's turns: each worked on once, in order, whichever thread takes it up."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from page.conversation import STOPPED, Conversation, Turn
from qa.answer import Answer, AnswerScope, Outcome, Receipt
from qa.following import Earlier


def _answer(outcome: Outcome, answer: str) -> Answer:
    scope = AnswerScope(None, None, "either", (), (), "the whole archive")
    return Answer(
        "Who?", date(2026, 1, 1), outcome, answer, (), (), scope, Receipt(4, 4, 0, 0, (), None), 0.8, {"total": 0.1}
    )


def _end(talk: Conversation, number: int) -> None:
    talk.turns[number].answer = _answer("answered", "he")


def _worked(talk: Conversation) -> Iterator[int]:
    """Work that ends each turn as it comes."""
    for number in talk.to_do():
        yield number
        _end(talk, number)


def test_turns_are_given_out_in_order_also_those_that_come_meanwhile() -> None:
    talk = Conversation()
    assert [talk.begin(Turn(question)) for question in ("a", "b")] == [0, 1]
    work = _worked(talk)
    assert next(work) == 0
    talk.begin(Turn("c"))
    assert list(work) == [1, 2]
    assert list(talk.to_do()) == []


def test_nobody_gets_a_turn_while_another_gives_them_out() -> None:
    talk = Conversation()
    talk.begin(Turn("a"))
    talk.begin(Turn("b"))
    work = _worked(talk)
    assert next(work) == 0
    assert list(talk.to_do()) == []
    assert list(work) == [1]


def test_what_waits_is_taken_up_by_the_next_if_the_first_leaves() -> None:
    talk = Conversation()
    talk.begin(Turn("a"))
    talk.begin(Turn("b"))
    work = talk.to_do()
    assert next(work) == 0
    work.close()  # type: ignore[attr-defined]  # its window's connection was cut
    assert list(_worked(talk)) == [1]


@given(questions=st.integers(1, 40), threads=st.integers(1, 6))
def test_threads_give_each_turn_out_once(questions: int, threads: int) -> None:
    talk = Conversation()

    def ask_and_work(_: int) -> list[int]:
        talk.begin(Turn("who?"))
        return list(_worked(talk))

    with ThreadPoolExecutor(threads) as pool:
        given_out = [number for numbers in pool.map(ask_and_work, range(questions)) for number in numbers]
    assert sorted(given_out) == list(range(questions))
    assert all(turn.answer for turn in talk.turns)


def test_a_question_asked_anew_takes_its_turns_place_and_stops_the_one_before() -> None:
    talk = Conversation()
    before = Turn("and in 2012?")
    talk.begin(before)
    assert list(_worked(talk)) == [0]
    mended = [Turn("and in 2012?", question=f"Who in {year}?") for year in (2013, 2014)]
    assert [talk.begin(turn, 0) for turn in mended] == [0, 0]
    assert before.stop.is_set()
    assert mended[0].stop.is_set()
    assert not mended[1].stop.is_set()
    assert list(_worked(talk)) == [0], "once, though it was asked anew twice"
    assert talk.turns == [mended[1]]


def test_a_turn_that_waits_is_stopped_at_once_and_never_given_out() -> None:
    talk = Conversation()
    for question in ("a", "b", "c"):
        talk.begin(Turn(question))
    work = _worked(talk)
    assert next(work) == 0
    assert talk.stop(1)
    assert talk.turns[1].problem == STOPPED
    assert not talk.stop(1), "it is stopped already"
    assert not talk.stop(0), "who works on it tells of its end"
    assert talk.turns[0].stop.is_set()
    assert not talk.turns[0].problem
    assert list(work) == [2]


def test_numbers_from_a_browser_may_be_any() -> None:
    talk = Conversation()
    talk.begin(Turn("a"))
    assert talk.turn(0) is talk.turns[0]
    assert [talk.turn(number) for number in (None, -1, 1, 10**9)] == [None] * 4


def test_a_follow_up_is_told_of_the_turns_before_it_that_were_answered() -> None:
    talk = Conversation()
    for question, outcome, answer in (
        ("Who left?", "answered", "Fares"),
        ("Who came?", "not_found", "The articles do not say."),
        ("Did he?", "disputed", "disputed: some say yes"),
    ):
        talk.begin(Turn(question.lower(), question=question, answer=_answer(outcome, answer)))  # type: ignore[arg-type]
    talk.begin(Turn("what?", problem="no question"))
    talk.begin(Turn("and when?"))
    everything = [Earlier("Who left?", "Fares"), Earlier("Who came?", ""), Earlier("Did he?", "")]
    assert talk.earlier(4) == everything
    assert talk.earlier(1) == everything[:1]


def test_each_window_has_a_conversation_of_its_own() -> None:
    talk = Conversation()
    talk.begin(Turn("a"))
    copied = deepcopy(talk)
    assert copied.turns == []
    assert list(_worked(copied)) == []
    assert list(_worked(talk)) == [0]
