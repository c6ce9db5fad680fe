"""The page for programs: an endpoint, a tool for language models, a link; and docs/programs.md as it is printed."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent
from playwright.sync_api import Browser

import app
import dateline
from page.rights import read_rights
from page.settings import PageSettings, Users
from page.users import Cost, User, put_user
from qa import open_archive
from tests.browser import CHROMIUM, free_port, visit
from tests.page.conftest import ask_api, served

T = TypeVar("T")

DOCS = (Path(__file__).parents[2] / "docs" / "programs.md").read_text()
PRINTED = "http://127.0.0.1:7860/"
REINSTATED = "Who was reinstated in 2025?"
DAY = date(2026, 1, 1)
ASKED = (
    REINSTATED,
    "Did Rustom Ghazali defect?",
    "How many children does Nawaf Fares have?",
    "Who painted the Harbour Bridge?",
    "Who \u202e<b>painted</b> the \x00 Harbour Bridge?",
)
"""Answered, disputed, not found; and both of an article and of a question that mean harm."""
_TIMED = re.compile(r'"seconds": {[^}]*}')


def _but_seconds(answer: dict[str, Any]) -> dict[str, Any]:
    assert answer["seconds"]["total"] > 0
    return {**answer, "seconds": None}


def _sent(lines: str) -> Any:
    """What the endpoint's last event carries."""
    return json.loads(lines.strip().rpartition("data: ")[2])


@pytest.fixture(scope="module")
def tool(page_archive: Path) -> Iterator[str]:
    """The address of the tool for language models."""
    with served(page_archive, PageSettings(mcp=True)) as at:
        yield f"{at}gradio_api/mcp/"


def _as_model(tool: str, act: Callable[[ClientSession], Awaitable[T]]) -> T:
    """What comes of a session of a language model's client."""

    async def session() -> T:
        async with streamable_http_client(tool) as (read, write, _), ClientSession(read, write) as opened:
            await opened.initialize()
            return await act(opened)

    # in a thread: where a browser is driven, this one has an event loop already
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(session())).result(timeout=60)


def _told(tool: str, **arguments: object) -> tuple[bool, str]:
    """Whether a call of the tool failed, and its text."""
    result = _as_model(tool, lambda opened: opened.call_tool("ask_json", arguments))
    (content,) = result.content
    assert isinstance(content, TextContent)
    return result.isError, content.text


# the same answer, whoever asks


