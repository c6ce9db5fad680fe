"""How a sentence stands to what it tells: asserted, denied, claimed or uncertain, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer import Stance
from qa.speaker import is_quotation
from qa.speaker import speaker_of as speaker_of

# A verb of denial with something told as its object: "dismissed in July" and "denied bail" deny nothing.
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing)|refut(?:es|ed|ing)|rebuff(?:s|ed)|"
    r"disput(?:es|ed|ing)|rubbish(?:es|ed))\s+"
    r"(?:(?:(?:the|a|any|all|such|these|those|this|that|his|her|its|their|[\w’'.-]+[’']s|\w+)\s+){0,3}"
    r"(?:reports?|claims?|allegations?|accusations?|rumou?rs?|stor(?:y|ies)|descriptions?|suggestions?|"
    r"charges?|notion|idea|view|assertions?|account|defections?|involvement|wrongdoing|role|"
    r"knowledge|responsibility|knowing)\b"
    r"|(?:it|this|that|them|having|being|doing|that\s+\w+|"
    r"\w+ing\s+(?:an?|the|any|his|her|him|them|it|that|to))\b)",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:untrue|falsehoods?|(?:is|are|was|were|be|as)\s+(?:all\s+|completely\s+|totally\s+|simply\s+)?"
    r"(?:false|lies|a\s+lie|made up)|fabricat\w+|baseless|unfounded|no truth|hoax|"
    r"(?:is|was|as|be|it) an invention|invented (?:the|this|that) \w+|not true|nothing to do with|no basis)",
    re.IGNORECASE,
)
_DENIED_IT = re.compile(
    r"\b(?:denie[sd]|deny|disput(?:es|ed)|reject(?:s|ed)|dismiss(?:es|ed))\s+(?:this|that|it|the denial)\b"
    r"[^.]*?,?\s+(?:but\s+)?(?:informing|saying|insisting|stressing|claiming|telling|adding|asserting|"
    r"and (?:said|insisted|told))\b(?P<told>.*)",
    re.IGNORECASE,
)
_DENIES_AGAIN = re.compile(
    r"\b(?:not|never|no|neither|untrue|false)\b|n[’']t\b|" + _CALLED_FALSE.pattern, re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|uncertain\w*|unconfirmed|unclear|unverified|perhaps|rumou?r\w*|"
    r"conflicting (?:reports|information|accounts)|[Aa]ccounts conflict|(?:a|the) possible|possibly|"
    r"(?:unable|impossible) to (?:confirm|verify)|could not (?:be )?(?:confirm|verif)\w*|"
    r"not (?:yet )?(?:been )?(?:immediately )?(?:confirmed|clear|verified|known)|if confirmed|"
    r"may (?:have|be)|might|could have|appear(?:s|ed) to|it is (?:thought|believed)|alleged|"
    r"(?:thought|believed|said|understood|reported|rumou?red) to)\b"
)


@dataclass(frozen=True)
class Attribution:
    """How a sentence stands to what it tells, and who says it, as printed."""

    stance: Stance
    speaker: str | None


def attribution(sentence: str, before: str = "") -> Attribution:
    """The stance and speaker of a sentence; `before` is the sentence that precedes it, for "he said".

    Denied: it calls untrue what is told of. Claimed: somebody says so, named or not. Uncertain: it speaks of
    doubt or hearsay, and names nobody. A denial of a denial claims.
    """
    denial = _denial(sentence)
    speaker = speaker_of(sentence, before, None if denial is None else denial.start())
    if denial is not None and (speaker is not None or not _DOUBT.search(sentence)):
        return Attribution("denied", speaker)
    if speaker is not None or is_quotation(sentence):
        return Attribution("claimed", speaker)
    return Attribution("uncertain" if _DOUBT.search(sentence) else "asserted", None)


def _denial(sentence: str) -> re.Match[str] | None:
    again = _DENIED_IT.search(sentence)
    if again is not None and not _DENIES_AGAIN.search(again["told"]):
        return None
    return _DENYING.search(sentence) or _CALLED_FALSE.search(sentence)
