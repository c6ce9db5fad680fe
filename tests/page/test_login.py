"""A page that asks for a login: nothing without one, to each what he may do, to one who was removed nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError
from playwright.sync_api import Browser, Page

from page.rights import read_rights
from page.settings import PageSettings, Users
from page.users import Cost, User, put_user, remove_user
from tests.browser import CHROMIUM, Visit
from tests.page.conftest import served
from vectorstore.archive import Archive

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

PASSWORD = "correct horse"
REINSTATED = "Who was reinstated in 2025?"
HARBOUR = "Who painted the Harbour Bridge?"
TITLE = "Syria takes back 25 diplomats"
NOT_YOURS = "ou may not ask here: log in as a user who may"


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """Anna may ask, add and remove; Ben may ask."""
    for name, rights in (("anna", "ask,add,remove"), ("ben", "ask")):
        put_user(tmp_path / "users", User.new(name, PASSWORD, read_rights(rights), Cost(2, 8, 1)))
    return tmp_path / "users"


@pytest.fixture
def guarded(own_archive: Path, users: Path) -> Iterator[str]:
    """A page that asks them who they are."""
    with served(own_archive, PageSettings(users=Users(users))) as at:
        yield at


@contextmanager
def _window(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    page = context.new_page()
    page.set_default_timeout(20_000)
    seen = Visit(page)
    try:
        page.goto(address)
        page.locator("input[type=password]").wait_for()
        yield seen
    finally:
        context.close()


def _log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("username").fill(name)
    page.get_by_label("password").fill(password)
    page.keyboard.press("Enter")


def _enter(page: Page, name: str) -> None:
    _log_in(page, name)
    page.locator("#chat .welcome").wait_for()


# programs, each with a jar of its cookies


def _program(address: str, name: str = "") -> OpenerDirector:
    program = build_opener(HTTPCookieProcessor(CookieJar()))
    if name:
        program.open(f"{address}login", urlencode({"username": name, "password": PASSWORD}).encode(), timeout=30)
    return program


def _sent(program: OpenerDirector, url: str, body: object = None) -> tuple[int, str]:
    """The status and the text of what a program gets."""
    request = Request(url, None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with program.open(request, timeout=30) as answered:
            return int(answered.status), answered.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def _event(program: OpenerDirector, address: str, name: str, data: list[Any], told: dict[str, str]) -> str:
    """What an event of the page comes to that a program sends by hand, as the page's own script would."""
    _, config = _sent(program, f"{address}config")
    events = {one["api_name"]: one["id"] for one in json.loads(config)["dependencies"]}
    body = {"data": data, "event_data": told, "fn_index": events[name], "session_hash": "by-hand"}
    assert _sent(program, f"{address}gradio_api/queue/join", body)[0] == 200
    with program.open(f"{address}gradio_api/queue/data?session_hash=by-hand", timeout=30) as stream:
        return str(stream.read().decode())


PLACES: list[tuple[str, object]] = [
    ("config", None),
    ("gradio_api/info", None),
    ("gradio_api/openapi.json", None),
    ("gradio_api/queue/status", None),
    ("gradio_api/queue/data?session_hash=x", None),
    ("gradio_api/file=/etc/hostname", None),
    ("gradio_api/call/ask", {"data": [REINSTATED, ""]}),
    ("gradio_api/call/v2/ask", {"question": REINSTATED}),
    ("gradio_api/call/read", {"data": []}),
    ("gradio_api/run/read", {"data": [], "event_data": {"article": "diplomats-reinstated"}}),
    ("gradio_api/api/read", {"data": [], "event_data": {"article": "diplomats-reinstated"}}),
    ("gradio_api/queue/join", {"data": [], "fn_index": 1, "session_hash": "x"}),
    ("gradio_api/upload", {}),
]


def test_nothing_is_told_without_a_login(guarded: str) -> None:
    stranger = _program(guarded)
    for path, body in PLACES:
        status, text = _sent(stranger, guarded + path, body)
        assert (path, status) == (path, 401)
        assert "Not authenticated" in text
        assert len(text) < 200
    status, first = _sent(stranger, guarded)
    assert (status, '"auth_required":true' in first.replace(" ", "")) == (200, True)
    for known in (TITLE, "Dateline samples", "5 articles", "diplomats-reinstated"):
        assert known not in first
    with pytest.raises(AuthenticationError):
        Client(guarded, verbose=False)


