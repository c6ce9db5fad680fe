"""The reader: a trained network finds spans in every passage, and what speaks for each value is weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.sentences import sentence_spans
from qa.best_spans import best_spans, mass
from qa.choosing import Candidate, candidates, log_odds
from qa.joining import plain, same_value
from qa.lexicon import Lexicon
from qa.question import QuestionReading
from qa.reader import Reader, Rules, Span
from qa.regression import Regression
from qa.span_network import SpanNetwork
from vectorstore.retrieval import RetrievedPassage

_RULES = Rules(threshold=-2.3, weighed=True)
"""A twentieth of newsquiz/2022's right answers lie below (docs/reading.md shows what other thresholds would do)."""
_SPANS = 2
"""Of a passage."""
_VALUES = 40
"""Values that are weighed."""
_RETURNED = 12
"""Values whose spans are returned."""


class SpanReader:
    """Reads passages with a network and weighs the values that it finds.

    A question to be answered yes or no has no span: it is left to `sentences`, which picks whole sentences.
    """

    def __init__(self, network: SpanNetwork, weights: Regression, lexicon: Lexicon, sentences: Reader) -> None:
        self._network, self._weights, self._lexicon, self._sentences = network, weights, lexicon, sentences

    def rules(self, question: QuestionReading) -> Rules:
        """Its own threshold and whole values; for yes or no, what `sentences` says."""
        return self._sentences.rules(question) if question.kind == "yes_no" else _RULES

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """Spans of the likeliest values, best first; those of one value differ as the network's scores of them do."""
        if question.kind == "yes_no":
            return self._sentences.read(question, passages)
        read = self.candidates(question, passages)
        weighed = sorted(zip(log_odds(self._weights, read), read, strict=True), key=lambda pair: -pair[0])
        found = []
        for odds, one in weighed[:_RETURNED]:
            best = one.spans[0].score
            for span in one.spans:
                features = {**one.features, "network": span.score}
                found.append(replace(span, score=odds + span.score - best, features=features))
        return sorted(found, key=lambda span: -span.score)

    def candidates(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
        """The values that were read, each with its features."""
        spans = [
            span
            for rank, passage in enumerate(passages, start=1)
            for span in self._spans(question, passage, float(rank))
        ]
        return candidates(question, _by_value(question, spans), passages, self._lexicon)

    def _spans(self, question: QuestionReading, passage: RetrievedPassage, rank: float) -> Iterator[Span]:
        """The best spans of a passage, with the network's scores."""
        shift = passage.passage.start
        scores = self._network.read(question.text, f"{passage.title}.", passage.text)
        sentences = sentence_spans(passage.text)
        for found in best_spans(scores, sentences, _SPANS):
            first, last = next((a, b) for a, b in sentences if a <= found.start < b)
            yield Span(
                passage,
                found.start + shift,
                found.end + shift,
                (first + shift, last + shift),
                found.score,
                (),
                {"rank": rank, "share": found.score - mass(scores)},
            )


def _by_value(question: QuestionReading, spans: Sequence[Span]) -> list[list[Span]]:
    """Spans that give the same value, best first; the values of the best spans."""
    by_text: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda span: -span.score):
        by_text.setdefault(plain(span.value), []).append(span)
    groups: list[list[Span]] = []
    for some in by_text.values():
        home = next((group for group in groups if _same(question, group[0], some[0])), None)
        if home is not None:
            home.extend(some)
        elif len(groups) < _VALUES:
            groups.append(list(some))
    return groups


def _same(question: QuestionReading, one: Span, other: Span) -> bool:
    return same_value(question.kind, one.value, other.value, one.passage.published, other.passage.published)
