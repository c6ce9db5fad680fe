"""The page for everyone: by eye in light and dark, by keyboard alone, by a reader of screens, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from page.rights import read_rights
from page.settings import PageSettings, Users
from page.users import Cost, User, put_user
from tests.browser import CHROMIUM, Visit
from tests.page.conftest import served

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

Scheme = Literal["light", "dark"]
REINSTATED = "Who was reinstated in 2025?"
GHAZALI = "Did Rustom Ghazali defect?"
UNKNOWN = "How many children does Nawaf Fares have?"


@pytest.fixture(scope="module")
def guarded(page_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that asks for a login."""
    file = tmp_path_factory.mktemp("login") / "users"
    put_user(file, User.new("anna", "correct horse", read_rights("ask"), Cost(2, 8, 1)))
    with served(page_archive, PageSettings(users=Users(file))) as at:
        yield at


@contextmanager
def _window(browser: Browser, width: int = 1280, scheme: Scheme = "light", still: bool = False) -> Iterator[Visit]:
    """A fresh window of a reader who likes it light or dark, and perhaps without motion."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce" if still else "no-preference",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    seen = Visit(page)
    context.on("request", lambda request: seen.asked_for.append(request.url))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    try:
        yield seen
    finally:
        context.close()


def _states(seen: Visit, address: str, guarded: str) -> Iterator[str]:
    """The page in each of its main states, one after another."""
    page = seen.page
    page.goto(guarded)
    page.locator("input[type=password]").wait_for()
    yield "login"
    page.goto(address)
    page.locator("#chat .welcome").wait_for()
    yield "welcome"
    seen.ask(REINSTATED)
    yield "answered"
    seen.ask(GHAZALI)
    yield "disputed"
    seen.open_quote()
    yield "article"
    page.keyboard.press("Escape")
    page.locator("#article article").wait_for(state="detached")
    seen.ask(UNKNOWN)
    yield "not found"
    page.locator("#turn-2 .chip summary").first.click()
    page.locator("#turn-2 input[name=first]").wait_for()
    yield "chips"
    page.locator("#turn-2 .judge summary").click()
    page.locator("#turn-2 input[value=wrong]").check()
    yield "feedback"
    page.locator("#filters summary").click()
    page.locator("#filters input[name=first]").wait_for()
    yield "where to search"
    page.get_by_role("tab", name="Archive").click()
    page.locator("#table table").wait_for()
    yield "archive"
    page.locator("#table [data-read]").first.click()
    page.locator("#reader article h2").wait_for()
    yield "archive's article"


_SEEN = """
const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest(".away");
const name = (e) => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 30)}`;
"""

_TOO_SMALL = f"""() => {{{_SEEN}
    const found = [];
    for (const e of document.querySelectorAll("button, a[href], summary, input, select, textarea, [role=tab]")) {{
        const target = e.matches("input[type=checkbox], input[type=radio]") ? e.closest("label") ?? e : e;
        const box = target.getBoundingClientRect();
        if (seen(e) && box.width > 1.5 && box.height < 24) found.push(`${{name(target)}} is ${{box.height}} px high`);
    }}
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {{
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || e.matches("script, style, title") || !seen(e)) continue;
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (size < 12) found.push(`${{name(e)}} is of ${{size}} px`);
    }}
    return found;
}}"""

_TOO_WIDE = f"""() => {{{_SEEN}
    return [...document.querySelectorAll("body, body *")].filter((e) => {{
        const box = e.getBoundingClientRect();
        return seen(e) && box.width > 1.5 && (box.right > innerWidth + 0.5 || box.left < -0.5);
    }}).map(name);
}}"""


def _violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical: its rule, and the selector of what breaks it."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    worst = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {node['target']}" for rule in worst for node in rule["nodes"]]


_GROUND = """() => document.elementsFromPoint(2, 2).map((e) => getComputedStyle(e).backgroundColor)
    .find((colour) => colour !== "rgba(0, 0, 0, 0)")"""


def _brightness(page: Page) -> float:
    """Of what is seen in the window's corner, from 0 to 255."""
    parts = [int(part) for part in re.findall(r"\d+", page.evaluate(_GROUND))[:3]]
    return sum(parts) / 3


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 390)], ids=str)
def test_every_state_can_be_read_by_everyone(
    address: str, guarded: str, browser: Browser, scheme: Scheme, width: int
) -> None:
    faults: dict[str, list[str]] = {}
    with _window(browser, width, scheme) as seen:
        for state in _states(seen, address, guarded):
            faults[state] = _violations(seen.page)
            if not (_brightness(seen.page) < 40 if scheme == "dark" else _brightness(seen.page) > 240):
                faults[state].append(f"the ground is not {scheme}")
            if width == 390:
                faults[state] += seen.page.evaluate(_TOO_SMALL) + seen.page.evaluate(_TOO_WIDE)
        assert len(faults) == 11
        assert {state: found for state, found in faults.items() if found} == {}
        assert seen.errors == []
        own = (address, guarded, f"blob:{address}", "data:")
        assert [url for url in seen.asked_for if not url.startswith(own)] == []


def test_a_link_to_the_dark_page_is_dark_by_daylight(address: str, browser: Browser) -> None:
    with _window(browser, scheme="light") as seen:
        seen.page.goto(f"{address}?__theme=dark")
        seen.page.locator("#chat .welcome").wait_for()
        assert _brightness(seen.page) < 40


# the keyboard alone


def _focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(selector) => document.activeElement?.matches(selector)", selector))


def _wait_for_focus(page: Page, selector: str) -> None:
    page.wait_for_function("(selector) => document.activeElement?.matches(selector)", arg=selector)


_OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return { style: style.outlineStyle, width: parseFloat(style.outlineWidth), colour: style.outlineColor,
             name: document.activeElement.outerHTML.slice(0, 90), ground: style.backgroundColor };
}"""


def _tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Go on with the tabulator until something has the focus; whatever has it on the way is outlined."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body"):
            continue  # round the end of the page, where the browser's own controls are
        drawn: dict[str, Any] = page.evaluate(_OUTLINE)
        assert drawn["style"] not in ("none", "hidden"), drawn
        assert drawn["width"] >= 2, drawn
        assert drawn["colour"] != drawn["ground"], drawn
        if _focused(page, selector):
            return
    raise AssertionError(f"the tabulator does not reach {selector!r}")


def test_everything_is_done_by_keyboard_alone(own_archive: Path, browser: Browser) -> None:
    with served(own_archive) as address, _window(browser) as seen:
        page, keys = seen.page, seen.page.keyboard
        page.goto(address)
        page.locator("#chat .welcome").wait_for()
        _tab_to(page, "#box textarea")
        keys.type(GHAZALI)
        keys.press("Enter")
        seen.wait_for_answer(0)
        _wait_for_focus(page, "#box textarea")

        _tab_to(page, "#turn-0 .quote[data-quote='1']", "Shift+Tab")
        keys.press("Enter")
        page.locator("#article article[data-quote='1']").wait_for()
        _wait_for_focus(page, "#article article")
        assert page.locator("#article .where").inner_text().startswith("Quote 2 of ")
        keys.press("ArrowLeft")
        page.locator("#article article[data-quote='0'] mark.here").wait_for()
        keys.press("ArrowRight")
        page.locator("#article article[data-quote='1'] mark.here").wait_for()
        _tab_to(page, "#article [aria-label='Previous quote']")
        keys.press("Enter")
        page.locator("#article article[data-quote='0'] mark.here").wait_for()
        _tab_to(page, "#article .close")
        keys.press("Enter")
        page.locator("#article .nothing-open").wait_for()
        _wait_for_focus(page, "#turn-0 .quote[data-quote='0']")

        _tab_to(page, "#turn-0 .chip summary")
        keys.press("Enter")
        _tab_to(page, "#turn-0 .chip input[name=first]")
        keys.type("01012025")
        _tab_to(page, "#turn-0 .chip button[type=submit]")
        keys.press("Enter")
        page.locator("#turn-0 .chip", has_text="January 2025").wait_for()
        assert page.locator("#turn-0 .not_found").is_visible()
        _wait_for_focus(page, "#turn-0")

        _tab_to(page, "#turn-0 .judge summary")
        keys.press("Enter")
        _tab_to(page, "#turn-0 input[value=right]")
        keys.press("Space")
        _tab_to(page, "#turn-0 input[name=note]")
        keys.type("by keyboard")
        _tab_to(page, "#turn-0 .feedback button[type=submit]")
        keys.press("Enter")
        page.locator("#turn-0 .judged").wait_for()
        assert "by keyboard" in (own_archive / "feedback.jsonl").read_text()

        _tab_to(page, "[role=tab]:not(.selected)", "Shift+Tab")
        keys.press("Enter")
        page.locator("#table table").wait_for()
        _tab_to(page, "#find-words")
        keys.type("London")
        page.locator("#table caption", has_text="1 to 1 of 1 article").wait_for()
        _tab_to(page, "#table [data-read]")
        keys.press("Enter")
        page.locator("#reader article h2").wait_for()
        _wait_for_focus(page, "#reader article")
        assert page.locator("#reader h2").inner_text() == "Syria's top diplomat in London quits"
        keys.press("Escape")
        page.locator("#reader .nothing-open").wait_for()
        _wait_for_focus(page, "#table [data-read]")
        assert seen.errors == []


def test_who_wants_no_motion_gets_none(address: str, browser: Browser) -> None:
    moving = """() => {
        const at = document.querySelector("#chat .turns");
        at.innerHTML = '<ol class="stages"><li class="now">Reading</li></ol>';
        return getComputedStyle(at.querySelector("li"), "::before").animationName;
    }"""
    with _window(browser) as seen:
        seen.page.goto(address)
        seen.page.locator("#chat .welcome").wait_for()
        assert seen.page.evaluate(moving) == "pulse"
    with _window(browser, still=True) as seen:
        seen.page.goto(address)
        seen.page.locator("#chat .welcome").wait_for()
        seen.ask(REINSTATED)
        seen.page.evaluate(_NOTE_SCROLLING)
        seen.ask(GHAZALI)
        seen.page.wait_for_function("document.querySelector('#chat').scrollTop > 0")
        seen.page.wait_for_timeout(300)
        assert len(seen.page.evaluate("window.places")) <= 2
        assert seen.page.evaluate(moving) == "none"


_NOTE_SCROLLING = """() => {
    const chat = document.querySelector("#chat");
    window.places = [];
    chat.addEventListener("scroll", () => window.places.push(chat.scrollTop));
}"""