def test_a_wrong_password_is_refused_and_a_right_one_opens_the_page(guarded: str, browser: Browser) -> None:
    with _window(browser, guarded) as seen:
        assert seen.page.title() == "Dateline"
        assert TITLE not in seen.page.content()
        _log_in(seen.page, "anna", "wrong password")
        seen.page.get_by_text("Incorrect Credentials").wait_for()
        assert seen.page.locator("#chat").count() == 0
        _enter(seen.page, "anna")
        seen.ask(REINSTATED)
        assert seen.page.locator("#chat .short").inner_text() == "25 diplomats"
        assert seen.open_quote().startswith("Syria's Foreign Ministry has reinstated 25 diplomats")
    answer = Client(guarded, auth=("ben", PASSWORD), verbose=False).predict(HARBOUR, "", api_name="/ask")
    assert answer["answer"] == "Marta Lindqvist"


def test_each_sees_what_he_may_do(guarded: str, browser: Browser) -> None:
    seen_by: dict[str, tuple[bool, bool]] = {}
    for name in ("anna", "ben"):
        with _window(browser, guarded) as seen:
            _enter(seen.page, name)
            seen.page.get_by_role("tab", name="Archive").click()
            seen.page.locator("#table [data-read]").first.click()
            seen.page.locator("#reader article h2").wait_for()
            files, removal = (seen.page.locator(part) for part in ("#files input[type=file]", "#reader .remove"))
            seen_by[name] = (files.count() > 0, removal.count() > 0)
    assert seen_by == {"anna": (True, True), "ben": (False, False)}


def test_what_is_not_shown_is_refused_as_well(guarded: str, own_archive: Path) -> None:
    ben, anna = _program(guarded, "ben"), _program(guarded, "anna")
    refused = _event(ben, guarded, "remove", [None], {"article": "diplomats-reinstated"})
    assert "you may not remove here: log in as a user who may" in refused
    with Archive.open(own_archive) as archive:
        assert archive.article("diplomats-reinstated").title.startswith(TITLE)
    assert '"success":true' in _event(anna, guarded, "remove", [None], {"article": "diplomats-reinstated"})
    with Archive.open(own_archive) as archive:
        assert "diplomats-reinstated" not in [row.id for row in archive.listing("", 0, 50, "title").rows]


@pytest.mark.parametrize("allow", ["ask", "ask,remove"])
def test_nobody_may_do_more_than_the_page_allows(own_archive: Path, users: Path, allow: str) -> None:
    settings = PageSettings(read_rights(allow), Users(users))
    with served(own_archive, settings) as at:
        anna = _program(at, "anna")
        removed = _event(anna, at, "remove", [None], {"article": "diplomats-reinstated"})
        assert ("you may not remove here" in removed) == (allow == "ask")
        assert _sent(anna, f"{at}gradio_api/upload", {}) == (403, "you may not add here")


def test_who_is_removed_can_do_nothing_in_an_open_window(
    guarded: str, users: Path, own_archive: Path, browser: Browser
) -> None:
    with _window(browser, guarded) as seen:
        page = seen.page
        _enter(page, "ben")
        seen.ask(HARBOUR)
        assert page.locator("#turn-0 .short").inner_text() == "Marta Lindqvist"
        program, client = _program(guarded, "ben"), Client(guarded, auth=("ben", PASSWORD), verbose=False)
        remove_user(users, "ben")

        seen.ask(REINSTATED)
        problem = page.locator("#turn-1 .problem").inner_text()
        assert problem == f"Y{NOT_YOURS}"
        with pytest.raises(AppError, match=f"^y{NOT_YOURS}$"):
            client.predict(REINSTATED, "", api_name="/ask")

        page.locator("#turn-0 .judge summary").click()
        page.locator("#turn-0 input[value=right]").check()
        page.locator("#turn-0 .feedback button[type=submit]").click()
        page.locator("#turn-0, .toast-body", has_text=NOT_YOURS).first.wait_for()
        assert not (own_archive / "feedback.jsonl").exists()
        page.locator("#turn-0 .quote").first.click()
        page.locator("#article", has_text=NOT_YOURS).wait_for()
        assert page.locator("#article h2").count() == 0

        page.get_by_role("tab", name="Archive").click()
        page.locator("#table [data-read]").first.click()
        page.locator("#reader", has_text=NOT_YOURS).wait_for()
        assert page.locator("#reader h2").count() == 0

        page.reload()
        page.locator("#chat section, input[type=password]").first.wait_for()
        assert TITLE not in page.content()
        assert "5 articles" not in page.content()
        for name in ("read", "find", "check", "feedback"):
            told = _event(program, guarded, name, [], {"article": "diplomats-reinstated", "words": ""})
            assert NOT_YOURS in told, name
            assert TITLE not in told
    with _window(browser, guarded) as seen:
        _log_in(seen.page, "ben")
        seen.page.get_by_text("Incorrect Credentials").wait_for()
