"""What a reader thinks of an answer, told on the page, becomes a case that `dateline eval` can ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from corpus.reading import read_articles
from evals.cases import Case, load_cases
from qa.feedback import FEEDBACK
from tests.browser import CHROMIUM, Visit, visit
from tests.page.conftest import SAMPLES
from tests.page.test_archive_tab import open_tab, page_over
from tests.page.test_uploads import HeldEncoder, light_assistant

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

REINSTATED = "Who was reinstated in 2025?"
WHEN = "When did Nawaf al-Fares defect?"
WHETHER = "Did Rustom Ghazali defect?"
UNKNOWN = "How many children does Nawaf Fares have?"


@dataclass(frozen=True)
class Kept:
    """A page over the sample articles, and the feedback that lies beside them."""

    address: str
    file: Path

    def cases(self) -> dict[str, tuple[Case, str]]:
        """The case of each question with its verdict."""
        told = [json.loads(line) for line in self.file.read_text().splitlines()]
        cases = load_cases(self.file)
        assert [case.id for case in cases] == [one["id"] for one in told]
        return {case.question: (case, one["verdict"]) for case, one in zip(cases, told, strict=True)}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    assistant = light_assistant(tmp_path / "archive", HeldEncoder())
    assistant.archive.index(read_articles([SAMPLES]))
    with page_over(assistant) as at:
        yield Kept(at, tmp_path / "archive" / FEEDBACK)
    assistant.close()


def asked(window: Visit, question: str) -> Locator:
    """The newest turn, answered."""
    window.ask(question)
    return window.page.locator("#chat .turn").last


def judge(turn: Locator, verdict: str, note: str = "", **told: Any) -> None:
    """Fill in the form under an answer and send it."""
    turn.get_by_text("Right or wrong?").click()
    form = turn.locator("form.feedback")
    form.get_by_label(verdict, exact=True).check()
    if "instead" in told:
        form.get_by_label("Right would be").fill(told["instead"])
    if "nothing" in told:
        form.get_by_label("The articles do not say").check()
    if "quote" in told:
        form.get_by_label("Which quote").select_option(told["quote"])
    form.get_by_label("Note").fill(note)
    form.get_by_role("button", name="Keep").click()


def thanked(turn: Locator, verdict: str) -> None:
    expect(turn.locator(".judged")).to_have_text(f"Kept as “{verdict}”. Thank you.")
    expect(turn.locator("form.feedback")).to_have_count(0)


def test_a_right_answer_is_kept_downloaded_and_judged_again(kept: Kept, browser: Browser, tmp_path: Path) -> None:
    with visit(browser, kept.address) as window:
        download = window.page.get_by_role("button", name="Download feedback")
        open_tab(window, "Archive")
        expect(window.page.locator("#facts .facts")).to_be_visible()
        expect(download).to_have_count(0)
        open_tab(window, "Ask")
        turn = asked(window, REINSTATED)
        quote = turn.locator(".quote .words").first.inner_text()
        answer = turn.locator(".short").first.inner_text()
        judge(turn, "Right", note="<b>just</b> so")
        thanked(turn, "right")
        case, verdict = kept.cases()[REINSTATED]
        assert (verdict, case.outcome, case.note) == ("right", "answered", "<b>just</b> so")
        assert case.quote_contains == (quote,)
        assert case.articles == ("diplomats-reinstated",)
        assert case.any_of == (answer,)
        open_tab(window, "Archive")
        for _ in range(2):  # the same file can be had twice
            with window.page.expect_download() as taken:
                download.click()
            assert taken.value.suggested_filename == "feedback.jsonl"
            taken.value.save_as(tmp_path / "taken.jsonl")
            assert (tmp_path / "taken.jsonl").read_bytes() == kept.file.read_bytes()
        open_tab(window, "Ask")
        again = asked(window, REINSTATED)
        judge(again, "Wrong", instead="the ambassador to Iraq")
        thanked(again, "wrong")
        case, verdict = kept.cases()[REINSTATED]
        assert len(kept.cases()) == 1
        assert (verdict, case.any_of, case.none_of) == ("wrong", ("the ambassador to Iraq",), (answer,))
        assert case.note == ""
        assert not window.errors


def test_a_wrong_answer_is_kept_with_whatever_is_known_instead(kept: Kept, browser: Browser) -> None:
    with visit(browser, kept.address) as window:
        turn = asked(window, WHEN)
        judge(turn, "Wrong", instead="13 July 2012", note="a Friday")
        thanked(turn, "wrong")
        turn = asked(window, WHETHER)
        judge(turn, "Wrong", nothing=True)
        thanked(turn, "wrong")
        turn = asked(window, REINSTATED)
        judge(turn, "Wrong")
        thanked(turn, "wrong")
        turn = asked(window, UNKNOWN)
        assert turn.locator("form.feedback").get_by_label("Wrong quote").count() == 0
        judge(turn, "Wrong")
        thanked(turn, "wrong")
        cases = kept.cases()
        assert [verdict for _, verdict in cases.values()] == ["wrong"] * 4
        case = cases[WHEN][0]
        assert (case.outcome, case.any_of, case.note) == ("answered", ("13 July 2012",), "a Friday")
        assert cases[WHETHER][0].outcome == "not_found"
        case = cases[REINSTATED][0]
        assert (case.outcome, case.any_of, len(case.none_of)) == (None, (), 1)
        assert cases[UNKNOWN][0].answerable is True
        assert not window.errors


def test_a_wrong_quote_is_kept_with_the_one_that_was_meant(kept: Kept, browser: Browser) -> None:
    with visit(browser, kept.address) as window:
        turn = asked(window, WHETHER)
        quotes = turn.locator(".quote .words").all_inner_texts()
        assert len(quotes) == 2
        judge(turn, "Wrong quote", quote="1", note="another Fares")
        thanked(turn, "wrong quote")
        case, verdict = kept.cases()[WHETHER]
        assert (verdict, case.outcome, case.no_quote) == ("wrong_quote", "disputed", (quotes[1],))
        assert case.note == "another Fares"


def test_what_cannot_be_so_is_told_in_one_line_and_not_kept(kept: Kept, browser: Browser) -> None:
    with visit(browser, kept.address) as window:
        turn = asked(window, REINSTATED)
        answer = turn.locator(".short").first.inner_text()
        judge(turn, "Wrong", instead=answer)
        expect(window.page.get_by_role("alert")).to_contain_text("is the answer that was judged wrong")
        assert not kept.file.exists()
        assert turn.locator("form.feedback").get_by_label("Right would be").input_value() == answer
