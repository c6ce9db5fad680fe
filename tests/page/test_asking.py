"""Questions asked in the page's window: completed, worked on step by step, stopped, and answered in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, Route

from qa import Answer, Assistant, Scope, Within
from qa.opening import open_reader
from tests.browser import CHROMIUM, Visit, visit
from tests.page.conftest import answer_api, served
from vectorstore.archive import Archive

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

REINSTATED = "Who was reinstated in 2025?"
FARES = "When did Nawaf al-Fares defect?"
RESIGNED = "Who resigned in 2012?"
GHAZALI = "Did Rustom Ghazali defect?"


class Held(Assistant):
    """Waits before it searches for an answer to one question, until it may go on."""

    def __init__(self, archive: Archive, question: str) -> None:
        super().__init__(archive, open_reader(archive))
        self.asked: list[str] = []
        self.may_go_on = Event()
        self._question = question

    def ask(
        self,
        question: str,
        asked_on: date | None = None,
        scope: Scope | Within | None = None,
        step: Callable[[str], None] | None = None,
    ) -> Answer:
        """As any assistant, but for the wait."""
        self.asked.append(question)

        def held(stage: str) -> None:
            assert step is not None
            step(stage)
            if stage == "searching" and question == self._question:
                self.may_go_on.wait(30)

        return super().ask(question, asked_on, scope, held)


@contextmanager
def held_page(archive: Path, question: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Held]]:
    """A page whose assistant waits at a question."""
    assistant = Held(Archive.open(archive), question)
    monkeypatch.setattr("page.desk.open_archive", lambda _: assistant)
    try:
        with served(archive) as address:
            yield address, assistant
    finally:
        assistant.may_go_on.set()
        assistant.close()


def _enter(page: Page, question: str) -> None:
    page.fill("#box textarea", question)
    page.press("#box textarea", "Enter")
    page.wait_for_function("document.querySelector('#box textarea').value === ''")


def _wait_for(page: Page, held: list[Route]) -> None:
    """Wait until the browser asks for what is held back."""
    while not held:
        page.wait_for_timeout(20)


def _stages(page: Page, turn: int) -> list[tuple[str | None, str]]:
    rows = page.locator(f"#turn-{turn} .stages li")
    return [(row.get_attribute("class"), row.inner_text()) for row in rows.all()]


def _short(seen: Visit, turn: int) -> str:
    return seen.page.locator(f"#turn-{turn} .short").inner_text()


def test_the_short_answer_stands_first_then_its_findings_with_quotes_numbered_once_for_all(
    address: str, browser: Browser
) -> None:
    asked = "Syria embassy ambassador"  # key words: sentences answer
    expected = answer_api(address, asked)
    count = len(expected["quotes"])
    assert len(expected["findings"]) > 2, "several findings"
    assert count >= len(expected["findings"])
    with visit(browser, address) as seen:
        seen.ask(asked)
        turn = seen.page.locator("#turn-0")
        order = turn.locator(".short, .finding .value, .card .number")
        assert order.first.inner_text() == expected["answer"] == expected["quotes"][0]["text"]
        assert turn.locator(".value").all_inner_texts() == [one["value"] for one in expected["findings"][1:]]
        numbers = [int(one) for one in turn.locator(".card .number").all_inner_texts()]
        assert numbers == [index + 1 for one in expected["findings"] for index in one["quotes"]]
        assert sorted(numbers) == list(range(1, count + 1))
        for number in (1, count):
            place = numbers.index(number)
            assert turn.locator(".card .words").nth(place).inner_text() == expected["quotes"][number - 1]["text"]
            seen.open_quote(place)
            seen.page.locator("#article .where").filter(has_text=f"Quote {number} of {count}").wait_for()
            assert seen.marked() == expected["quotes"][number - 1]["text"]


def test_a_follow_up_is_completed_and_the_completed_question_can_be_mended_in_place(
    address: str, browser: Browser
) -> None:
    with visit(browser, address) as seen:
        seen.ask(REINSTATED)
        assert seen.page.locator("#turn-0 .completed").count() == 0, "it stands alone"
        seen.ask("and in 2012?")
        turn = seen.page.locator("#turn-1")
        asked_as = turn.get_by_label("Asked as")
        assert turn.locator(".question").inner_text() == "and in 2012?"
        assert asked_as.input_value() == "Who was reinstated in 2012?"
        assert _short(seen, 1) == "The articles do not say."

        asked_as.fill(RESIGNED)
        asked_as.press("Enter")
        turn.locator(".short").filter(has_text="Khaled al-Ayoubi").wait_for()
        assert turn.locator(".question").inner_text() == "and in 2012?"
        assert asked_as.input_value() == RESIGNED
        assert seen.page.locator("#chat .turn").count() == 2
        assert _short(seen, 0) == "25 diplomats", "the turn before stays as it was"

        seen.ask("Where was he posted?")
        assert seen.page.locator("#turn-2").get_by_label("Asked as").input_value() == (
            "Where was Khaled al-Ayoubi posted?"
        )
        assert not seen.errors


def test_what_is_done_is_shown_from_the_moment_of_asking(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        held: list[Route] = []
        seen.page.route("**/gradio_api/run/**", lambda route: held.append(route))
        seen.page.route("**/queue/join*", lambda route: held.append(route))
        _enter(seen.page, REINSTATED)  # the box is empty for the next one before the server has said a word
        seen.page.fill("#box textarea", "And then?")
        _wait_for(seen.page, held)
        assert seen.page.locator("#chat .turn").count() == 0
        held.pop().continue_()
        seen.page.locator("#turn-0 .stages li.now").wait_for()
        # the work goes through the queue, which holds it back: this much is seen before any of it is done
        assert seen.page.locator("#turn-0 .question").inner_text() == REINSTATED
        assert _stages(seen.page, 0) == [("now", "Waiting for a free place")]
        assert seen.page.get_by_role("button", name="Stop").is_visible()
        assert seen.page.input_value("#box textarea") == "And then?"
        _wait_for(seen.page, held)
        held.pop().continue_()
        seen.wait_for_answer(0)
        assert seen.page.locator("#turn-0 .stages, #turn-0 .stop").count() == 0


def test_a_run_can_be_stopped_and_the_next_question_is_answered(
    page_archive: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_page(page_archive, GHAZALI, monkeypatch) as (address, assistant), visit(browser, address) as seen:
        _enter(seen.page, GHAZALI)
        seen.page.locator("#turn-0 li.now").filter(has_text="Searching the archive").wait_for()
        assert _stages(seen.page, 0) == [
            ("past", "Opening the archive"),
            ("past", "Reading the question"),
            ("now", "Searching the archive"),
        ]
        seen.page.get_by_role("button", name="Stop").click()
        seen.page.locator("#turn-0 .problem").wait_for()
        assert seen.page.locator("#turn-0 .problem").inner_text() == "Stopped before an answer was found."

        seen.ask(REINSTATED)  # while the first still holds its worker
        assert _short(seen, 1) == "25 diplomats"
        assistant.may_go_on.set()
        seen.ask(FARES)
        assert seen.page.locator("#turn-0 .problem").is_visible(), "what was stopped is not answered after all"
        assert seen.page.locator("#turn-0 .short").count() == 0
        assert _short(seen, 2) == "Wednesday"


def test_questions_asked_while_one_is_worked_on_come_after_it_unless_they_are_stopped(
    page_archive: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_page(page_archive, FARES, monkeypatch) as (address, assistant), visit(browser, address) as seen:
        _enter(seen.page, FARES)
        seen.page.locator("#turn-0 li.now").filter(has_text="Searching").wait_for()
        for question in ("Where was he posted?", RESIGNED, REINSTATED):
            _enter(seen.page, question)
        seen.page.locator("#turn-3 .stages").wait_for()
        for turn in (1, 2, 3):
            assert _stages(seen.page, turn) == [("now", "Waiting for a free place")]
        seen.page.locator("#turn-2 .stop").click()
        seen.page.locator("#turn-2 .problem").wait_for()  # at once, while the first is still worked on
        assert assistant.asked == [FARES]
        assistant.may_go_on.set()
        for turn in range(4):
            seen.wait_for_answer(turn)
        # the second could only be completed after the first
        assert assistant.asked == [FARES, "Where was Nawaf al-Fares posted?", REINSTATED]
        assert [_short(seen, turn) for turn in (0, 3)] == ["Wednesday", "25 diplomats"]
        assert seen.page.locator("#turn-2 .problem").inner_text() == "Stopped before an answer was found."
        assert not seen.errors


def test_windows_do_not_see_one_anothers_answers(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        other = Visit(seen.page.context.new_page())  # a second window of the same reader's, with the same cookies
        other.page.set_default_timeout(20_000)
        other.page.goto(address)
        other.page.wait_for_selector("#chat section")
        _enter(seen.page, REINSTATED)
        _enter(other.page, GHAZALI)
        for window in (seen, other):
            window.wait_for_answer(0)
            assert window.page.locator("#chat .turn").count() == 1
        assert _short(seen, 0) == "25 diplomats"
        assert _short(other, 0) == "Some say yes, others no"
        assert "reinstated 25 diplomats" in seen.open_quote()
        assert "Ghazali" in other.open_quote()
        other.ask("Where was he posted?")
        assert other.page.locator("#turn-1").get_by_label("Asked as").input_value() == (
            "Where was Rustom Ghazali posted?"
        )
        assert seen.page.locator("#chat .turn").count() == 1
        assert "25 diplomats" in seen.page.locator("#article h2").inner_text()
