"""The line in which questions wait: first come, first answered, so many at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class LineFull(Exception):
    """Too many wait already; the message says so to the asker."""


@dataclass(eq=False)
class Place(Generic[T]):
    """A place in the line; `result` is done when the work is."""

    result: Future[T]


class Line:
    """Works on `at_once` things at a time; `most` may wait beside them."""

    def __init__(self, at_once: int, most: int) -> None:
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="asking")
        self._most = at_once + most
        self._here: list[object] = []
        self._waiting: list[object] = []
        self._lock = Lock()

    def enter(self, work: Callable[[], T]) -> Place[T]:
        """Stand at the end of the line to have `work` done; LineFull if it is too long."""
        place: Place[T] = Place(Future())
        with self._lock:
            if len(self._here) >= self._most:
                raise LineFull(f"{_questions(len(self._here))} being worked on: ask again in a moment")
            self._here.append(place)
            self._waiting.append(place)
        self._workers.submit(self._do, place, work)
        return place

    def ahead(self, place: Place[T]) -> int | None:
        """How many wait before it; None once it is begun."""
        with self._lock:
            return self._waiting.index(place) if place in self._waiting else None

    def _do(self, place: Place[T], work: Callable[[], T]) -> None:
        with self._lock:
            self._waiting.remove(place)
        try:
            result = work()
        except BaseException as exc:  # noqa: BLE001 - it goes to the one who waits
            self._leave(place)
            place.result.set_exception(exc)
        else:
            self._leave(place)
            place.result.set_result(result)

    def _leave(self, place: Place[T]) -> None:
        with self._lock:
            self._here.remove(place)


def _questions(number: int) -> str:
    return "1 question is" if number == 1 else f"{number} questions are"
