"""The tab where questions are asked, and what each click in it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from page.articles import NO_ARTICLE, draw_near, draw_no_article, draw_quoted
from page.conversation import Conversation, Turn
from page.desk import WAITING, Desk
from page.events import HIDDEN, news, number, text, told
from page.filters import FilterError, draw_picked, read_filters
from page.rights import not_yours
from page.take import draw_export
from page.turns import draw_refusal, draw_turn
from qa import ArchiveError, QaError, Scope, Within
from qa.feedback import NOT_TOLD, Verdict, judged, keep
from vectorstore.errors import UnknownArticle

FOLDER = Path(__file__).parent
NOT_YOURS = not_yours("ask")
_OVER = "This conversation is over: load the page again."
_EMPTY_THE_BOX = """(...entered) => {
  const box = document.querySelector("#box textarea");
  box.value = "";
  document.querySelector("#filters")?.removeAttribute("open");
  box.dispatchEvent(new Event("input"));
  return entered;
}"""
"""At once, not with the server's reply: that would take along what is typed meanwhile. The form of where to search
gives its room to the answer."""
_VERDICTS: dict[str, Verdict] = {"right": "right", "wrong": "wrong", "wrong_quote": "wrong_quote"}


@dataclass(frozen=True)
class AskTab:
    """The parts of the tab that are filled when the page is opened; `asked` is asked when it changes."""

    talk: gr.State
    news: gr.HTML
    filters: gr.HTML
    asked: gr.State


def script(name: str) -> str:
    """The browser's half of a part of the page."""
    return (FOLDER / name).read_text()


