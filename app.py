"""The page: a chat over an archive, beside it the articles with their quotes marked, and the archive itself."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported

import gradio as gr

from page.archive_tab import build_archive_tab
from page.ask_tab import FOLDER, NOT_YOURS, build_ask_tab
from page.conversation import Conversation
from page.desk import WAITING, Desk
from page.events import HIDDEN, news
from page.headers import GuardedPage
from page.line import LineFull
from page.markup import safe
from page.settings import PageSettings, Users
from page.turns import draw_notice
from qa import ArchiveError, Assistant, QaError, default_archive

_LARGEST_UPLOAD = "200mb"


class PageError(Exception):
    """The page cannot be served; the message says what to do."""


def build(archive: Assistant | Path, settings: PageSettings | None = None) -> gr.Blocks:
    """The page over an archive, which is opened at its first use. `launch` gives it its looks."""
    desk = Desk(archive, settings)

    def ask_json(question: str, asked_on: str = "", request: gr.Request | None = None) -> dict[str, Any] | str:
        """Answer a question from the news archive with exact quotes, or say that the articles do not tell.

        Args:
            question: who, what, when, where, why or how many; a year or a publisher in it narrows the search.
            asked_on: the day that "last month" counts from, as 2025-12-03; today if it is empty.
        """
        if "ask" not in desk.settings.rights(getattr(request, "username", None)):
            raise gr.Error(NOT_YOURS, print_exception=False)
        try:
            answer = desk.answer(_question(question), _day(asked_on)).to_json()
        except (QaError, ArchiveError, LineFull, ValueError) as exc:
            raise gr.Error(str(exc), print_exception=False) from exc
        # Gradio's server of tools would write a dict as Python does: None, 'single quotes'
        return json.dumps(answer, ensure_ascii=False) if _is_tool(request) else answer

    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with page:
        # first, since a handler of the same name would take its place
        gr.events.api(ask_json, api_name="ask", concurrency_limit=4 * WAITING)
        masthead = gr.HTML(_masthead(""), elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", elem_id="ask-tab"):
                asking = build_ask_tab(desk)
            with gr.Tab("Archive", elem_id="archive-tab", render_children=True):
                keeping = build_archive_tab(desk)

        def greet(request: gr.Request) -> tuple[Any, ...]:
            if "ask" not in desk.settings.rights(request.username):
                return _masthead(""), news(draw_notice(NOT_YOURS)), "", "", *keeping.greet(request)
            asked = str(request.query_params.get("q", ""))
            return _masthead(desk.status()), news(desk.welcome()), desk.filters(), asked, *keeping.greet(request)

        shown = [masthead, asking.news, asking.filters, asking.asked, *keeping.parts]
        page.load(greet, None, shown, **HIDDEN)

        def follow(talk: Conversation, request: gr.Request) -> tuple[Any, ...]:
            """After a change of the archive: how much there is to ask, unless somebody has begun asking."""
            if "ask" not in desk.settings.rights(request.username):
                return gr.skip(), gr.skip(), gr.skip()
            welcome = gr.skip() if talk.turns else news(desk.welcome())
            return _masthead(desk.status()), desk.filters(), welcome

        for change in keeping.changes:
            change.success(follow, [asking.talk], [masthead, asking.filters, asking.news], **HIDDEN)
    page.queue(max_size=None, api_open=False)
    return page


def launch(page: gr.Blocks, host: str, port: int, wait: bool, settings: PageSettings | None = None) -> str:
    """Serve a page and give its address; with `wait`, when it is stopped. PageError if it cannot be."""
    settings = settings or PageSettings()
    if settings.mcp and settings.users:
        raise PageError("--mcp with --users: the tool for language models knows no login; serve it apart, read-only")
    guarded = {"may_add": _may_add(page, settings), "local": _is_local(host, settings)}
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            auth=_login(settings.users) if settings.users else None,  # type: ignore[arg-type]  # it awaits it
            # Gradio draws the login, and gives it no title
            auth_message="<title>Dateline</title>Dateline asks who you are.",
            theme=_theme(),
            # not as css=: Gradio would put its own selectors before each comma, those inside :is() too
            head=f"<style>{(FOLDER / 'page.css').read_text()}</style>",
            footer_links=[],
            run_history=False,
            share=False,
            ssr_mode=False,
            mcp_server=settings.mcp,
            pwa=False,
            enable_monitoring=False,
            allowed_paths=[],
            max_file_size=_LARGEST_UPLOAD if "add" in settings.allow else 0,
            max_threads=4 * WAITING,
            # a program's call opens one too, of 60 KB; Gradio's 10,000 would come to 0.6 GB
            state_session_capacity=4_000,
            quiet=True,
            app_kwargs={"middleware": [(GuardedPage, (), guarded)]},
            prevent_thread_lock=True,
        )
    except OSError as exc:
        raise PageError(f"cannot listen at {host}:{port}, which may be taken: choose another --port") from exc
    if page.mcp_error:
        page.close()
        raise PageError("--mcp needs the package 'mcp': install it with `pip install 'dateline[mcp]'`")
    if wait:
        print(f"Dateline is at {address} (Ctrl+C ends it)", flush=True)
        page.block_thread()
    return str(address)


def serve(archive: Path, host: str = "127.0.0.1", port: int = 7860, settings: PageSettings | None = None) -> None:
    """Serve the page over the archive in a folder until Ctrl+C; PageError if the port is taken."""
    launch(build(archive, settings), host, port, wait=True, settings=settings)


def _is_local(host: str, settings: PageSettings) -> bool:
    """Whether only this machine is served, and nobody has to log in."""
    return settings.users is None and host in ("127.0.0.1", "localhost", "::1")


def _may_add(page: gr.Blocks, settings: PageSettings) -> Callable[[Mapping[str, str]], bool]:
    """Whether the one whose cookies these are may send files. Gradio itself refuses one who is not logged in."""

    def may_add(cookies: Mapping[str, str]) -> bool:
        if settings.users is None:
            return "add" in settings.allow
        names = (f"access-token-{kind}{page.app.cookie_id}" for kind in ("", "unsecure-"))
        user = next((page.app.tokens.get(cookies[name]) for name in names if name in cookies), None)
        return user is None or "add" in settings.rights(user)

    return may_add


def _login(users: Users) -> Callable[[str, str], Awaitable[bool]]:
    """Gradio's question whether a password is right; apart from its loop, which a flood of logins would hold up."""
    few = ThreadPoolExecutor(2, thread_name_prefix="login")

    async def check(name: str, password: str) -> bool:
        return await asyncio.get_running_loop().run_in_executor(few, users.check, name, password)

    return check


