"""Which way one sentence answers a question of yes or no."""

from __future__ import annotations

from datetime import date

import pytest

from qa.claims import claim_of
from qa.polarity import Polarity
from qa.question import read_question
from qa.subjects import Place
from qa.verdict import verdict


def way(question: str, sentence: str, before: str = "") -> Polarity | None:
    """What a sentence says, `before` preceding it in its passage."""
    place = Place(before, sentence, f"{before}{sentence}")
    return verdict(claim_of(read_question(question, date(2024, 6, 1))), place)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Didn't Moe resign?", "Moe resigned on Friday.", "yes"),
        ("Didn’t Tora Moe resign?", "Tora Moe never resigned.", "no"),
        ("Hasn't Tora Moe resigned?", "Tora Moe has resigned.", "yes"),
        ("Wouldn't Tora Moe sign the treaty?", "Tora Moe did not sign the treaty.", "no"),
        ("Weren't the miners freed?", "The miners were freed at dawn.", "yes"),
        ("Isn't Moe the mayor?", "Moe, the mayor, sang.", "yes"),
        ("Wasn't Moe the mayor?", "Lund was the mayor.", None),
        ("Won't the workers strike?", "The workers will strike.", "yes"),
        ("Won’t the workers strike?", "The workers will not strike.", "no"),
        ("Can't Lund swim?", "Lund swims every day.", "yes"),
        ("Didn't Moe resign?", "Lund resigned on Friday.", None),
        ("True or false: Moe didn't resign", "Moe resigned on Friday.", "no"),
        ("Is it true that Moe hasn't resigned?", "Moe never resigned.", "yes"),
    ],
)
def test_a_contracted_not_asks_the_same(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did Rusk radio the port?", "Rusk neglected to radio the port.", "no"),
        ("Did Rusk sound the alarm?", "Captain Rusk omitted to sound the alarm.", "no"),
        ("Did Rusk leave the country?", "Rusk was forbidden to leave the country.", "no"),
        ("Did Rusk pay the fine?", "Rusk refused to pay the fine.", "no"),
        ("Did Rusk pay the fine?", "Rusk has yet to pay the fine.", "no"),
        ("Did Rusk pay the fine?", "Rusk avoided paying the fine.", "no"),
        ("Is it true that Rusk did not pay?", "Rusk neglected to pay.", "yes"),
        ("Did Rusk resign?", "Rusk was unwilling to resign.", None),
        ("Did Rusk resign?", "Rusk was reluctant to resign.", None),
        ("Did Rusk smoke?", "Rusk stopped smoking.", None),
        ("Did Rusk radio the port?", "Rusk did not neglect to radio the port.", None),
        ("Did Rusk radio the port?", "Nobody neglected to radio the port.", None),
        ("Did Rusk resign?", "Rusk has to resign.", None),
        ("Did Rusk resign?", "Rusk and Lund have to resign.", None),
        ("Did Rusk resign?", "Rusk did not have to resign.", None),
        ("Did Rusk resign?", "Rusk announced his intention to resign.", None),
        ("Did Rusk resign?", "Rusk has no intention to resign.", "no"),
        ("Did Rusk resign?", "Rusk had to resign.", "yes"),
        ("Does Rusk have to resign?", "Rusk has to resign.", "yes"),
        ("Did Rusk stay in Elm?", "Rusk refused to leave Elm.", "yes"),
        ("Did Rusk leave Elm?", "Rusk was forbidden to stay in Elm.", "yes"),
        ("Did Rusk refuse to resign?", "Rusk refused to resign.", "yes"),
        ("Did Rusk sail?", "Rusk neglected to radio the port and sailed.", "yes"),
        ("Did Rusk radio the port?", "Lund neglected to radio the port.", None),
    ],
)
def test_what_was_not_done_after_all(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize("not_told", ["It is unclear whether", "It is not known whether", "If"])
@pytest.mark.parametrize("question", ["Did Moe vote for the merger?", "Did Moe vote against the merger?"])
def test_a_side_that_is_not_told_is_not_turned_round(not_told: str, question: str) -> None:
    assert way(question, f"{not_told} Moe voted against the merger, rain fell.") is None
    assert way(question, f"{not_told} Moe voted for the merger, rain fell.") is None


def test_a_side_that_is_told_is_turned_round() -> None:
    assert way("Did Moe vote for the merger?", "Moe voted against the merger.") == "no"
    assert way("Did Moe vote against the merger?", "Moe voted for the merger.") == "no"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did Moe himself resign?", "Dahl resigned on Monday.", None),
        ("Did Moe himself resign?", "Dahl himself resigned.", None),
        ("Did Moe himself resign?", "Dahl resigned, Moe himself said.", None),
        ("Did Moe himself resign?", "Moe himself resigned.", "yes"),
        ("Did Moe himself resign?", "Moe resigned on Monday.", "yes"),
        ("Did Moe himself resign?", "Two of his aides resigned, but not Moe himself.", "no"),
        ("Did Signe Dahl herself sign the letter?", "An aide, not Signe Dahl, signed the letter.", "no"),
        ("Did Signe Dahl sign the letter?", "An aide, not Odd Vik, signed the letter.", None),
        ("Did Moe resign?", "Not Moe but Dahl resigned.", "no"),
        ("Did Moe stay?", "Two aides left, but not Moe.", "yes"),
        ("Did Dahl resign?", "Not Moe but Dahl resigned.", "yes"),
        ("Did Moe resign?", "Dahl resigned, not blaming Moe.", None),
        ("Did Moe resign?", "Dahl resigned, though not because of Moe.", None),
        ("Did the members themselves vote?", "The guests voted.", None),
        ("Did the members themselves vote?", "The guests voted, but not the members themselves.", "no"),
    ],
)
def test_it_is_said_of_oneself(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did Moe die?", "All 12 passengers on the other ferry died.", None),
        ("Did Moe resign?", "Each minister resigned.", None),
        ("Did Moe resign?", "All ministers of the Red Party resigned.", None),
        ("Did Moe resign?", "None of the clerks resigned.", None),
        ("Did Moe die?", "Nobody on the other ferry died.", None),
        ("Did the passengers die?", "All the passengers died.", "yes"),
        ("Did the passengers die?", "None of the passengers died.", "no"),
        ("Did Moe die?", "Nobody died.", "no"),
        ("Did Moe survive?", "Everybody survived.", "yes"),
        ("Did Moe resign?", "All of them resigned.", "yes"),
        ("Did Moe resign?", "None of them resigned.", "no"),
        ("Did Moe resign?", "One of them resigned.", None),
    ],
)
def test_all_are_only_all_when_nothing_tells_of_whom(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did the fire injure 12 people?", "The fire killed 12 people and injured 30 people.", "no"),
        ("Did the fire injure 30 people?", "The fire killed 12 people and injured 30 people.", "yes"),
        ("Did the fire kill 12 people?", "The fire killed 12 people and injured 30 people.", "yes"),
        ("Did more than 20 people die?", "The fire injured 30 people; 12 people died.", "no"),
        ("Did more than 20 people die?", "Thirty people were injured and a driver was killed.", None),
        ("Did more than 20 people die?", "Thirty people were injured and 12 were killed.", None),
        ("Did 30 people die?", "Police said 12 people had died and 30 people were hurt.", "no"),
        ("Did more than 20 people die?", "Thirty people were hurt when the driver died.", None),
        ("Did more than 20 people die?", "At least 43 people, most of them children, died.", "yes"),
        ("Did more than 20 people die?", "The 12 people who died were miners.", "no"),
        ("Did more than 2 people die?", "On May 3 people died in Elm.", None),
        ("Did the strike last 12 days?", "The strike lasted 12 days.", "yes"),
        ("Did the strike last 12 days?", "The strike lasted five days.", "no"),
        ("Did the police arrest 7 men?", "Police arrested seven men after 40 men fought.", "yes"),
        ("Did the police arrest 40 men?", "Police arrested seven men after 40 men fought.", "no"),
        ("Did more than 20 people die?", "Nobody died.", "no"),
    ],
)
def test_the_number_is_that_of_the_verb(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Is Vik still mayor of Brask?", "Vik, who was mayor of Brask until 2020, spoke.", "no"),
        ("Is Vik still the mayor of Brask?", "Vik, the mayor of Brask, spoke.", "yes"),
        ("Is Vik currently the mayor?", "Vik is the mayor.", "yes"),
        ("Is Vik now a member of the board?", "Vik is a member of the board.", "yes"),
        ("Is Vik already a judge?", "Vik is a judge.", "yes"),
        ("Was Vik then the mayor?", "Vik, then the mayor, sang.", "yes"),
        ("Was Vik ever mayor?", "Vik was never mayor.", "no"),
        ("Was Vik acting mayor?", "Vik was the acting mayor.", "yes"),
        ("Is Vik foreign minister?", "Vik, the foreign minister, sang.", "yes"),
        ("Was Vik then arrested?", "Vik was then arrested.", "yes"),
        ("Was Vik then arrested?", "Dahl was arrested.", None),
        ("Is Vik acting alone?", "Vik is acting alone.", "yes"),
        ("Is Vik acting alone?", "Vik is not acting alone.", "no"),
        ("Is Vik leaving the party?", "Vik is leaving the party.", "yes"),
        ("Is Vik leaving the party?", "The party is leaving Vik.", None),
    ],
)
def test_an_office_is_told_from_a_deed(question: str, sentence: str, expected: Polarity | None) -> None:
    assert way(question, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rustom Krantz’s brother-in-law appeared on television announcing his own defection.", None),
        ("Reports of the defection of Krantz's late first wife went round.", None),
        ("Krantz’s defection was confirmed.", "yes"),
        ("Krantz's brother welcomed the defection of Krantz.", "yes"),
    ],
)
def test_what_kin_did_is_not_said_of_them(sentence: str, expected: Polarity | None) -> None:
    assert way("Did Rustom Krantz defect?", sentence) == expected


def test_what_kin_did_is_told_where_kin_is_asked_about() -> None:
    sentence = "Rustom Krantz’s brother-in-law appeared on television announcing his own defection."
    assert way("Did Krantz's brother-in-law defect?", sentence) == "yes"
