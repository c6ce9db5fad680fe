"""How a question of yes or no is read, and the numbers of a text."""

from __future__ import annotations

from datetime import date

import pytest

from qa.claims import claim_of
from qa.question import read_question

ASKED = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("contracted", "plain"),
    [
        ("Didn't Tora Moe resign?", "Did Tora Moe resign?"),
        ("Hasn’t Moe paid the fine?", "Has Moe paid the fine?"),
        ("Won't the workers strike?", "Will the workers strike?"),
        ("Can’t Moe vote?", "Can Moe vote?"),
        ("Shan't Moe go?", "Shall Moe go?"),
        ("Isn't Moe the mayor?", "Is Moe the mayor?"),
    ],
)
def test_a_contracted_auxiliary_is_read_like_a_plain_one(contracted: str, plain: str) -> None:
    one, other = (claim_of(read_question(question, ASKED)) for question in (contracted, plain))
    for field in ("names", "nouns", "objects", "stems", "when", "flipped", "passive", "office", "count"):
        assert getattr(one, field) == getattr(other, field), field
    assert [term.text for term in one.terms] == [term.text for term in other.terms]


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Is Vik still mayor?", True),
        ("Is Vik now the mayor?", True),
        ("Was Vik once a nurse?", True),
        ("Was Vik formerly acting deputy mayor?", True),
        ("Is Vik vice president?", True),
        ("Was Vik then arrested?", False),
        ("Is Vik acting alone?", False),
        ("Is Vik foreign?", False),
        ("Is Vik still alive?", False),
    ],
)
def test_an_office_is_asked_for(question: str, office: bool) -> None:
    assert claim_of(read_question(question, ASKED)).office is office
