"""What is printed: nothing in it that a terminal would obey."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence


class Failure(Exception):
    """A command that could not be done; the message is the line that says why."""


_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """A text without control characters, marks of writing direction and lone surrogates; newlines stay.

    Articles, their names and their publishers' names are others' words.
    """
    return _OBEYED.sub("", text)


def say(text: str) -> None:
    """Print a text on stdout, less what is not printable."""
    print(printable(text))


def say_json(value: object) -> None:
    """Print a value on stdout as one line of JSON in UTF-8; what is not printable is escaped in it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    text = json.dumps(value, ensure_ascii=False)
    print(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def say_table(rows: Sequence[tuple[str, str]]) -> None:
    """Print names and values in two columns."""
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        say(f"{name:<{width}}  {value}")


def counted(number: int, what: str) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
