"""Yes or no: which way a sentence answers a question that asks whether something is so."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.words import stem, words

Polarity = Literal["yes", "no"]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


# Words that take back what their clause tells. Two of one group count once ("neither ... nor"); of two groups
# the one takes the other back ("did not deny").
_NOT = re.compile(
    r"\b(?:not|never|nor|neither|none|nobody|nothing|no longer|no one|no|without|cannot|hardly|barely|"
    r"scarcely|rarely|seldom|nowhere|(?<!\ba )(?:few|little))\b|n[’']t\b",
    re.IGNORECASE,
)
# "sold fake vaccines" denies nothing
_NO_ADJECTIVE = r"(?!\s+(?!and\b|but\b|or\b|in\b|by\b|to\b|as\b|on\b|claim|report|rumou?r|stor(?:y|ies)\b|alleg)[a-z])"
_DENYING = re.compile(
    rf"\b(?:untrue|not true|(?:false|fake){_NO_ADJECTIVE}|false(?:ly|hoods?)|fake[ds]|lies?|fabricat\w+|baseless|"
    r"unfounded|hoax|myth|"
    r"invent(?:s|ed|ion)?|denie[sd]|deny(?:ing)?|denials?|reject(?:s|ed|ing|ion)?|refut\w+|rebuff\w*|"
    r"rule[ds]? out|disput(?:es|ed|ing)|no truth|oppos(?:e[sd]?|ing)|"
    r"dismiss(?:es|ed|ing|al)? (?!from|in|on|by|as (?:an?|the) (?!un|false)\w+ (?:of|at|in)))\b",
    re.IGNORECASE,
)
_FAILING = re.compile(
    r"\b(?:refus(?:e[sd]?|ing|al)|fail(?:s|ed|ing|ure)?|unable|inability|declin(?:es|ed|ing) to|yet to|"
    r"far from|stopped short|short of|lack(?:s|ed|ing)?|instead of|rather than|impossible|prevented|blocked|"
    r"avoid(?:s|ed)|unlikely|ceased|halted|unlike)\b",
    re.IGNORECASE,
)
# "Was the story a fabrication?", "Did he refuse?": each of these is in a group above.
TAKES_BACK = _stems(
    """
    untrue false fake fabricated fabrication baseless unfounded hoax myth invented invention deny denied
    denial reject rejected rejection refute oppose refuse refused refusal fail failed failure unable lack
    """
)
"""Stems that turn a question round where it asks for them, and are no part of what it asks."""
_IDLE = re.compile(
    r"\b(?:not (?:only|just|merely|simply)|nothing but|no less|no (?:fewer|more) than|no doubt|not until|"
    r"not (?=\w+ until\b)|n?or den\w+|(?:asked not|declined) to be (?:named|identified))\b",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    tuple(_stems(side) for side in pair.split("|"))
    for pair in (
        "open opened reopened|close closed shut shuttered",
        "alive survive survived survivor living|dead die died death killed",
        "win won victory beat|lose lost loss defeat",
        "rise increase grow grew higher soared climbed|fall drop dropped decrease shrank lower slumped",
        "confirm verify corroborate verified verification|",
        "present attended attend|absent missed",
        "begin started start|end ended finish stopped stop",
        "join joined|leave quit defect desert",
        "stay remain remained|leave quit depart flee defect desert",
        "allow allowed permit|ban banned forbid prohibit barred",
        "guilty convicted|innocent acquitted cleared",
        "legal|illegal unlawful outlawed",
        "back support supported backed|oppose",
        "overturn|uphold upheld",
        "same|different differ",
        "abroad overseas|home domestic",
        "safe|dangerous unsafe",
        "agree agreed|disagree disagreed",
        "strengthen stronger|weaken weaker",
        "friend friendly ally|enemy foe hostile",
        "buy bought purchase acquire acquired|sell sold",
        "married|single unmarried divorced",
        "tie tied linked link associated connected|",
        "accept accepted|reject rejected refuse decline declined",
    )
)
_CONFIRM = _OPPOSITES[4][0]
_GONE = _stems("leave quit flee depart")
_UNVERIFIED = re.compile(
    r"\b(?:unable to|could not|cannot|couldn[’']t|not been able to|has not been|have not been|"
    r"yet to be|not yet|neither)\s+(?:be\s+)?(?:independently\s+|immediately\s+)?"
    r"(?:confirm|verif)\w*|\bunconfirmed\b|"
    r"\bif confirmed\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s*(?:however|though|of course|in fact|indeed|therefore|too|"
    r"(?:[\w’'-]+\s){1,4}(?:said|says|added))\s*,"
)
_CUT = re.compile(
    r"\bthat\b|[;:()–—]|,(?!\d)|"
    r"\b(?:but|while|although|though|because|however|whereas|whether|unless|if|who|which)\b|"
    r"\band\s(?=(?:has|had|have|was|were|is|are|will|would|said|says|he|she|they|it|now|the|[a-z]+ed)\b)"
)
_HANGING = re.compile(r"(?:\b(?:not|never|has|had|have|did|was|were|is)|n[’']t)$")
_BEYOND = re.compile(r"\b(?:and|or|as|to|for|with)\b")
# What may govern a clause that begins with "that".
_NO_SIGN = re.compile(r"\bno (?:evidence|sign|indication|proof|truth|basis)\b|\bdoubt(?:s|ed)?\b", re.IGNORECASE)
_NOT_TOLD = re.compile(
    r"(?:n[’']t|\bnot|\bnever|\bdeclined to|\brefused to|\bunable to)\s+(?:be\s+)?"
    r"(?:say|said|confirm|confirmed|know|known|clear|verify|comment)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"(?:whether|if|unless)\b", re.IGNORECASE)
_SELF = _stems("himself herself itself themselves")


class _Term(NamedTuple):
    """What a stem tells of what is asked: the same or its opposite, and how much."""

    same: bool
    weight: float


def polarity(
    sentence: str, asked: Iterable[str], asked_negated: bool = False, telling: Container[str] = ()
) -> Polarity | None:
    """Whether the clause of a sentence that speaks of the asked stems says so or denies it; None if neither.

    Neither: it only supposes it ("if", "whether"), leaves it unverified, or has none of the stems (nor an
    opposite of one) and denies nothing. `asked` come in the question's order, names left out; `asked_negated`
    tells that the question asks whether something is not so; a clause with one of the stems `telling` goes first.
    """
    stems = list(dict.fromkeys(asked))
    backwards = asked_negated != (not TAKES_BACK.isdisjoint(stems))
    terms = _terms([one for one in stems if one not in TAKES_BACK])
    text = _ASIDE.sub(" ", _IDLE.sub(" ", sentence))
    if not _GONE.isdisjoint(stems):
        text = re.sub(r"\bno longer\b", "departed", text)
    clauses = _clauses(text)
    at = max(range(len(clauses)), key=lambda place: _rank(clauses[place], terms, telling), default=0)
    if not clauses or not _weight(clauses[at], terms):
        denials = _denials(text, terms)
        return None if terms and not denials else _answer(denials, backwards)
    clause, governing = clauses[at], clauses[at - 1] if at and clauses[at].startswith("that") else ""
    if _SUPPOSED.match(clause) or _NOT_TOLD.search(governing) or _is_unverified(text, clause, stems):
        return None
    governed = _DENYING.search(governing) or _NO_SIGN.search(governing)
    return _answer(_denials(clause, terms) + bool(governed), backwards)


def alike(asked: str) -> frozenset[str]:
    """The stem and those that mean the same or the opposite: what tells of it one way or the other."""
    return frozenset(_terms([asked]))


def negated(question: str) -> bool:
    """Whether a question asks if something is not so: "Has he never ...?", "Is it true that he did not ...?".

    "Isn't he ...?" and "Did he not ...?" ask, and are answered, like "Is he ...?" and "Did he ...?".
    """
    asks = re.search(r"\bnever\b|\bno longer\b|\bthat\b.*(?:\bnot\b|n[’']t\b)", question, re.IGNORECASE)
    return asks is not None


def _answer(denials: int, backwards: bool) -> Polarity:
    return "no" if (denials % 2 == 1) != backwards else "yes"


def _terms(asked: list[str]) -> dict[str, _Term]:
    """The asked stems, what means the same and what the opposite; a question asks at its end rather."""
    weights = {one: 3.0 if one in _SELF | _CONFIRM else 1 + place / 10 for place, one in enumerate(asked)}
    terms: dict[str, _Term] = {}
    for one, weight in weights.items():
        for same, other in (sides for pair in _OPPOSITES for sides in (pair, pair[::-1])):
            if one in same:
                terms |= dict.fromkeys(other, _Term(False, weight)) | dict.fromkeys(same, _Term(True, weight))
    # Porter leaves "un" on: "unaware"
    terms |= {f"un{one}": _Term(False, weight) for one, weight in weights.items() if one != "abl"}
    return terms | {one: _Term(True, weight) for one, weight in weights.items()}


def _clauses(text: str) -> list[str]:
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    joined: list[str] = []
    for start, end in pairwise(cuts):
        piece = text[start:end].strip(" ,;:()–—")
        if joined and _HANGING.search(joined[-1]):
            joined[-1] += " " + piece
        elif piece:
            joined.append(piece)
    return joined


def _weight(clause: str, terms: dict[str, _Term]) -> float:
    return sum(terms[one].weight for one in {word.stem for word in words(clause)} & terms.keys())


def _rank(clause: str, terms: dict[str, _Term], telling: Container[str]) -> tuple[bool, float]:
    return any(word.stem in telling for word in words(clause)), _weight(clause, terms)


def _is_unverified(text: str, clause: str, asked: Iterable[str]) -> bool:
    if _DENYING.search(clause) or not _CONFIRM.isdisjoint(asked):
        return False
    return _UNVERIFIED.search(text) is not None


def _denials(clause: str, terms: dict[str, _Term]) -> int:
    """How many times a clause takes back what it tells of the terms; of all it tells, if it holds none."""
    found = [word for word in words(clause) if word.stem in terms]
    last = found[-1].start if found else len(clause)
    beyond = _BEYOND.search(clause, last)
    reach = beyond.start() if beyond else len(clause)
    asked = {word.start for word in found}
    denying = [match for match in _DENYING.finditer(clause) if match.start() not in asked]
    plain = _DENYING.sub(lambda match: " " * len(match.group()), clause)
    nots = [
        match
        for match in _NOT.finditer(plain)
        if match.start() < last or (match.start() < reach and match.group().lower() not in ("without", "no"))
    ]
    failing = [
        match
        for match in _FAILING.finditer(clause)
        if match.start() not in asked and (match.start() < last or not clause[match.end() :].startswith(" to"))
    ]
    return bool(denying) + bool(nots) + bool(failing) + _is_opposite([word.stem for word in found], terms)


def _is_opposite(found: list[str], terms: dict[str, _Term]) -> bool:
    """Whether a clause has the opposite of what is asked, and not the thing itself: "still open"."""
    sides = [terms[one].same for one in found if not terms[one].same or _is_paired(one)]
    return bool(sides) and not any(sides)


def _is_paired(one: str) -> bool:
    return any(one in same | other for same, other in _OPPOSITES)
