"""The page, as a reader's browser shows it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route

import app
from page.desk import Desk
from tests.browser import CHROMIUM, free_port, visit
from tests.page.conftest import ATTACKS, answer_api, ask_api
from vectorstore.archive import Archive
from vectorstore.settings import ArchiveSettings

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

REINSTATED = "Who was reinstated in 2025?"
HARBOUR = "Who painted the Harbour Bridge?"
UNKNOWN = "How many children does Nawaf Fares have?"


def test_a_question_is_answered_and_its_quote_marked_in_the_article(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        assert seen.page.locator("#status").inner_text() == "5 articles, 2012 to 2025"
        seen.page.get_by_role("button", name=REINSTATED).click()
        quote = seen.page.locator("#chat .quote").first
        assert "reinstated 25 diplomats" in quote.inner_text()
        assert "December 2025" in quote.inner_text()
        told = quote.locator(".words").inner_text()
        assert seen.open_quote() == told
        assert seen.page.locator("#article h2").inner_text() == "Syria takes back 25 diplomats who broke with Assad"
        assert not seen.errors


def test_the_mark_stands_at_the_quotes_offsets_and_in_sight(address: str, browser: Browser) -> None:
    question = "How many officers crossed into Turkey?"
    expected = answer_api(address, question)["quotes"]
    with visit(browser, address) as seen:
        seen.ask(question)
        assert expected
        for which, quote in enumerate(expected):
            seen.page.locator("#chat .quote").nth(which).click()
            seen.page.locator(f"#article article[data-quote='{which}'] mark.here").wait_for()
            assert seen.page.evaluate(_BEFORE_MARK) == quote["start"]
            assert seen.page.locator("#article mark.here").inner_text() == quote["text"]
            box = seen.page.locator("#article mark.here").bounding_box()
            assert box is not None
            assert 0 <= box["y"] < 844


_BEFORE_MARK = """() => {
    let before = 0;
    for (const paragraph of document.querySelectorAll("#article .text p")) {
        const mark = paragraph.querySelector("mark.here");
        if (!mark) { before += [...paragraph.textContent].length + 1; continue; }
        for (let node = mark.previousSibling; node; node = node.previousSibling)
            before += [...node.textContent].length;
        return before;
    }
}"""


def test_hostile_articles_stay_text(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(HARBOUR)
        words = seen.page.locator("#chat .quote").first
        assert "Marta Lindqvist <script>window.pwned=1</script><img" in words.inner_text()
        assert "${window.pwned=3}{{value}}" in words.inner_text()
        assert ATTACKS in seen.open_quote()
        assert ATTACKS in seen.page.locator("#article h2").inner_text()
        assert "<b>Nobody</b>" in seen.page.locator("#article .facts").inner_text()
        assert seen.page.locator("#article a, #chat a, #article img, #chat img, #chat script").count() == 0
        assert seen.page.evaluate("window.pwned") is None


def test_hostile_questions_stay_text(address: str, browser: Browser) -> None:
    with visit(browser, address, query="?q=%3Cimg%20src%3Dx%20onerror%3D%22window.pwned%3D1%22%3E%20who%3F") as seen:
        seen.wait_for_answer(0)
        assert seen.page.locator("#chat .question").inner_text() == '<img src=x onerror="window.pwned=1"> who?'
        assert seen.page.evaluate("window.pwned") is None


def test_a_script_that_got_in_would_not_run(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.page.evaluate("document.querySelector('#chat').innerHTML = '<img src=x onerror=\"window.pwned=1\">'")
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate("window.pwned") is None


def test_what_is_not_found_comes_with_its_receipt(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(UNKNOWN)
        turn = seen.page.locator("#chat .not_found")
        assert "5 articles in the archive, 5 in scope" in turn.locator(".receipt").inner_text()
        assert "passages" in turn.locator(".receipt").inner_text()
        assert turn.get_by_role("heading", name="Nearest, but no answer").is_visible()
        words = turn.locator(".miss .words").inner_text()
        turn.locator(".miss .quote").click()
        seen.page.locator("#article article h2").wait_for()
        assert seen.page.locator("#article .near mark.here").inner_text() == words


def test_a_question_that_cannot_be_asked_gets_one_line(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask("why " * 2_000)
        assert "2,000 is the most" in seen.page.locator("#chat .problem").inner_text()
        seen.ask(REINSTATED)
        assert seen.page.locator("#chat .turn").count() == 2


def test_what_is_typed_while_an_answer_is_worked_on_stays(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.page.fill("#box textarea", REINSTATED)
        seen.page.click("#box .submit-button")
        seen.page.locator("#chat .stages li.now").wait_for()
        seen.page.fill("#box textarea", "And then?")
        seen.wait_for_answer(0)
        assert seen.page.input_value("#box textarea") == "And then?"


def test_what_is_typed_while_the_page_loads_stays_and_is_asked_once(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        held: list[Route] = []

        def hold_the_first(route: Route) -> None:
            held.append(route)
            if len(held) > 1:
                route.continue_()

        seen.page.route("**/queue/join*", hold_the_first)
        with seen.page.expect_request("**/queue/join*"):
            seen.page.reload()
        seen.page.fill("#box textarea", REINSTATED)
        held[0].continue_()
        seen.page.locator("#chat section").wait_for()
        assert seen.page.input_value("#box textarea") == REINSTATED
        assert seen.page.locator("#chat .turn").count() == 0
        seen.page.click("#box .submit-button")
        seen.wait_for_answer(0)
        assert seen.page.locator("#chat .turn").count() == 1


def test_an_article_is_closed_by_button_and_by_key(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(REINSTATED)
        seen.open_quote()
        seen.page.click("#article .close")
        seen.page.locator("#article .nothing-open").wait_for()
        seen.open_quote()
        seen.page.keyboard.press("Escape")
        seen.page.locator("#article .nothing-open").wait_for()


def test_nothing_is_fetched_from_another_host(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(REINSTATED)
        seen.open_quote()
        assert seen.asked_for
        assert [url for url in seen.asked_for if not url.startswith(address)] == []


def test_a_phone_shows_one_column_and_lays_the_article_over_it(address: str, browser: Browser) -> None:
    with visit(browser, address, width=390) as seen:
        seen.ask(HARBOUR)
        assert not seen.page.locator("#article").is_visible()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        seen.open_quote()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        box = seen.page.locator("#right").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}


def test_only_asking_is_an_api(address: str) -> None:
    with urlopen(f"{address}gradio_api/info", timeout=30) as told:
        listed = json.load(told)
    assert list(listed["named_endpoints"]) == ["/ask"]
    assert listed["unnamed_endpoints"] == {}
    answer = answer_api(address, UNKNOWN)
    assert answer["outcome"] == "not_found"


def test_the_api_tells_what_is_wrong_with_a_question(address: str) -> None:
    assert "event: error" in ask_api(address, "?")


def test_a_folder_without_an_archive_is_named_with_the_way_to_make_one(tmp_path: Path, browser: Browser) -> None:
    page = app.build(tmp_path / "none")
    try:
        with visit(browser, app.launch(page, "127.0.0.1", free_port(), wait=False)) as seen:
            assert "dateline index PATH..." in seen.page.locator("#chat .problem").inner_text()
            seen.page.fill("#box textarea", REINSTATED)
            seen.page.click("#box .submit-button")
            seen.page.locator("#chat .turn .problem").wait_for()
    finally:
        page.close()


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    Archive.open(tmp_path / "empty", create=ArchiveSettings()).close()
    desk = Desk(tmp_path / "empty")
    assert "is empty" in desk.welcome()
    assert desk.status() == "0 articles"


def test_a_taken_port_is_explained(address: str, page_archive: Path) -> None:
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(app.PageError, match=f"{port}.*--port"):
        app.launch(app.build(page_archive), "127.0.0.1", port, wait=False)
