"""The reader: a trained network and the sentence picker find spans, and what speaks for each value is weighed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

import numpy as np

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
from qa.span_network import PassageReading, Scores, SpanNetwork
from vectorstore.retrieval import RetrievedPassage

_BESIDE = 2
"""Passages that the network reads while the sentences are weighed; they are among those read first in any case."""
_FIRST = 4
"""Passages that are read in any case."""
_BUDGET = 1_200
"""Word pieces of texts after which no other passage is begun: six of the usual size, 0.2 s on two AVX2 cores
(docs/decisions/0015-reading-ends.md). By the clock an answer would hang on how busy the machine is."""
_SETTLED = 2.5
"""How far, in the network's scores, a value must lie above any other and above "not here" to be settled. Stopping there
wins one of 803 answers of newsquiz/2022 and loses one; at 2.0 it wins one and loses four."""
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
        spans = [span for some in self._read(question, passages) for span in some]
        weights = self._rule().weights
        return [
            replace(one, spans=tuple(sorted(one.spans, key=lambda span: -_strength(weights, question, span))))
            for one in candidates(question, _by_value(question, spans), passages, self._lexicon)
        ]

    def _read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[list[Span]]:
        """The spans of the likeliest passages: of the first, then of what the budget allows, if not settled."""
        ranks = {one.passage: float(rank) for rank, one in enumerate(passages, start=1)}
        begun: dict[Passage, PassageReading] = {}
        try:
            self._begin(question, passages[:_BESIDE], begun)
            picked = self._sentences.read(question, passages)
            in_turn = _in_turn(passages, picked)
            self._begin(question, in_turn[:_FIRST], begun)
            read: list[list[Span]] = []
            for passage in in_turn:
                place = passage.passage
                if len(read) == _FIRST and not _settled(question, read):
                    self._begin(question, in_turn, begun, _BUDGET)
                if place not in begun:
                    break
                here = [one for one in picked if one.passage.passage == place]
                read.append(list(_spans(passage, begun[place].scores(), ranks[place], here)))
            return read
        finally:
            for one in begun.values():
                one.cancel()

    def _begin(
        self,
        question: QuestionReading,
        passages: Sequence[RetrievedPassage],
        begun: dict[Passage, PassageReading],
        budget: float = math.inf,
    ) -> None:
        """Begin to read the passages that are not begun yet, until as many word pieces are begun as the budget."""
        for passage in passages:
            if sum(one.pieces for one in begun.values()) >= budget:
                return
            if passage.passage not in begun:
                heading = f"{passage.title}."
                begun[passage.passage] = self._network.begin(question.undated, heading, passage.text)


def _in_turn(passages: Sequence[RetrievedPassage], picked: Sequence[Span]) -> list[RetrievedPassage]:
    """Passages for the network, the likeliest first: the best by retrieval and those of the best sentences, in turn."""
    by_sentence = {one.passage.passage: one.passage for one in picked}.values()
    in_turn = chain.from_iterable(zip_longest(passages, by_sentence))
    return list({one.passage: one for one in in_turn if one is not None}.values())


def _settled(question: QuestionReading, read: Sequence[Sequence[Span]]) -> bool:
    """Whether further passages will hardly change the answer: one value is far ahead of all others.

    Never where several values are asked for, nor where another article may tell otherwise: of numbers, of dates and of
    what is so now.
    """
    if question.plural or question.of_now or question.kind in ("list", "number", "date"):
        return False
    votes: dict[str, list[float]] = {}
    for spans in read:
        best = {plain(span.value): span.score for span in sorted(spans, key=lambda span: span.score)}
        for value, score in best.items():
            votes.setdefault(value, []).append(score)
    first, *others = sorted((float(np.logaddexp.reduce(some)) for some in votes.values()), reverse=True) or [0.0]
    return first - max(0.0, *others[:1]) >= _SETTLED


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
