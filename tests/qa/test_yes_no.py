"""A question of yes or no: only what is said of the one asked about answers it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import PartialDate
from corpus.passages import Passage
from corpus.sentences import sentence_spans
from corpus.words import words
from qa.claims import claim_of
from qa.clauses import clause_of
from qa.deciding import place
from qa.decision import Decision
from qa.question import read_question
from qa.reader import Span
from qa.subjects import Place, held
from qa.verdict import verdict
from qa.yes_no import yes_or_no
from vectorstore.retrieval import RetrievedPassage

ASKED = date(2024, 6, 1)

RESIGNED = (
    "Nora Falk, who leads the opposition, claimed that the council had forced the treasurer, Egil Strand, to resign. "
    "Strand resigned on Thursday after Falk's complaint. Opposition leaders urged Mayor Odd Vik to resign."
)
SAILORS = (
    "The captain, Anton Rusk, survived. His first officer, Vera Rusk, drowned. Rusk was questioned but was not "
    "arrested. Police have arrested the chief engineer. At least 43 people died."
)
MILL = (
    "Workers at the mill will go on strike on Friday. The union rejected the offer. The mayor of Brask urged Ferrox to "
    "raise its pay. Ferrox has not ruled out closing the mill. According to rumours, Ferrox has sold the mill. "
    "Neighbouring Tolm offered trucks. If Ferrox leaves, the town will suffer."
)
TRIAL = (
    "A court acquitted Petra Sand of spying. Her colleague Daniel Sand, who is not related to her, was found guilty. "
    "Petra Sand pleaded not guilty. The Norvian embassy was attacked by protesters. Minister Olaf Krantz accused "
    "Norvia of lying. The minister apologised on Monday. Norvia expelled three diplomats. Velmar has not expelled any "
    "diplomats."
)
SALE = (
    "Quill bought Lumo in 2019. It did not buy Voltix, which was acquired by Renner. Quill might move to Zurich. "
    "Berit Moe voted against the merger. Quill was accused of cheating investors. Trask denied cheating investors."
)


def spans(text: str, published: str = "2024-05-20", article: str = "a") -> list[Span]:
    """A span for each sentence of an article, all equally likely to answer."""
    passage = RetrievedPassage(
        Passage(article, 0, len(text)), text, article, "", None, PartialDate.parse(published), None, {}, 0.0
    )
    return [Span(passage, start, end, (start, end), 2.0) for start, end in sentence_spans(text)]


def decided(question: str, found: list[Span]) -> Decision:
    reading = read_question(question, ASKED)
    return yes_or_no(reading, [place(reading, reading.scope, span) for span in found])


def answer(question: str, *articles: list[Span]) -> str:
    decision = decided(question, [span for article in articles for span in article])
    return decision.value if decision.outcome == "answered" else decision.outcome


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (RESIGNED, "Did Nora Falk resign?", "not_found"),
        (RESIGNED, "Did Egil Strand resign?", "yes"),
        (RESIGNED, "Did Odd Vik resign?", "not_found"),
        (RESIGNED, "True or false: Nora Falk resigned", "not_found"),
        (RESIGNED, "True or false: Egil Strand resigned", "true"),
        (SAILORS, "Did Anton Rusk survive?", "yes"),
        (SAILORS, "Did Anton Rusk drown?", "not_found"),
        (SAILORS, "Did Vera Rusk drown?", "yes"),
        (SAILORS, "Was Anton Rusk arrested?", "no"),
        (SAILORS, "Was the chief engineer arrested?", "yes"),
        (SAILORS, "Did more than 40 people die?", "yes"),
        (SAILORS, "Did 43 people die?", "yes"),
        (SAILORS, "Did more than 50 people die?", "not_found"),
        (SAILORS, "Did fewer than 30 people die?", "no"),
        (MILL, "Will the workers go on strike?", "yes"),
        (MILL, "Have the workers gone on strike?", "not_found"),
        (MILL, "Did the union accept the offer?", "no"),
        (MILL, "Did the mayor of Brask raise the pay?", "not_found"),
        (MILL, "Did Ferrox raise its pay?", "not_found"),
        (MILL, "Has Ferrox closed the mill?", "not_found"),
        (MILL, "Has Ferrox sold the mill?", "not_found"),
        (MILL, "Did Tolm send trucks?", "not_found"),
        (MILL, "Has Ferrox left?", "not_found"),
        (TRIAL, "Was Petra Sand acquitted?", "yes"),
        (TRIAL, "Was Petra Sand found guilty?", "no"),
        (TRIAL, "Was Daniel Sand found guilty?", "yes"),
        (TRIAL, "Was Daniel Sand acquitted?", "no"),
        (TRIAL, "Is Petra Sand related to Daniel Sand?", "no"),
        (TRIAL, "Did Norvia attack the embassy?", "not_found"),
        (TRIAL, "Was the Norvian embassy attacked?", "yes"),
        (TRIAL, "Did Olaf Krantz accuse Norvia of lying?", "yes"),
        (TRIAL, "Did Norvia accuse Olaf Krantz of lying?", "not_found"),
        (TRIAL, "Did Olaf Krantz apologise?", "yes"),
        (TRIAL, "Did Norvia expel diplomats?", "yes"),
        (TRIAL, "Did Velmar expel diplomats?", "no"),
        (SALE, "Did Quill buy Lumo?", "yes"),
        (SALE, "Did Quill buy Voltix?", "no"),
        (SALE, "Did Renner buy Voltix?", "yes"),
        (SALE, "Did Renner buy Lumo?", "not_found"),
        (SALE, "Has Quill moved to Zurich?", "not_found"),
        (SALE, "Did Berit Moe vote for the merger?", "no"),
        (SALE, "Did Berit Moe vote against the merger?", "yes"),
        (SALE, "Did Quill cheat investors?", "not_found"),
        (SALE, "Did Trask cheat investors?", "no"),
    ],
)
def test_only_what_is_said_of_the_one_asked_about_answers(text: str, question: str, expected: str) -> None:
    assert answer(question, spans(text)) == expected


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Holm was convicted. His brother, Jens Holm, was acquitted.", "Was Mikkel Holm convicted?", "yes"),
        ("Holm was convicted. His brother, Jens Holm, was acquitted.", "Was Jens Holm convicted?", "no"),
        ("Moe's brother, Luis Moe, was killed.", "Was Maria Moe killed?", "not_found"),
        ("Critics called on Maria Moe to apologise. She apologised on Monday.", "Did Maria Moe apologise?", "yes"),
        (
            "Critics called on Maria Moe to apologise. She apologised on Monday.",
            "Did Alan Reyes apologise?",
            "not_found",
        ),
        ("The village of Elm was not evacuated. Tarn was evacuated.", "Was Elm evacuated?", "no"),
        ("Pike has demanded that Rosa Klein step down.", "Did Rosa Klein step down?", "not_found"),
        ("Rosa Klein was forced to step down.", "Did Rosa Klein step down?", "yes"),
        ("Rosa Klein refused to step down.", "Did Rosa Klein step down?", "no"),
        ("The bank kept its rates.", "Did the bank cut its rates?", "not_found"),
        ("The union accepted the new chairman.", "Did the union accept the offer?", "not_found"),
        ("Nobody was killed in the fire.", "Was anyone killed in the fire?", "no"),
        ("Rosa Klein welcomed Tor Lund's resignation.", "Did Rosa Klein resign?", "not_found"),
        ("Rosa Klein welcomed Tor Lund's resignation.", "Did Tor Lund resign?", "yes"),
        ("The panel linked Ferrox to the spill.", "Did the panel tie Ferrox to the spill?", "yes"),
        ("The mill, once a prison, reopened in May.", "Has the mill reopened?", "yes"),
        ("Odd Vik, once a lecturer at Arden, is the chief executive of Quill.", "Is Vik the chief executive?", "yes"),
        ("Quill's chief executive, Odd Vik, sang.", "Is Odd Vik the chief executive of Quill?", "yes"),
        ("An employee who asked not to be named said the alarm failed.", "Did the alarm fail?", "yes"),
    ],
)
def test_who_is_meant_and_what_was_done(text: str, question: str, expected: str) -> None:
    assert answer(question, spans(text)) == expected


def test_a_denial_is_of_what_is_asked() -> None:
    text = "Mayor Odd Vik is on leave. Vik denied that he had taken a bribe."
    assert answer("Is Odd Vik the mayor?", spans(text)) == "yes"
    assert answer("Did Odd Vik take a bribe?", spans(text)) == "no"


def test_a_story_is_an_invention_or_true() -> None:
    question = "Was the story of Vale's defection an invention?"
    assert answer(question, spans("Rebels had invented the story to cheer their fighters.")) == "yes"


def test_what_is_called_after_somebody_is_a_thing() -> None:
    text = "Miners' lung is caught by breathing dust. It is not passed from person to person."
    assert answer("Is Miners' lung passed from person to person?", spans(text)) == "no"


def test_what_the_next_sentence_rejects_is_disputed() -> None:
    text = "Hugo Pinto claimed that the vote had been rigged. The commission rejected the claim."
    assert answer("Was the vote rigged?", spans(text)) == "disputed"


def test_a_claim_that_others_call_uncertain_is_disputed() -> None:
    text = "A rebel said Arno Vale had fled. It is unclear whether Arno Vale has fled."
    decision = decided("Has Arno Vale fled?", spans(text))
    assert decision.value == "disputed: some say yes, others doubt"
    assert [group.value for group in decision.groups] == ["yes", "uncertain"]
    assert answer("Has Arno Vale fled?", spans("Arno Vale fled. It is unclear whether Arno Vale has fled.")) == "yes"


def test_doubt_about_another_says_nothing() -> None:
    assert answer("Has Arno Vale fled?", spans("It is unclear whether Bela Roth has fled.")) == "not_found"


MAYOR = "Mayor Odd Vik opened the bridge."
QUIT = "Odd Vik resigned as mayor on Saturday."


@pytest.mark.parametrize(
    ("articles", "question", "expected"),
    [
        ([(MAYOR, "2024-01-10")], "Is Odd Vik the mayor?", "yes"),
        ([(MAYOR, "2024-01-10"), (QUIT, "2024-03-10")], "Is Odd Vik the mayor?", "no"),
        ([(MAYOR, "2024-03-10"), (QUIT, "2024-03-10")], "Is Odd Vik the mayor?", "disputed"),
        ([(MAYOR, "2024-01-10"), (QUIT, "2024-03-10")], "Was Odd Vik the mayor?", "yes"),
        ([("The former mayor Odd Vik sang.", "2024-01-10")], "Is Odd Vik mayor?", "no"),
        ([("The former mayor, Odd Vik, sang.", "2024-01-10")], "Is Odd Vik mayor?", "no"),
        ([("Odd Vik, who was mayor until 2020, sang.", "2024-01-10")], "Is Odd Vik the mayor?", "no"),
        ([("Odd Vik was mayor when the bridge fell.", "2024-01-10")], "Is Odd Vik the mayor?", "not_found"),
        (
            [("His deputy, Signe Dahl, will be sworn in as mayor.", "2024-01-10")],
            "Is Signe Dahl the mayor?",
            "not_found",
        ),
        ([("The deputy mayor, Signe Dahl, sang.", "2024-01-10")], "Is Signe Dahl the mayor?", "not_found"),
        ([("Signe Dahl criticised the mayor.", "2024-01-10")], "Is Signe Dahl the mayor?", "not_found"),
        ([("Dahl, a former nurse, is a member of the Green Party.", "2024-01-10")], "Was Signe Dahl a nurse?", "yes"),
        (
            [("Dahl, a nurse, is a member of the Red Party.", "2024-01-10")],
            "Is Dahl a member of the Green Party?",
            "not_found",
        ),
        (
            [("Yuki Tan has never been a member of the board.", "2024-01-10")],
            "Was Yuki Tan a member of the board?",
            "no",
        ),
    ],
)
def test_what_one_is_or_was(articles: list[tuple[str, str]], question: str, expected: str) -> None:
    found = [spans(text, published, f"article-{at}") for at, (text, published) in enumerate(articles)]
    assert answer(question, *found) == expected


def test_the_office_is_read_with_the_one_who_holds_it() -> None:
    reading = read_question("Is Robert Hale the chief executive of Quill?", ASKED)
    sentence = "She replaces Robert Hale, who was chief executive until last month."
    assert held(claim_of(reading), Place("", sentence, sentence)) == "no"


@pytest.mark.parametrize(
    ("question", "names", "nouns", "verb"),
    [
        ("Did Ana Moe resign?", ("Ana Moe",), set(), "resign"),
        ("Are Pavel Rusk and Lena Rusk related?", ("Pavel Rusk", "Lena Rusk"), set(), "related"),
        ("Was the Norvian embassy attacked?", (), {"norvian", "embassi"}, "attacked"),
        ("Did the council sack Larsen?", (), {"council"}, "sack"),
        ("Did the mayor of Brask raise the offer?", (), {"mayor"}, "raise"),
        ("Will most of the diplomats be stationed abroad?", (), {"diplomat"}, "stationed"),
        ("True or false: Luis Moe was killed", ("Luis Moe",), set(), "killed"),
        ("Was anyone hurt?", (), set(), "hurt"),
    ],
)
def test_a_question_is_read_as_a_claim(question: str, names: tuple[str, ...], nouns: set[str], verb: str) -> None:
    claim = claim_of(read_question(question, ASKED))
    assert (claim.names, claim.nouns, claim.verb and claim.verb.text) == (names, nouns, verb)


@pytest.mark.parametrize(
    ("sentence", "verb", "subjects", "mood"),
    [
        ("Holm was convicted of fraud and sentenced to jail.", "sentenced", ("Holm",), "fact"),
        ("A court in Velmar on Friday jailed two men.", "jailed", ("A court in Velmar on Friday",), "fact"),
        ("The owner, Ferrox, will leave.", "leave", ("Ferrox",), "plan"),
        ("Ana Berg, who met Larsen, resigned.", "resigned", ("Ana Berg",), "fact"),
        ("The council forced Tor Lund to resign.", "resign", ("Tor Lund",), "fact"),
        ("Ferrox refused to pay.", "pay", ("Ferrox",), "failed"),
        ("Pupils will have to sit the exam.", "sit", ("Pupils",), "plan"),
        ("Strand had to resign.", "resign", ("Strand",), "fact"),
        ("Lund said Berg fled.", "fled", ("Berg",), "fact"),
        ("Larsen stayed and Holm fled.", "fled", ("Holm",), "fact"),
    ],
)
def test_the_clause_of_a_verb(sentence: str, verb: str, subjects: tuple[str, ...], mood: str) -> None:
    clause = clause_of(sentence, next(word for word in words(sentence) if word.text == verb))
    assert (clause.subjects, clause.mood) == (subjects, mood)


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Leaders urged Krantz to resign.", "resign"),
        ("Leaders had pressed Krantz to resign.", "resign"),
        ("Quill might move.", "move"),
        ("Larsen was accused of taking bribes.", "taking"),
        ("Ferrox has not ruled out closing the mill.", "closing"),
    ],
)
def test_what_is_only_wished_or_supposed_is_no_fact(sentence: str, verb: str) -> None:
    assert clause_of(sentence, next(word for word in words(sentence) if word.text == verb)).mood == "unreal"


@pytest.mark.parametrize("unit", ["to be ", "resign and ", "a, in, ", "Ann Lee resign, ", "who was "])
def test_a_sentence_without_end_is_read_too(unit: str) -> None:
    assert answer("Did Ann Lee resign?", spans(unit * (2_000 // len(unit)) + "resign.")) in (
        "yes",
        "not_found",
        "disputed",
    )


@given(st.text(max_size=80), st.text(max_size=30))
def test_any_text_can_be_asked_of_any(sentence: str, rest: str) -> None:
    asked = claim_of(read_question(f"Did Ann Lee {rest}?", ASKED))
    assert verdict(asked, Place("", sentence, sentence)) in ("yes", "no", None)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Hanna Lowe was struck off for selling fake vaccines.", "Was Hanna Lowe struck off?", "yes"),
        ("Aziz said he had never sold fake vaccines.", "Did Aziz sell fake vaccines?", "no"),
        ("Rescuers freed seven of the 11 miners.", "Were the miners freed?", "yes"),
        ("The photo is fake.", "Is the photo fake?", "yes"),
        ("Golden Loaf acquired its rival Crusty.", "Did Golden Loaf buy a mill?", "not_found"),
        ("Golden Loaf will close shops in Dell.", "Will Golden Loaf close shops in Barrow?", "not_found"),
        ("Golden Loaf will close shops in Dell.", "Will Golden Loaf close shops in Dell?", "yes"),
    ],
)
def test_it_must_be_the_thing_and_the_place_that_is_asked(text: str, question: str, expected: str) -> None:
    assert answer(question, spans(text)) == expected
