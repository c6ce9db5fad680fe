"""Follow-ups are completed from the turns before them, and what stands alone is left as it was typed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.following import Earlier, completed

ASKED_ON = date(2025, 12, 20)
PUBLISHERS = ("The Harbour Gazette", "Northern Post")
EVALS = Path(__file__).parents[2] / "evals"

REINSTATED = Earlier("Who was reinstated in 2025?", "25 diplomats")
REINSTATED_EVER = Earlier("Who was reinstated?", "")
LEFT = Earlier("When did Ghazali defect?", "July 2012")
LEFT_IN_FULL = Earlier("When did Nawaf al-Fares defect?", "")
DISPUTED = Earlier("Did Ghazali defect?", "")
MINISTER = Earlier("Who is Norway's finance minister?", "Kari Solberg")
GENERAL = Earlier("Which general fled the country?", "Omar Haddad")
STORMED = Earlier("Which village was stormed by the rebels?", "Qarfa")
STORMED_BY = Earlier("Which village did the rebels storm?", "Qarfa")
DESERTED = Earlier("How many Syrian diplomats deserted after the revolt?", "50")
EMBASSY = Earlier("When did the embassy in Australia close?", "2012")
CAPITAL = Earlier("What is the capital of Kenya?", "Nairobi")
OFFICERS = Earlier("How many officers fled to Turkey?", "12")
RECEIVED = Earlier("When did the foreign minister receive the returning diplomats?", "November 4")
SACKED = Earlier("Who did Brandt sack in July 2013?", "Anna Weiss")
HIRED = Earlier("Which company hired Marta Lind?", "IBM")
ORIGIN = Earlier("Where is Marta Lind from?", "Bergen")
PRINTED = Earlier("Who resigned, according to the Northern Post?", "the treasurer")
CRITIC = Earlier("Who called Brandt a coward?", "Paul Meyer")
ELECTION = Earlier("Who won the election in France?", "Emmanuel Macron")
SIBLINGS = Earlier("Are Peter Olsen and Erik Olsen related?", "no")
CEASEFIRE = Earlier("What did Annan say about the ceasefire?", "")

A_PART_EXCHANGED = [
    (REINSTATED, "And in 2012?", "Who was reinstated in 2012?"),
    (REINSTATED, "in 2012?", "Who was reinstated in 2012?"),
    (REINSTATED, "In 2012", "Who was reinstated in 2012?"),
    (REINSTATED, "and last year?", "Who was reinstated last year?"),
    (REINSTATED, "What about before 2012?", "Who was reinstated before 2012?"),
    (REINSTATED_EVER, "and in 2012?", "Who was reinstated in 2012?"),
    (REINSTATED_EVER, "2012?", "Who was reinstated in 2012?"),
    (REINSTATED_EVER, "And 11 July 2012?", "Who was reinstated on 11 July 2012?"),
    (LEFT, "In 2012?", "Did Ghazali defect in 2012?"),
    (MINISTER, "And in 2012?", "Who was Norway's finance minister in 2012?"),
    (MINISTER, "And Sweden's?", "Who is Sweden's finance minister?"),
    (MINISTER, "And the prime minister?", "Who is Norway's prime minister?"),
    (REINSTATED, "And the Harbour Gazette?", "Who was reinstated in 2025, according to the Harbour Gazette?"),
    (PRINTED, "And the Harbour Gazette?", "Who resigned, according to the Harbour Gazette?"),
    (PRINTED, "according to the rebels?", "Who resigned, according to the rebels?"),
    (LEFT, "And al-Fares?", "When did al-Fares defect?"),
    (LEFT, "what about al-Fares?", "When did al-Fares defect?"),
    (DISPUTED, "Did al-Fares too?", "Did al-Fares defect?"),
    (LEFT, "And his deputy?", "When did Ghazali's deputy defect?"),
    (REINSTATED, "What about Iraq?", "Who was reinstated in Iraq in 2025?"),
    (REINSTATED_EVER, "in Iraq?", "Who was reinstated in Iraq?"),
    (CAPITAL, "And of Jordan?", "What is the capital of Jordan?"),
    (CAPITAL, "What about Jordan?", "What is the capital of Jordan?"),
    (OFFICERS, "And to Jordan?", "How many officers fled to Jordan?"),
    (EMBASSY, "And the embassy in Turkey?", "When did the embassy in Turkey close?"),
    (EMBASSY, "And in Turkey?", "When did the embassy in Turkey close?"),
    (CEASEFIRE, "And Ban Ki-moon?", "What did Ban Ki-moon say about the ceasefire?"),
    (Earlier("Which team won the 2022 World Cup?", "Argentina"), "And in 2018?", "Which team won the 2018 World Cup?"),
    (ELECTION, "and in Germany?", "Who won the election in Germany?"),
]

ASKED_ANEW = [
    (LEFT, "Why?", "Why did Ghazali defect?"),
    (LEFT, "And where?", "Where did Ghazali defect?"),
    (DISPUTED, "When?", "When did Ghazali defect?"),
    (DISPUTED, "Who said that?", "According to whom did Ghazali defect?"),
    (REINSTATED, "Why?", "Why were 25 diplomats reinstated in 2025?"),
    (REINSTATED, "By whom?", "By whom were 25 diplomats reinstated in 2025?"),
    (REINSTATED, "When did that happen?", "When were 25 diplomats reinstated in 2025?"),
    (REINSTATED, "how many?", "How many people were reinstated in 2025?"),
    (DESERTED, "Who?", "Which Syrian diplomats deserted after the revolt?"),
    (DESERTED, "Why?", "Why was it that 50 Syrian diplomats deserted after the revolt?"),
    (MINISTER, "Since when?", "Since when is Kari Solberg Norway's finance minister?"),
    (GENERAL, "When?", "When was it that Omar Haddad fled the country?"),
    (LEFT, "Why did he?", "Why did Ghazali defect?"),
    (STORMED, "When?", "When was Qarfa stormed by the rebels?"),
    (STORMED_BY, "Why?", "Why did the rebels storm Qarfa?"),
    (SACKED, "Why?", "Why did Brandt sack Anna Weiss in July 2013?"),
]

PRONOUNS = [
    (LEFT_IN_FULL, "Where was he posted?", "Where was Nawaf al-Fares posted?"),
    (LEFT_IN_FULL, "And when did she resign?", "When did Nawaf al-Fares resign?"),
    (LEFT_IN_FULL, "Why did he leave his post?", "Why did Nawaf al-Fares leave his post?"),
    (LEFT_IN_FULL, "Which embassy did he work at?", "Which embassy did Nawaf al-Fares work at?"),
    (LEFT_IN_FULL, "What did Annan tell him?", "What did Annan tell Nawaf al-Fares?"),
    (LEFT, "Who replaced him?", "Who replaced Ghazali?"),
    (LEFT, "Who is his deputy?", "Who is Ghazali's deputy?"),
    (LEFT, "Who said he was a traitor?", "Who said Ghazali was a traitor?"),
    (LEFT, "After he fled, what happened?", "After Ghazali fled, what happened?"),
    (LEFT, "Has he been seen since then?", "Has Ghazali been seen since July 2012?"),
    (MINISTER, "When was she appointed?", "When was Kari Solberg appointed?"),
    (SACKED, "Why did he sack her?", "Why did Brandt sack Anna Weiss?"),
    (CRITIC, "Where was he born?", "Where was Brandt born?"),
    (GENERAL, "Where did he go?", "Where did Omar Haddad go?"),
    (RECEIVED, "What did he tell them?", "What did the foreign minister tell the returning diplomats?"),
    (REINSTATED, "What did they say?", "What did the 25 diplomats say?"),
    (REINSTATED, "How many of them returned?", "How many of the 25 diplomats returned?"),
    (DESERTED, "Where did they go?", "Where did the 50 Syrian diplomats go?"),
    (SIBLINGS, "Where were they born?", "Where were Peter Olsen and Erik Olsen born?"),
    (STORMED, "Where is it?", "Where is Qarfa?"),
    (STORMED, "Who lives there?", "Who lives in Qarfa?"),
    (OFFICERS, "Why did they flee there?", "Why did the 12 officers flee to Turkey?"),
    (ORIGIN, "When did she leave there?", "When did Marta Lind leave Bergen?"),
    (EMBASSY, "Who closed it?", "Who closed the embassy in Australia?"),
    (EMBASSY, "Why was it closed?", "Why was the embassy in Australia closed?"),
    (HIRED, "Where is it based?", "Where is IBM based?"),
    (HIRED, "Why did they hire her?", "Why did IBM hire Marta Lind?"),
]

LEFT_ALONE = [
    (Earlier("How many people were injured in the fire?", "Fourteen"), "Why did she resign?"),
    (LEFT, "When did Brandt say he would go?"),
    (LEFT, "Did the ambassador explain his motives?"),
    (LEFT, "Which star announced his retirement?"),
    (LEFT, "When she died, Queen Anne left four dogs behind. Who took them?"),
    (LEFT, "The actor died this week. He was in which film?"),
    (LEFT, "Why?Because?"),
    (HIRED, "Where is it illegal to smoke?"),
    (HIRED, "Which airline said it would cut flights?"),
    (HIRED, "Which country reopened its borders?"),
    (STORMED, "Which city opened a camp for migrants bused there?"),
    (STORMED, "Is there a hospital?"),
    (STORMED, "How many hospitals are there?"),
    (EMBASSY, "Was it in May?"),
    (EMBASSY, "When?"),
    (REINSTATED_EVER, "Why?"),
    (REINSTATED, "Iraq"),
    (REINSTATED, "Really?"),
    (REINSTATED, "What about it?"),
    (ELECTION, "And the runner-up?"),
    (Earlier("Brandt resigned this week. Which party did he lead?", "the Greens"), "And Weiss?"),
    (Earlier("Brandt resigned this week. Which party did he lead?", "the Greens"), "When?"),
    (CEASEFIRE, "Where was Brandt in May 2012?"),
    (Earlier("Why did the bank fail?", "it ran out of cash"), "Why?"),
    (Earlier("Where is Marta Lind from?", "Bergen"), "Why?"),
]


@pytest.mark.parametrize(("earlier", "question", "whole"), A_PART_EXCHANGED)
def test_a_part_takes_the_place_of_its_like_in_the_last_question(earlier: Earlier, question: str, whole: str) -> None:
    assert completed(question, [earlier], ASKED_ON, PUBLISHERS) == whole


@pytest.mark.parametrize(("earlier", "question", "whole"), ASKED_ANEW)
def test_a_question_word_asks_the_last_question_anew(earlier: Earlier, question: str, whole: str) -> None:
    assert completed(question, [earlier], ASKED_ON, PUBLISHERS) == whole


@pytest.mark.parametrize(("earlier", "question", "whole"), PRONOUNS)
def test_a_pronoun_gives_way_to_what_it_stands_for(earlier: Earlier, question: str, whole: str) -> None:
    assert completed(question, [earlier], ASKED_ON, PUBLISHERS) == whole


@pytest.mark.parametrize(("earlier", "question"), LEFT_ALONE)
def test_what_stands_alone_or_cannot_be_told_is_left_as_typed(earlier: Earlier, question: str) -> None:
    assert completed(question, [earlier], ASKED_ON, PUBLISHERS) == question


def test_the_nearest_turn_that_names_one_counts() -> None:
    turns = [MINISTER, LEFT, EMBASSY]
    assert completed("Where was he posted?", turns, ASKED_ON) == "Where was Ghazali posted?"
    assert completed("Who closed it?", turns, ASKED_ON) == "Who closed the embassy in Australia?"


def test_a_part_is_put_into_the_last_question_alone() -> None:
    assert completed("And in 2013?", [REINSTATED, OFFICERS], ASKED_ON) == "How many officers fled to Turkey in 2013?"


def test_a_name_is_put_in_as_fully_as_the_turns_give_it() -> None:
    turns = [Earlier("Who led the branch?", "Rustom Ghazali"), LEFT]
    assert completed("Where was he posted?", turns, ASKED_ON) == "Where was Rustom Ghazali posted?"


def test_a_name_of_two_persons_is_put_in_as_it_was_typed() -> None:
    turns = [SIBLINGS, Earlier("When did Olsen resign?", "")]
    assert completed("Where was he born?", turns, ASKED_ON) == "Where was Olsen born?"


def test_a_turn_long_past_is_not_spoken_of() -> None:
    turns = [LEFT, *[CAPITAL] * 4]
    assert completed("Where was he posted?", turns, ASKED_ON) == "Where was he posted?"
    assert completed("Where was he posted?", turns[:-1], ASKED_ON) == "Where was Ghazali posted?"


def test_each_follow_up_builds_on_the_one_before_it() -> None:
    turns: list[Earlier] = [LEFT]
    for typed, answer in (("And al-Fares?", "11 July"), ("Why?", ""), ("Who replaced him?", "Anna Weiss")):
        turns.append(Earlier(completed(typed, turns, ASKED_ON), answer))
    assert [turn.question for turn in turns[1:]] == [
        "When did al-Fares defect?",
        "Why did al-Fares defect?",
        "Who replaced al-Fares?",
    ]
    assert completed("When was she appointed?", turns, ASKED_ON) == "When was Anna Weiss appointed?"


DIALOGUES = [(earlier, question) for earlier, question, _ in (*A_PART_EXCHANGED, *ASKED_ANEW, *PRONOUNS)]
TURNS = list(dict.fromkeys(earlier for earlier, _ in DIALOGUES))
FOLLOW_UPS = list(dict.fromkeys(question for _, question in (*DIALOGUES, *LEFT_ALONE)))
SUITE = [
    json.loads(line)["question"]
    for name in ("sample.jsonl", "heldout.jsonl")
    for line in (EVALS / name).read_text(encoding="utf-8").splitlines()
]


@given(st.lists(st.sampled_from(TURNS), max_size=5), st.sampled_from(FOLLOW_UPS))
@settings(deadline=None)
def test_completing_twice_changes_nothing_more(turns: list[Earlier], question: str) -> None:
    once = completed(question, turns, ASKED_ON, PUBLISHERS)
    assert completed(once, turns, ASKED_ON, PUBLISHERS) == once


@given(st.lists(st.sampled_from(TURNS), max_size=5), st.sampled_from(SUITE))
@settings(deadline=None, max_examples=300)
def test_every_question_of_the_suites_stands_alone(turns: list[Earlier], question: str) -> None:
    assert completed(question, turns, ASKED_ON, PUBLISHERS) == question


@given(st.lists(st.builds(Earlier, st.sampled_from(SUITE), st.sampled_from(["", "25", "Anna Weiss"])), max_size=3))
@settings(deadline=None)
def test_any_turns_leave_a_whole_question_alone(turns: list[Earlier]) -> None:
    for question in ("Where was Brandt posted?", "How many officers fled in 2012?", "Is Bergen a city?"):
        assert completed(question, turns, ASKED_ON, PUBLISHERS) == question


@given(st.text(max_size=60) | st.sampled_from(FOLLOW_UPS))
def test_without_earlier_turns_nothing_changes(question: str) -> None:
    assert completed(question, [], ASKED_ON, PUBLISHERS) == question


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20) | st.sampled_from(FOLLOW_UPS))
@settings(deadline=None)
def test_no_text_is_too_odd(before: str, answer: str, question: str) -> None:
    once = completed(question, [Earlier(before, answer)], ASKED_ON, PUBLISHERS)
    assert completed(once, [Earlier(before, answer)], ASKED_ON, PUBLISHERS) == once
