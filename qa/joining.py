"""Short answers that mean the same are one: case, articles, number words, dates, spellings of a name."""

from __future__ import annotations

import re

from corpus.dates import PartialDate
from corpus.events import find_dates
from qa.amounts import numbers, units
from qa.asking import Kind
from qa.name_words import COUNTRIES_LIKE_NAMES, GENERATIONS
from qa.names import SAME_NAME, is_park_of, name_words, same_name

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


def _same_numbers(one: str, other: str) -> bool:
    values = numbers(one)
    if not values or values != numbers(other):
        return False
    left, right = units(one), units(other)
    return not (left and right) or left == right


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
