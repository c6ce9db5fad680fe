"""What looks like an answer and is none."""

from __future__ import annotations

import random

import pytest

from training.negatives import Likest, bereft, swapped

TOWNS = ["Ashby", "Borth", "Cromer", "Diss", "Ely", "Frome", "Goole", "Hythe", "Ilkley", "Jarrow"]


def test_the_likest_contexts_share_the_rarest_words() -> None:
    likest = Likest([f"The ferry to {town} carried {number} passengers." for number, town in enumerate(TOWNS)])
    assert "Goole" in likest.of("Which ferry to Goole?", 2)[0]
    assert len(likest.of("Which ferry to Goole?", 3)) == 3


def test_a_passage_is_bereft_of_every_sentence_that_tells() -> None:
    text = "The ferry left at six. It carried 40 people. It was late. Of the 40 none complained."
    place = (text.index("40"), text.index("40") + 2)
    assert bereft(text, [place], {"40"}) == "The ferry left at six. It was late."
    assert bereft(text, [], {"40"}) == ""


@pytest.mark.parametrize(
    ("question", "context", "other"),
    [
        (
            "When did Ann Lee resign?",
            "Ann Lee left in May. Then came Bob Ray.",
            "When did Bob Ray resign?",
        ),
        ("Who is mayor of Goole?", "The mayor is Ann Lee. In Hull it is Bob Ray.", "Who is mayor of Hull?"),
        # a name of the answer's is no other; neither is one of the question's own, nor a word that opens a sentence
        ("Who is mayor of Goole?", "The mayor is Lee. In Goole it rained.", None),
        ("Who is mayor?", "The mayor is Ann Lee. In Hull it is Bob Ray.", None),
    ],
)
def test_a_question_is_asked_of_another_of_the_names(question: str, context: str, other: str | None) -> None:
    found = {swapped(question, context, {"may", "ann lee", "lee"}, random.Random(seed)) for seed in range(9)}
    assert found == {other}


def test_a_question_is_asked_of_another_year() -> None:
    found = {swapped("Who won in 2012?", "Ann won.", {"ann"}, random.Random(seed)) for seed in range(30)}
    assert found == {f"Who won in {year}?" for year in (2009, 2010, 2011, 2013, 2014, 2015)}
