"""Spans in a passage: the best pair of ends, whole words, within a sentence, never overlapping."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.best_spans import SpanScore, best_spans
from qa.span_network import Scores

TEXT = "Ann Lee fled. Ben stayed."
PIECES = [(0, 3), (4, 7), (8, 12), (12, 13), (14, 17), (18, 22), (22, 24), (24, 25)]  # "stay", "ed"
WORDS = [0, 1, 2, 3, 4, 5, 5, 6]
SENTENCES = [(0, 13), (14, 25)]


def scored(start: list[float], end: list[float]) -> Scores:
    return Scores(np.array(start, dtype=np.float32), np.array(end, dtype=np.float32), np.array(PIECES), np.array(WORDS))


def test_the_best_pair_of_ends() -> None:
    scores = scored([3, 0, 0, 0, 2, 0, 0, 0], [0, 5, 0, 0, 1, 0, 0, 0])
    found = best_spans(scores, SENTENCES, 2)
    assert found[0] == SpanScore(0, 7, 4.0)
    assert TEXT[found[1].start : found[1].end] == "Ben"


def test_a_span_never_leaves_its_sentence() -> None:
    scores = scored([9, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 9, 0, 0, 0])
    assert all((span.start < 14) == (span.end < 14) for span in best_spans(scores, SENTENCES, 5))


def test_a_word_of_several_pieces_is_whole() -> None:
    scores = scored([0, 0, 0, 0, 0, 0, 9, 0], [0, 0, 0, 0, 0, 9, 0, 0])
    edges = (
        {span.start for span in best_spans(scores, SENTENCES, 9)},
        {span.end for span in best_spans(scores, SENTENCES, 9)},
    )
    assert 22 not in edges[0]
    assert 22 not in edges[1]


def test_no_pieces_no_spans() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    assert best_spans(Scores(nothing, nothing, np.zeros((0, 2), np.int64), np.zeros(0, np.int64)), [], 3) == []


numbers = st.lists(st.floats(-10, 10), min_size=len(PIECES), max_size=len(PIECES))


@given(numbers, numbers, st.integers(1, 8))
def test_spans_are_ordered_and_apart(start: list[float], end: list[float], count: int) -> None:
    found = best_spans(scored(start, end), SENTENCES, count)
    assert 1 <= len(found) <= count
    assert [span.score for span in found] == sorted((span.score for span in found), reverse=True)
    for number, span in enumerate(found):
        assert any(a <= span.start < span.end <= b for a, b in SENTENCES)
        assert all(span.end <= other.start or other.end <= span.start for other in found[:number])
