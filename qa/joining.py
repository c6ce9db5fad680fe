"""Short answers that mean the same are one: case, articles, number words, dates, spellings of a name."""

from __future__ import annotations

import re

from corpus.dates import PartialDate
from corpus.events import find_dates
from qa.asking import Kind
from qa.name_words import COUNTRIES_LIKE_NAMES, GENERATIONS
from qa.names import SAME_NAME, is_park_of, name_words, same_name

_SMALL = {
    word: number
    for number, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
            ),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = _SMALL | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4}
_NUMBER_PIECE = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?P<short>\s?(?:k|mn?|bn|tn)\b)?|(?P<word>[a-z]+)|(?P<other>[^\s\w-]+)"
)
# What numbers are of; two units, two values. None goes with any.
_UNITS = {
    form: unit
    for unit, forms in {
        "%": "% percent pc percentage",
        "$": "$ dollar dollars",
        "£": "£ pounds sterling",
        "€": "€ euro euros",
        "¥": "¥ yen",
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
        "mile": "mile miles",
        "km": "km kilometre kilometres kilometer kilometers",
        "metre": "metre metres meter meters",
        "foot": "foot feet",
        "inch": "inch inches",
        "kg": "kg kilo kilos kilogram kilograms",
        "ton": "ton tons tonne tonnes",
        "lb": "lb lbs",
        "degree": "degree degrees °",
    }.items()
    for form in forms.split()
}
_EDGES = ".,;:!?'\"“”‘’() "
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_WHERE = re.compile(r"^(?:in|at|on|to|from|near|since|during)\s+", re.IGNORECASE)
# "the village of Dera" is Dera, "north of Dera" is not.
_DESCRIBED = re.compile(r"^(?:(?!(?:north|south|east|west|near|outside|off|between|miles)\b)[a-z'’]+\s)+(?=[A-Z])")
_WHY = re.compile(r"^(?:because(?:\s+of)?|due\s+to|owing\s+to|in\s+order\s+to|to)\s+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def same_value(
    kind: Kind,
    one: str,
    other: str,
    anchor: PartialDate | None = None,
    other_anchor: PartialDate | None = None,
) -> bool:
    """Whether two short answers to one question mean the same.

    The anchors are the days on which the articles of the two were printed, for dates like "Wednesday";
    `other_anchor` is `anchor` unless given.
    """
    left, right = plain(one), plain(other)
    if left == right and (kind != "date" or anchor == (other_anchor or anchor)):
        return True
    if kind == "number":
        return _same_numbers(left, right)
    if kind == "date":
        return _days(one, anchor) == _days(other, other_anchor or anchor) != []
    if kind == "yes_no":
        return False
    if kind == "reason":
        return _WHY.sub("", left) == _WHY.sub("", right)
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    if _WHERE.sub("", left) == _WHERE.sub("", right):
        return True
    if kind == "place":
        return _same_place(_WHERE.sub("", one), _WHERE.sub("", other))
    return not _told_apart(left, right) and _same_names(one, other)


def plain(value: str) -> str:
    """Lower case, no leading article, no possessive, no punctuation at the ends, white space folded."""
    folded = " ".join(value.casefold().split()).strip(_EDGES)
    return _ARTICLE.sub("", folded.removesuffix("'s").removesuffix("’s")).strip(_EDGES)


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
        scale = _SCALES[piece["short"].strip()] if piece["short"] else 1.0
        return float(piece["figure"].replace(",", "")) * scale, None
    word = piece["word"] or ""
    if word in _PARTS:
        if previous in _WORTH:
            return None, _PARTS[word]
        return (_PARTS[word] if word == "half" or previous == "a" else None), None
    if word in _SCALES and len(word) > 2:
        return None, _SCALES[word]
    return (float(_WORTH[word]) if word in _WORTH else None), None


def _fits(part: float, value: float) -> bool:
    """Whether a number word goes on with a number: "two hundred | fifty", "twenty | five", "two | half"."""
    return value < 1 or (part % 100 == 0 and value < 100) or (part % 10 == 0 and part % 100 > 10 and 0 < value < 10)


def _total(whole: float | None, part: float | None) -> list[float]:
    return [] if whole is None and part is None else [(whole or 0.0) + (part or 0.0)]


def _same_numbers(one: str, other: str) -> bool:
    values, units = numbers(one), (_units(one), _units(other))
    if not values or values != numbers(other):
        return False
    return not all(units) or units[0] == units[1]


def _units(text: str) -> frozenset[str]:
    return frozenset(_UNITS[word] for word in re.findall(r"[a-z]+|[%$£€¥°]", text) if word in _UNITS)


def _days(text: str, anchor: PartialDate | None) -> list[tuple[str, str]]:
    return [(str(mention.first), str(mention.last)) for mention in find_dates(text, anchor)]


def _same_place(one: str, other: str) -> bool:
    """Whether two names are of one place: no place is called by its last word, as people are."""
    words = name_words(_DESCRIBED.sub("", one)), name_words(_DESCRIBED.sub("", other))
    if words[0] == words[1]:
        return True
    return (len(words[0]) == len(words[1]) or is_park_of(*words)) and same_name(one, other) >= SAME_NAME


def _told_apart(one: str, other: str) -> bool:
    """Whether a generation is told of one only, or one is a country and the other a person called like it."""
    sides = [set(re.findall(r"\w+", text)) for text in (one, other)]
    if sides[0] & GENERATIONS != sides[1] & GENERATIONS:
        return True
    lone = [side for side in sides if len(side) == 1]
    return len(lone) == 1 and bool(lone[0] & COUNTRIES_LIKE_NAMES)


def _same_names(one: str, other: str) -> bool:
    return max(same_name(one, other), same_name(_WHERE.sub("", one), _WHERE.sub("", other))) >= SAME_NAME
