"""Yes or no: which way a sentence answers a question that asks whether something is so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from corpus.words import stem, words

Polarity = Literal["yes", "no"]

# Words that take back what their clause tells. Two of one group count once ("neither ... nor"); of two groups one
# takes the other back ("did not deny").
_NOT = re.compile(
    r"\b(?:not|never|nor|neither|none|nobody|nothing|no one|no|without|cannot|hardly|barely|scarcely|rarely|seldom|"
    r"nowhere|(?<!\ba )(?:few|little))\b|n[’']t\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:untrue|not true|false(?:ly|hoods?)?|fake|lies?|fabricat\w+|baseless|unfounded|hoax|myth|invent(?:ed|ion)|"
    r"denie[sd]|deny|denying|denials?|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al) (?!from|in|on|as (?!a|an|un|false)|by)|"
    r"refut\w+|rebuff\w*|ruled out|rules out|disput(?:es|ed|ing)|no truth|opposed?)\b",
    re.IGNORECASE,
)
_FAILING = re.compile(
    r"\b(?:refus(?:es|ed|ing|al)|fail(?:s|ed|ing|ure)?|unable|inability|declin(?:es|ed|ing) to|yet to|far from|"
    r"stopped short|short of|lack(?:s|ed|ing)?|instead of|rather than|impossible|prevented|blocked|avoid(?:s|ed)|"
    r"unlikely|ceased|halted|unlike)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:not (?:only|just|merely|simply)|nothing but|no less|no (?:fewer|more) than|no doubt|not until|(?:did|was|were|is|are)(?: not|n[’']t) \w+ until)\b",
    re.IGNORECASE,
)
# The stems that ask for the opposite: "Was the story a fabrication?", "Did he refuse?"
_TAKES_BACK = frozenset(
    stem(word)
    for word in (
        "untrue", "false", "fake", "lie", "fabricated", "fabrication", "baseless", "unfounded", "hoax", "myth", "invented",
        "invention", "deny", "denied", "denial", "reject", "rejected", "rejection", "dismiss", "refute", "oppose", "refuse",
        "refused", "refusal", "fail", "failed", "failure", "unable", "lack",
    )
)  # fmt: skip
_OPPOSITES = tuple(
    tuple(frozenset(stem(word) for word in side.split()) for side in pair.split("|"))
    for pair in (
        "open opened reopened|close closed shut shuttered",
        "alive survive survived survivor living|dead die died death killed",
        "win won victory beat|lose lost loss defeat",
        "rise rose increase increased grow grew higher soared climbed|fall fell drop dropped decrease shrank lower slumped",
        "confirm verify corroborate verified|",
        "present attended attend|absent missed",
        "begin began start started|end ended finish stopped stop",
        "join joined|leave left quit",
        "stay remain stayed remained|leave left quit depart fled flee gone",
        "allow allowed permit|ban banned forbid forbidden prohibit barred",
        "guilty convicted|innocent acquitted cleared",
        "legal lawful|illegal unlawful outlawed",
        "same|different differ",
        "abroad overseas|home domestic",
        "safe|dangerous unsafe",
        "agree agreed|disagree disagreed",
        "strengthen stronger|weaken weaker",
        "friend friendly ally|enemy foe hostile",
        "buy bought|sell sold",
        "married|single unmarried divorced",
    )
)
_GONE = frozenset(
    stem(word) for word in ("leave", "quit", "flee", "depart", "resign", "defect", "gone", "escape")
)
_UNVERIFIED = re.compile(
    r"\b(?:unable to|could not|cannot|can not|couldn[’']t|not been able to|has not been|have not been|yet to be|not yet)\s+"
    r"(?:be\s+)?(?:independently\s+|immediately\s+)?(?:confirm|verif)\w*|\bunconfirmed\b|\bif confirmed\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s*(?:however|though|of course|in fact|indeed|therefore|too|(?:[\w’'-]+\s){1,4}(?:said|says|added))\s*,"
)
_CUT = re.compile(
    r"\bthat\b|[;:()–—]|,(?!\d)|\b(?:but|while|although|though|because|however|whereas|whether|unless|if|who|which)\b|"
    r"\band\s(?=(?:has|had|have|was|were|is|are|will|would|said|says|he|she|they|it|now|the|[a-z]+ed)\b)"
)
# What may govern a clause that begins with "that".
_NOT_SO = re.compile(
    r"(?:\bno (?:evidence|sign|indication|proof|truth|basis|reason to believe)|\bdoubt(?:s|ed)?)\b[^,;]*$",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"(?:n[’']t|\bnot|\bnever|\bdeclined to|\brefused to|\bunable to)\s+(?:be\s+)?"
    r"(?:say|said|confirm|confirmed|know|known|clear|verify|comment)\b[^,;]*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"^\s*(?:whether|if|unless)\b", re.IGNORECASE)
_SELF = frozenset(stem(word) for word in ("himself", "herself", "itself", "themselves"))


def polarity(sentence: str, asked: Iterable[str], asked_negated: bool = False) -> Polarity | None:
    """Whether the clause of a sentence that speaks of the asked stems says so or denies it; None if neither.

    Neither: it only supposes it ("if", "whether"), leaves it unverified, or has none of the stems and denies
    nothing. `asked_negated` tells that the question asks whether something is not so.
    """
    stems = frozenset(asked)
    backwards = asked_negated != bool(stems & _TAKES_BACK)
    sides = _sides(stems - _TAKES_BACK)
    text = _ASIDE.sub(" ", _NO_DENIAL.sub(" ", sentence))
    clauses = _clauses(text)
    at = max(range(len(clauses)), key=lambda place: _weight(clauses[place], sides), default=0)
    clause = clauses[at] if clauses else text
    speaks = _weight(clause, sides) > 0
    if not speaks:
        clause, before = text, ""
    else:
        before = " ".join(clauses[:at])[-80:] if clause.startswith("that") else ""
    if speaks and (
        _SUPPOSED.match(clause) or _NOT_TOLD.search(before) or _is_unverified(text, clause, stems)
    ):
        return None
    denials = _denials(clause, before, sides)
    if not speaks and sides and not denials:
        return None
    return "no" if (denials % 2 == 1) != backwards else "yes"


def negated(question: str) -> bool:
    """Whether a question asks if something is not so: "Has he never ...?", "Is it true that he did not ...?".

    "Isn't he ...?" and "Did he not ...?" ask, and are answered, as "Is he ...?" and "Did he ...?".
    """
    return (
        re.search(r"\bnever\b|\bno longer\b|\bthat\b.*(?:\bnot\b|n[’']t\b)", question, re.IGNORECASE)
        is not None
    )


def _sides(asked: frozenset[str]) -> dict[str, bool]:
    """The stems that speak of what is asked: True those that mean it, False those that mean the opposite."""
    sides: dict[str, bool] = {}
    for pair in _OPPOSITES:
        for same, other in (pair, pair[::-1]):
            if asked & same:
                sides |= dict.fromkeys(other, False) | dict.fromkeys(same, True)
    return sides | dict.fromkeys(asked, True)


def _clauses(text: str) -> list[str]:
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    pieces = [text[start:end].strip(" ,;:()–—") for start, end in zip(cuts, cuts[1:], strict=False)]
    joined: list[str] = []
    for piece in pieces:
        if joined and re.search(r"(?:\b(?:not|never|has|had|have|did|was|were|is)|n[’']t)$", joined[-1]):
            joined[-1] += " " + piece
        elif piece:
            joined.append(piece)
    return joined


def _weight(clause: str, sides: dict[str, bool]) -> float:
    """How much a clause speaks of what is asked; "himself" singles one person out."""
    found = {word.stem for word in words(clause)} & sides.keys()
    return sum(3 if one in _SELF else 1 for one in found)


def _is_unverified(text: str, clause: str, asked: frozenset[str]) -> bool:
    if not _UNVERIFIED.search(text) or asked & _OPPOSITES[4][0] or _DENYING.search(clause):
        return False
    return True


def _denials(clause: str, before: str, sides: dict[str, bool]) -> int:
    """How many times a clause takes back what it tells; `before` is what governs it."""
    found = [word for word in words(clause) if word.stem in sides]
    first = min((word.start for word in found), default=len(clause))
    last = max((word.start for word in found), default=len(clause))
    if _GONE & sides.keys():
        clause = re.sub(r"\bno longer\b", lambda match: " " * len(match.group()), clause)
    behind = re.search(r"\b(?:and|or|as|to|for|with)\b", clause[last:])
    reach = last + behind.start() if behind else len(clause)
    count = any(
        match.start() < max(last, 1)
        or (match.start() < reach
        and match.group().lower() not in ("without", "no"))
        for match in _NOT.finditer(_DENYING.sub("", clause) if False else clause)
        if not clause[match.start() :].lower().startswith("not true")
    )
    count += bool(_DENYING.search(clause)) or bool(_DENYING.search(before) or _NOT_SO.search(before))
    count += any(match.start() < last for match in _FAILING.finditer(clause)) or (
        not found and bool(_FAILING.search(clause))
    )
    opposite = (
        bool(found)
        and first >= 0
        and not any(sides[word.stem] for word in found if _is_paired(word.stem, sides))
        and any(not sides[word.stem] for word in found)
    )
    return int(count) + opposite


def _is_paired(one: str, sides: dict[str, bool]) -> bool:
    return any(one in same or one in other for same, other in _OPPOSITES)
