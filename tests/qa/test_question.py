"""What is read from a question: kind, focus, scope, names, publishers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asking import Kind
from qa.question import read_question

ASKED_ON = date(2025, 12, 20)

KINDS: list[tuple[Kind, str | None, str]] = [
    ("person", None, "Who was reinstated in 2025?"),
    ("person", None, "According to whom did the ferry sink?"),
    ("person", "diplomat", "Which Syrian diplomat in London resigned?"),
    ("person", "officials", "Which other officials had left before the spring?"),
    ("person", "actress", "Which trailblazing Chinese American actress was honoured?"),
    ("place", None, "Where did he announce it?"),
    ("place", "embassy", "At which embassy did Ayham al-Ghazi work when he defected?"),
    ("place", "village", "Which village was stormed by the Shabiha?"),
    ("place", "countries", "In which countries did she work while in exile?"),
    ("organisation", "company", "Which company hired Al Ghazzy after he fled?"),
    ("organisation", "team", "Which team won the Stanley Cup?"),
    ("date", None, "When did the rule of the Assad family end?"),
    ("date", None, "Since when has he run the branch?"),
    ("date", "date", "On what date did the ambassador to Iraq defect?"),
    ("date", "year", "In what year did he become a diplomat?"),
    ("number", "officers", "How many officers fled across the border to Turkey?"),
    ("number", "diplomats", "How many Syrian diplomats defected after March 2011?"),
    ("number", None, "How old is Rustom Ghazali?"),
    ("number", "percentage", "What percentage of babies were born in May?"),
    ("reason", None, "Why did Syria shut its embassy in Australia?"),
    ("yes_no", None, "Did Rustom Ghazali defect?"),
    ("yes_no", None, "Is Farouk Al Shara related to the president?"),
    ("yes_no", None, "Has the embassy closed?"),
    ("yes_no", None, "True or false: the embassy has closed"),
    ("other", "branch", "Which branch of military intelligence did he head?"),
    ("other", "salary", "What salary will he be paid?"),
    ("other", None, "How did they try to kill him?"),
]


@pytest.mark.parametrize(("kind", "focus", "question"), KINDS)
def test_what_is_asked_for(kind: Kind, focus: str | None, question: str) -> None:
    reading = read_question(question, ASKED_ON)
    assert reading.kind == kind
    assert (reading.focus.text if reading.focus else None) == focus


@pytest.mark.parametrize(
    "question",
    [
        "Didn't Tora Moe resign?",
        "Isn’t Moe the mayor?",
        "Won't Moe stay?",
        "CAN'T Moe vote?",
        "Haven't the miners been freed?",
        "Moe fell ill. Doesn't he live in Elm?",
    ],
)
def test_a_question_with_a_contracted_auxiliary_asks_for_yes_or_no(question: str) -> None:
    reading = read_question(question, ASKED_ON)
    assert (reading.kind, reading.whole) == ("yes_no", False)
    assert not any("n't" in term.text.lower() for term in read_question(question.split(". ")[-1], ASKED_ON).terms)


def test_a_statement_with_a_contracted_auxiliary_is_no_search() -> None:
    assert not read_question("Moe didn't resign", ASKED_ON).whole


@pytest.mark.parametrize(
    "question",
    [
        "What caused the accident?",
        "What was the accident caused by?",
        "What was the fire blamed on?",
        "What did Leonie Varga die of?",
        "What was the reason for the strike?",
        "What is the main cause of the delay?",
        "What made Ann Lee resign?",
        "What led the council to resign?",
        "Which reasons did she give?",
    ],
)
def test_a_reason_is_asked_for_in_other_forms(question: str) -> None:
    assert read_question(question, ASKED_ON).kind == "reason"


@pytest.mark.parametrize(
    "question", ["What was the accident?", "What did Leonie Varga sing of?", "What is the capital of Lund?"]
)
def test_what_is_no_reason(question: str) -> None:
    assert read_question(question, ASKED_ON).kind != "reason"


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("person", "Tell me who resigned."),
        ("date", "Can you tell me when Ann Lee resigned?"),
        ("number", "Do you know how many officers fled?"),
        ("place", "I would like to know in which village she lives"),
        ("yes_no", "Can you swim to Lund?"),
    ],
)
def test_a_polite_opening_asks_for_nothing(kind: Kind, question: str) -> None:
    reading = read_question(question, ASKED_ON)
    assert reading.kind == kind
    assert not {"tell", "know", "like"} & {term.text.lower() for term in reading.terms}


@pytest.mark.parametrize("question", ["Tell me about Ana Berg", "Ana Berg", "What do you know about Ana Berg?"])
def test_one_name_asks_for_whole_sentences(question: str) -> None:
    reading = read_question(question, ASKED_ON)
    assert (reading.kind, reading.focus, reading.whole) == ("other", None, True)
    assert [term.text for term in reading.terms] == ["Ana", "Berg"]
    assert reading.names == ("Ana Berg",)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("mayor salary 2019", True),
        ("The bridge opened by:", False),
        ("The mayor will resign", False),
        ("The Rovers beat this club", False),
        ("A man from Lund broke into the home of an actor on Monday", False),
        ("Who is Ana Berg?", False),
        ("List the mayors.", False),
        ("Is she the mayor?", False),
    ],
)
def test_key_words_ask_for_whole_sentences(question: str, whole: bool) -> None:
    assert read_question(question, ASKED_ON).whole == whole


@pytest.mark.parametrize("question", ["hello", "Hi there!", "Good morning", "Thank you very much.", "ok, thanks"])
def test_a_greeting_asks_for_nothing(question: str) -> None:
    reading = read_question(question, ASKED_ON)
    assert (reading.kind, reading.terms, reading.whole) == ("other", (), False)


@pytest.mark.parametrize("question", ["Great Barrier Reef", "OK Corral", "Hi-tech exports", "Good Day Sunshine"])
def test_a_name_that_begins_like_a_greeting_is_looked_for(question: str) -> None:
    first = question.split()[0].split("-")[0]
    assert first in [term.text for term in read_question(question, ASKED_ON).terms]


@pytest.mark.parametrize(
    ("question", "undated"),
    [
        ("Who was president as of 2012?", "Who was president?"),
        ("Who resigned in 2012?", "Who resigned?"),
        ("Who was the mayor of Lund?", "Who was the mayor of Lund?"),
    ],
)
def test_the_times_that_bound_the_scope_are_taken_out(question: str, undated: str) -> None:
    assert read_question(question, ASKED_ON).undated == undated


def test_the_noun_that_only_asks_is_not_looked_for() -> None:
    for question in ("In which year did Berg resign?", "In which years did Berg resign?"):
        assert [term.text for term in read_question(question, ASKED_ON).terms] == ["Berg", "resign"]


@pytest.mark.parametrize(
    ("question", "of_now"),
    [
        ("Who is the mayor of Lund?", True),
        ("Who's the mayor?", True),
        ("What's the mayor's name?", True),
        ("Which of Norrvik's customers went bankrupt?", False),
        ("Who wrote Lund's speech?", False),
        ("Who heads the ministry now?", True),
        ("Where does Ann Lee live?", True),
        ("How many seats are there?", True),
        ("What is the name of the mayor?", True),
        ("Who is the mayor of Reading?", True),
        ("Who was the mayor?", False),
        ("Who is the mayor in 2019?", False),
        ("Who has resigned?", False),
        ("Who will be mayor?", False),
        ("Who resigned?", False),
        ("Who is accused of the theft?", False),
        ("Who says that the mayor is ill?", False),
        ("What did she say is true?", False),
        ("When is the vote?", False),
        ("Is she the mayor?", False),
    ],
)
def test_whether_what_still_is_so_is_asked(question: str, of_now: bool) -> None:
    assert read_question(question, ASKED_ON).of_now == of_now


@pytest.mark.parametrize("question", ["Name the envoys who left.", "List the envoys who left."])
def test_an_order_asks_for_a_list(question: str) -> None:
    assert read_question(question, ASKED_ON).kind == "list"


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Who was reinstated in 2025?", date(2025, 1, 1), date(2025, 12, 31)),
        ("Who was sacked in July 2013?", date(2013, 7, 1), date(2013, 7, 31)),
        ("Who left on 11 July 2012?", date(2012, 7, 11), date(2012, 7, 11)),
        ("Who left between March and May 2012?", date(2012, 3, 1), date(2012, 5, 31)),
        ("Who left before 2012?", date.min, date(2011, 12, 31)),
        ("Who left after March 2021?", date(2021, 4, 1), date.max),
        ("Who left last month?", date(2025, 11, 1), date(2025, 11, 30)),
        ("Who left?", None, None),
    ],
)
def test_dates_become_the_scope(question: str, first: date | None, last: date | None) -> None:
    scope = read_question(question, ASKED_ON).scope
    assert (scope.first, scope.last) == (first, last)


def test_a_year_in_a_question_means_when_it_happened_or_was_printed() -> None:
    assert read_question("Who was reinstated in 2025?", ASKED_ON).scope.clock == "either"


def test_the_days_of_a_question_count_from_the_day_it_is_asked() -> None:
    scopes = [read_question("Who left this year?", asked_on).scope for asked_on in (ASKED_ON, date(2012, 8, 15))]
    assert [scope.first for scope in scopes] == [date(2025, 1, 1), date(2012, 1, 1)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is Farouk Al Shara related to President Ahmad Al Shara?", ("Farouk Al Shara", "President Ahmad Al Shara")),
        ("Did the Syrian National Council confirm it?", ("Syrian National Council",)),
        ("Did Ghazali's brother-in-law flee to Jordan?", ("Ghazali", "Jordan")),
        ("Who left in July 2012?", ()),
    ],
)
def test_names(question: str, names: tuple[str, ...]) -> None:
    assert read_question(question, ASKED_ON).names == names


PUBLISHERS = ("The Globe and Mail", "CNN", "Harbour News")


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("Who defected, according to The Globe and Mail?", ("The Globe and Mail",)),
        ("Who defected, according to the Globe and Mail?", ("The Globe and Mail",)),
        ("What was reported by CNN in 2012?", ("CNN",)),
        ("Who owns CNN?", ()),
        ("Who defected?", ()),
    ],
)
def test_a_publisher_named_as_the_source_becomes_the_scope(question: str, publishers: tuple[str, ...]) -> None:
    reading = read_question(question, ASKED_ON, PUBLISHERS)
    assert reading.scope.publishers == publishers
    if publishers:
        assert not {"globe", "mail", "cnn"} & {term.text.lower() for term in reading.terms}


@pytest.mark.parametrize(
    ("question", "plural"),
    [
        ("Which countries closed their embassies?", True),
        ("Who were the envoys?", True),
        ("Which country closed its embassy?", False),
        ("Who was the envoy?", False),
        ("How many envoys left?", False),
        ("The ministry lost how many envoys?", False),
    ],
)
def test_whether_several_are_asked_for(question: str, plural: bool) -> None:
    assert read_question(question, ASKED_ON).plural is plural


def test_terms_are_what_to_look_for() -> None:
    reading = read_question("How many Syrian officers fled to Turkey in July 2012?", ASKED_ON)
    assert [term.text for term in reading.terms] == ["Syrian", "officers", "fled", "Turkey"]


@given(st.text(max_size=80))
def test_any_text_is_read(question: str) -> None:
    reading = read_question(question, ASKED_ON, PUBLISHERS)
    assert all(question[term.start : term.end] == term.text for term in reading.terms)
    assert all(name in question for name in reading.names)
    if reading.scope.first and reading.scope.last:
        assert reading.scope.first <= reading.scope.last
