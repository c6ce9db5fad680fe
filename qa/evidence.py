"""What a sentence of a passage has that its question asks for: the features by which sentences are picked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.sentences import sentence_spans
from corpus.words import Word, words
from qa.likeness import Likeness
from qa.name_words import COUNTRY_ADJECTIVES
from qa.names import SAME_NAME, find_names, name_words, names_of, same_name
from qa.question import QuestionReading
from qa.values import Value, nearest, values
from vectorstore.retrieval import RetrievedPassage

Array = npt.NDArray[np.float32]

_LONGEST = 2_000
"""Characters of a sentence in which a short answer is looked for: what is longer is a table or an attack."""

FEATURES = (
    "cover",
    "near",
    "wide",
    "names_here",
    "names_wide",
    "predicate",
    "predicate_wide",
    "missing",
    "value",
    "focus",
    "length",
    "lead",
)
"""All in [0, 1], but `length`. cover, near, wide: weight of the question's terms that stand in the sentence, with
the sentence before and the title, in the whole passage. names_*: the worst covered name. predicate*: the terms that
are no names. missing: the heaviest term that the passage lacks. value: how well the best short answer's form fits.
focus: the noun asked about. length: log of the number of words, quartered. lead: first sentences of an article.
Beside these stand `other_name`, 1 for a sentence of a namesake, and, where sentences answer, of the best of them
`dense`, the cosine."""


_COUNTRIES = {
    adjective.replace("-", " "): tuple(country for country, some in COUNTRY_ADJECTIVES.items() if adjective in some)
    for adjective in {one for some in COUNTRY_ADJECTIVES.values() for one in some}
}


@dataclass(frozen=True)
class Evidence:
    """A sentence (offsets into the article), its short answer if it has one, and its features."""

    start: int
    end: int
    value: Value | None
    features: dict[str, float]

    def text(self, passage: RetrievedPassage) -> str:
        """The sentence as printed."""
        return passage.slice(self.start, self.end)


@dataclass(frozen=True)
class _Asked:
    """The question's terms, ready to be compared. `name_of[i]` is the number of the name that term i is part of."""

    terms: tuple[Word, ...]
    weights: Array
    names: tuple[str, ...]
    name_of: tuple[int | None, ...]


def measure(
    question: QuestionReading, weights: Mapping[str, float], passage: RetrievedPassage, likeness: Likeness
) -> Iterator[Evidence]:
    """The sentences of a passage, each with its features.

    `weights` gives how telling each term's stem is (its inverse document frequency, above 0).
    """
    asked = _asked(question, weights)
    spans = sentence_spans(passage.text)
    title = _matches(asked, passage.title, likeness)
    matches = [_matches(asked, passage.text[start:end], likeness) for start, end in spans]
    wide = np.maximum.reduce([title, *matches]) if matches else title
    for place, (start, end) in enumerate(spans):
        before = np.maximum(title, matches[place - 1]) if place else title
        text = passage.text[start : min(end, start + _LONGEST)]
        value = nearest(question, text, values(question, text, passage.published), _matched(asked, text))
        features = _features(asked, matches[place], before, wide)
        features["other_name"] = float(bool(namesake_in(text, asked.names)))
        features["value"] = value.fit if value else 0.0
        features["focus"] = focus_in(question, text, likeness)
        features["length"] = math.log(1 + len(text.split())) / 4
        features["lead"] = float(passage.passage.start == 0 and place < 2)
        yield Evidence(passage.passage.start + start, passage.passage.start + end, value, features)


def _asked(question: QuestionReading, weights: Mapping[str, float]) -> _Asked:
    spans = [span for span in find_names(question.text) if question.text[slice(*span)] in question.names]
    name_of = tuple(
        next((number for number, (start, end) in enumerate(spans) if start <= term.start < end), None)
        for term in question.terms
    )
    terms = question.terms
    return _Asked(
        terms=terms,
        weights=np.array([weights[term.stem] for term in terms], dtype=np.float32),
        names=tuple(question.text[slice(*span)] for span in spans),
        name_of=name_of,
    )


def _matches(asked: _Asked, text: str, likeness: Likeness) -> Array:
    """How surely each term stands in a text, in [0, 1]."""
    found = _telling(text)
    stems = {word.stem for word in found}
    matches = np.array([float(term.stem in stems) for term in asked.terms], dtype=np.float32)
    plain = [
        row
        for row, term in enumerate(asked.terms)
        if not matches[row] and asked.name_of[row] is None and not term.text[0].isdigit()
    ]
    common = sorted({word.text.lower() for word in found if not word.text[0].isdigit()})
    alike = likeness.between([asked.terms[row].text.lower() for row in plain], common)
    for row, cosines in zip(plain, alike, strict=True):
        matches[row] = cosines.max() if len(cosines) else 0.0
    return _with_names(asked, text, matches)


