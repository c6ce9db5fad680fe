"""Short answers in a sentence: the stretches of the asked form, and which of them is nearest."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.words import words
from qa.question import read_question
from qa.values import nearest, values


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Which branch did Ghazali head?", "He heads Branch 227 of the service.", "Branch 227"),
        ("Which village was stormed?", "Militia stormed the village of Qarfa on Monday.", "Qarfa"),
        ("Which battalion did he join?", "He joined the Saif al-Din Battalion in Daraa.", "Saif al-Din Battalion"),
        ("How many officers fled?", "Police said 12 officers fled in 2012, 3 of them by sea.", "12"),
        ("How many officers fled?", "Twelve officers fled.", "Twelve"),
        ("What percentage of voters agreed?", "Of 1,200 voters, 32% agreed.", "32%"),
        ("How much did it cost?", "The 3 bridges cost $1.5 million.", "$1.5 million"),
        ("When did he resign?", "He resigned on 4 November 2025 in Paris.", "4 November 2025"),
        ("In what year did he join?", "On Monday he said he joined in 2001.", "2001"),
        ("Where did she speak?", "Ann Lee spoke in Geneva.", "Geneva"),
        ("Who resigned?", "Khaled al-Ayoubi resigned over the war in Syria.", "Khaled al-Ayoubi"),
        ("Who was reinstated?", "The Foreign Ministry reinstated Ann Lee.", "Ann Lee"),
        ("Why did he quit?", "He quit because his pay was cut, he said.", "because his pay was cut"),
    ],
)
def test_nearest(question: str, sentence: str, expected: str) -> None:
    reading = read_question(question, date(2025, 12, 1))
    stems = {term.stem for term in reading.terms}
    matched = [word for word in words(sentence) if word.stem in stems]
    value = nearest(reading, sentence, values(reading, sentence, None), matched)
    assert value is not None
    assert sentence[value.start : value.end] == expected


def test_what_caused_it_is_a_reason() -> None:
    reading = read_question("What caused the fire?", date(2025, 12, 1))
    sentence = "The fire was caused by faulty wiring, the judge found."
    assert "caused by faulty wiring" in [sentence[value.start : value.end] for value in values(reading, sentence, None)]


def test_what_the_question_names_is_no_answer() -> None:
    reading = read_question("Who met Nawwaf Faris?", date(2025, 12, 1))
    sentence = "Nawaf al-Fares met Ann Lee."
    found = [sentence[value.start : value.end] for value in values(reading, sentence, None)]
    assert found == ["Ann Lee"]


def test_a_number_of_the_date_is_no_number() -> None:
    reading = read_question("How many fled?", date(2025, 12, 1))
    assert not values(reading, "They fled on 4 November 2025.", None)


@pytest.mark.parametrize(
    ("question", "sentence", "cause"),
    [
        ("What did Leonie Varga die of?", "Leonie Varga died of pneumonia at her home on Monday.", "pneumonia"),
        ("What caused the accident?", "It was caused by a failed pump, Greta Lund said.", "a failed pump"),
        ("What caused the fire?", "Experts blamed faulty wiring for the fire.", "faulty wiring"),
        ("What caused the fire?", "The fire was blamed on faulty wiring.", "faulty wiring"),
        ("What caused the fire?", "A short circuit set fire to the mill.", "A short circuit"),
        ("What caused the flood?", "Police said that a week of rain led to the flood.", "a week of rain"),
        ("What caused the fire?", "The storm, which caused the fire, was due to the heat.", "due to the heat"),
        ("Why did the dam burst?", "The collapse resulted from a crack in the wall.", "a crack in the wall"),
        ("Why did they strike?", "The strike was caused by a row because pay fell.", "because pay fell"),
    ],
)
def test_a_reason_is_a_clause_or_a_noun(question: str, sentence: str, cause: str) -> None:
    found = values(read_question(question, date(2025, 12, 1)), sentence, None)
    best = max(found, key=lambda value: value.fit)
    assert sentence[best.start : best.end] == cause
