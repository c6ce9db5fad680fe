"""Files of one JSON object a line, plain or gzipped, read as a stream."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from corpus.encodings import decode
from corpus.errors import UnreadableError

_LONGEST_LINE = 20_000_000  # bytes; a gzipped file of a few kilobytes can hold a line of gigabytes
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | UnreadableError]]:
    """The objects in a file with the numbers of their lines, or why a line is none; blank lines are left out.

    OSError if the file cannot be opened. Damage to the file itself ends the stream with its error.
    """
    number = 0
    with _opened(path) as stream:
        try:
            for number, raw in enumerate(_lines(stream), start=1):
                if raw.strip():
                    yield number, _object(raw)
        except (OSError, EOFError, zlib.error, UnreadableError) as exc:
            yield number + 1, UnreadableError(f"the file is damaged from here on ({exc}); fetch it again")


def _opened(path: Path) -> BufferedReader | gzip.GzipFile:
    return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(stream: BufferedReader | gzip.GzipFile) -> Iterator[bytes]:
    """The lines of a stream; one that is too long comes cut, and its rest is passed over."""
    line = stream.readline(_LONGEST_LINE + 1)
    if line.startswith(_WIDE_MARKS):
        yield from decode(line + stream.read()).encode().split(b"\n")
        return
    while line:
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE + 1)
        line = stream.readline(_LONGEST_LINE + 1)


def _object(raw: bytes) -> dict[str, Any] | UnreadableError:
    if len(raw) > _LONGEST_LINE:
        return UnreadableError(f"a line of more than {_LONGEST_LINE:,} bytes; an article is shorter")
    try:
        value = json.loads(decode(raw))
    except UnreadableError as exc:
        return exc
    except (ValueError, RecursionError) as exc:
        return UnreadableError(f"not JSON ({exc}); a line must be one whole object")
    if not isinstance(value, dict):
        return UnreadableError(f"a {type(value).__name__} where a JSON object should be")
    return value
