"""The reader: a trained network and the sentence picker find spans, and what speaks for each value is weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from corpus.dates import PartialDate
from corpus.passages import Passage
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

_READ = 8
"""Passages that the network reads: more cost time and answer no better (docs/decisions/0014-fewer-passages.md)."""
_SPANS = 2
"""Of a passage."""
_RETURNED = 12
"""Values whose spans are returned."""


class SpanReader:
    """Picks sentences with `sentences`, reads the likeliest passages with a network, and weighs the values found there.

    `rule` gives the rule that fits the archive as it is at a question. A question that asks for no one thing, as one
    of yes or no, has no span: it is left to `sentences`.
    """

    def __init__(
        self, network: SpanNetwork, rule: Callable[[], ChoiceRule], lexicon: Lexicon, sentences: Reader
    ) -> None:
        self._network, self._rule, self._lexicon, self._sentences = network, rule, lexicon, sentences

    def threshold(self, question: QuestionReading) -> float:
        """Its own; where sentences are asked for, that of `sentences`."""
        return self._sentences.threshold(question) if question.asks_for_sentences else self._rule().threshold

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """Spans of the likeliest values, best first; those of one value differ as far as one is better told."""
        if question.asks_for_sentences:
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
        chosen = _to_read(passages, picked)
        spans = [
            span
            for rank, passage in enumerate(passages, start=1)
            if passage.passage in chosen
            for span in _spans(
                passage,
                self._network.read(question.undated, f"{passage.title}.", passage.text),
                float(rank),
                [one for one in picked if one.passage.passage == passage.passage],
            )
        ]
        weights = self._rule().weights
        return [
            replace(one, spans=tuple(sorted(one.spans, key=lambda span: -_strength(weights, question, span))))
            for one in candidates(question, _by_value(question, spans), passages, self._lexicon)
        ]


def _to_read(passages: Sequence[RetrievedPassage], picked: Sequence[Span]) -> frozenset[Passage]:
    """The passages for the network: the best by retrieval and those of the best picked sentences, in turn."""
    by_sentence = dict.fromkeys(one.passage.passage for one in picked)
    in_turn = chain.from_iterable(zip_longest((one.passage for one in passages), by_sentence))
    return frozenset([one for one in dict.fromkeys(in_turn) if one is not None][:_READ])


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


def _by_value(question: QuestionReading, spans: Sequence[Span]) -> list[list[Span]]:
    """Spans that give the same value, best first."""
    by_text: dict[tuple[str, PartialDate | None], list[Span]] = {}
    for span in sorted(spans, key=lambda span: -span.score):
        printed = span.passage.published if question.kind == "date" else None  # "Wednesday" is another day in each
        by_text.setdefault((plain(span.value), printed), []).append(span)
    groups: list[list[Span]] = []
    for some in by_text.values():
        home = next((group for group in groups if some[0].same_value(group[0], question.kind)), None)
        if home is not None:
            home.extend(some)
        else:
            groups.append(list(some))
    return groups
