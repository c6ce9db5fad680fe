"""The half of the reader that picks sentences: it weighs what each shares with the question."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from qa.evidence import Evidence, measure
from qa.lexicon import Lexicon
from qa.naming import Named, asks_for_speaker, named_later, speaker_in
from qa.question import QuestionReading
from qa.reader import Span
from qa.regression import Regression
from vectorstore.retrieval import RetrievedPassage

Array = npt.NDArray[np.float32]


FOR_SENTENCES, FOR_VALUES = "picker_sentences.json", "picker_values.json"
"""The weights that ship, over `evidence.FEATURES`, for questions that sentences answer, there over the feature `dense`
too, and for those that ask for a value; `python -m evals.fit_picker` makes them."""
_SURE_NAME = 0.45
"""Fit of a person's name under which the sentence only mentions him, and names in the next ones are tried."""
_STRANGE_NAME = 2.5
"""Log odds taken off where a name of the question stands nowhere in the passage or its title: "the ambassador to
Japan" is not answered by one to Iraq; or where the sentence is of a namesake. Chosen on the sample corpus's cases."""
_THRESHOLD = -0.5
"""On the sample corpus's cases the unanswerable ones that are told apart at all lie under -1.1, and none between that
and 0."""
_TOLD = 0.3
"""Feature `cover` under which a sentence does not tell of what is asked, so that whom it leaves unnamed is not the one.
Of the shared, sample and newsroom cases each such sentence before a name told of something else."""
_PICKED_TO_ANSWER = 16
"""Sentences picked where sentences answer."""
_PICKED_FOR_VALUES = 8
"""The same where a value is asked for. These are not compared by meaning, 12 ms each on two AVX2 cores: what is chosen
among their values is as good without (docs/decisions/0015-reading-ends.md)."""


class SentencePicker:
    """Picks the sentences that answer; the short answer is the stretch of the asked form next to the matches.

    All sentences are weighed by the words they share; where sentences answer, the best of them also by the cosine of
    their vector and the question's, `encode_all` giving unit vectors, shape (texts, dimension).
    """

    def __init__(self, lexicon: Lexicon, encode_all: Callable[[Sequence[str]], Array]) -> None:
        self._for_sentences, self._for_values = Regression.shipped(FOR_SENTENCES), Regression.shipped(FOR_VALUES)
        self._lexicon, self._encode_all = lexicon, encode_all

    def threshold(self, question: QuestionReading) -> float:
        """The same for every question."""
        return _THRESHOLD

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """A span for each of the best sentences, best first."""
        rarity = self._lexicon.weights(term.stem for term in question.terms)
        found = [
            (evidence, passage)
            for passage in passages
            for evidence in measure(question, rarity, passage, self._lexicon.likeness)
        ]
        weights = self._for_sentences if question.asks_for_sentences else self._for_values
        count = _PICKED_TO_ANSWER if question.asks_for_sentences else _PICKED_FOR_VALUES
        best = heapq.nlargest(count, found, key=lambda pair: _log_odds(weights, pair[0].features))
        if question.asks_for_sentences:
            self._compare(question.text, best)
        spans = [_span(question, one, passage, _log_odds(weights, one.features)) for one, passage in best]
        return sorted(spans, key=lambda span: -span.score)

    def _compare(self, question: str, best: Sequence[tuple[Evidence, RetrievedPassage]]) -> None:
        """Add the feature `dense`: the cosine of question and sentence."""
        if not best:
            return
        sentences = [one.text(passage) for one, passage in best]
        vectors = self._encode_all([question, *sentences])
        for (evidence, _), cosine in zip(best, vectors[1:] @ vectors[0], strict=True):
            evidence.features["dense"] = float(cosine)


def _log_odds(weights: Regression, features: Mapping[str, float]) -> float:
    """How likely a sentence with these features is to answer; far less if it is of other names."""
    strange = features["names_wide"] < 0.5 or features["other_name"] > 0
    return weights.log_odds(features) - (_STRANGE_NAME if strange else 0.0)


def _span(question: QuestionReading, evidence: Evidence, passage: RetrievedPassage, score: float) -> Span:
    """The short answer in a sentence; the sentence where there is none."""
    sentence = evidence.start, evidence.end
    named = _named(question, evidence, passage)
    if named is not None:
        first = passage.passage.start
        place = named.sentence[0] + first, named.sentence[1] + first
        support = (place,) if place != sentence else ()
        return Span(passage, named.start + first, named.end + first, sentence, score, support, evidence.features)
    start, end = sentence
    if evidence.value is not None and not question.whole:
        start, end = start + evidence.value.start, start + evidence.value.end
    return Span(passage, start, end, sentence, score, (), evidence.features)


def _named(question: QuestionReading, evidence: Evidence, passage: RetrievedPassage) -> Named | None:
    """The person asked for, where the sentence itself does not give the name."""
    if question.kind != "person":
        return None
    within = evidence.start - passage.passage.start, evidence.end - passage.passage.start
    if asks_for_speaker(question):
        return speaker_in(passage, within)
    unnamed = evidence.value is None or evidence.value.fit < _SURE_NAME
    if unnamed and evidence.features["cover"] >= _TOLD:
        return named_later(question, passage, within)
    return None
