"""Why what was read cannot be the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.misfit import misfit
from qa.question import read_question
from tests.qa.test_deciding import spans

ASKED = date(2025, 12, 1)


def why(question: str, text: str, value: str) -> str:
    (span,) = spans(text, (value, 1.0))
    return misfit(read_question(question, ASKED), span)


@pytest.mark.parametrize(
    ("question", "text", "value", "reason"),
    [
        # of another kind
        ("How many years did Ann Lee get?", "Ann Lee, 52, was sentenced.", "52", "it counts no years"),
        ("What did Ann Lee earn as a judge?", "Ann Lee resigned as a judge.", "resigned", "it names no number"),
        ("What was the firm called?", "The firm sold marine paint.", "marine", "it gives no name"),
        (
            "What are the names of the two prisoners?",
            "A corporal and a private are held.",
            "private",
            "it gives no name",
        ),
        ("What is the name of the firm?", "The firm, Marine Paints, closed.", "Marine Paints", ""),
        ("Who are the two prisoners?", "A corporal and a private are held.", "A corporal and a private", ""),
        # of a namesake
        ("When did Ahmad Rahal flee?", "Farouk Rahal fled in May.", "May", "it speaks of Farouk Rahal"),
        ("When did Ahmad Rahal flee?", "Rahal fled in May.", "May", ""),
        ("When did Ahmad Rahal flee?", "Farouk Rahal and Ahmad Rahal fled in May.", "May", ""),
        ("What did Judge Ann Lee say?", "Senior Judge Ann Lee said it was over.", "it was over", ""),
        ("Which hall holds the Security Council?", "The National Council sits in Hall Five.", "Hall Five", ""),
        # of another office
        (
            "Who is the ambassador to Turkey?",
            "The ambassador to Japan, Ben Ray, fled.",
            "Ben Ray",
            "its passage says nothing of Turkey",
        ),
        ("Who is the ambassador to Turkey?", "Ben Ray, the Turkish ambassador, fled.", "Ben Ray", ""),
        ("Who is the ambassador to Turkey?", "In Turkey envoys met. Ben Ray, the ambassador, fled.", "Ben Ray", ""),
        # done by another
        (
            "Which village did the Red Brigade storm?",
            "The Blue Guard stormed the village of Qarn.",
            "Qarn",
            "it tells this of Blue Guard",
        ),
        ("Which village did the Red Brigade storm?", "The Red Brigade stormed Qarn.", "Qarn", ""),
        ("Which village did the Red Brigade storm?", "Qarn was stormed by rebels.", "Qarn", ""),
        ("Which village did the Red Brigade storm?", "It stormed Qarn.", "Qarn", ""),
        # what is asked of no one thing, or of yes or no, is judged elsewhere
        ("Did Ahmad Rahal flee?", "Farouk Rahal fled in May.", "Farouk Rahal fled in May.", ""),
        ("Tell me about Ahmad Rahal", "Farouk Rahal fled in May.", "Farouk Rahal fled in May.", ""),
    ],
)
def test_why(question: str, text: str, value: str, reason: str) -> None:
    assert why(question, text, value) == reason


@pytest.mark.parametrize(
    ("question", "text", "value", "reason"),
    [
        ("How many years did he get?", "The captain, 52, survived.", "52", "it counts no years"),
        ("How many years did he get?", "He is 41 years old.", "41 years", "it counts no years"),
        ("How many years did he get?", "He got 12 years.", "12", ""),
        ("How old were her sons?", "and her two sons", "two", "it tells no age"),
        ("How old is the captain?", "The captain, 52, survived.", "52", ""),
        ("How old is the baby?", "The baby, five months old, survived.", "five months", ""),
        ("How much was he fined?", "in eleven instalments", "eleven", "it names no sum of money"),
        ("How much was he fined?", "a fine of 4 million", "4 million", ""),
        ("How much was he fined?", "a fine of 300 pounds", "300", ""),
        ("What does she earn?", "2,861 votes", "2,861 votes", "it names no sum of money"),
        ("What salary was offered?", "an offer of £300 a day", "£300 a day", ""),
        ("How long is the review?", "18 officers wrote it", "18", "it tells no length"),
        ("How long is the review?", "It has 212 pages", "It has 212 pages", ""),
        ("How many people died?", "and her two sons", "two", ""),
    ],
)
def test_an_amount_of_something_else(question: str, text: str, value: str, reason: str) -> None:
    assert why(question, text, value) == reason


def test_one_who_held_a_post_once_does_not_hold_it_now() -> None:
    (span,) = spans("Ben Ray, a former mayor, spoke.", ("Ben Ray", 1.0))
    asked = read_question("Who is the mayor?", ASKED)
    assert misfit(asked, replace(span, features={"ended": 1.0})) == "it tells that this is no longer so"
    assert misfit(asked, span) == ""


def test_a_line_that_is_a_value_as_a_whole_is_no_sentence_without_one() -> None:
    assert why("What share of the plants was destroyed?", "30%", "30%") == ""
    whole = "The plants were destroyed in the war."
    assert why("What share of the plants was destroyed?", whole, whole) == "it names no number"
