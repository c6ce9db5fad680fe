"""Names given near the sentence that tells the story."""

from __future__ import annotations

from datetime import date

from corpus.passages import Passage
from corpus.sentences import sentence_spans
from qa.naming import asks_for_speaker, full_name, named_later, speaker_in
from qa.question import read_question
from vectorstore.retrieval import RetrievedPassage

TEXT = (
    "The most senior diplomat in London resigned on Monday.\n"
    "Khaled al-Ayoubi, who had been charge d'affaires, told the ministry he could not go on.\n"
    "He added that others would follow."
)


def passage(text: str = TEXT) -> RetrievedPassage:
    return RetrievedPassage(Passage("a", 0, len(text)), text, "", "", None, None, None, {}, 0.0)


def test_a_person_only_described_is_named_in_the_next_sentence() -> None:
    question = read_question("Which diplomat in London resigned?", date(2012, 8, 1))
    named = named_later(question, passage(), sentence_spans(TEXT)[0])
    assert named is not None
    assert TEXT[named.start : named.end] == "Khaled al-Ayoubi"
    assert named.sentence == sentence_spans(TEXT)[1]


def test_the_one_asked_about_is_not_the_answer() -> None:
    question = read_question("Who followed Khaled al-Ayoubi?", date(2012, 8, 1))
    assert named_later(question, passage(), sentence_spans(TEXT)[0]) is None


def test_who_said_it_is_traced_from_a_pronoun() -> None:
    assert asks_for_speaker(read_question("Who said that others would follow?", date(2012, 8, 1)))
    named = speaker_in(passage(), sentence_spans(TEXT)[2])
    assert named is not None
    assert TEXT[named.start : named.end] == "Khaled al-Ayoubi"


def test_full_name() -> None:
    text = "Ayham Al Ghazzy left. Mr Al Ghazzy went to Dubai."
    assert full_name(text, "Mr Al Ghazzy", 22) == (0, 15)
    assert full_name(text, "Ayham Al Ghazzy", 22) is None
    assert full_name(text, "Dubai", 22) is None


def test_of_two_with_one_family_name_the_last_one_named_is_meant() -> None:
    text = "Maher al-Assad came. Bashar al-Assad left. Mr Assad said no."
    place = full_name(text, "Mr Assad", text.index("Mr Assad"))
    assert place is not None
    assert text[slice(*place)] == "Bashar al-Assad"
