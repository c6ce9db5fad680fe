"""Which of the values that were read is the answer: what speaks for each, weighed by a small regression."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from corpus.words import Word, words
from qa.evidence import focus_in
from qa.joining import plain
from qa.lexicon import Lexicon
from qa.question import QuestionReading
from qa.reader import Span
from qa.regression import Regression
from qa.timing import has_ended
from qa.values import values
from vectorstore.retrieval import RetrievedPassage, nearness

FEATURES = (
    "best",
    "share",
    "votes",
    "passages",
    "articles",
    "printed",
    "near",
    "rank",
    "title",
    "form",
    "asked",
    "length",
    "focus",
    "like",
    "rare",
    "sentence",
    "picked",
    "ended",
)
"""best: the score of the value's best span (log odds against "not here", halved). share: the best logarithm of the
part that one of its spans has of all scores of its passage. votes: log of the sum of exp(score), one for each passage
that gives the value. passages, articles: log of the number of passages, and of different texts, that do. printed: log
of 1 + the number of passages that print its words. near: log of the nearness to the question of the day of print.
These five count from the best of the question's values, which has 0, so that a small archive, where nothing is told
twice, is weighed as a large one is. rank: 1 / the retrieval rank of the first passage. title: 1 if a title holds it.
form: how well its form fits the question. asked: the share of its words that the question holds. length: log of 1 +
the number of its words. focus, like: how surely one of its sentences, and the value itself, names the noun asked
about. rare: mean inverse document frequency of its words. sentence, picked: how far the sentence picker's log odds of
one of its sentences, and of one where it cut just this value, lie above those of a sentence that it does not pick.
ended: 1 if what still is so is asked for and each of its sentences tells that it no longer is."""

SMALL, LARGE = "choice_small.json", "choice_large.json"
"""The rules that ship, for archives of few and of many articles; `python -m evals.fit_choice` makes them."""
NOT_PICKED = -6.0
"""Log odds of a sentence that is not among those the picker picks; few of these lie lower."""
RELATIVE = ("votes", "passages", "articles", "printed", "near")
"""Features that count from the best of a question's values."""

_HALF = 7.0
"""Days from print to question that halve the nearness, as in retrieval."""
_FARTHEST = 0.005
"""The least nearness: what was printed four years before the question, or after it."""
_MOST = 1_000
"""Characters of a sentence in which forms are looked for."""


@dataclass(frozen=True)
class ChoiceRule:
    """Weights over `FEATURES`, and the log odds under which a value is no answer."""

    weights: Regression
    threshold: float

    @classmethod
    def shipped(cls, name: str) -> ChoiceRule:
        """The rule in the JSON file of that name."""
        return cls(Regression.shipped(name), json.loads(files("qa").joinpath(name).read_text())["threshold"])


@dataclass(frozen=True)
class Candidate:
    """One value and the spans that give it; `features` speak for it."""

    spans: tuple[Span, ...]
    features: dict[str, float]


def log_odds(weights: Regression, candidates: Sequence[Candidate]) -> list[float]:
    """Of each value, that it is the answer, against all others and against "none of them", whose score is 0."""
    scores = np.array([weights.log_odds(one.features) for one in candidates])
    return [
        float(score - np.logaddexp.reduce(np.append(np.delete(scores, place), 0.0)))
        for place, score in enumerate(scores)
    ]


def candidates(
    question: QuestionReading, groups: Sequence[Sequence[Span]], passages: Sequence[RetrievedPassage], lexicon: Lexicon
) -> list[Candidate]:
    """Values with their features. Each group gives one, best span first, with the network's scores.

    The spans' own features are `rank`, `share`, `sentence` and `picked`; `passages` are all that were retrieved.
    """
    content = [_content(group[0].value) for group in groups]
    rare = lexicon.weights(word.stem for some in content for word in some)
    asked = {word.stem for word in words(question.text)}
    texts = [passage.text.casefold() for passage in passages]
    titles = [passage.title.casefold() for passage in passages]
    names = [plain(group[0].value) for group in groups]
    counted = [_counts(question, group, name, texts) for group, name in zip(groups, names, strict=True)]
    most = {name: max((counts[name] for counts in counted), default=0.0) for name in RELATIVE}
    return [
        Candidate(
            tuple(group),
            {
                "best": group[0].score,
                "share": max(span.features["share"] for span in group),
                **{name: counts[name] - most[name] for name in RELATIVE},
                "rank": 1 / min(span.features["rank"] for span in group),
                "title": float(any(name in title for title in titles)),
                "form": _form(question, group[0]),
                "asked": sum(word.stem in asked for word in said) / max(1, len(said)),
                "length": math.log(1 + len(words(group[0].value))),
                "focus": max(focus_in(question, text, lexicon.likeness) for text in {one.evidence for one in group}),
                "like": focus_in(question, group[0].value, lexicon.likeness),
                "ended": float(question.of_now and all(_has_ended(question, span) for span in group)),
                "rare": sum(rare[word.stem] for word in said) / max(1, len(said)),
                **{
                    name: max(0.0, *(span.features[name] - NOT_PICKED for span in group))
                    for name in ("sentence", "picked")
                },
            },
        )
        for group, name, counts, said in zip(groups, names, counted, content, strict=True)
    ]


def _content(value: str) -> list[Word]:
    """The words of a value that say something; all if none does."""
    said = words(value)
    return [word for word in said if not word.is_stop] or said


def _counts(question: QuestionReading, group: Sequence[Span], name: str, texts: Sequence[str]) -> dict[str, float]:
    by_passage: dict[tuple[str, int], float] = {}
    for span in group:
        place = span.passage.passage.article_id, span.passage.passage.start
        by_passage[place] = max(span.score, by_passage.get(place, -math.inf))
    near = max(nearness(span.passage.published, question.asked_on, _HALF) for span in group)
    return {
        "votes": float(np.logaddexp.reduce(list(by_passage.values()))),
        "passages": math.log(len(by_passage)),
        "articles": math.log(len({span.passage.sha256 for span in group})),
        "printed": math.log(1 + sum(name in text for text in texts)),
        "near": math.log(max(near, _FARTHEST)),
    }


def _has_ended(question: QuestionReading, span: Span) -> bool:
    """Whether the sentence tells that the span no longer is what is asked for."""
    named = {word.stem for name in question.names for word in words(name)}
    state = [term.stem for term in question.terms if term.stem not in named and not term.text.endswith("ed")]
    start = span.start - span.sentence[0]
    inside = start >= 0 and span.end <= span.sentence[1]
    return inside and has_ended(span.evidence, start, start + span.end - span.start, state)


def _form(question: QuestionReading, span: Span) -> float:
    """How well a stretch of the asked form covers the span and the span it, times how well its form fits."""
    sentence = span.evidence[:_MOST]
    first = span.sentence[0]
    best = 0.0
    for value in values(question, sentence, span.passage.published):
        shared = min(span.end - first, value.end) - max(span.start - first, value.start)
        whole = max(span.end - first, value.end) - min(span.start - first, value.start)
        best = max(best, value.fit * max(0, shared) / whole)
    return best
