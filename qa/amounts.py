"""Amounts in figures and in words: what numbers they give, and of what: money, an age, a time, things."""

from __future__ import annotations

import re
from typing import Literal

from corpus.words import words

Measure = Literal["money", "age", "share", "time", "length", "weight", "heat", "things"]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {word: at for at, word in enumerate(_SMALL)} | {word: 10 * at for at, word in enumerate(_TENS, start=2)}
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4}
NUMBER_WORDS = "|".join((*_WORTH, *_SCALES))
"""For a pattern; halves and the like are not among them."""
_UNITS_OF: dict[Measure, dict[str, str]] = {
    "share": {"%": "% percent pc percentage"},
    "money": {
        "$": "$ dollar dollars",
        "£": "£ pounds sterling pence",
        "€": "€ euro euros",
        "¥": "¥ yen",
        "yuan": "yuan",
        "rupee": "₹ rupee rupees",
        "peso": "peso pesos",
        "franc": "franc francs",
        "krone": "krone krona kroner kronor",
        "rouble": "rouble roubles ruble rubles",
    },
    "time": {
        unit: f"{unit} {unit}s" for unit in "second minute hour day night week fortnight month year decade".split()
    }
    | {"century": "century centuries"},
    "length": {
        "mile": "mile miles",
        "km": "km kilometre kilometres kilometer kilometers",
        "metre": "metre metres meter meters",
        "foot": "foot feet",
        "inch": "inch inches",
    },
    "weight": {
        "kg": "kg kilo kilos kilogram kilograms",
        "ton": "ton tons tonne tonnes",
        "lb": "lb lbs",
    },
    "heat": {"degree": "degree degrees °"},
}
_FORMS: dict[str, tuple[str, Measure]] = {
    form: (unit, measure)
    for measure, units_of in _UNITS_OF.items()
    for unit, forms in units_of.items()
    for form in forms.split()
} | {"per cent": ("%", "share")}
_NUMBER_PIECE = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?P<short>\s?(?:k|mn?|bn|tn)\b)?|(?P<word>[a-z]+)|(?P<other>[^\s\w-]+)"
)
_UNIT_PIECE = re.compile(r"per cent|[a-z]+|[%$£€¥₹°]")
_QUANTITY = re.compile(
    rf"\d|\b(?:{NUMBER_WORDS}|(?:ten|dozen|hundred|thousand|million|billion|trillion)s|half|halves|thirds?|quarters?|"
    r"fifths?|tenths?|majority|most|all|both|neither|either|couple|pair|several|few|fewer|less|many|more|much|scores|"
    r"once|twice|double[ds]?|triple[ds]?|single|only|first|second|(?:four|six|seven|eigh|nin|eleven|twelf)th|"
    r"\w+teenth|no|none|nobody|nothing|free|an?|each|every\w*|entire(?:ly)?|whole)\b",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER = re.compile(rf"(?:\d|\b(?:{NUMBER_WORDS}))$", re.IGNORECASE)
_NEXT = re.compile(r"(?P<gap>[\s-]*)(?P<word>per cent|[A-Za-z]+|[%°])")
_SIGN = re.compile(r"[$£€¥₹]$")
_COUNTED = re.compile(r"[a-z]+(?<!s)s")
_AGED = re.compile(r"\b(?:aged?|at|of|turn(?:s|ed|ing)?|reach(?:es|ed)|about|was|is|were|are)\s+$")
"""Before a bare number that may be an age, whatever follows: "who turned 50 this year", "at 12 runs a shop"."""
_APPOSED = re.compile(r", \d{1,3},")
"""Behind a name its age: "the captain, 52, survived"."""
_OLD = re.compile(r"\W{0,2}old\b")


def numbers(text: str) -> tuple[float, ...]:
    """The numbers that a short answer names, in figures or in words, in their order.

    >>> numbers("two hundred and fifty to 1.5m")
    (250.0, 1500000.0)
    """
    found: list[float] = []
    whole = part = None
    previous = ""
    for piece in _NUMBER_PIECE.finditer(text.casefold()):
        value, scale = _piece(piece, previous)
        if scale is not None:
            part = (1.0 if part is None else part) * scale
            if scale >= 1e3:
                whole, part = (whole or 0.0) + part, None
        elif value is not None and (part is None or (piece["word"] and _fits(part, value))):
            part = (part or 0.0) + value
        elif piece["word"] not in ("and", "a"):
            found += _total(whole, part)
            whole, part = None, value
        previous = piece.group()
    return (*found, *_total(whole, part))


def _piece(piece: re.Match[str], previous: str) -> tuple[float | None, float | None]:
    """The value of a piece, or the scale by which it multiplies what stands before it."""
    if piece["figure"]:
        scale = _SHORT_SCALES[piece["short"].strip()] if piece["short"] else 1.0
        return float(piece["figure"].replace(",", "")) * scale, None
    word = piece["word"] or ""
    if word in _PARTS:
        if previous in _WORTH:
            return None, _PARTS[word]
        return (_PARTS[word] if word == "half" or previous == "a" else None), None
    if word in _SCALES:
        return None, _SCALES[word]
    return (float(_WORTH[word]) if word in _WORTH else None), None


def _fits(part: float, value: float) -> bool:
    """Whether a number word goes on with a number: "two hundred | fifty", "twenty | five", "two | half"."""
    return value < 1 or (part % 100 == 0 and value < 100) or (part % 10 == 0 and part % 100 > 10 and 0 < value < 10)


def _total(whole: float | None, part: float | None) -> list[float]:
    return [] if whole is None and part is None else [(whole or 0.0) + (part or 0.0)]


def units(text: str) -> frozenset[str]:
    """The units that a text in small letters names."""
    return frozenset(_FORMS[piece][0] for piece in _UNIT_PIECE.findall(text) if piece in _FORMS)


def unit_measure(word: str) -> Measure | None:
    """What a unit measures; None if the word is none."""
    return _FORMS[word.lower()][1] if word.lower() in _FORMS else None


def is_quantity(value: str) -> bool:
    """Whether a text gives a number or a quantity: "43", "two thirds", "none"."""
    return _QUANTITY.search(value) is not None


def amount_of(text: str, start: int, end: int) -> Measure | None:
    """What the number `text[start:end]` is of, as far as it and the words next to it tell.

    >>> amount_of("the captain, 52, survived", 13, 15), amount_of("her two sons", 4, 7)
    ('age', 'things')
    """
    value, rest = text[start:end], text[end:]
    following = _NEXT.match(rest)
    word, stop = (following["word"], following.end()) if following else ("", 0)
    told = next((unit for unit in map(unit_measure, (*_UNIT_PIECE.findall(value.lower()), word)) if unit), None)
    if told == "time" and (_OLD.search(value) or _OLD.match(rest) or _OLD.match(rest, stop)):
        return "age"
    if told is None and _SIGN.search(text, 0, start):
        return "money"
    if told is None and _APPOSED.fullmatch(text[max(0, start - 2) : end + 1]):
        return "age"
    if told is None and following and following["gap"] == " " and _ENDS_IN_NUMBER.search(value):
        counted = _COUNTED.fullmatch(word) and not words(word)[0].is_stop and not _AGED.search(text, 0, start)
        return "things" if counted else None
    return told