def _question(sent: object) -> str:
    """The question that a program sent; ValueError if it is no text."""
    if not isinstance(sent, str):
        raise ValueError(f"the question is {str(sent)[:20]!r}, which is no text: send a string")
    return sent


def _day(sent: object) -> date | None:
    """The day that a program sent, None if it sent none; ValueError if it is no day."""
    if not sent:
        return None
    try:
        return date.fromisoformat(str(sent))
    except ValueError as exc:
        raise ValueError(f"asked_on is {str(sent)[:20]!r}, which is not a day: write it like 2025-12-03") from exc


def _is_tool(request: gr.Request | None) -> bool:
    """Whether a call came from a language model, by way of Gradio's server of tools."""
    return request is not None and request.headers.get("x-gradio-user") == "mcp"


def _theme() -> gr.themes.Base:
    """The system's fonts; and the page's colours, for the login, which its style sheet does not reach."""
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    return theme.set(
        body_background_fill="#fbf9f4",
        body_background_fill_dark="#171613",
        panel_background_fill="*body_background_fill",
        panel_background_fill_dark="*body_background_fill",
        input_border_color="#5d5a52",
        input_border_color_dark="#a8a296",
        input_border_width="1px",
        button_primary_background_fill="#1b1a17",
        button_primary_background_fill_dark="#e9e5db",
        button_primary_background_fill_hover="#1c4f82",
        button_primary_background_fill_hover_dark="#8fbce6",
        button_primary_text_color="#fbf9f4",
        button_primary_text_color_dark="#171613",
    )


def _masthead(status: str) -> str:
    return f'<header><h1>Dateline</h1><p id="status">{safe(status)}</p></header>'


def main() -> int:
    """`python app.py`: the page over the default archive."""
    parser = argparse.ArgumentParser(description="Serve Dateline's page.")
    parser.add_argument("--archive", type=Path, default=default_archive())
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7860)
    told = parser.parse_args()
    try:
        serve(told.archive, told.host, told.port)
    except PageError as exc:
        print(exc, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
