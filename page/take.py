"""Files that the browser saves or opens: they go through the page, so that none lies on the server."""

from __future__ import annotations

import time

from page.markup import safe
from qa.answer import Answer
from qa.exporting import answer_json, answer_markdown, answer_page, file_name

_FORMS = {
    "md": ("text/markdown", answer_markdown),
    "json": ("application/json", answer_json),
    "html": ("text/html", answer_page),
}


def draw_export(answer: Answer, form: str) -> str:
    """The whole answer in one of the forms `md`, `json`, `html` (opened, to be printed); nothing for any other."""
    if form not in _FORMS:
        return ""
    kind, write = _FORMS[form]
    return draw_file(file_name(answer, form), kind, write(answer), opened=form == "html")


def draw_file(name: str, kind: str, words: str, *, opened: bool = False) -> str:
    """A file for the browser to save, or to open in a window; `data-at` tells it from the one before."""
    way = "open" if opened else "save"
    return (
        f'<i data-at="{time.monotonic_ns()}" data-way="{way}" data-name="{safe(name)}" data-kind="{safe(kind)}" '
        f'data-words="{safe(words)}"></i>'
    )
