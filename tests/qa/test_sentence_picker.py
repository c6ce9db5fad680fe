"""The sentence picker: whom it names, how many sentences it picks, and when it compares them by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from corpus.passages import Passage
from qa.evidence import FEATURES
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.question import read_question
from qa.regression import Regression
from qa.sentence_picker import FOR_SENTENCES, FOR_VALUES, SentencePicker
from vectorstore.retrieval import RetrievedPassage

ASKED = date(2025, 12, 20)


class Encoder:
    """Unit vectors that tell nothing, and how many texts were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += len(texts)
        return np.ones((len(texts), 1), dtype=np.float32)


def picker(encoder: Encoder) -> SentencePicker:
    likeness = Likeness(lambda word: np.eye(64, dtype=np.float32)[sum(word.encode()) % 64])
    lexicon = Lexicon(likeness, lambda stems: (dict.fromkeys(stems, 1), 100))
    return SentencePicker(lexicon, encoder)


def passage(text: str) -> RetrievedPassage:
    return RetrievedPassage(Passage("a", 0, len(text)), text, "", "", None, None, None, {}, 0.0)


@pytest.mark.parametrize(
    ("first", "named"),
    [("The mayor of Dover resigned on Monday.", True), ("It snowed, and schools were closed until noon.", False)],
)
def test_a_name_in_the_next_sentence_is_of_one_whom_a_sentence_tells_of(first: str, named: bool) -> None:
    text = f"{first} Ann Lee, who sells flowers, said she was tired."
    picked = picker(Encoder()).read(read_question("Which mayor of Dover resigned?", ASKED), [passage(text)])
    lent = [span for span in picked if span.evidence == first and span.value == "Ann Lee"]
    assert bool(lent) is named


@pytest.mark.parametrize(
    ("question", "picked", "encoded"), [("Who won the cup?", 8, 0), ("Did Moe win the cup?", 16, 17)]
)
def test_sentences_are_compared_by_meaning_where_sentences_answer(question: str, picked: int, encoded: int) -> None:
    encoder = Encoder()
    text = " ".join(f"Team {number} won the cup in the year {1900 + number}." for number in range(20))
    found = picker(encoder).read(read_question(question, ASKED), [passage(text)])
    assert (len(found), encoder.asked) == (picked, encoded)


def test_each_set_of_weights_is_over_what_is_measured_there() -> None:
    assert Regression.shipped(FOR_VALUES).features.keys() == set(FEATURES)
    assert Regression.shipped(FOR_SENTENCES).features.keys() == {*FEATURES, "dense"}
