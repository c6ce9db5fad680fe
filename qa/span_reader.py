"""The reader: a trained network and the sentence picker find spans, and what speaks for each value is weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.dates import PartialDate
from corpus.sentences import sentence_spans
from qa.best_spans import best_spans, mass, span_score
from qa.choosing import NOT_PICKED, Candidate, ChoiceRule, candidates, log_odds
from qa.joining import plain
from qa.lexicon import Lexicon
from qa.question import QuestionReading
from qa.reader import Reader, Span
from qa.regression import Regression
from qa.span_network import Scores, SpanNetwork
from vectorstore.retrieval import RetrievedPassage

_SPANS = 2
"""Of a passage."""
_VALUES = 40
"""Values that are weighed."""
_RETURNED = 12
"""Values whose spans are returned."""


class SpanReader:
    """Reads passages with a network, picks sentences with `sentences`, and weighs the values that both find.

    `rule` gives the rule that fits the archive as it is at a question. A question that asks for no one thing, as one
    of yes or no, has no span: it is left to `sentences`.
    """

    def __init__(
        self, network: SpanNetwork, rule: Callable[[], ChoiceRule], lexicon: Lexicon, sentences: Reader
    ) -> None:
        self._network, self._rule, self._lexicon, self._sentences = network, rule, lexicon, sentences

    def threshold(self, question: QuestionReading) -> float:
        """Its own; where sentences are asked for, that of `sentences`."""
        return self._sentences.threshold(question) if _asks_for_sentences(question) else self._rule().threshold

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """Spans of the likeliest values, best first; those of one value differ as far as one is better told."""
        if _asks_for_sentences(question):
            return self._sentences.read(question, passages)
        weights = self._rule().weights
        read = self.candidates(question, passages)
        weighed = sorted(zip(log_odds(weights, read), read, strict=True), key=lambda pair: -pair[0])
        found = []
        for number, (odds, one) in enumerate(weighed[:_RETURNED]):
            best = _strength(weights, question, one.spans[0])
            for span in one.spans:
                features = {**span.features, **one.features, "network": span.score}
                score = odds + _strength(weights, question, span) - best
                found.append(replace(span, score=score, value_number=number, features=features))
        return sorted(found, key=lambda span: -span.score)

    def candidates(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
        """The values that were read, each with its features and its best wording first."""
        picked = self._sentences.read(question, passages)
        spans = [
            span
            for rank, passage in enumerate(passages, start=1)
            for span in _spans(
                passage,
                self._network.read(question.undated, f"{passage.title}.", passage.text),
                float(rank),
                [one for one in picked if one.passage is passage],
            )
        ]
        weights = self._rule().weights
        return [
            replace(one, spans=tuple(sorted(one.spans, key=lambda span: -_strength(weights, question, span))))
            for one in candidates(question, _by_value(question, spans), passages, self._lexicon)
        ]


def _spans(passage: RetrievedPassage, scores: Scores, rank: float, picked: Sequence[Span]) -> Iterator[Span]:
    """The best spans of a passage and those picked in it, with the network's scores and the picker's features."""
    shift = passage.passage.start
    sentences = sentence_spans(passage.text)
    told = {one.sentence: {**one.features, "sentence": one.score} for one in picked}
    for found in best_spans(scores, sentences, _SPANS):
        sentence = next((a + shift, b + shift) for a, b in sentences if a <= found.start < b)
        own = {"rank": rank, "share": found.score - mass(scores), "sentence": NOT_PICKED, "picked": NOT_PICKED}
        features = {**own, **told.get(sentence, {})}
        yield Span(passage, found.start + shift, found.end + shift, sentence, found.score, (), features)
    for one in picked if len(scores.start) else ():
        if (one.start, one.end) != one.sentence:
            score = span_score(scores, one.start - shift, one.end - shift)
            own = {"rank": rank, "share": score - mass(scores), "sentence": one.score, "picked": one.score}
            yield replace(one, score=score, features={**one.features, **own})


def _strength(weights: Regression, question: QuestionReading, span: Span) -> float:
    """What speaks for a span among those of its value: the network's score, its sentence and the picker's cut.

    Of a number the picker's cut lacks the unit. Against the network's score alone this wording gains 0.5 of exact match
    on newsquiz/2022.
    """
    told = {"best": span.score, "share": span.features["share"], "sentence": span.features["sentence"]}
    picked = {} if question.kind == "number" else {"picked": span.features["picked"]}
    return weights.log_odds({**told, **picked})


def _asks_for_sentences(question: QuestionReading) -> bool:
    return question.kind == "yes_no" or question.whole


def _by_value(question: QuestionReading, spans: Sequence[Span]) -> list[list[Span]]:
    """Spans that give the same value, best first; the values of the best spans."""
    by_text: dict[tuple[str, PartialDate | None], list[Span]] = {}
    for span in sorted(spans, key=lambda span: -span.score):
        printed = span.passage.published if question.kind == "date" else None  # "Wednesday" is another day in each
        by_text.setdefault((plain(span.value), printed), []).append(span)
    groups: list[list[Span]] = []
    for some in by_text.values():
        home = next((group for group in groups if some[0].same_value(group[0], question.kind)), None)
        if home is not None:
            home.extend(some)
        elif len(groups) < _VALUES:
            groups.append(list(some))
    return groups
