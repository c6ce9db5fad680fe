"""The tab of the archive: what is in it, its articles, adding and removing; and what each click in it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from page.articles import draw_no_article, draw_plain
from page.ask_tab import script
from page.catalogue import FINDER, ORDERS, ROWS, draw_facts, draw_table
from page.desk import Desk
from page.events import HIDDEN, news, number, text, told
from page.markup import safe
from page.rights import Right, not_yours
from page.take import draw_file
from page.turns import draw_notice
from page.uploads import BUSY, Upload, Uploads, draw_refusal, draw_upload, forget, sweep
from qa import ArchiveError, QaError
from qa.feedback import FEEDBACK, kept
from vectorstore.catalogue import Order

_NO_ARTICLE = '<div class="nothing-open"><p>Choose an article to read it.</p></div>'
_LONGEST = 200
"""Characters of what is looked for in the table."""


@dataclass(frozen=True)
class Looked:
    """What is looked for in the table, and from which article on it is shown."""

    words: str = ""
    order: Order = "newest"
    offset: int = 0


@dataclass(frozen=True)
class Checked:
    """What a check of the archive found, and of which generation."""

    generation: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ArchiveTab:
    """The parts of the tab that are filled when the page is opened; `changes` are what may change the archive."""

    desk: Desk
    facts: gr.HTML
    table: gr.HTML
    adding: gr.Column
    changes: tuple[Any, ...]

    @property
    def parts(self) -> list[gr.HTML | gr.Column]:
        """What `greet` fills."""
        return [self.facts, self.table, self.adding]

    def greet(self, request: gr.Request) -> tuple[str, str, Any]:
        """What a reader finds, and whether there is a place to add files."""
        sweep(Path(get_upload_folder()))
        rights = self.desk.settings.rights(request.username)
        shown = (desk_facts(self.desk), desk_table(self.desk, Looked())) if "ask" in rights else ("", "")
        return *shown, gr.update(visible="add" in rights)


def build_archive_tab(desk: Desk) -> ArchiveTab:
    """Draw the tab and connect its events."""
    uploads = Uploads(desk)
    looked, checked, upload = gr.State(Looked()), gr.State(None), gr.State(Upload())
    with gr.Row(elem_id="archive", equal_height=False):
        with gr.Column(elem_id="shelves", min_width=320):
            facts = gr.HTML("", elem_id="facts", js_on_load=script("archive.js"))
            with gr.Column(visible=False, elem_id="adding") as adding:
                files = gr.File(
                    label="Add articles: drop .md, .txt, .html, .jsonl or .jsonl.gz files here",
                    file_count="multiple",
                    elem_id="files",
                    height=110,
                )
                # Gradio's own would leave an empty file in its cache for each of them
                files.preprocess = _places  # type: ignore[method-assign]  # a subclass gets a stub beside its module
                progress = gr.HTML("", elem_id="progress", js_on_load=script("archive.js"))
            finder = gr.HTML(FINDER, elem_id="finder", js_on_load=script("archive.js"))
            table = gr.HTML("", elem_id="table", js_on_load=script("archive.js"))
            taken = gr.HTML("", visible="hidden", js_on_load=script("news.js"))
        with gr.Column(elem_id="reading", min_width=320):
            reader = gr.HTML(_NO_ARTICLE, elem_id="reader", js_on_load=script("article.js"))

    def may(right: Right, request: gr.Request) -> None:
        if right not in desk.settings.rights(request.username):
            raise gr.Error(not_yours(right), print_exception=False)

    def find(event: gr.EventData, request: gr.Request) -> tuple[Looked, str]:
        may("ask", request)
        order: Order = next((one for one in ORDERS if one == text(told(event), "order")), "newest")
        now = Looked(text(told(event), "words")[:_LONGEST], order)
        return now, desk_table(desk, now)

    def turn_page(before: Looked, event: gr.EventData, request: gr.Request) -> tuple[Looked, str]:
        may("ask", request)
        now = Looked(before.words, before.order, number(told(event), "offset") or 0)
        return now, desk_table(desk, now)

    def read(event: gr.EventData, request: gr.Request) -> str:
        if "ask" not in desk.settings.rights(request.username):
            return draw_no_article(not_yours("ask"))
        try:
            article = desk.article(text(told(event), "article"))
        except ArchiveError as exc:
            return draw_no_article(str(exc))
        return draw_plain(article, removable="remove" in desk.settings.rights(request.username))

    def look(checked: Checked | None, looked: Looked, request: gr.Request) -> tuple[str, str]:
        """What has become of the archive since the tab was last seen, by whomever it was changed."""
        may("ask", request)
        return desk_facts(desk, checked), desk_table(desk, looked)

    def check(request: gr.Request) -> tuple[Checked, str]:
        may("ask", request)
        try:
            archive = desk.assistant().archive
            checked = Checked(archive.generation(), archive.check().problems)
        except ArchiveError as exc:
            raise gr.Error(safe(exc), print_exception=False) from exc
        return checked, desk_facts(desk, checked)

    def remove(looked: Looked, event: gr.EventData, request: gr.Request) -> tuple[str, str, str]:
        may("remove", request)
        name = text(told(event), "article")
        try:
            desk.assistant().archive.remove([name])
        except ArchiveError as exc:
            raise gr.Error(safe(exc), print_exception=False) from exc
        return _NO_ARTICLE, desk_facts(desk), desk_table(desk, looked)

    def add(files: list[str], upload: Upload, looked: Looked, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        # the place to drop files is emptied each time: what is dropped meanwhile must not come with these, and a skip
        # would have Gradio build it anew for this window, with its own `preprocess`
        paths, same = [Path(file) for file in files], gr.skip()
        if "add" not in desk.settings.rights(request.username):
            forget(paths)
            yield None, draw_refusal(not_yours("add")), same, same, upload
        elif upload.running:
            forget(paths)
            gr.Warning(BUSY)
            yield None, same, same, same, upload
        else:
            for _ in uploads.take_in(paths, upload):
                yield None, draw_upload(upload), same, same, upload
            yield None, draw_upload(upload), desk_facts(desk), desk_table(desk, looked), upload

    def feedback(request: gr.Request) -> str:
        may("ask", request)
        try:
            return news(draw_file(FEEDBACK, "application/jsonl", kept(desk.folder)))
        except QaError as exc:
            raise gr.Error(safe(exc), print_exception=False) from exc

    at_once: dict[str, Any] = {**HIDDEN, "queue": False}
    alone: dict[str, Any] = {**HIDDEN, "concurrency_limit": 8}
    finder.find(find, None, [looked, table], **at_once)
    table.turn(turn_page, [looked], [looked, table], **at_once)
    table.read(read, None, [reader], **at_once)
    facts.look(look, [checked, looked], [facts, table], **at_once)
    facts.check(check, None, [checked, facts], **alone)
    facts.feedback(feedback, None, [taken], **at_once)
    reader.close(lambda: _NO_ARTICLE, None, [reader], **at_once)
    changed = [facts, table]
    removal = reader.remove(remove, [looked], [reader, *changed], **alone)
    # "multiple": a second drop of a window is refused here; Gradio would leave its files where they are
    upload_ = {**alone, "trigger_mode": "multiple"}
    addition = files.upload(add, [files, upload, looked], [files, progress, *changed, upload], **upload_)
    progress.cancel(lambda upload: upload.stop.set(), [upload], None, **at_once)
    return ArchiveTab(desk, facts, table, adding, (removal, addition))


def _places(payload: Any) -> list[str]:
    """Where the files lie that Gradio has taken in."""
    return [file.path for file in payload.root] if payload else []


def desk_facts(desk: Desk, checked: Checked | None = None) -> str:
    """What is in the desk's archive, or why that cannot be told; with what was checked, if it has not changed since."""
    try:
        info = desk.assistant().archive.info()
    except ArchiveError as exc:
        return draw_notice(str(exc))
    problems = checked.problems if checked and checked.generation == info.generation else None
    return draw_facts(info, problems, feedback=(desk.folder / FEEDBACK).is_file())


def desk_table(desk: Desk, looked: Looked) -> str:
    """The page of the table that is looked at, or the last one; empty if there is no archive."""
    try:
        archive, offset = desk.assistant().archive, looked.offset
        listing = archive.listing(looked.words, offset, ROWS, looked.order)
        if listing.total and not listing.rows:  # what stood there has been removed
            offset = (listing.total - 1) // ROWS * ROWS
            listing = archive.listing(looked.words, offset, ROWS, looked.order)
    except ArchiveError:
        return ""
    return draw_table(listing, looked.words, offset)
