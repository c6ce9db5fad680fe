"""The sentence picker: whom it names, and how many sentences it compares by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from corpus.passages import Passage
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.question import read_question
from qa.regression import Regression
from qa.sentence_picker import WEIGHTS, SentencePicker
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
    return SentencePicker(Regression.shipped(WEIGHTS), lexicon, encoder)


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


@pytest.mark.parametrize(("question", "compared"), [("Who won the cup?", 8), ("Did Moe win the cup?", 16)])
def test_more_sentences_are_compared_where_sentences_answer(question: str, compared: int) -> None:
    encoder = Encoder()
    text = " ".join(f"Team {number} won the cup in the year {1900 + number}." for number in range(20))
    picked = picker(encoder).read(read_question(question, ASKED), [passage(text)])
    assert (len(picked), encoder.asked) == (compared, 1 + compared)
