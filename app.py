"""The page: a chat over an archive, and beside it the articles with their quotes marked."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported

import gradio as gr

from page.answers import draw_conversation
from page.articles import NO_ARTICLE
from page.conversation import Conversation, Turn
from page.desk import AT_ONCE, EXAMPLES, Desk
from page.headers import GuardedPage
from page.markup import safe
from qa import ArchiveError, Assistant, QaError, default_archive

_FOLDER = Path(__file__).parent / "page"
_WAITING = 64
"""Questions that wait in the queue, at the most."""


class PageError(Exception):
    """The page cannot be served; the message says what to do."""


def build(archive: Assistant | Path) -> gr.Blocks:
    """The page over an archive, which is opened at its first use. `launch` gives it its looks."""
    desk = Desk(archive)

    def greet(request: gr.Request) -> tuple[str, str, str, Conversation]:
        asked = str(request.query_params.get("q", ""))
        return _masthead(desk.status()), desk.welcome(), asked, Conversation()

    def ask(question: str, talk: Conversation) -> Iterator[tuple[Any, Any, Any]]:
        if question.strip():
            turn = Turn(question.strip())
            talk.turns.append(turn)
            for news, _ in enumerate(desk.work_on(turn)):
                # emptied once: the next question may be in the box by now
                yield gr.update() if news else "", draw_conversation(talk, ""), talk
        else:  # a generator that gives nothing would empty the chat
            yield gr.skip(), gr.skip(), gr.skip()

    def ask_linked(question: str, talk: Conversation) -> Iterator[tuple[Any, Any]]:
        # leaves the box alone: a reader may type in it as soon as the page stands
        for _, drawn, told in ask(question, talk):
            yield drawn, told

    def ask_example(talk: Conversation, event: gr.EventData) -> Iterator[tuple[Any, Any, Any]]:
        number = _number(event._data, "ask")
        yield from ask(EXAMPLES[number] if number is not None and number < len(EXAMPLES) else "", talk)

    def show(talk: Conversation, event: gr.EventData) -> str:
        turn = _number(event._data, "turn")
        return NO_ARTICLE if turn is None else desk.article(talk, turn, _number(event._data, "quote"))

    def ask_json(question: str, asked_on: str = "") -> dict[str, Any]:
        """Answer a question as `dateline ask --json` does. `asked_on`: an ISO date, today if it is empty."""
        try:
            day = date.fromisoformat(asked_on) if asked_on else None
            return desk.assistant().ask(question, day).to_json()
        except (QaError, ArchiveError, ValueError) as exc:
            raise gr.Error(str(exc), print_exception=False) from exc

    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with page:
        talk = gr.State(Conversation())
        linked = gr.State("")
        masthead = gr.HTML(_masthead(""), elem_id="masthead", js_on_load=None)
        with gr.Row(elem_id="columns", equal_height=False):
            with gr.Column(elem_id="left", min_width=320):
                chat = gr.HTML("", elem_id="chat", js_on_load=(_FOLDER / "chat.js").read_text())
                box = gr.Textbox(
                    show_label=False,
                    label="Your question",
                    placeholder="Ask the archive a question",
                    submit_btn="Ask",
                    max_lines=4,
                    elem_id="box",
                )
            with gr.Column(elem_id="right", min_width=320):
                article = gr.HTML(NO_ARTICLE, elem_id="article", js_on_load=(_FOLDER / "article.js").read_text())
        hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        asking: dict[str, Any] = hidden | {"concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
        said = [box, chat, talk]
        # first, since a handler of the same name would take its place
        gr.events.api(ask_json, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
        greeted = page.load(greet, None, [masthead, chat, linked, talk], **hidden)
        greeted.then(ask_linked, [linked, talk], [chat, talk], **asking)
        box.submit(ask, [box, talk], said, **asking)
        chat.select(ask_example, [talk], said, **asking)
        chat.click(show, [talk], [article], concurrency_limit=AT_ONCE, **hidden)
        article.click(lambda: NO_ARTICLE, None, [article], **hidden)
    page.queue(max_size=_WAITING, api_open=False)
    return page


def launch(page: gr.Blocks, host: str, port: int, wait: bool) -> str:
    """Serve a page and give its address; with `wait`, when it is stopped. PageError if it cannot be."""
    system = ["system-ui", "sans-serif"]
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            theme=gr.themes.Base(font=system, font_mono=["ui-monospace", "monospace"]),
            css=(_FOLDER / "page.css").read_text(),
            footer_links=[],
            run_history=False,
            share=False,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            enable_monitoring=False,
            allowed_paths=[],
            max_file_size=0,
            quiet=True,
            app_kwargs={"middleware": [(GuardedPage, (), {})]},
            prevent_thread_lock=True,
        )
    except OSError as exc:
        raise PageError(f"cannot listen at {host}:{port}, which may be taken: choose another --port") from exc
    if wait:
        print(f"Dateline is at {address} (Ctrl+C ends it)", flush=True)
        page.block_thread()
    return str(address)


def serve(archive: Path, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page over the archive in a folder until Ctrl+C; PageError if the port is taken."""
    launch(build(archive), host, port, wait=True)


def _masthead(status: str) -> str:
    return f'<header><h1>Dateline</h1><p id="status">{safe(status)}</p></header>'


def _number(told: Any, name: str) -> int | None:
    """A number that the browser tells; None for anything else."""
    value = told.get(name) if isinstance(told, dict) else None
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else None


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
