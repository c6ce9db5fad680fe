"""The line of questions: first come, first begun, so many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from page.line import Line, LineFull, Place

SOON = 10.0
"""Seconds; nothing here takes as many milliseconds."""


@pytest.fixture
def gate() -> Iterator[Event]:
    """What holds the line up; opened at the end, that no thread is left."""
    event = Event()
    yield event
    event.set()


def _held(gate: Event, begun: Event) -> Callable[[], bool]:
    def work() -> bool:
        begun.set()
        return gate.wait(SOON)

    return work


@settings(deadline=None, max_examples=15)
@given(at_once=st.integers(1, 4), count=st.integers(1, 30))
def test_all_are_done_and_never_more_at_once_than_allowed(at_once: int, count: int) -> None:
    line = Line(at_once, count)
    lock = Lock()
    begun: list[int] = []
    running = most = 0

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            begun.append(number)
            running += 1
            most = max(most, running)
        with lock:
            running -= 1
        return number * number

    places = [line.enter(lambda number=number: work(number)) for number in range(count)]  # type: ignore[misc]
    assert [place.result.result(SOON) for place in places] == [number * number for number in range(count)]
    assert most <= at_once
    assert sorted(begun) == list(range(count))
    if at_once == 1:
        assert begun == list(range(count)), "first come, first begun"


def test_who_waits_is_told_how_many_are_before(gate: Event) -> None:
    line, begun = Line(1, 3), Event()
    first = line.enter(_held(gate, begun))
    assert begun.wait(SOON)
    second, third = line.enter(lambda: "second"), line.enter(lambda: "third")
    places: list[Place[Any]] = [first, second, third]
    assert [line.ahead(place) for place in places] == [None, 0, 1]
    gate.set()
    assert third.result.result(SOON) == "third"
    assert [line.ahead(place) for place in places] == [None, None, None]


def test_a_line_that_is_full_takes_nobody_until_one_has_left(gate: Event) -> None:
    line, begun = Line(1, 1), Event()
    first = line.enter(_held(gate, begun))
    second = line.enter(lambda: 2)
    with pytest.raises(LineFull, match="2 questions are being worked on: ask again in a moment"):
        line.enter(lambda: 3)
    gate.set()
    assert first.result.result(SOON)
    assert second.result.result(SOON) == 2
    # a place is free as soon as its result is known
    assert line.enter(lambda: 3).result.result(SOON) == 3


def test_one_question_too_many_is_told_in_good_english(gate: Event) -> None:
    line = Line(1, 0)
    line.enter(_held(gate, Event()))
    with pytest.raises(LineFull, match=r"^1 question is being worked on: ask again in a moment$"):
        line.enter(lambda: 2)


def test_what_fails_fails_for_its_asker_alone() -> None:
    line = Line(1, 4)

    def fail() -> int:
        raise KeyError("lost")

    failed, after = line.enter(fail), line.enter(lambda: 2)
    assert isinstance(failed.result.exception(SOON), KeyError)
    assert after.result.result(SOON) == 2
    with pytest.raises(KeyError):
        failed.result.result(SOON)


def test_many_who_come_at_once_are_counted_each(gate: Event) -> None:
    line = Line(2, 8)

    def come(_: int) -> bool:
        try:
            line.enter(_held(gate, Event()))
        except LineFull:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(come, range(50))) == 10
