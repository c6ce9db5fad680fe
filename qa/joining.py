"""Short answers that mean the same are one: case, articles, number words, dates, spellings of a name."""

from __future__ import annotations

import re

from qa.names import SAME_NAME, same_name
from qa.question import Kind

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "dozen": 12,
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def same_value(kind: Kind, one: str, other: str) -> bool:
    """Whether two short answers to one question mean the same."""
    left, right = plain(one), plain(other)
    if left == right:
        return True
    if kind == "number":
        return number(left) is not None and number(left) == number(right)
    if kind in ("date", "yes_no", "reason"):
        return False
    return same_name(one, other) >= SAME_NAME


def plain(value: str) -> str:
    """Lower case, no leading article, no punctuation at the ends, white space folded."""
    folded = " ".join(value.casefold().split()).strip(".,;:!?'\"“”‘’() ")
    return _ARTICLE.sub("", folded)


def number(text: str) -> float | None:
    """The number that a short answer names, in figures or in words; None if it names none."""
    figures = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    scale = 1.0
    for word, factor in _SCALES.items():
        scale *= factor if re.search(rf"\b{word}\b", text, re.IGNORECASE) else 1.0
    if figures:
        return float(figures.group().replace(",", "")) * scale
    parts = [_NUMBERS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _NUMBERS]
    if parts:
        return sum(parts) * scale
    return scale if scale > 1 else None
