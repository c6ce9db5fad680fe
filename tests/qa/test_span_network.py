"""The network that ships, on texts short and long: each piece scored once, at its own place."""

from __future__ import annotations

from concurrent.futures import CancelledError

import numpy as np
import pytest

from corpus.sentences import sentence_spans
from qa.best_spans import best_spans, mass
from qa.opening import NETWORK
from qa.span_network import LONGEST, Scores, SpanNetwork
from vectorstore.encoder import default_question_encoder

TOLD = "Ann Lee was named mayor of Dover on Friday. She succeeds Ben Ray, who retired."
FILLER = "The harbour was quiet and the market sold fish, bread and apples to everyone who came. "


@pytest.fixture(scope="module")
def network() -> SpanNetwork:
    return SpanNetwork(NETWORK, default_question_encoder().tokenizer_file)


def read(network: SpanNetwork, question: str, heading: str, text: str) -> Scores:
    return network.begin(question, heading, text).scores()


def best(network: SpanNetwork, question: str, text: str) -> tuple[str, float]:
    (span,) = best_spans(read(network, question, "", text), sentence_spans(text), 1)
    return text[span.start : span.end], span.score


def test_it_reads(network: SpanNetwork) -> None:
    assert best(network, "Who was named mayor of Dover?", TOLD)[0] == "Ann Lee"
    assert best(network, "When was the mayor of Dover named?", TOLD)[0] in ("Friday", "on Friday")


def test_an_answer_that_is_not_here_scores_lower(network: SpanNetwork) -> None:
    here = best(network, "Who was named mayor of Dover?", TOLD)[1]
    assert best(network, "Who was named mayor of Dover?", FILLER)[1] < here


def test_a_long_text_is_read_to_its_end(network: SpanNetwork) -> None:
    text = FILLER * 60 + TOLD
    scores = read(network, "Who was named mayor of Dover?", "", text)
    assert len(scores.start) > 3 * LONGEST
    assert np.isfinite(scores.start).all()
    assert best(network, "Who was named mayor of Dover?", text)[0] == "Ann Lee"


def test_no_span_scores_more_than_the_mass(network: SpanNetwork) -> None:
    scores = read(network, "Who was named mayor of Dover?", "", TOLD)
    (span,) = best_spans(scores, sentence_spans(TOLD), 1)
    assert mass(scores) - 2 < span.score <= mass(scores)


@pytest.mark.parametrize("text", ["", " ", "\n", "….", "日本語のテキスト" * 400])
def test_any_text_can_be_read(network: SpanNetwork, text: str) -> None:
    scores = read(network, "Who?", "", text)
    assert scores.start.shape == scores.end.shape == scores.words.shape == (len(scores.offsets),)


def test_what_is_read_beside_others_reads_as_alone(network: SpanNetwork) -> None:
    texts = [FILLER * count + TOLD for count in range(30)]
    begun = [network.begin("Who was named mayor of Dover?", "Dover", text) for text in texts]
    alone = SpanNetwork(NETWORK, default_question_encoder().tokenizer_file, threads=1)
    for text, reading in zip(texts, begun, strict=True):
        scores, expected = reading.scores(), read(alone, "Who was named mayor of Dover?", "Dover", text)
        assert reading.pieces == len(scores.start)
        assert np.array_equal(scores.start, expected.start)
        assert np.array_equal(scores.end, expected.end)


def test_what_is_cancelled_is_not_read() -> None:
    network = SpanNetwork(NETWORK, default_question_encoder().tokenizer_file, threads=1)
    begun = [network.begin("Who?", "", FILLER * 40) for _ in range(10)]
    for reading in begun:
        reading.cancel()
    assert begun[0].pieces > LONGEST
    with pytest.raises(CancelledError):
        begun[-1].scores()
