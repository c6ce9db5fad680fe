"""Words, dates and links as HTML: nothing from outside gets into the page but through here."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from qa.citing import web_address

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
"""What a browser leaves out of a page or cannot be sent: one half of a pair ends the window's connection."""


def safe(value: object) -> str:
    """Text as it is read, whatever stands in it: no tag, no attribute; U+FFFD for what is no character."""
    return html.escape(_NO_CHARACTER.sub("\ufffd", str(value)), quote=True)


def link(url: str | None, words: str) -> str:
    """A link that opens beside the page; nothing unless it goes to an http or https address."""
    address = web_address(url)
    if not address:
        return ""
    rel = 'target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a href="{safe(address)}" {rel} title="{safe(urlsplit(address).netloc)}">{safe(words)}</a>'


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 article`, `1,204 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def capital(words: str) -> str:
    """Words with a capital at their head."""
    return words[:1].upper() + words[1:]


def with_commands(words: str) -> str:
    """A sentence of the program's own in which words between backticks are a command."""
    parts = safe(words).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))
