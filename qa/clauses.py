"""A verb in a sentence: of whom its clause says it, to whom it is done, and whether as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.words import Word
from qa.names import names_in
from qa.noun_phrases import phrase_until

Mood = Literal["fact", "plan", "failed", "unreal"]
"""How a clause tells of its verb: "he left", "he will leave", "he neglected to leave", "he was urged to leave"."""

PRONOUNS = frozenset("he she it they".split())
_BE = frozenset("is are was were be been being get gets got".split())
_AUXILIARY = re.compile(
    r"(?:^|(?<=[\s,”\"]))(?:has|have|had|having|is|are|was|were|be|been|being|gets?|got|will|would|shall|can|could|may|"
    r"might|must|should|do|does|did|not|never|no longer|cannot|also|then|later|once|twice|already|yet|now|still|ever|"
    r"first|only|just|even|soon|again|(?:him|her|it|them)sel(?:f|ves)|\w+n[’']t|[a-z]{2,}ly(?<!family))\s*$",
    re.IGNORECASE,
)
_PLANNED = frozenset("will would shall".split())
_POSSIBLE = frozenset("may might could can should must".split())
_PREPOSITION = (
    "of|in|at|for|from|by|with|to|on|against|near|under|about|than|over|into|off|after|before|during|between|among|"
    "like|as|since|through|across|without|despite|following|until"
)
_BOUNDARY = re.compile(
    r"[;:“”\"()–—]|\b(?:that|who|whose|which|whom|if|unless|whether|because|while|although|though|after|before|when|"
    r"until|once|where|what|why|how|said|says|say|claim(?:s|ed)|told|tells|announced|insist(?:s|ed)|argue[sd]|"
    r"add(?:s|ed)|believe[sd]?|thinks?|thought|report(?:s|ed)|warned|confirm(?:s|ed)|reveal(?:s|ed)|den(?:y|ies|ied)|"
    r"alleged|knew|found|ruled|hope[sd]?)\b|,\s*(?:and|but|as|so)\b|\bbut\b",
    re.IGNORECASE,
)
# Where a clause ends whose number is its own; "the 12 people who died" goes on.
_EDGE = re.compile(
    r"[;:()–—]|,(?!\d)|\b(?:but|while|when|after|before|because|although|though|whereas|whom)\b|"
    r"\band\s(?=(?:(?:an?|the|his|her)\s\w+\s|(?:\d\S*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\w+teen|\w+ty|another)\s(?:\w+\s)?)?(?:has|had|have|was|were|is|are|[a-z]+ed)\b)",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\b(?:demand|propos|recommend|request|suggest|urg|insist)\w*\s+that\s*$", re.IGNORECASE)
_RUMOURED = re.compile(r"\b(?:rumou?rs?|speculation|gossip)\b", re.IGNORECASE)
# Before "to" and before "-ing": what the governing word makes of the other verb.
_GOVERNOR = re.compile(
    r"\b(?:(?P<implied>forc(?:e[sd]|ing)|compelled|mak(?:es|ing)|made|led|prompted|drove|driven|pushed|obliged|helped|"
    r"enabled|managed|able|came|continue[sd]?|beg[au]n|started|proceeded|chose|chosen|known|found|seen|confirmed)|"
    r"(?P<failed>refus\w+|fail\w*|declin\w+|unable|yet|neglect\w*|omit\w*|avoid\w*|prevent\w*|"
    r"den(?:y|ies|ied|ying)|barred|banned|forbidden)|(?P<open>reluctan\w+|unwilling\w*|stop\w*)|"
    r"had|(?P<owed>have|has)|(?P<planned>intention|plans?|planned|set|due|going|about|expect(?:s|ed)|vow(?:s|ed)|"
    r"agreed?|intends?|promise[sd]?|pledge[sd]?|scheduled|decided?|ready|is|are|was|were|be))\b"
)
_DENIED = re.compile(r"\b(?:not|never|no|none|nobody|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(rf"\b(?:{_PREPOSITION})\s+(?:(?:the|a|an|its|his|her|their|[a-z]+ly)\s+)?(?:[a-z]+\s+)?$")
_PLACES = re.compile(
    r"\b(?:village|town|city|island|state|province|region|republic|kingdom|district)\s+of\s+(?:the\s+)?$", re.I
)
_OWNS = re.compile(r"['’]s?(?!\w)")
_NOUN = re.compile(
    r"(?:\b(?P<whose>his|her|its|their)|(?P<owner>[\w-]+)['’]s?|\b(?:the|an?|this|that|any|no|of|about|over|for))\s+"
    r"(?:(?!(?:his|her|its|their|to|not)\b)[a-z]+\s+)?$"
)
_HIS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_QUANTITY = re.compile(
    r"^(?:(?:at least|at most|more than|fewer than|less than|up to|about|around|some|nearly|almost|over|another)\s+|"
    r"\w+\s+of\s+(?!them\b|us\b))+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """What the clause of a verb tells: phrases for its subject and its object, each a name, a pronoun or a description.

    No subject: it could not be told. `by` are those by whom a passive was done.
    """

    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    by: tuple[str, ...]
    passive: bool
    mood: Mood


def clause_of(sentence: str, verb: Word) -> Clause:
    """The clause of a verb (or of what stands in its place, as "guilty" in "was found guilty")."""
    objects, by = _after(sentence, verb.end)
    noun = _NOUN.search(sentence, 0, verb.start)
    if noun and not verb.text.endswith(("ing", "ed")):
        return Clause(_whose(sentence, verb.end, noun), (), by, False, "fact")
    left, auxiliaries = _less_auxiliaries(sentence[: verb.start])
    clause = Clause((), objects, by, bool(auxiliaries & _BE) and not verb.text.endswith("ing"), _mood(auxiliaries))
    if left.endswith(" to"):
        clause = _governed(sentence, left[:-3].rstrip(), clause)
    elif verb.text.endswith("ing") and not auxiliaries & _BE:
        clause = _governed(sentence, left, clause)
    else:
        wished = _WISHED.search(left[: _opening(left)])
        clause = replace(clause, subjects=subjects_before(left), mood="unreal" if wished else clause.mood)
    return replace(clause, mood="unreal") if _RUMOURED.search(sentence) else clause


def clause_text(sentence: str, verb: Word) -> str:
    """The sentence, all blank but the clause of a verb, so that every word keeps its place."""
    left = _less_auxiliaries(sentence[: verb.start])[0]
    aside = left[:-1].rfind(",") if left.endswith(",") else -1  # "43 people, most of them children, died"
    edge = len(left) if aside < 0 else aside
    start = max((match.end() for match in _EDGE.finditer(sentence, 0, edge)), default=0)
    stop = _EDGE.search(sentence, verb.end)
    end = stop.start() if stop else len(sentence)
    kept = sentence[start:edge] + " " * (verb.start - edge) + sentence[verb.start : end]
    return " " * start + kept + " " * (len(sentence) - end)


def head_names(text: str) -> tuple[str, ...]:
    """The names in a text that something is said of, or done to, rather than where or whose it is."""
    return tuple(text[slice(*span)] for span in names_in(text) if is_head(text, span))


def is_head(text: str, span: tuple[int, int]) -> bool:
    """Whether a name is whom a text is about: not in "the mayor of Dorran" or "Costa's brother"."""
    if _OWNS.match(text, span[1]):
        return False
    return not _BEFORE_NAME.search(text, 0, span[0]) or _PLACES.search(text, 0, span[0]) is not None


def opening_subject(text: str) -> tuple[str, ...]:
    """The subject that opens a clause, as far as it is a name, a pronoun or a determiner and nouns."""
    text = text.lstrip(" ,")
    first = text.split(" ", 1)[0].lower()
    described = re.match(r"(?:the|an?|his|her|its|their|two|three)\s+\w+(?:\s\w+(?<!ed))?", text, re.IGNORECASE)
    return (first,) if first in PRONOUNS else head_names(text)[:1] or ((described.group(),) if described else ())


def _whose(sentence: str, end: int, noun: re.Match[str]) -> tuple[str, ...]:
    """Of whom a noun tells: "his defection", "the defection of Ghazali"."""
    owner = _HIS.get(noun["whose"] or "", noun["owner"])
    of = re.match(r"\s+(?:of|by)\s+", sentence[end:])
    return (owner,) if owner else _after(sentence, end + of.end())[0] if of else ()


def _less_auxiliaries(left: str) -> tuple[str, set[str]]:
    found: set[str] = set()
    left = left.rstrip()
    while match := _AUXILIARY.search(left):
        found.add(match.group().strip().lower())
        left = left[: match.start()].rstrip()
    return left, found


def _mood(auxiliaries: set[str]) -> Mood:
    if auxiliaries & _POSSIBLE:
        return "unreal"
    return "plan" if auxiliaries & _PLANNED else "fact"


def _governed(sentence: str, left: str, clause: Clause) -> Clause:
    """The clause of an infinitive: "forced Lund to resign" says it of Lund, "refused to resign" of its subject."""
    governor = next(reversed([*_GOVERNOR.finditer(left)]), None)
    between = _less_auxiliaries(left[governor.end() :])[0].strip() if governor else ""
    if governor is None or (between and not governor["implied"]):
        return replace(clause, mood="unreal")
    if between:
        return replace(clause, subjects=subjects_before(between))
    above = clause_of(sentence, Word(governor.group(), governor.start(), governor.end(), ""))
    return replace(clause, subjects=above.subjects, mood=_mood_below(governor, left, above.mood))


def _mood_below(governor: re.Match[str], left: str, above: Mood) -> Mood:
    """How the verb is told of that a governing word has below it; "did not fail to" leaves it open."""
    before = left[: governor.start()]
    denied = _DENIED.search(before, _opening(before)) is not None
    if above != "fact":
        return above
    if governor["open"] or (denied and (governor["failed"] or governor["owed"])):
        return "unreal"
    return "failed" if governor["failed"] else "plan" if governor["owed"] or governor["planned"] else "fact"


def _opening(left: str) -> int:
    """Where the last clause of a text begins."""
    return max((match.end() for match in _BOUNDARY.finditer(left)), default=0)


def subjects_before(left: str) -> tuple[str, ...]:
    """What the noun phrase that ends a text stands for; that of the verb before, behind "and"."""
    if shared := re.search(r",?\s*\b(?:and|but|or|then)$", left):
        return opening_subject(left[_opening(left[: shared.start()]) : shared.start()])
    closed = re.sub(r",?\s*\b(?:who|which|that)$", "", left)
    chunk = closed.rstrip(" ,") if closed.endswith(",") else closed[_opening(closed) :].strip(" ’'")
    phrase = phrase_until(chunk, len(chunk), True)
    found = chunk[phrase.start : phrase.end] if phrase else chunk[chunk.rfind(",") + 1 :].strip()
    if closed.endswith(",") and "," in chunk and not (phrase and phrase.named):
        return (*subjects_before(chunk.rpartition(",")[0]), found)  # "The mill, once a prison, reopened"
    return head_names(found) or ((_QUANTITY.sub("", found),) if found else ())


def _after(sentence: str, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The objects next to a verb, and those by whom a passive was done."""
    right = sentence[end:]
    stop = _BOUNDARY.search(right)
    right = right[: stop.start()] if stop else right.rstrip(" .!?")
    by = re.search(r"\bby\s+([^,]*)", right)
    region = re.split(rf"\b(?:{_PREPOSITION}|and)\b", _QUANTITY.sub("", right.strip()), maxsplit=1)[0].strip(" ,")
    return _listed(region), _listed(by[1]) if by else ()


def _listed(region: str) -> tuple[str, ...]:
    """The names in a stretch of noun phrases, else the stretch."""
    names = tuple(region[slice(*span)] for span in names_in(region) if not _OWNS.match(region, span[1]))
    return names or ((region,) if region else ())
