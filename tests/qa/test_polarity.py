"""Yes or no: which way a sentence answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import stem
from qa.polarity import Polarity, alike, negated, polarity
from qa.question import read_question

READ: dict[str, list[tuple[Polarity | None, str]]] = {
    "Did Rustom Ghazali defect?": [
        ("no", "He stressed that the reports of his defections were untrue."),
        ("yes", "However a rebel source denied this, informing the paper that Ghazali had indeed defected."),
        (
            "no",
            "Others claimed that the report of Ghazali's defection is a fabrication by the opposition.",
        ),
        ("no", "The regime's denial of this defection may be along the lines of earlier ones."),
        ("yes", "A senior source said Ghazali had defected and was no longer in Syria."),
    ],
    "Is Farouk Al Shara related to President Ahmad Al Shara?": [
        (
            "no",
            "He admired Farouk Al Shara (no relation to the current President) and supported him.",
        ),
    ],
    "Has Khaled al-Ayoubi joined the opposition?": [
        ("no", "He has yet to switch his allegiance to Syrian opposition groups."),
    ],
    "Was the council able to confirm the defection?": [
        ("no", "We have been unable to confirm this."),
    ],
    "Had Damascus or Baghdad commented on the departure?": [
        ("no", "Neither Syria nor Iraq had commented on the announcement."),
    ],
    "Has Hungary closed its embassy?": [
        ("no", "The only European embassy still open in Damascus is Hungary's."),
    ],
    "Had Damascus commented on the defection?": [
        ("no", "There has been no comment from Damascus or Baghdad about the defection."),
    ],
    "Did the envoy explain his reasons?": [
        (
            "no",
            "He did not spell out his reasons for leaving, but repeatedly said that troops kill civilians.",
        ),
    ],
    "Did the envoy accuse the army of killing civilians?": [
        ("yes", "He did not set out his motives, although he accused the army of killing civilians."),
    ],
    "Has Ghazali left Syria?": [
        ("yes", "A senior source said Ghazali had defected and was no longer in Syria."),
    ],
    "Is the general still in Syria?": [
        ("no", "A senior source said the general was no longer in Syria."),
    ],
    "Was the story of the defection an invention?": [
        ("yes", "Sources said the opposition had invented the story to encourage its fighters."),
        ("no", "The rebels said the story of the defection was true."),
    ],
    "Did the ministry deny the reports?": [
        ("yes", "The ministry denied the reports on Friday."),
        ("no", "The ministry did not deny the reports."),
        ("no", "The ministry confirmed the reports on Friday."),
    ],
    "Did the minister resign?": [
        ("no", "The minister denied that he had resigned."),
        ("yes", "The minister's spokesman said he had resigned on Monday."),
        ("no", "It is not true that the minister has resigned."),
        ("no", "There is no evidence that the minister resigned."),
        ("no", "The minister did not, however, resign."),
        ("no", "The minister never resigned, his office said."),
        ("yes", "The minister resigned without giving a reason."),
        (None, "It is unclear whether the minister has resigned."),
        (None, "If the minister resigned, an election would follow."),
        (None, "The office would not say: it could not confirm that the minister had resigned."),
        ("yes", "The minister not only resigned but left the country."),
    ],
    "Did the talks fail?": [
        ("yes", "The talks failed on Tuesday."),
        ("no", "The talks ended with an agreement."),
    ],
    "Did the talks make progress?": [
        ("no", "The talks made little progress."),
        ("no", "The talks made hardly any progress."),
        ("yes", "The talks made a little progress."),
    ],
    "Did parliament pass the bill?": [
        ("no", "Parliament rejected the bill by 12 votes."),
    ],
    "Did parliament reject the bill?": [
        ("yes", "Parliament rejected the bill by 12 votes."),
        ("no", "Parliament passed the bill by 12 votes."),
    ],
    "Did the company accept the offer?": [
        ("no", "The company refused the offer."),
    ],
    "Did the union accept the terms?": [
        ("no", "The union rejected the terms."),
        ("no", "The union declined the terms."),
        ("yes", "The union accepted the terms."),
    ],
    "Was the alarm switched off?": [
        ("yes", "A guard who asked not to be named said the alarm had been switched off."),
    ],
    "Did the company refuse the offer?": [
        ("yes", "The company refused the offer."),
    ],
    "Is the pilot alive?": [
        ("no", "The pilot died in hospital."),
    ],
    "Is the pilot dead?": [
        ("no", "The pilot survived the crash."),
    ],
    "Did the pilot die?": [
        ("yes", "The pilot was killed in the crash."),
    ],
    "Did Spain win the final?": [
        ("no", "Spain lost the final on penalties."),
    ],
    "Did Spain lose the final?": [
        ("yes", "Spain lost the final on penalties."),
        ("no", "Spain won the final on penalties."),
    ],
    "Did prices rise in May?": [
        ("no", "Prices fell in May for the first time."),
        ("yes", "Prices increased in May."),
    ],
    "Did prices fall in May?": [
        ("no", "Prices did not fall in May."),
    ],
    "Is the bridge open?": [
        ("no", "The bridge has not reopened since the storm."),
    ],
    "Is the bridge closed?": [
        ("yes", "The bridge, which was never popular, closed in June."),
    ],
    "Has the embassy closed?": [
        ("no", "The embassy has not closed."),
        ("yes", "The embassy shut last week."),
    ],
    "Was he found guilty?": [
        ("no", "The jury acquitted him on all charges."),
    ],
    "Is smoking allowed in the park?": [
        ("no", "Smoking is banned in the park."),
    ],
    "Did the president attend the funeral?": [
        ("no", "The president was absent from the funeral."),
        ("no", "The president missed the funeral."),
    ],
    "Do most of the diplomats share the beliefs of the group?": [
        ("no", "Most of the diplomats do not share the ideology of the group."),
    ],
    "Did the general himself escape with his relatives?": [
        ("no", "Some of his relatives, though not the general himself, were confirmed to have escaped."),
    ],
    "Will most of the diplomats be stationed abroad?": [
        ("yes", "The ministry rehired 25 diplomats, and most of them are to be posted overseas."),
    ],
    "Did the police find a weapon?": [
        ("no", "No weapon was found in the house, police said."),
        ("yes", "Police said they had found a weapon in the house."),
    ],
    "Did the police arrest anyone?": [
        ("no", "Nobody was arrested."),
    ],
    "Was anyone hurt?": [
        ("no", "No one was hurt in the fire."),
        ("yes", "Three people were hurt in the fire, but none of them seriously."),
    ],
    "Has he never visited Paris?": [
        ("yes", "He has never visited Paris."),
    ],
    "Isn't the shop open?": [
        ("yes", "The shop is open on Sundays."),
    ],
    "Did he sign the contract?": [
        ("no", "He declined to sign the contract."),
        ("no", "He failed to sign the contract."),
    ],
    "Did he leave his wife?": [
        ("yes", "He refused to comment on rumours, but he did leave his wife."),
    ],
    "Did the actor apologise?": [
        ("yes", "The actor, who had not spoken for a week, apologised on Friday."),
        ("no", "The actor spoke for an hour but never apologised."),
    ],
    "Did Russia oppose the plan?": [
        ("yes", "Russia opposed the plan."),
    ],
    "Did Russia back the plan?": [
        ("no", "Russia opposed the plan."),
    ],
    "Is the conflict an internal affair?": [
        ("no", "He rejected the view that the conflict was an internal affair."),
    ],
    "Did the star confirm the engagement?": [
        ("no", "The star neither confirmed nor denied the engagement."),
    ],
    "Did she plead guilty?": [
        ("no", "She pleaded not guilty to all charges."),
    ],
    "Did the vaccine work?": [
        ("yes", "The vaccine works in adults, the study found."),
    ],
    "Was the airport evacuated?": [
        ("yes", "The airport was evacuated and no flights left."),
    ],
    "Did the court overturn the law?": [
        ("no", "The court upheld the law in a 6-3 ruling."),
        ("no", "The justices declined to overturn the law."),
        ("yes", "In a 5-4 decision the court overturned the law."),
    ],
    "Will the queen attend the ceremony?": [
        ("no", "The queen will not attend the ceremony, the palace said."),
        ("yes", "The palace said that the queen will attend the ceremony after all."),
    ],
    "Did Johnson apologise for the party?": [
        ("no", "Johnson refused to apologise for the party."),
    ],
    "Did Musk buy Twitter?": [
        ("yes", "Musk completed his purchase of Twitter, buying it for $44 billion."),
    ],
    "Was the suspect charged with murder?": [
        ("no", "The suspect has not been charged."),
        ("yes", "The suspect was charged with murder and is not eligible for bail."),
    ],
    "Is the drug approved in Europe?": [
        ("no", "The drug has not yet been approved in Europe."),
        ("yes", "The drug, approved in Europe in May, is not sold in Asia."),
    ],
    "Have the schools reopened?": [
        ("no", "Schools remain closed in most districts."),
        ("yes", "The schools reopened on Monday."),
    ],
    "Did any passengers survive?": [
        ("no", "All the passengers died."),
        ("no", "None of the passengers survived."),
    ],
    "Did the president know of the plan?": [
        ("no", "The president denied any knowledge of the plan."),
        ("yes", "Aides said the president knew of the plan."),
    ],
    "Does the vaccine cause infertility?": [
        ("no", "There is no evidence that the vaccine causes infertility."),
        ("no", "The claim that the vaccine causes infertility is false."),
    ],
    "Is the photo genuine?": [
        ("no", "The photo is a fake."),
    ],
    "Is the photo a fake?": [
        ("yes", "The photo is a fake."),
        ("no", "The photo is genuine, experts said."),
    ],
    "Did the strike end?": [
        ("yes", "The strike will not end until Friday."),
    ],
    "Did Turkey send troops?": [
        ("no", "Turkey said it had sent no troops."),
        ("yes", "Turkey sent troops to the border without telling its allies."),
    ],
    "Were the hostages freed?": [
        ("yes", "Only two of the hostages were freed."),
    ],
    "Did Biden meet the prince?": [
        ("yes", "Biden met the prince but did not raise the killing."),
    ],
    "Did Biden raise the killing?": [
        ("no", "Biden met the prince but did not raise the killing."),
    ],
    "Has the volcano erupted?": [
        ("no", "Scientists said the volcano had not erupted since 1950."),
    ],
    "Did the union call off the strike?": [
        ("yes", "The union called off the strike on Sunday."),
    ],
    "Did he write the letter himself?": [
        ("no", "He did not write the letter himself; an aide did."),
    ],
    "Was the minister aware of the risk?": [
        ("no", "The minister was unaware of the risk."),
    ],
    "Has Sweden joined NATO?": [
        ("no", "Sweden's bid to join NATO has been blocked by Turkey."),
        (None, "Sweden became a member of NATO in March."),
    ],
    "Did officials confirm the report?": [
        ("no", "Officials did not immediately confirm the report."),
        ("yes", "Officials confirmed the report on Tuesday."),
    ],
    "Is the road safe?": [
        ("no", "The road is dangerous in winter."),
    ],
    "Is abortion legal in Ohio?": [
        ("no", "Abortion is illegal in Ohio after six weeks."),
    ],
}
"""Questions, and sentences with what they answer; None where they leave it open."""

PAIRS = [(question, sentence, way) for question, found in READ.items() for way, sentence in found]


def _answer(question: str, sentence: str) -> Polarity | None:
    reading = read_question(question, date(2012, 12, 31))
    asked = [term.stem for term in reading.terms if not any(term.text in name for name in reading.names)]
    return polarity(sentence, asked, negated(question))


@pytest.mark.parametrize(("question", "sentence", "way"), PAIRS)
def test_the_clause_that_was_asked_about_answers(question: str, sentence: str, way: Polarity | None) -> None:
    assert _answer(question, sentence) == way


def test_there_are_enough_of_each() -> None:
    counts = {way: sum(one == way for _, _, one in PAIRS) for way in ("yes", "no", None)}
    assert counts["yes"] >= 35
    assert counts["no"] >= 60
    assert counts[None] >= 3


@pytest.mark.parametrize(
    ("question", "asks_if_not"),
    [
        ("Has he never visited Paris?", True),
        ("Is it true that he did not resign?", True),
        ("Does she no longer live there?", True),
        ("Isn't the shop open?", False),
        ("Did he not resign?", False),
        ("Did he resign?", False),
    ],
)
def test_questions_that_ask_if_something_is_not_so(question: str, asks_if_not: bool) -> None:
    assert negated(question) is asks_if_not


SUBJECTS = st.sampled_from(["The minister", "Police", "The ship’s captain", "Two of the rebels"])
VERBS = st.sampled_from(["resigned", "escaped", "arrived", "apologised", "voted"])
TAILS = st.sampled_from(["", " on Friday", " in Paris, where it rained", " after the storm"])


@given(SUBJECTS, VERBS, TAILS)
def test_a_negation_turns_the_answer(subject: str, verb: str, tail: str) -> None:
    asked = [stem(verb)]
    assert polarity(f"{subject} {verb}{tail}.", asked) == "yes"
    assert polarity(f"{subject} never {verb}{tail}.", asked) == "no"
    assert polarity(f"It is not true that {subject.lower()} {verb}{tail}.", asked) == "no"


@given(SUBJECTS, VERBS, TAILS)
def test_a_question_asked_backwards_gets_the_other_answer(subject: str, verb: str, tail: str) -> None:
    for sentence in (f"{subject} {verb}{tail}.", f"{subject} has not {verb}{tail}."):
        straight, backwards = (polarity(sentence, [stem(verb)], way) for way in (False, True))
        assert {straight, backwards} == {"yes", "no"}


@given(st.text(), st.lists(st.text(max_size=5), max_size=4), st.booleans())
def test_any_text_has_an_answer_or_none(sentence: str, asked: list[str], backwards: bool) -> None:
    assert polarity(sentence, asked, backwards) in ("yes", "no", None)


def test_what_a_sentence_does_not_speak_of_it_leaves_open() -> None:
    assert polarity("Rain fell all week.", [stem("resign")]) is None


def test_the_clause_that_tells_goes_before_the_one_with_more_of_the_words() -> None:
    sentence = "Tolm offered helicopters, but the president declined the offer."
    asked = [stem(word) for word in ("accept", "offer", "helicopters")]
    assert polarity(sentence, asked) == "yes"
    assert polarity(sentence, asked, telling={stem("declined")}) == "no"


def test_what_means_the_same_or_the_opposite_tells_of_it() -> None:
    assert {stem("resign"), stem("survive"), stem("killed")} & alike(stem("die")) == {stem("survive"), stem("killed")}
    assert stem("resign") in alike(stem("resign"))
