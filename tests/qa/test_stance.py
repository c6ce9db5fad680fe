"""Who says a sentence, and how it stands to what it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Stance
from qa.speaker import is_quotation, speaker_of
from qa.stance import attribution

SPEAKERS = [
    ("“We had no choice,” said Maria Lopez, who runs the ferry.", "Maria Lopez"),
    ('"We had no choice," Maria Lopez told the Harbour News.', "Maria Lopez"),
    ("“We had no choice,\" said ferry captain Maria Lopez in a statement.", "Maria Lopez"),
    ("Maria Lopez said that the ferry was late.", "Maria Lopez"),
    ("Maria Lopez said Omar Haddad had left.", "Maria Lopez"),
    ("Maria Lopez, a member of the town council, told Asharq Al-Awsat that it was late.", "Maria Lopez"),
    ("For her part, Maria Lopez, also of the council, told reporters that it was late.", "Maria Lopez"),
    ("For his part, Omar Haddad, a Daraa-based dissident told the paper of raids.", "Omar Haddad"),
    ("Omar Haddad, chief engineer for the port in Tyre said most cranes are old.", "Omar Haddad"),
    ("But Omar Haddad, head of the Port Union in Tyre, says the raid has cost money.", "Omar Haddad"),
    ("Omar Haddad, 42, a nurse from Tyre, said the ward was full.", "Omar Haddad"),
    ("Omar Haddad of the Port Union, the larger of the two, predicted that others would.", "Omar Haddad"),
    ("Sen. Joan Byrne, D-Ohio, said on the floor that the bill was dead.", "Sen. Joan Byrne"),
    ("The ferry was late, according to Maria Lopez.", "Maria Lopez"),
    ("According to the port authority, the ferry was late.", "the port authority"),
    ("The ferry was late, according to a report from the Port Union.", "a report from the Port Union"),
    ("Most will go overseas, according to one of the returning envoys.", "one of the returning envoys"),
    ("Maria Lopez's spokesman said the ferry was late.", "Maria Lopez's spokesman"),
    ("A spokesman for the Port Union said the ferry was late.", "A spokesman for the Port Union"),
    ("However a senior port source denied this on Monday.", "a senior port source"),
    ("Omar fled, with opposition sources claiming that he is in Amman.", "opposition sources"),
    ("However other pro-government sources have claimed that he never left.", "other pro-government sources"),
    ("Sources close to the government said the story was true.", "Sources close to the government"),
    ("A senior source in the Port Union, who asked not to be named, said he had left.",
     "A senior source in the Port Union"),
    ("A third person who has known Maria Lopez for more than a decade said she was calm.", "A third person"),
    ("Two men were held, police said.", "police"),
    ("Online users claimed the ferry had sunk.", "Online users"),
    ("Reports indicate that the ferry sank.", "Reports"),
    ("Schuster and Lankov both said that talks might wait.", "Schuster and Lankov"),
    ("Researchers from Britain and Sweden said the drug works.", "Researchers from Britain and Sweden"),
    ("“I left,” Maria Lopez wrote on Twitter.", "Maria Lopez"),
    ("Maria Lopez resigned on Monday, saying she was tired.", "Maria Lopez"),
    ("Maria Lopez reversed course, however, and announced that she would run.", "Maria Lopez"),
    ("Maria Lopez called Omar Haddad a traitor.", "Maria Lopez"),
    ("The ministers of Ohio can go on, as they say they intend to, Krebs said.", "Krebs"),
    ("“She is stable,” said Dr Maria Lopez of St Brannock's Hospital.", "Dr Maria Lopez"),
    ("“She is stable,” said Foreign Office spokeswoman Maria Lopez.", "Maria Lopez"),
    ("“The hall,” said Mayor Maria Lopez, “will open in May.”", "Mayor Maria Lopez"),
    ("“The hall,” Mayor Maria Lopez said, “will open in May.”", "Mayor Maria Lopez"),
    ("The mayor of Tyre, Maria Lopez, said it would open.", "Maria Lopez"),
    ("“It will open,” said the hall's owner, Maria Lopez, on Monday.", "Maria Lopez"),
    ("“It should be replaced,” de Groot said.", "de Groot"),
    ("The valve was old, according to a spokesman for the ministry.", "a spokesman for the ministry"),
    ("The valve was old, the ministry said in a statement.", "the ministry"),
    ("In April, Maria Lopez testified that the door was open.", "Maria Lopez"),
]  # fmt: skip

NOBODY = [
    "In the United States, the price rose to $15.",
    "The ministry calculated many of the lost years and promoted them.",
    "The executive order, announced Thursday, also covers ferries.",
    "Some protesters have also been told to report to the harbour.",
    "It is a story told in the film “The Ferry.”",
    "Realmuto added a three-run shot in the seventh.",
    "Fans wrote petitions to the league.",
    "Cases reported in May fell by half.",
    "The shop sells rope.",
]


@pytest.mark.parametrize(("sentence", "speaker"), SPEAKERS)
def test_the_subject_of_the_verb_of_saying_speaks(sentence: str, speaker: str) -> None:
    assert speaker_of(sentence) == speaker


@pytest.mark.parametrize("sentence", NOBODY)
def test_where_nobody_says_anything_nobody_is_named(sentence: str) -> None:
    assert speaker_of(sentence) is None


@pytest.mark.parametrize(
    ("before", "sentence", "speaker"),
    [
        ("Maria Lopez runs the ferry.", "She said it was late.", "Maria Lopez"),
        ("“It is late,” said Maria Lopez.", "“It always is,” she added.", "Maria Lopez"),
        ("Maria Lopez said it was late. She was calm.", "She also said it would come.", "Maria Lopez"),
        (
            "The Foreign Office hailed the move as a blow.",
            "It said: “Others should follow.”",
            "Foreign Office",
        ),
        (
            "“It is late,” said Maria Lopez.",
            "“It always is late in winter, and nobody knows why.”",
            "Maria Lopez",
        ),
        ("The rain fell.", "He said it would stop.", None),
        ("Maria Lopez waited.", "However Omar Haddad stayed, and he said why.", "Omar Haddad"),
    ],
)
def test_a_pronoun_is_traced_to_what_precedes(before: str, sentence: str, speaker: str | None) -> None:
    assert speaker_of(sentence, before) == speaker


STANCES: list[tuple[Stance, str]] = [
    ("asserted", "The ferry sank on Monday."),
    ("asserted", "The vice president was dismissed in July 2013."),
    ("asserted", "She was denied bail in May."),
    ("claimed", "The ferry sank, police said."),
    ("claimed", "“The ferry sank like a stone before our eyes.”"),
    ("denied", "Omar Haddad denied the reports of his resignation."),
    ("denied", "Omar Haddad denied having resigned."),
    ("denied", "Omar Haddad said the reports of his resignation were untrue."),
    ("denied", "Other sources have claimed that the report is a fabrication by the rebels."),
    ("denied", "The mayor also denied the description of Haddad as a hero, saying that he had merely left."),
    ("denied", "A port source denied this, insisting that Haddad had not resigned."),
    (
        "claimed",
        "However a senior port source denied this, informing the News that Haddad had indeed resigned.",
    ),
    ("claimed", "The mayor confirmed the closure but declined to say why."),
    ("uncertain", "The ferry reportedly sank."),
    ("uncertain", "Uncertainty surrounds the possible resignation of Omar Haddad."),
    ("uncertain", "Haddad was understood to be in talks on Monday night."),
    ("uncertain", "It was alleged that he was paid."),
    ("uncertain", "Accounts conflict over whether Haddad has left, whose friends dismiss the report."),
]


@pytest.mark.parametrize(("stance", "sentence"), STANCES)
def test_stances(stance: Stance, sentence: str) -> None:
    assert attribution(sentence).stance == stance


def test_a_denial_is_laid_to_the_one_who_denies() -> None:
    told = attribution("The Harbour News reported that Omar Haddad denied the claims.")
    assert (told.stance, told.speaker) == ("denied", "Omar Haddad")


def test_doubt_of_a_speaker_is_a_claim_of_his() -> None:
    told = attribution("The ferry may have sunk, police said.")
    assert (told.stance, told.speaker) == ("claimed", "police")


def test_only_what_is_all_in_quotation_marks_is_a_quotation() -> None:
    assert is_quotation("“The ferry sank like a stone.”")
    assert not is_quotation("“The ferry sank,” said Maria Lopez of the port.")
    assert not is_quotation("The ferry sank.")


WORDS = (
    "Maria Lopez",
    "he",
    "said",
    "told",
    "denied",
    "that",
    "and",
    "who",
    "a",
    "source",
    "according to",
    "of",
)
MARKS = (
    ",",
    "“",
    "”",
    '"',
    "(",
    ")",
    "[",
    "]",
    ".",
    "",
    "\n",
    "Mr.",
    "with",
    "called",
    "ministry",
    "saying",
    "the",
)
PIECES = st.lists(st.sampled_from(WORDS + MARKS), max_size=16).map(" ".join)


@given(st.one_of(PIECES, st.text()), st.one_of(PIECES, st.text()))
def test_a_speaker_is_printed_in_what_was_read(sentence: str, before: str) -> None:
    told = attribution(sentence, before)
    assert told.speaker is None or (told.speaker and (told.speaker in sentence or told.speaker in before))
    assert told.stance in ("claimed", "denied") or told.speaker is None
