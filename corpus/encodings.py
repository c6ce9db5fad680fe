"""Bytes become text: the encoding is read off a byte order mark, tried, or guessed."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
# Western prose accents far fewer of its letters than this; other scripts consist of non-ASCII bytes.
_WESTERN = 0.1
_BROKEN = 0.1  # of UTF-8's characters; a cut or a patched text has fewer


def decode(raw: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32 or an 8-bit encoding; UnreadableError for binary data."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    if b"\0" in raw:
        return _strictly(raw, _wide_encoding(raw))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _guessed(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as exc:
        raise UnreadableError(f"not {encoding}, as it claims to be: {exc.reason}; save it as UTF-8") from exc


def _wide_encoding(raw: bytes) -> str:
    """UTF-16 without a mark shows in where the zeros are; zeros anywhere else are binary data."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if len(raw) % 2 == 0 and max(even, odd) > 0.3 * len(raw) / 2 and min(even, odd) <= 0.02 * max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise UnreadableError("binary data, not text; save the article as UTF-8 text")


def _guessed(raw: bytes) -> str:
    """The text of bytes that are not UTF-8."""
    if len(raw) - len(raw.translate(None, _CONTROLS)) > 0.01 * len(raw):
        raise UnreadableError("binary data, not text; save the article as UTF-8 text")
    declared = _DECLARED.search(raw, 0, 2048)
    if declared:
        try:
            return raw.decode(declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    patched = raw.decode(errors="replace")
    letters = sum(not character.isascii() for character in patched)
    if patched.count("\ufffd") <= _BROKEN * letters:
        return patched
    if sum(byte > 127 for byte in raw) <= _WESTERN * len(raw):
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return _best_guess(raw)


def _best_guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 20 ms, and hardly a file needs it

    best = from_bytes(raw).best()
    if best is None:
        raise UnreadableError("in no encoding that can be told; save it as UTF-8")
    return str(best)
