"""What becomes of spans: answered, disputed, not found, and why a span is no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.dates import PartialDate
from corpus.passages import Passage
from corpus.sentences import sentence_spans
from qa.deciding import decide, place
from qa.decision import Decision
from qa.question import read_question
from qa.reader import Span
from qa.regression import log_odds, probability
from vectorstore.retrieval import RetrievedPassage

ASKED = date(2025, 12, 1)


def spans(
    text: str, *answers: tuple[str, float], published: str = "2025-11", article: str = "a", form: float = 1.0
) -> list[Span]:
    """A span for each (short answer, score), in the sentence that holds it; "" is the whole of the first sentence."""
    passage = RetrievedPassage(
        Passage(article, 0, len(text)), text, article, "", None, PartialDate.parse(published), None, {}, 0.0
    )
    made = []
    for value, score in answers:
        start = text.index(value)
        sentence = next(span for span in sentence_spans(text) if span[0] <= start < span[1])
        end = start + len(value) if value else sentence[1]
        made.append(Span(passage, start, end, sentence, score, (), {"form": form}))
    return made


def decided(question: str, found: list[Span], threshold: float = 0.0) -> Decision:
    reading = read_question(question, ASKED)
    return decide(reading, [place(reading, reading.scope, span) for span in found], threshold)


def test_the_best_value_answers_and_near_ones_are_shown() -> None:
    found = spans(
        "Ann Lee resigned. Ben Ray resigned too. Cy Oak left.", ("Ann Lee", 3.0), ("Ben Ray", 2.0), ("Cy Oak", 1.0)
    )
    decision = decided("Who resigned?", found)
    assert (decision.outcome, decision.value) == ("answered", "Ann Lee")
    assert [group.value for group in decision.groups] == ["Ann Lee", "Ben Ray"]


def test_under_the_threshold_nothing_is_found() -> None:
    decision = decided("Who resigned?", spans("Ann Lee sang.", ("Ann Lee", -0.1)))
    assert replace(decision, missed=None) == Decision("not_found", "", ())
    assert decision.missed == pytest.approx(-0.1)


def test_the_same_name_in_two_articles_is_one_finding() -> None:
    found = [
        *spans("Nawaf Fares fled.", ("Nawaf Fares", 2.0)),
        *spans("Nawaf al-Fares fled.", ("Nawaf al-Fares", 1.9), article="b"),
    ]
    (group,) = decided("Who fled?", found).groups
    assert (group.value, len(group.members)) == ("Nawaf Fares", 2)
    assert group.score == pytest.approx(2.0)


def test_a_list_names_all_that_are_tied() -> None:
    found = spans("Ann Lee fled. Ben Ray fled. Cy Oak stayed.", ("Ann Lee", 2.0), ("Ben Ray", 1.9), ("Cy Oak", 1.0))
    assert decided("Which officers fled?", found).value == "Ann Lee and Ben Ray"


def test_rival_numbers_of_rival_speakers_are_disputed() -> None:
    text = "Police said 12 people were killed. Activists said 30 people were killed."
    decision = decided("How many people were killed?", spans(text, ("12", 2.0), ("30", 1.9)))
    assert decision.outcome == "disputed"
    assert [group.value for group in decision.groups] == ["12", "30"]


def test_a_number_that_leads_clearly_is_not() -> None:
    text = "Police said 12 people were killed. Activists said 30 people were killed."
    found = spans(text, ("12", log_odds(0.9)), ("30", log_odds(0.05)))  # 18 times as likely
    assert decided("How many people were killed?", found).outcome == "answered"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("The union says the number is 91.", "disputed"),
        ("The union says that the toll is more like 91.", "disputed"),
        ("The number of the union is 91.", "answered"),
        ("It rained. The union says the number is 91.", "answered"),
        ("The firm has 91 trucks.", "answered"),
        ("The firm said later that the number is 91.", "answered"),
        ("The union denied that the number is 91.", "answered"),
        ("The union says the number was 91 in 2008.", "answered"),
    ],
)
def test_another_figure_for_what_was_just_said_is_disputed(said: str, outcome: str) -> None:
    found = spans(f"The firm says 64 jobs will go. {said}", ("64", log_odds(0.9)), ("91", log_odds(0.01)))
    assert decided("How many jobs will go?", found).outcome == outcome


def test_a_named_denial_counts_however_far_behind_it_is() -> None:
    text = "Ann Lee defected. Ann Lee denied that she had defected."
    found = spans(text, ("Ann Lee defected.", 4.0), ("Ann Lee denied that she had defected.", 1.0))
    assert {group.value for group in decided("Did Ann Lee defect?", found).groups} == {"yes", "no"}


def test_true_or_false_is_answered_in_its_own_words() -> None:
    asked = "True or false: Ann Lee defected"
    assert decided(asked, spans("Ann Lee defected.", ("", 2.0))).value == "true"
    assert decided(asked, spans("Ann Lee did not defect.", ("", 2.0))).value == "false"
    assert decided("True or false: Ann Lee did not defect", spans("Ann Lee defected.", ("", 2.0))).value == "false"


def test_yes_and_no_from_two_speakers_are_disputed() -> None:
    text = "Opposition sources said Ann Lee had defected. Ann Lee denied that she had defected."
    found = spans(
        text, ("Opposition sources said Ann Lee had defected.", 2.0), ("Ann Lee denied that she had defected.", 1.9)
    )
    decision = decided("Did Ann Lee defect?", found)
    assert decision.outcome == "disputed"
    assert {group.value for group in decision.groups} == {"yes", "no"}


def test_no() -> None:
    decision = decided("Did Ann Lee defect?", spans("Ann Lee did not defect.", ("", 2.0)))
    assert (decision.outcome, decision.value) == ("answered", "no")


def test_a_sentence_of_another_time_is_rejected_with_the_reason() -> None:
    reading = read_question("Who was reinstated in 2012?", ASKED)
    (span,) = spans("Ann Lee has been reinstated.", ("Ann Lee", 3.0))
    rejected = place(reading, reading.scope, span).rejected
    assert "printed 2025-11" in rejected
    assert "2012" in rejected
    assert decided("Who was reinstated in 2012?", [span]).outcome == "not_found"


def test_a_sentence_without_a_number_does_not_tell_how_many() -> None:
    reading = read_question("How many officers fled?", ASKED)
    (span,) = spans("Officers fled.", ("", 3.0))
    assert place(reading, reading.scope, span).rejected == "it names no number"


def test_a_greeting_finds_nothing() -> None:
    reading = read_question("Hello!", ASKED)
    (span,) = spans("“Hello,” said Ann Lee.", ("Ann Lee", 3.0))
    assert place(reading, reading.scope, span).rejected == "the question names nothing to look for"
    assert decided("Hello!", [span]).outcome == "not_found"


def test_the_share_of_what_is_rejected_falls_to_the_others() -> None:
    """Shares of 0.6 (rejected), 0.3 and 0.1: of what is left the second has 0.75."""
    text = "It was opened in 2010, in 2012 and in 2014."
    shares = {"2010": 0.6, "2012": 0.3, "2014": 0.1}
    found = spans(text, *((year, log_odds(share)) for year, share in shares.items()))
    reading = read_question("When was it opened?", ASKED)
    placed = [place(reading, reading.scope, span) for span in found]
    placed[0] = replace(placed[0], rejected="of another time")
    decision = decide(reading, placed, log_odds(0.7))
    assert [group.value for group in decision.groups] == ["2012"]
    assert probability(decision.groups[0].score) == pytest.approx(0.75)
    assert decide(reading, placed, log_odds(0.8)).outcome == "not_found"


def test_what_is_shown_answers_if_one_of_it_is_likely_to_be_right() -> None:
    text = "Ann Lee fled. Ben Ray fled. Cy Oak fled."
    found = spans(
        text, *((name, log_odds(share)) for name, share in (("Ann Lee", 0.4), ("Ben Ray", 0.3), ("Cy Oak", 0.05)))
    )
    assert decided("Who fled?", found, log_odds(0.69)).value == "Ann Lee"  # 0.4 + 0.3; the third is not shown
    assert decided("Which officers fled?", found, log_odds(0.69)).value == "Ann Lee and Ben Ray"
    assert decided("Who fled?", found, log_odds(0.71)).outcome == "not_found"


def test_a_later_number_or_one_of_something_else_is_no_rival() -> None:
    asked, early = "How many people were killed?", "Police said 12 people were killed."
    first = spans(early, ("12", 0.5), published="2025-11-03")
    later = spans("Doctors said 30 people were killed.", ("30", 0.2), published="2025-11-05", article="b")
    updated = spans("Doctors said 30 people were killed.", ("30", 0.2), published="2025-11-20", article="b")
    other = spans("Doctors treated 30.", ("30", 0.2), published="2025-11-03", article="b", form=0.6)
    assert decided(asked, [*first, *later]).outcome == "disputed"
    for found in (updated, other):
        assert decided(asked, [*first, *found]).outcome == "answered"


def test_another_cut_of_a_value_is_no_other_value() -> None:
    found = spans("The ministry has hired 25 clerks.", ("25 clerks", log_odds(0.4)))
    found += spans("The ministry has hired 25 clerks.", ("ministry has hired 25 clerks", log_odds(0.2)))
    decision = decided("Who was hired?", found, log_odds(0.5))
    assert [group.value for group in decision.groups] == ["25 clerks"]
    assert probability(decision.groups[0].score) == pytest.approx(0.6)


def test_sentences_are_sure_each_for_itself() -> None:
    text = "Ann Lee sang. Ann Lee ate. Ann Lee slept."
    found = [replace(one, score=-2.0) for one in spans(text, ("Ann Lee sang.", 0), ("Ann Lee ate.", 0))]
    assert decided("Tell me about Ann Lee", found, -0.5).outcome == "not_found"
    assert decided("Tell me about Ann Lee", [replace(found[0], score=0.0), found[1]], -0.5).outcome == "answered"


def test_values_that_the_reader_told_apart_or_joined_stay_so() -> None:
    found = spans("Smith, John Smith and Jane Smith ran.", ("Smith", 0.5), ("John Smith", 0.4), ("Jane Smith", 0.3))
    joined = [replace(one, value_number=0) for one in found]
    (group,) = decided("Who ran?", joined).groups
    assert len(group.members) == 3
    apart = [replace(one, value_number=number) for number, one in enumerate(found)]
    assert [group.value for group in decided("Who ran?", apart).groups] == ["Smith", "John Smith", "Jane Smith"]


def test_several_unlikely_values_are_no_answer() -> None:
    text = "Ann Lee, Ben Ray, Cy Oak, Di Fox and Ed Poe ran."
    names = ("Ann Lee", "Ben Ray", "Cy Oak", "Di Fox", "Ed Poe")
    assert decided("Who ran?", spans(text, *((name, -1.7) for name in names)), -0.3).outcome == "not_found"
    assert decided("Who ran?", spans(text, *((name, -1.5) for name in names)), -0.3).outcome == "answered"


def test_asked_for_several_a_name_comes_with_its_list() -> None:
    found = spans("She taught in Niger, Mali and Chad. Peru came later.", ("Mali", 2.0), ("Niger", 1.9), ("Peru", 0.1))
    decision = decided("In which countries did she teach?", found)
    assert decision.value == "Niger, Mali and Chad"
    assert decided("In which country did she teach?", found).value == "Mali"


def test_a_list_is_told_once_however_many_of_it_are_read() -> None:
    both = [
        *spans("Ann Lee and Ben Ray fled.", ("Ann Lee", 2.0)),
        *spans("Ben Ray fled.", ("Ben Ray", 1.9), article="b"),
    ]
    numbered = [replace(span, value_number=number) for number, span in enumerate(both)]
    decision = decided("Which officers fled?", numbered)
    assert decision.value == "Ann Lee and Ben Ray"
    assert [len(group.members) for group in decision.groups] == [2]
    near = spans("She went to Somalia. He went to Mali.", ("Somalia", 2.0), ("Mali", 1.9))
    assert decided("Which countries did they go to?", near).value == "Somalia and Mali"
    line = spans("Ann Lee, Ben Ray and Cy Oak", ("Ann Lee", 2.0))
    assert decided("Which officers fled?", line).value == "Ann Lee, Ben Ray and Cy Oak"


def test_what_cannot_be_the_answer_is_rejected_whatever_its_score() -> None:
    found = spans("Ann Lee, 52, got nine years.", ("52", 3.0), ("nine years", 1.0))
    assert decided("How many years did Ann Lee get?", found).value == "nine years"