def _with_names(asked: _Asked, text: str, matches: Array) -> Array:
    """A name stands in a text as a whole, in whatever spelling, or not at all."""
    if not asked.names:
        return matches
    for number, name in enumerate(asked.names):
        likest = name_in(text, name)
        rows = [row for row, of in enumerate(asked.name_of) if of == number]
        for row in rows:
            matches[row] = likest if likest >= SAME_NAME else 0.3 * matches[row]
    return matches


def name_in(text: str, name: str) -> float:
    """How surely a sentence has a name, in whatever spelling or as a country's adjective, in [0, 1]."""
    likest = max((same_name(name, other) for other in names_of(text)), default=0.0)
    return 0.9 if likest < SAME_NAME and _has_country(text, name.lower()) else likest


def _has_country(text: str, name: str) -> bool:
    """Whether a text has a country's adjective, or the country of an adjective."""
    capitalised = (word.text.lower() for word in _words_in(text) if word.text[0].isupper())
    others = [*COUNTRY_ADJECTIVES.get(name, ()), *_COUNTRIES.get(name, ())]
    if any(re.search(rf"(?<!\w){re.escape(other.replace('-', ' '))}(?!\w)", text, re.IGNORECASE) for other in others):
        return True
    return any(_of_that_country(name, word) for word in capitalised)


@lru_cache(maxsize=4096)
def _words_in(text: str) -> tuple[Word, ...]:
    """The words of a sentence, which several features are counted from; the same are read for many questions."""
    return tuple(words(text))


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[Word, ...]:
    """The words of a sentence without its stop words."""
    return tuple(word for word in _words_in(text) if not word.is_stop)


def _of_that_country(name: str, word: str) -> bool:
    """Whether one is a country and the other its adjective: Syria and Syrian, Canada and Canadian."""
    country, adjective = sorted((name, word), key=len)
    root = country[: max(4, len(country) - 2)]
    return (
        len(country) >= 4
        and adjective.startswith(root)
        and country != adjective
        and adjective.endswith(("n", "ns", "ese", "ish", "i", "is"))
        and len(adjective) - len(root) <= 5
    )


def _matched(asked: _Asked, text: str) -> list[Word]:
    stems = {term.stem for term in asked.terms}
    return [word for word in _words_in(text) if word.stem in stems]


def _features(asked: _Asked, here: Array, before: Array, wide: Array) -> dict[str, float]:
    weights = asked.weights
    plain = np.array([of is None for of in asked.name_of], dtype=bool)
    near = np.maximum(here, 0.8 * before)
    return {
        "cover": _share(weights, here),
        "near": _share(weights, near),
        "wide": _share(weights, wide),
        "names_here": _worst_name(asked, here),
        "names_wide": _worst_name(asked, wide),
        "predicate": _share(weights[plain], here[plain]),
        "predicate_wide": _share(weights[plain], wide[plain]),
        "missing": float((weights * (1 - wide)).max() / weights.max()) if len(weights) else 0.0,
    }


def _share(weights: Array, matches: Array) -> float:
    total = float(weights.sum())
    return float((weights * matches).sum()) / total if total else 0.0


def _worst_name(asked: _Asked, matches: Array) -> float:
    best = [
        max((float(matches[row]) for row, of in enumerate(asked.name_of) if of == number), default=1.0)
        for number in range(len(asked.names))
    ]
    return min(best, default=1.0)


def namesake_in(text: str, names: Sequence[str]) -> str:
    """The name of which a sentence speaks in place of one asked about, "Farouk" for "Ahmad Al Shara"; empty if none."""
    printed = names_of(text)
    for name in names:
        bare = name_words(name)
        if len(bare) < 2 or any(same_name(name, other) >= SAME_NAME for other in printed):
            continue
        namesakes = [other for other in printed if _is_namesake(name_words(other), bare)]
        if namesakes and not any(same_name(one, other) >= SAME_NAME for one in names for other in namesakes):
            return namesakes[0]
    return ""


def _is_namesake(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names end alike, and neither is the other with more words before it."""
    return one[-1:] == other[-1:] and not (set(one) <= set(other) or set(other) <= set(one))


def focus_in(question: QuestionReading, text: str, likeness: Likeness) -> float:
    """How surely a text names the noun asked about, in [0, 1]: by the word itself or the likest of its words."""
    if question.focus is None:
        return 0.0
    found = _telling(text)
    if any(word.stem == question.focus.stem for word in found):
        return 1.0
    cosines = likeness.between([question.focus.text.lower()], sorted({word.text.lower() for word in found}))
    return float(cosines.max()) if cosines.size else 0.0