@pytest.mark.parametrize("question", ASKED)
def test_every_way_of_asking_gives_the_same_answer(
    question: str, address: str, tool: str, page_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = _but_seconds(open_archive(page_archive).ask(question, DAY).to_json())
    by_http = _sent(ask_api(address, question, DAY.isoformat()))
    assert [_but_seconds(one) for one in by_http] == [expected]
    by_client = Client(address, verbose=False).predict(question, DAY.isoformat(), api_name="/ask")
    assert _but_seconds(by_client) == expected
    failed, by_tool = _told(tool, question=question, asked_on=DAY.isoformat())
    assert not failed
    assert _but_seconds(json.loads(by_tool)) == expected
    capsys.readouterr()
    assert dateline.main(["ask", question, "--archive", str(page_archive), "--json", "--asked-on", str(DAY)]) == 0
    assert _but_seconds(json.loads(capsys.readouterr().out)) == expected


def test_the_day_asked_on_is_today_unless_it_is_told(address: str, tool: str) -> None:
    client = Client(address, verbose=False)
    before = date.today()
    told = [
        client.predict(REINSTATED, api_name="/ask")["asked_on"],
        _sent(ask_api(address, REINSTATED, ""))[0]["asked_on"],
        json.loads(_told(tool, question=REINSTATED)[1])["asked_on"],
    ]
    assert set(told) <= {before.isoformat(), date.today().isoformat()}
    assert (
        client.predict("Who was reinstated last month?", "2026-01-05", api_name="/ask")["scope"]["to"] == "2025-12-31"
    )


@pytest.mark.parametrize(
    ("question", "asked_on", "line"),
    [
        ("", "", "no question in '': ask something like 'Who was reinstated in 2025?'"),
        ("?", "", "no question in '?': ask something like 'Who was reinstated in 2025?'"),
        ("x" * 2_001, "", "the question has 2,001 characters, and 2,000 is the most: ask it shorter"),
        (REINSTATED, "yesterday", "asked_on is 'yesterday', which is not a day: write it like 2025-12-03"),
        (REINSTATED, "2025-02-30", "asked_on is '2025-02-30', which is not a day: write it like 2025-12-03"),
        (["a"], "", """the question is "['a']", which is no text: send a string"""),
        (None, "", "the question is 'None', which is no text: send a string"),
        (REINSTATED, 7, "asked_on is '7', which is not a day: write it like 2025-12-03"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(address: str, question: Any, asked_on: Any, line: str) -> None:
    sent = ask_api(address, question, asked_on)
    assert sent.startswith("event: error\n")
    assert _sent(sent)["error"] == line
    with pytest.raises(AppError) as failed:
        Client(address, verbose=False).predict(question, asked_on, api_name="/ask")
    assert str(failed.value) == line


def test_the_tool_tells_its_errors_as_text(tool: str) -> None:
    assert _told(tool, question="?") == (True, "no question in '?': ask something like 'Who was reinstated in 2025?'")
    failed, text = _told(tool, question=REINSTATED, asked_on="yesterday")
    assert failed
    assert text == "asked_on is 'yesterday', which is not a day: write it like 2025-12-03"


def test_a_folder_without_an_archive_is_an_error_too(tmp_path: Path) -> None:
    with served(tmp_path / "none") as at:
        error = _sent(ask_api(at, REINSTATED))["error"]
    assert str(tmp_path / "none") in error
    assert "dateline index PATH..." in error
    assert "\n" not in error


# nothing but asking


def test_only_asking_is_seen_by_a_client(address: str) -> None:
    client = Client(address, verbose=False)
    seen = client.view_api(return_format="dict")
    assert isinstance(seen, dict)
    assert list(seen["named_endpoints"]) == ["/ask"]
    assert seen["unnamed_endpoints"] == {}
    parameters = seen["named_endpoints"]["/ask"]["parameters"]
    assert [one["parameter_name"] for one in parameters] == ["question", "asked_on"]
    with urlopen(f"{address}config", timeout=30) as config:
        events = json.load(config)["dependencies"]
    public = [one["api_name"] for one in events if one["api_visibility"] != "private"]
    assert public == ["ask"]
    assert len(events) > 20
    for one in events[1:]:
        with pytest.raises(ValueError, match="Cannot find a function"):
            client.predict(api_name=f"/{one['api_name']}")


def test_the_openapi_description_tells_of_no_other_event(address: str) -> None:
    with urlopen(f"{address}gradio_api/openapi.json", timeout=30) as described:
        paths = set(json.load(described)["paths"])
    # uploading is Gradio's own: GuardedPage refuses it where nobody may add
    assert paths == {"/gradio_api/upload", "/gradio_api/call/v2/ask", "/gradio_api/call/ask/{event_id}"}


def test_a_language_model_finds_one_tool_and_no_more(tool: str) -> None:
    listed = _as_model(tool, lambda opened: opened.list_tools()).tools
    assert [one.name for one in listed] == ["ask_json"]
    (described,) = listed
    assert described.description == (
        "Answer a question from the news archive with exact quotes, or say that the articles do not tell."
    )
    assert described.inputSchema["required"] == ["question"]
    assert list(described.inputSchema["properties"]) == ["question", "asked_on"]
    assert "2025-12-03" in described.inputSchema["properties"]["asked_on"]["description"]
    assert _as_model(tool, lambda opened: opened.list_resources()).resources == []
    assert _as_model(tool, lambda opened: opened.list_prompts()).prompts == []
    with urlopen(f"{tool}schema", timeout=30) as schema:
        assert [one["name"] for one in json.load(schema)] == ["ask_json"]
    for hidden in ("enter", "remove", "add", "judge"):
        refused = _as_model(tool, lambda opened, name=hidden: opened.call_tool(name, {}))  # type: ignore[misc]
        assert refused.isError


def test_there_is_no_tool_unless_it_is_asked_for(address: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}gradio_api/mcp/", timeout=30)


# what cannot be served


def test_a_tool_beside_a_login_is_refused(page_archive: Path, tmp_path: Path) -> None:
    put_user(tmp_path / "users", User.new("anna", "correct horse", read_rights("ask"), Cost(2, 8, 1)))
    settings = PageSettings(users=Users(tmp_path / "users"), mcp=True)
    with pytest.raises(app.PageError, match=r"^--mcp with --users: .*; serve it apart, read-only$"):
        app.launch(app.build(page_archive, settings), "127.0.0.1", free_port(), wait=False, settings=settings)


def test_without_its_package_the_tool_is_refused_with_the_extra_to_install(
    page_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    page, port = app.build(page_archive), free_port()
    with pytest.raises(app.PageError, match=r"^--mcp needs the package 'mcp': .*`pip install 'dateline\[mcp\]'`$"):
        app.launch(page, "127.0.0.1", port, wait=False, settings=PageSettings(mcp=True))
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/", timeout=30)


# the documentation, as it is printed


def _blocks(language: str, address: str) -> list[str]:
    blocks = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    return [str(block).replace(PRINTED, address) for block in blocks]


def _run(block: str, folder: Path) -> str:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl: apt install curl")
def test_its_curl_lines_ask(address: str, page_archive: Path, tmp_path: Path) -> None:
    plain, with_login = _blocks("bash", address)
    assert _sent(_run(plain, tmp_path))[0]["answer"] == "25 diplomats"
    put_user(tmp_path / "users", User.new("anna", "correct horse", read_rights("ask"), Cost(2, 8, 1)))
    settings = PageSettings(users=Users(tmp_path / "users"))
    with served(page_archive, settings) as at:
        assert '"event_id"' in _run(with_login.replace(address, at), tmp_path)
        assert "Not authenticated" in _run(plain.replace(address, at).partition(" |")[0].partition("$(")[2], tmp_path)


def test_its_python_asks(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = _blocks("python", address)
    exec(block, {})
    assert capsys.readouterr().out.startswith("answered 25 diplomats\nSyria's Foreign Ministry has reinstated")


def test_its_configuration_finds_the_tool(tool: str) -> None:
    (block,) = _blocks("json", tool.removesuffix("gradio_api/mcp/"))
    server = json.loads(block)["mcpServers"]["dateline"]
    assert server == {"type": "http", "url": tool}


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")
def test_its_link_asks_on_opening(address: str, browser: Browser) -> None:
    (query,) = re.findall(re.escape(PRINTED) + r"(\?q=\S+)", DOCS)
    with visit(browser, address, query=query) as seen:
        seen.wait_for_answer(0)
        assert seen.page.locator("#chat .question").inner_text() == REINSTATED
        assert seen.page.locator("#chat .short").inner_text() == "25 diplomats"


def test_it_names_every_field_of_an_answer(page_archive: Path) -> None:
    assistant = open_archive(page_archive)
    names: set[str] = set()
    for question in ASKED:
        answer = assistant.ask(question, DAY).to_json()
        names |= {*answer, *answer["scope"], *answer["receipt"]}
        names |= {name for one in (*answer["findings"], *answer["quotes"]) for name in one}
    told = set(re.findall(r"`(\w+)`", DOCS.partition("## The answer")[2]))
    assert names - told == set()


@pytest.mark.parametrize(("name", "status"), [("127.0.0.1", 200), ("localhost", 200), ("evil.example", 403)])
def test_a_name_that_another_site_gave_this_machine_is_refused(address: str, name: str, status: int) -> None:
    port = address.rstrip("/").rsplit(":", 1)[1]
    asking = Request(address, headers={"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"})
    try:
        with urlopen(asking, timeout=30) as told:
            got = told.status
    except HTTPError as exc:
        got = exc.code
    assert got == status
