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
        # a number of another thing
        ("How many years in prison did Ann Lee get?", "Ann Lee, 52, was sentenced.", "52", "it counts no years"),
        ("How many years did he get?", "He is 41 years old.", "41 years", "it counts no years"),
        ("How old were her sons?", "and her two sons", "two", "it tells no age"),
        ("How much was he fined?", "in eleven instalments", "eleven", "it names no sum of money"),
        ("What does Ann Lee earn?", "Ann Lee won by eleven votes.", "eleven", "it names no sum of money"),
        ("What rent does Ann Lee pay?", "Ann Lee has yearly contracts.", "yearly contracts", "it names no number"),
        ("What was the film's budget?", "The film won the Jury Prize.", "won the Jury Prize", "it names no number"),
        # no name
        ("What was the firm called?", "The firm sold marine paint.", "marine", "it gives no name"),
        # of a namesake
        ("When did Ahmad Rahal flee?", "Farouk Rahal fled in May.", "May", "it speaks of Farouk Rahal"),
        ("When was Ahmad Rahal held?", "Farouk Rahal was held at his home in May.", "May", "it speaks of Farouk Rahal"),
        # of another office
        (
            "Who is the ambassador to Turkey?",
            "The ambassador to Japan, Ben Ray, fled.",
            "Ben Ray",
            "it speaks of the ambassador to Japan",
        ),
    ],
)
def test_why(question: str, text: str, value: str, reason: str) -> None:
    assert why(question, text, value) == reason


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How many years did he get?", "He got 12 years.", "12"),
        ("How many years did he get?", "He got a dozen.", "dozen"),
        ("How many years old is the church?", "The church is 400 years old.", "400 years"),
        ("How many days did the strike last?", "It lasted 12 consecutive days.", "12"),
        ("How many second homes are empty?", "24,000 homes are empty.", "24,000"),
        ("How many pounds does it weigh?", "It weighs 40lbs.", "40"),
        ("How old is Manaf Tlass?", "Manaf Tlass, who turned 50 this year, fled.", "50"),
        ("How old is the cook?", "The cook, who at 12 runs a shop, won.", "12"),
        ("How old is the captain?", "The captain, 52, survived.", "52"),
        ("How old is the baby?", "The baby, five months old, survived.", "five months"),
        ("How much was he fined?", "a fine of 4 million", "4 million"),
        ("How much was he fined?", "fined $300 on Monday", "300"),
        ("How much was he fined?", "a fine of 500 Syrian pounds", "500"),
        ("How much was he fined?", "a fine of 5,000 riyals", "5,000 riyals"),
        ("How much time did Ann Lee spend in jail?", "Ann Lee spent six months in jail.", "six months"),
        ("How much oil was sold?", "It sold 200,000 barrels.", "200,000 barrels"),
        ("What did the film earn?", "The film earned three Oscar nominations.", "three Oscar nominations"),
        ("What did the scandal cost Ann Lee?", "The scandal cost Ann Lee her job.", "her job"),
        ("What bail conditions were set?", "Bail came with house arrest.", "house arrest"),
        ("How long was he jailed for?", "He was jailed for life.", "life"),
        ("How often does it meet?", "It meets weekly.", "weekly"),
        ("How many survived?", "Neither survived.", "Neither"),
        ("How long did Ann Lee serve?", "Ann Lee served two terms.", "two"),
        ("What is the name of the firm?", "The firm, Marine Paints, closed.", "Marine Paints"),
        ("What is the name of the firm?", "The firm, Škoda, closed.", "Škoda"),
        ("What is the name of the disease?", "The disease, cholera, is back.", "cholera"),
        ("Who are the two prisoners?", "A corporal and a private are held.", "A corporal and a private"),
        ("When did Ahmad Rahal flee?", "Rahal fled in May.", "May"),
        ("When did Ahmad Rahal flee?", "Farouk Rahal and Ahmad Rahal fled in May.", "May"),
        ("Who is Jane Rahal's husband?", "Her husband, Farouk Rahal, left in 2001.", "Farouk Rahal"),
        ("When did Ahmad Rahal take office?", "He followed his father, Farouk Rahal, in 2000.", "2000"),
        ("When did Ahmad Rahal marry?", "Jane Rahal married him in 1992.", "1992"),
        ("When did Jane Rahal marry?", "Farouk Rahal met her in 1991 and wed in 1992.", "1992"),
        ("When was Ahmad Rahal held?", "He was held in May, said Farouk Rahal.", "May"),
        ("Who did Ahmad Rahal marry?", "Jane Rahal met him in 1992.", "Jane Rahal"),
        ("Why did North Korea close the border?", "South Korea had sent leaflets.", "had sent leaflets"),
        ("What did Judge Ann Lee say?", "Senior Judge Ann Lee said it was over.", "it was over"),
        ("Who is the president of France?", "French President Ann Lee spoke.", "Ann Lee"),
        ("Who is the president of France?", "The Czech one met Ann Lee, president of France.", "Ann Lee"),
        ("Who is the ambassador to the United States?", "Ann Lee, the U.S. envoy, met the envoy to Peru.", "Ann Lee"),
        ("Who is the ambassador to Turkey?", "In Turkey envoys met. Ben Ray, the ambassador, fled.", "Ben Ray"),
        ("Who is the ambassador to Turkey?", "Ben Ray, the ambassador, fled.", "Ben Ray"),
        ("Which town did Israel bomb?", "Israeli jets bombed Qusayr.", "Qusayr"),
        # what is asked of no one thing, or of yes or no, is judged elsewhere
        ("Did Ahmad Rahal flee?", "Farouk Rahal fled in May.", "Farouk Rahal fled in May."),
        ("Tell me about Ahmad Rahal", "Farouk Rahal fled in May.", "Farouk Rahal fled in May."),
    ],
)
def test_what_may_be_the_answer_passes(question: str, text: str, value: str) -> None:
    assert why(question, text, value) == ""


def test_one_who_held_a_post_once_does_not_hold_it_now() -> None:
    (span,) = spans("Ben Ray, a former mayor, spoke.", ("Ben Ray", 1.0))
    asked = read_question("Who is the mayor?", ASKED)
    assert misfit(asked, replace(span, features={"ended": 1.0})) == "it tells that this is no longer so"
    assert misfit(asked, span) == ""
    leaving = read_question("Who is stepping down as mayor?", ASKED)
    assert misfit(leaving, replace(span, features={"ended": 1.0})) == ""


def test_a_line_that_is_a_value_as_a_whole_is_no_sentence_without_one() -> None:
    assert why("What share of the plants was destroyed?", "30%", "30%") == ""
    whole = "The plants were destroyed in the war."
    assert why("What share of the plants was destroyed?", whole, whole) == "it names no number"
    assert why("Who fled?", "Officers fled.", "Officers fled.") == "it names nobody"
