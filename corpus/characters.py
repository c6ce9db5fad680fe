"""The canonical form of characters: NFC, plain spaces, no control or invisible characters."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SPACES = re.compile(" {2,}")
# Controls, lone surrogates, soft hyphens, zero-width and direction marks; never a line break or a space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# Joiners carry meaning in Persian, in Indic scripts and in emoji, and none beside an ASCII character.
_IDLE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")


def canonical_lines(raw: str) -> list[str]:
    """The lines of a text that are not blank, in NFC, trimmed, each run of white space in them one space."""
    text = _INVISIBLE.sub("", _LINE_BREAK.sub("\n", raw))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _IDLE_JOINER.sub("", text))
    text = _SPACES.sub(" ", _ODD_SPACE.sub(" ", text))
    return [line for line in map(str.strip, text.split("\n")) if line]
