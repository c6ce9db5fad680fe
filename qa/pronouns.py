"""A pronoun gives way to what the turns before it name, unless its own question holds what it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.words import STOP_WORDS
from qa.mentions import ASKS, AUXILIARY, DO, PREPOSITION, QUESTION_WORD, TAKES, Turn, find_mentions, in_full
from qa.question import QuestionReading, read_question

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|she|her)|(?P<several>they|them|their)|(?P<thing>its?)|(?P<place>there)"
    r"|(?:(?<=since )|(?<=until )|(?<=before )|(?<=after )|(?<=by ))(?P<date>then|that(?= ?\?)))\b",
    re.IGNORECASE,
)
_SUBJECT_NEXT = re.compile(
    rf"(?:[^,]*, )?(?:(?:{PREPOSITION}) )?(?:{QUESTION_WORD}(?:(?!\b{AUXILIARY})[^,])*?)?"
    rf"(?:\b{AUXILIARY}|(?<=\w)['’]s) $",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"it (?:not )?(?:(?:\w+ly )?\w+ )?(?:to|that|like|if|whether)\b|it (?:rain|snow|take|cost|matter)"
    r"|it (?:in|on|before|after|during) (?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
    re.IGNORECASE,
)
_OF_EVENTS = re.compile(r"\b(?:order|caus|confirm|den|announc|report|claim|said|say|know|believ|mean)\w* $")
_OTHER_CLAUSE = re.compile(
    r"\b(?:that|because|when|while|after|before|to|if|and|who|sa(?:id|ys?)|claim\w*|th(?:ink|ought)|believe\w*)\b"
)
_SAYING = re.compile(r"who (?:has |had )?(?:sa(?:id|ys)|claim\w*|report\w*|den(?:ied|ies)|confirm\w*) ", re.IGNORECASE)
_TO_ANOTHER = re.compile(
    r"who (?:kill|attack|storm|arrest|sack|fir|replac|appoint|critici[sz]|kidnap|murder|succeed|expos)\w* $"
    r"|who (?:shot|bombed|confirmed|denied|reported|condemned|burned) $",
    re.IGNORECASE,
)
_IT_SUFFERS = re.compile(rf"it(?:\W*$|,| (?:{PREPOSITION}|now|again|first|last|so|\w+ly)\b)", re.IGNORECASE)
_WH_ALONE = re.compile(rf"(?:(?:{PREPOSITION}) )?{QUESTION_WORD} ", re.IGNORECASE)
_INVERTED = re.compile(
    rf"{AUXILIARY}|(?:(?:{PREPOSITION}) )?"
    rf"(?:(?:when|where|why|how(?! many| much))\b|{QUESTION_WORD} (?:\S+ )*?(?:{DO}) )",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\b(?:an?|this|these|some|any|each|every|most)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:go|went|gone|travel\w*|move[ds]?|flee|fled|fly|flew|return\w*|come|came) $")


def with_referent(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with its first open pronoun exchanged for what it stands for."""
    for match in _PRONOUN.finditer(question):
        family = match.lastgroup or ""
        if not _is_open(question, match, turns[0]):
            continue
        inside = {one.text for one in find_mentions(question, turns[0].asked_on, turns[0].publishers)}
        found = (one for turn in turns for one in turn.named(family))
        name = next((name for one in found if (name := in_full(one.text, turns)) not in inside), None)
        if name is not None:
            return question[: match.start()] + _inflected(name, question, match) + question[match.end() :]
    return None


def _inflected(name: str, question: str, match: re.Match[str]) -> str:
    before, pronoun = question[: match.start()], match.group().lower()
    if match.lastgroup == "place":
        return (
            name
            if re.search(r"\b(?:from|in|near|to|leave|left|visit|visited|reach|reached) $", before)
            else f"{'to' if _MOVED.search(before) else 'in'} {name}"
        )
    if match.lastgroup == "date":
        return re.sub(r"^(?:since|until|before|after|by) ", "", name)
    if _is_possessive(question, match):
        return f"{name}’" if re.search(r"(?:^|\s)[a-z]\w*s$", name) and pronoun == "their" else f"{name}'s"
    return name


def _is_possessive(question: str, match: re.Match[str]) -> bool:
    after = re.match(r" ([\w-]+)", question[match.end() :])
    noun = after is not None and after[1].lower() not in STOP_WORDS
    return match.group().lower() in ("his", "their", "its") or (match.group().lower() == "her" and noun)


def _is_open(question: str, match: re.Match[str], last: Turn) -> bool:
    """Whether nothing within the question can be what a pronoun stands for."""
    before, after, pronoun = question[: match.start()], question[match.start() :], match.group().lower()
    family = match.lastgroup or ""
    if re.search(r"[.!?;:]\s|[“\"]", before) or _is_empty(before, after, pronoun):
        return False
    takes = TAKES[family] | ({"person"} if family in ("thing", "several") else set())  # a sort is a guess
    mentions = [one for one in find_mentions(question, last.asked_on, last.publishers) if one.sort in takes]
    rivals = [one for one in mentions if one.start < match.start()]
    reading = read_question(question, last.asked_on, last.publishers)
    if family in ("place", "date"):
        return not mentions and not (family == "place" and reading.kind == "place")
    if _SUBJECT_NEXT.fullmatch(before):
        return not rivals
    if not ASKS.match(before) or _WH_ALONE.fullmatch(before):
        return not mentions and before.count(" ") < 2  # "After he left, where did Ghazali go?"
    unrivalled = not rivals and not _INDEFINITE.search(before) and not _is_asked_for(before, after, family, reading)
    if not _is_object(question, match):
        return unrivalled
    possessors = any(question[one.end :][:1] in "'’" for one in rivals)
    told = _INVERTED.match(before) or not _INDEFINITE.search(before)
    return unrivalled or bool(told and not possessors and not _OTHER_CLAUSE.search(before))  # "Did Annan meet him?"


def _is_object(question: str, match: re.Match[str]) -> bool:
    """Whether a pronoun is what something is done to, which is never the doer."""
    pronoun = match.group().lower()
    if pronoun == "it":
        return _IT_SUFFERS.match(question, match.start()) is not None
    return pronoun in ("him", "them", "her") and not _is_possessive(question, match)


def _is_empty(before: str, after: str, pronoun: str) -> bool:
    """Whether a pronoun stands for nothing (`is it true`, `is there`), or for what happened."""
    if after[len(pronoun) :][:1] in ("'", "’"):
        return True
    if pronoun == "there":
        ahead = re.search(rf"\b{AUXILIARY} $", before, re.IGNORECASE)
        return ahead is not None or re.match(rf"there {AUXILIARY}", after, re.IGNORECASE) is not None
    return pronoun == "it" and (_SAYS_NOTHING.match(after) or _OF_EVENTS.search(before)) is not None


def _is_asked_for(before: str, after: str, family: str, reading: QuestionReading) -> bool:
    """Whether the one who is asked for may be meant, as in `Which star announced his retirement?`."""
    if family == "several" and re.search(r"\b(?:people|police|[a-z]{2,}(?<![ius])s)\b", before.replace("does", "")):
        return True
    if _INVERTED.match(before):
        return False
    if before.lower().startswith("who "):
        told = _SAYING.match(before) and not re.match(r"\w+ w(?:ill|ould)\b", after)
        return family != "thing" and not told and not _TO_ANOTHER.match(before)
    return family != "person" or reading.kind not in ("place", "organisation")
