"""Dates in words, as a sentence names them."""

from __future__ import annotations

import re

_MONTHS = "January February March April May June July August September October November December".split()
_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


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