def build_ask_tab(desk: Desk) -> AskTab:
    """Draw the tab and connect its events."""
    talk = gr.State(Conversation())
    picked = gr.State(Scope())
    asked = gr.State("")
    with gr.Row(elem_id="columns", equal_height=False):
        with gr.Column(elem_id="left", min_width=320):
            chat = gr.HTML('<div class="turns"></div>', elem_id="chat", js_on_load=script("chat.js"))
            entered = gr.HTML("", visible="hidden", js_on_load=script("news.js"))
            worked = gr.HTML("", visible="hidden", js_on_load=script("news.js"))
            taken = gr.HTML("", visible="hidden", js_on_load=script("news.js"))
            with gr.Column(elem_id="desk"):
                filters = gr.HTML("", elem_id="picker", js_on_load=script("filters.js"))
                shown = gr.HTML("", elem_id="picked", js_on_load=None)
                box = gr.Textbox(
                    show_label=False,
                    label="Your question",
                    placeholder="Ask the archive a question",
                    submit_btn="Ask",
                    max_lines=4,
                    elem_id="box",
                )
        with gr.Column(elem_id="right", min_width=320):
            article = gr.HTML(NO_ARTICLE, elem_id="article", js_on_load=script("article.js"))

    def draw(talk: Conversation, turn: int) -> str:
        return news(draw_turn(turn, talk.turns[turn], desk.bounds()))

    def may_ask(request: gr.Request) -> bool:
        return "ask" in desk.settings.rights(request.username)

    def begin(talk: Conversation, turn: Turn, request: gr.Request, number: int | None = None) -> tuple[Any, Any]:
        if not may_ask(request):
            turn.problem = NOT_YOURS
        # given back, since Gradio lets a state go some time after its window only if an event has set it
        return draw(talk, talk.begin(turn, number)), talk

    def enter(question: str, talk: Conversation, picked: Scope, request: gr.Request) -> Any:
        if not question.strip():
            return gr.skip(), gr.skip()
        return begin(talk, Turn(question.strip(), picked if picked.bounded else None), request)

    def enter_example(talk: Conversation, picked: Scope, event: gr.EventData, request: gr.Request) -> Any:
        return enter(text(told(event), "question"), talk, picked, request)

    def again(talk: Conversation, event: gr.EventData, request: gr.Request) -> Any:
        """Ask a turn's question otherwise: in other words, or with what was read from it changed by hand."""
        said = told(event)
        place = number(said, "turn")
        before = talk.turn(place)
        if place is None:
            return gr.skip(), gr.skip()
        if before is None or not may_ask(request):
            return news(draw_refusal(place, "chips", NOT_YOURS if before else _OVER)), gr.skip()
        if question := text(said, "question").strip():
            return begin(talk, Turn(before.typed, before.scope, question), request, place)
        changed = Turn(before.typed, before.scope, before.question)
        try:
            changed.scope = Within(read_filters(said, desk.publishers()), _names(said.get("names")))
        except FilterError as exc:
            return news(draw_refusal(place, "chips", str(exc))), gr.skip()
        return begin(talk, changed, request, place)

    def work(talk: Conversation, request: gr.Request) -> Iterator[Any]:
        """Answer what waits in this window, one question after another."""
        drew = False
        for turn in talk.to_do():
            if not may_ask(request):
                talk.turns[turn].problem = NOT_YOURS
                yield draw(talk, turn)
                continue
            for _ in desk.work_on(talk, turn):
                drew = True
                yield draw(talk, turn)
        if not drew:
            yield gr.skip()

    def stop(talk: Conversation, event: gr.EventData) -> Any:
        place = number(told(event), "turn")
        if place is None or talk.turn(place) is None or not talk.stop(place):
            return gr.skip()  # what is worked on tells of its end itself
        return draw(talk, place)

    def open_article(talk: Conversation, event: gr.EventData, request: gr.Request) -> str:
        said = told(event)
        turn = number(said, "turn")
        if turn is None:
            return NO_ARTICLE
        return show(desk, talk, turn, number(said, "quote")) if may_ask(request) else draw_no_article(NOT_YOURS)

    def take(talk: Conversation, event: gr.EventData, request: gr.Request) -> str:
        turn = talk.turn(number(told(event), "turn")) if may_ask(request) else None
        return news(draw_export(turn.answer, text(told(event), "form"))) if turn and turn.answer else ""

    def judge(talk: Conversation, event: gr.EventData, request: gr.Request) -> Any:
        said = told(event)
        place, verdict = number(said, "turn"), _VERDICTS.get(text(said, "verdict"))
        turn = talk.turn(place)
        if place is None or verdict is None:
            return gr.skip()
        if turn is None or turn.answer is None or not may_ask(request):
            return news(draw_refusal(place, "feedback", NOT_YOURS if turn else _OVER))
        instead = NOT_TOLD if said.get("nothing") else text(said, "instead")
        quote = number(said, "quote") if verdict == "wrong_quote" else None
        try:
            instead = instead if verdict == "wrong" else ""
            case = judged(turn.answer, verdict, text(said, "note"), instead, quote, desk.publishers())
            keep(desk.folder, case)
        except QaError as exc:
            return news(draw_refusal(place, "feedback", str(exc)))
        turn.judged = verdict
        return draw(talk, place)

    def pick(event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        if not may_ask(request):
            return gr.skip(), draw_picked(Scope(), NOT_YOURS)
        try:
            scope = read_filters(told(event), desk.publishers())
        except FilterError as exc:
            return gr.skip(), draw_picked(Scope(), str(exc))
        return scope, draw_picked(scope)

    # a window may ask its next question while one is worked on; what waits, waits at the desk and not in Gradio's queue
    begun: dict[str, Any] = {**HIDDEN, "queue": False, "trigger_mode": "multiple"}
    working: dict[str, Any] = {**HIDDEN, "concurrency_limit": 4 * WAITING, "trigger_mode": "multiple"}
    at_once: dict[str, Any] = {**HIDDEN, "queue": False}
    box.submit(enter, [box, talk, picked], [entered, talk], js=_EMPTY_THE_BOX, **begun).then(
        work, [talk], [worked], **working
    )
    chat.ask(enter_example, [talk, picked], [entered, talk], **begun).then(work, [talk], [worked], **working)
    asked.change(enter, [asked, talk, picked], [entered, talk], **begun).then(work, [talk], [worked], **working)
    chat.again(again, [talk], [entered, talk], **begun).success(work, [talk], [worked], **working)
    chat.stop(stop, [talk], [entered], **at_once)
    chat.open(open_article, [talk], [article], **at_once)
    chat.take(take, [talk], [taken], **at_once)
    chat.judge(judge, [talk], [entered], **at_once)
    article.open(open_article, [talk], [article], **at_once)
    article.close(lambda: NO_ARTICLE, None, [article], **at_once)
    filters.pick(pick, None, [picked, shown], **at_once)
    return AskTab(talk, entered, filters, asked)


def _names(told: object) -> tuple[str, ...]:
    return tuple(str(name) for name in told if name) if isinstance(told, list) else ()


def show(desk: Desk, talk: Conversation, number: int, quote: int | None) -> str:
    """The article of a quote, or (None) of a turn's nearest miss; an empty pane for any other."""
    turn = talk.turn(number)
    if turn is None:
        return draw_no_article(_OVER)
    answer = turn.answer
    if answer is None:
        return NO_ARTICLE
    try:
        if quote is not None and 0 <= quote < len(answer.quotes):
            return draw_quoted(desk.article(answer.quotes[quote].article), answer.quotes, quote, number)
        miss = answer.receipt.nearest_miss
        if quote is None and miss is not None:
            return draw_near(desk.article(miss.article), miss, number)
    except UnknownArticle:
        return draw_no_article("This article was removed from the archive after the answer was given.")
    except ArchiveError as exc:
        return draw_no_article(str(exc))
    return NO_ARTICLE
