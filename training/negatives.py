"""Passages and questions that look alike and don't belong together: what a reader must learn to refuse."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from corpus.sentences import sentence_spans
from corpus.words import words

_NAME = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:of |the |de |van )?[A-Z][\w’'-]*)*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def bereft(text: str, places: Sequence[tuple[int, int]], answers: Collection[str]) -> str:
    """A text less the sentences that hold an answer, in its place or as a string in lower case; "" without any."""
    if not places:
        return ""
    kept = [
        text[start:end]
        for start, end in sentence_spans(text)
        if not any(start < right and left < end for left, right in places)
        and not any(answer in text[start:end].lower() for answer in answers)
    ]
    return " ".join(kept)


def swapped(question: str, context: str, answers: Collection[str], chance: random.Random) -> str | None:
    """The question with another of the passage's names in place of one of its own, or another year; None without any.

    The passage speaks of both, and does not tell what is now asked. One word stands for one, several for several; none
    holds an answer.
    """
    years = [match.span() for match in _YEAR.finditer(question)]
    if years:
        start, end = chance.choice(years)
        other = str(int(question[start:end]) + chance.choice((-3, -2, -1, 1, 2, 3)))
        return f"{question[:start]}{other}{question[end:]}"
    asked = {word.stem for word in words(question)}
    # the first word of a question is a capital anyway
    own = [match for match in _NAME.finditer(question) if match.start()]
    others = [
        name
        for name in dict.fromkeys(map(_less_first_stop_words, _NAME.findall(context)))
        if name
        and not any(answer in name.lower() or name.lower() in answer for answer in answers)
        and not any(word.stem in asked for word in words(name))
    ]
    pairs = [(match, name) for match in own for name in others if _is_long(match.group()) == _is_long(name)]
    if not pairs:
        return None
    match, name = chance.choice(pairs)
    return f"{question[: match.start()]}{name}{question[match.end() :]}"


def _less_first_stop_words(name: str) -> str:
    """A name without what only opens a sentence: "The Seine", "In Rome"."""
    kept = name.split()
    while kept and all(word.is_stop for word in words(kept[0])):
        kept = kept[1:]
    return " ".join(kept)


def _is_long(name: str) -> bool:
    return " " in name


class Likest:
    """Contexts by the weight of the words that they share with a question, longer ones at a discount."""

    def __init__(self, contexts: Sequence[str]) -> None:
        self._contexts = contexts
        stems = [{word.stem for word in words(text) if not word.is_stop} for text in contexts]
        counts = Counter(stem for some in stems for stem in some)
        self._weights: Mapping[str, float] = {
            stem: float(np.log(1 + len(contexts) / count)) for stem, count in counts.items()
        }
        holders: dict[str, list[int]] = {}
        for number, some in enumerate(stems):
            for stem in some:
                holders.setdefault(stem, []).append(number)
        self._holders = {stem: np.array(some) for stem, some in holders.items()}
        self._lengths = np.array([1 + len(some) / 60 for some in stems], dtype=np.float32)

    def of(self, question: str, count: int) -> list[str]:
        """The best `count` contexts, best first."""
        scores = np.zeros(len(self._contexts), dtype=np.float32)
        for stem in {word.stem for word in words(question) if not word.is_stop}:
            if stem in self._holders:
                scores[self._holders[stem]] += self._weights[stem]
        scores /= np.sqrt(self._lengths)
        best = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
        return [self._contexts[number] for number in best[np.argsort(-scores[best])]]
