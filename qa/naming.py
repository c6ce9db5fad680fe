"""Who is meant: a name that stands in a sentence near the one that tells the story.

News opens with "The most senior diplomat in London resigned on Monday" and names him a paragraph later, and it says
"he added" of whom it named a sentence before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.sentences import sentence_spans
from qa.names import SAME_NAME, find_names, name_words, same_name
from qa.question import QuestionReading
from qa.stance import speaker_of
from vectorstore.retrieval import RetrievedPassage

_ASKS_FOR_SPEAKER = re.compile(
    r"\bwho(?:\s+(?:has|had|have))?\s+(?:said|says|claim(?:s|ed)|told|assert(?:s|ed)|denie[sd]|announced|reported|"
    r"reveal(?:s|ed)|accused|called|describe[sd]|warned|argued|insisted|stressed|confirmed|informed)\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\s*(?:,|\(|who\b|said\b|told\b|has\b|had\b|was\b|is\b)")
_SAID = re.compile(r"\s*,?\s*(?:said|told|announced|added|wrote)\b")
_LOOK_AHEAD = 2
"""Sentences after the opening one in which news gives the name."""


@dataclass(frozen=True)
class Named:
    """A name, offsets into the passage's text, and the sentence that holds it."""

    start: int
    end: int
    sentence: tuple[int, int]


def asks_for_speaker(question: QuestionReading) -> bool:
    """Whether it is the one who says something that is asked for."""
    return _ASKS_FOR_SPEAKER.search(question.text) is not None


def speaker_in(passage: RetrievedPassage, sentence: tuple[int, int]) -> Named | None:
    """The speaker of a sentence of the passage, where the passage names one at most two sentences before."""
    spans = sentence_spans(passage.text)
    place = next((place for place, span in enumerate(spans) if span == sentence), 0)
    before = passage.text[slice(*spans[place - 1])] if place else ""
    speaker = speaker_of(passage.text[slice(*sentence)], before)
    if speaker is None:
        return None
    for start, end in reversed(spans[max(0, place - 2) : place + 1]):
        found = passage.text.find(speaker, start, end)
        if found >= 0:
            return Named(found, found + len(speaker), (start, end))
    return None


def named_later(question: QuestionReading, passage: RetrievedPassage, sentence: tuple[int, int]) -> Named | None:
    """The name that the sentences after this one give to the person whom it only describes."""
    spans = sentence_spans(passage.text)
    place = next((place for place, span in enumerate(spans) if span == sentence), len(spans))
    for start, end in spans[place + 1 : place + 1 + _LOOK_AHEAD]:
        text = passage.text[start:end]
        for left, right in find_names(text):
            name = text[left:right]
            introduced = left <= len(text) / 3 and _INTRODUCED.match(text, right)
            if len(name.split()) < 2 or not (introduced or _SAID.match(text, right)):
                continue
            if all(same_name(name, asked) < SAME_NAME for asked in question.names):
                return Named(start + left, start + right, (start, end))
    return None


def full_name(article: str, name: str, place: int) -> tuple[int, int] | None:
    """Where the article prints the name in full, last before `place`, else first after; None if nowhere.

    News gives the full name once and "Mr Ghazzy" from then on.
    """
    bare = name_words(name)
    found = None
    for start, end in find_names(article):
        if found is not None and start >= place:
            break
        longer = name_words(article[start:end])
        if len(longer) > len(bare) == 1 and len(longer) <= 4 and same_name(name, article[start:end]) >= SAME_NAME:
            found = start, end
    return found
