"""The reader: a trained network finds spans in every passage, and what speaks for each value is weighed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.sentences import sentence_spans
from qa.best_spans import best_spans, score_of
from qa.choosing import UNPICKED, Candidate, ChoiceWeights, candidate
from qa.joining import plain, same_value
from qa.question import QuestionReading
from qa.reader import Reader, Span
from qa.span_network import SpanNetwork
from vectorstore.retrieval import RetrievedPassage

_SPANS = 3
"""Of a passage."""
_VALUES = 16
"""Values that are weighed."""


class SpanReader:
    """Reads passages with a network and weighs the values that it finds.

    `sentences` picks whole sentences: what it thinks of a value's sentence is part of the weighing, the short answers
    that it cuts are weighed too, and a question to be answered yes or no, which has no span, is left to it.
    """

    def __init__(self, network: SpanNetwork, weights: ChoiceWeights, sentences: Reader) -> None:
        self._network, self._weights, self._sentences = network, weights, sentences

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """Spans, best first; those of one value differ as the network's scores of them do."""
        if question.kind == "yes_no":
            return self._sentences.read(question, passages)
        found = []
        for one in self.candidates(question, passages):
            log_odds = self._weights.log_odds(one.features)
            best = one.spans[0].score
            for span in one.spans:
                features = {**one.features, "network": span.score}
                found.append(replace(span, score=log_odds + span.score - best, features=features))
        return sorted(found, key=lambda span: -span.score)

    def candidates(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
        """The values that were read, the best supported first, each with its features."""
        spans = list(self._spans(question, passages))
        return [candidate(question, group, passages[0].score) for group in _by_value(question, spans)]

    def _spans(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> Iterator[Span]:
        """The network's best spans of every passage and the picker's short answers, with the network's scores."""
        picked: dict[tuple[str, int], list[Span]] = {}
        for span in self._sentences.read(question, passages):
            picked.setdefault(_key(span.passage), []).append(span)
        for rank, passage in enumerate(passages, start=1):
            shift = passage.passage.start
            scores = self._network.read(question.text, f"{passage.title}.", passage.text)
            sentences = sentence_spans(passage.text)
            here = picked.get(_key(passage), [])
            odds = {span.sentence[0]: span.score for span in here}
            taken = set()
            for found in best_spans(scores, sentences, _SPANS):
                first, last = next((a, b) for a, b in sentences if a <= found.start < b)
                features = {"rank": float(rank), "sentence": max(UNPICKED, odds.get(first + shift, UNPICKED))}
                taken.add((found.start + shift, found.end + shift))
                yield Span(
                    passage,
                    found.start + shift,
                    found.end + shift,
                    (first + shift, last + shift),
                    found.score,
                    (),
                    features,
                )
            for span in here:
                if (span.start, span.end) not in taken and (span.start, span.end) != span.sentence:
                    features = {"rank": float(rank), "sentence": max(UNPICKED, span.score)}
                    score = score_of(scores, span.start - shift, span.end - shift)
                    if math.isfinite(score):  # -inf: the tokenizer leaves nothing of it
                        yield replace(span, score=score, features=features)


def _key(passage: RetrievedPassage) -> tuple[str, int]:
    return passage.passage.article_id, passage.passage.start


def _by_value(question: QuestionReading, spans: Sequence[Span]) -> list[list[Span]]:
    """Spans that give the same value, best first; the values that the best spans or sentences give."""
    by_text: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda span: -max(span.score, span.features["sentence"])):
        by_text.setdefault(plain(span.value), []).append(span)
    groups: list[list[Span]] = []
    for some in list(by_text.values())[: 2 * _VALUES]:
        home = next((group for group in groups if _same(question, group[0], some[0])), None)
        if home is None:
            groups.append(list(some))
        else:
            home.extend(some)
    return [sorted(group, key=lambda span: -span.score) for group in groups[:_VALUES]]


def _same(question: QuestionReading, one: Span, other: Span) -> bool:
    return same_value(question.kind, one.value, other.value, one.passage.published, other.passage.published)
