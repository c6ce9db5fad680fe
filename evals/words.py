"""Texts made comparable: SQuAD's normalisation, for all of Unicode."""

from __future__ import annotations

import unicodedata

_ARTICLES = frozenset(("a", "an", "the"))
_DASHES = "—―…"
"""They stand between words that were never one: a space takes their place."""


class _Punctuation(dict[int, str | None]):
    """For str.translate: punctuation and symbols go, everything else stays; looked up once a character."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        gone = unicodedata.category(char)[0] in "PS"
        self[code] = " " if char in _DASHES else None if gone else char
        return self[code]


_PUNCTUATION = _Punctuation()


def normalise(text: str) -> str:
    """Lower case, no punctuation or symbols, no `a`, `an`, `the`, single spaces.

    After `normalize_answer` of SQuAD's evaluate-v2.0.py, which knows only ASCII: its `string.punctuation` is
    ASCII's categories P* and S* (`$ + < = > ^ ` | ~`), so here both go for all of Unicode. A text of nothing
    else stays as it is, so that no two such texts are equal by being empty.
    """
    return " ".join(tokens(text)) or " ".join(text.lower().split())


def tokens(text: str) -> list[str]:
    """The words that count, normalised; empty for a text of punctuation or articles alone."""
    words = unicodedata.normalize("NFC", text).lower().translate(_PUNCTUATION).split()
    return [word for word in words if word not in _ARTICLES]


def holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, both normalised, from word boundary to word boundary."""
    wanted = normalise(phrase)
    return wanted != "" and f" {wanted} " in f" {normalise(text)} "


def words_until(text: str, phrase: str) -> int | None:
    """How many of the text's words one reads until the phrase has been read; None if it never comes."""
    wanted = tokens(phrase)
    if not wanted or not holds(text, phrase):
        return None
    read = [(token, count) for count, word in enumerate(text.split(), start=1) for token in tokens(word)]
    for first in range(len(read) - len(wanted) + 1):
        found = read[first : first + len(wanted)]
        if [token for token, _ in found] == wanted:
            return found[-1][1]
    raise AssertionError(f"{phrase!r} is held by the text but by no run of its words")


def fold(text: str) -> str:
    """For comparing what is quoted: case, white space and the shape of quotation marks do not count."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).lower().split())


_MARKS = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
