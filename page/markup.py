"""Words, dates and links as HTML: nothing from outside gets into the page but through here."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_MONTHS = "January February March April May June July August September October November December".split()
_LONGEST_LINK = 2_000
_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


def safe(value: object) -> str:
    """Text as it is read, whatever stands in it: no tag, no attribute, no control character of HTML."""
    return html.escape(str(value), quote=True)


def spoken(value: object) -> str:
    """An ISO day, month, year or period (`first/last`, either may lack) in words; anything else as it is.

    >>> spoken("2012-07-12"), spoken("2025-12"), spoken("2011/2012-03"), spoken("/2012")
    ('12 July 2012', 'December 2025', '2011 to March 2012', 'up to 2012')
    """
    first, slash, last = str(value).partition("/")
    if not slash:
        return _spoken_date(first)
    if not (first and last):
        return f"from {_spoken_date(first)} on" if first else f"up to {_spoken_date(last)}"
    return f"{_spoken_date(first)} to {_spoken_date(last)}"


def spoken_within(words: str) -> str:
    """A sentence of the program's own with its ISO days and months in words.

    >>> spoken_within("it was printed 2025-12, outside 2012")
    'it was printed December 2025, outside 2012'
    """
    return _ISO.sub(lambda match: _spoken_date(match.group()), words)


def _spoken_date(iso: str) -> str:
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return iso
    year, *rest = (int(part) for part in parts)
    if rest and not 1 <= rest[0] <= 12:
        return iso
    return " ".join([*(str(day) for day in rest[1:]), *(_MONTHS[month - 1] for month in rest[:1]), str(year)])


def link(url: str | None, words: str) -> str:
    """A link that opens beside the page; nothing unless it goes to an http or https address."""
    if not url or len(url) > _LONGEST_LINK:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    rel = 'target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a href="{safe(url)}" {rel} title="{safe(parts.netloc)}">{safe(words)}</a>'


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 article`, `1,204 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
