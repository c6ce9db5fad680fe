"""What the browser tells of a click, strings that anybody could have written, and how news goes back to it."""

from __future__ import annotations

import time
from typing import Any, Literal, TypedDict

import gradio as gr

from page.markup import safe


class Hidden(TypedDict):
    """How every event of the page is set up that is no program's business."""

    api_visibility: Literal["private"]
    show_progress: Literal["hidden"]


HIDDEN: Hidden = {"api_visibility": "private", "show_progress": "hidden"}


def told(event: gr.EventData) -> dict[str, Any]:
    """What a click carries."""
    return event._data if isinstance(event._data, dict) else {}


def number(told: dict[str, Any], name: str) -> int | None:
    """A number that the browser tells; None for anything else."""
    value = told.get(name)
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else None


def text(told: dict[str, Any], name: str) -> str:
    """A text that the browser tells; empty for anything else."""
    value = told.get(name)
    return value if isinstance(value, str) else ""


def news(*sections: str) -> str:
    """Sections for `news.js` to put in their places; in an attribute, so that they stand in the page only once."""
    return f'<i data-news="{safe("".join(sections))}" data-at="{time.monotonic_ns()}"></i>'
