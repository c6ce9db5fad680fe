"""Which way a sentence answers a question of yes or no: whether it says what is asked of the one asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.sentences import sentence_spans
from corpus.words import Word, stem, words
from qa.claims import Claim
from qa.clauses import Clause, clause_of, clause_text
from qa.counts import Count, compared
from qa.names import SAME_NAME, names_of, same_name
from qa.polarity import Polarity, alike, polarity
from qa.subjects import Place, held, means, mentions

_LIGHT = frozenset(
    "find make take go get give plead come keep put bring remain vote want plan agre decid try call".split()
)
"""Verbs that say nothing alone: what is asked is whether he was found guilty."""
_SYMMETRIC = frozenset("relat marri meet divorc alli".split())
_SIDED = frozenset("vote campaign argu speak march protest testifi".split())
_LIKE = 0.75
"""Share of the weight of what is asked that a sentence has, in like words too, from which its object is that asked."""
_MOST = 12
"""Clauses of one sentence that are read: what has more is a table or an attack."""
_FARTHEST = 800
"""Characters of a sentence in which verbs are read: an attack of "to be to be ..." costs 0.1 s so."""
_ROOT = 5
"""Letters that two words of one root share at the least."""
_DENIES_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|disput(?:es|ed)|refut(?:es|ed)|no truth in)\s+"
    r"(?:(?:the|these|those|his|her|their|all)\s+)?"
    r"(?:that|this|it|them|claims?|charges?|allegations?|accusations?|reports?|rumou?rs?|suggestions?)\b(?!\s+(?:of|that))"
)
_PAUSE = re.compile(r"[;,]|\b(?:but|while|although)\b")
# "Two aides fled, but not Berg himself", "Lund, not Berg, resigned"
_NOT_THEM = re.compile(
    r"(?:^|[,;(–—]|\b(?:but|though|although|and|if))\s*not\s+(?:even\s+)?(?P<who>[^,;:()–—.!?]+?)"
    r"(?:\s+(?:him|her|it|them)sel(?:f|ves))?\s*(?=[,;:()–—.!?]|\bbut\b|$)",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"(?:the|his|her|its|their)(?:\s[a-z-]+){1,2}", re.IGNORECASE)
_TURNED: dict[Polarity, Polarity] = {"yes": "no", "no": "yes"}
_AGAINST = re.compile(r"\bagainst\b")

_Told = tuple[Word, Clause]


def verdict(claim: Claim, place: Place, likeness: float = 0.0) -> Polarity | None:
    """Which way a sentence answers; None if it says nothing of what is asked, or nothing of the one asked about.

    `likeness` is the share, in [0, 1], of what is asked that the sentence has, in like words too.
    """
    if claim.office:
        return held(claim, place)
    told = _told(claim, place.sentence)
    left_out = _left_out(claim, place, told)
    if left_out:
        way = _undone(claim, left_out)
    elif told:
        way = _said(claim, place, told, likeness)
    else:
        way = _said_loosely(claim, place) or _answered_back(claim, place, likeness)
    return way if claim.count is None or way is None else _counted(claim, claim.count, place.sentence, told, way)


def is_of(claim: Claim, place: Place) -> bool:
    """Whether a sentence speaks of what is asked, and of the one asked about, be it as a fact or in doubt."""
    told = _told(claim, place.sentence)
    return any(clause.mood != "unreal" and _is_said_of(claim, verb, clause, place) for verb, clause in told)


def _told(claim: Claim, sentence: str) -> list[_Told]:
    """The words of a sentence that tell of what is asked, or of its opposite, each with its clause."""
    if claim.verb is None:
        return []
    light = claim.verb.stem in _LIGHT and len(claim.terms) > 1
    for term in claim.terms[: 2 if light else 1]:
        stems = alike(term.stem)
        found = [word for word in words(sentence[:_FARTHEST]) if word.stem in stems]
        found = [word for word in found if not light or _has_more(claim, word, sentence)]
        if found:
            return [(word, clause_of(sentence, word)) for word in found[:_MOST]]
    return []


def _has_more(claim: Claim, verb: Word, sentence: str) -> bool:
    """Whether a light verb stands with what gives it sense: "go on strike"."""
    stems = frozenset[str]().union(*(alike(term.stem) for term in claim.terms if term != claim.verb))
    start = max((match.end() for match in _PAUSE.finditer(sentence, 0, verb.start)), default=0)
    stop = _PAUSE.search(sentence, verb.end)
    return any(word.stem in stems for word in words(sentence[start : stop.start() if stop else len(sentence)]))


def _said(claim: Claim, place: Place, told: Sequence[_Told], likeness: float) -> Polarity | None:
    """Which way the clauses answer that say what is asked, as it may be, of the one asked about."""
    kept = [
        (verb, clause)
        for verb, clause in told
        if clause.mood != "unreal"
        and _is_said_of(claim, verb, clause, place)
        and not _names_another(claim, clause, place.sentence)
        and (likeness >= _LIKE or not _is_another_thing(claim, clause, place.sentence))
    ]
    if not kept:
        return None
    if all(clause.mood == "failed" for _, clause in kept):
        return _undone(claim, kept[0][0])
    way = polarity(place.sentence, claim.stems, claim.flipped, {verb.stem for verb, _ in kept})
    against = _AGAINST.search(claim.text), _AGAINST.search(place.sentence)
    if way and claim.verb and claim.verb.stem in _SIDED and bool(against[0]) != bool(against[1]):
        way = _TURNED[way]
    actual = claim.when == "future" or any(clause.mood == "fact" for _, clause in kept)
    return way if way == "no" or (actual and not _is_elsewhere(claim, place.sentence)) else None


def _undone(claim: Claim, verb: Word) -> Polarity | None:
    """Which way it answers that what a verb tells was not done: no, but yes to "Did he stay?" of "failed to leave"."""
    way = polarity(verb.text, claim.stems, claim.flipped)
    return _TURNED[way] if way else None


def _left_out(claim: Claim, place: Place, told: Sequence[_Told]) -> Word | None:
    """The verb of what a sentence tells of others and not of the one asked about, as it says."""
    verb = next((verb for verb, clause in told if clause.mood != "unreal"), None)
    if verb is None:
        return None
    for found in _NOT_THEM.finditer(place.sentence):
        who = found["who"]
        if (who in names_of(who) or _DESCRIBED.fullmatch(who)) and means(who, claim, replace(place, at=found.start())):
            return verb
    return None


def _counted(claim: Claim, asked: Count, sentence: str, told: Sequence[_Told], way: Polarity) -> Polarity | None:
    """Which way a sentence answers whose number is compared with that asked, each verb's own."""
    if not told:
        return compared(asked, sentence, way)
    own = [verb for verb, _ in told if claim.verb and verb.stem == claim.verb.stem] or [verb for verb, _ in told]
    ways = {compared(asked, clause_text(sentence, verb), way, verb) for verb in own} - {None}
    return ways.pop() if len(ways) == 1 else None


def _is_said_of(claim: Claim, verb: Word, clause: Clause, place: Place) -> bool:
    place = replace(place, at=verb.start)
    if not clause.subjects and not clause.objects:
        return mentions(claim, place)
    claims = [claim]
    if claim.objects and verb.stem in _SYMMETRIC:
        claims.append(replace(claim, names=claim.objects))
    return any(means(phrase, one, place) for phrase in _doers(claim, clause) for one in claims)


def _doers(claim: Claim, clause: Clause) -> tuple[str, ...]:
    """Of whom a clause says it in the voice in which it is asked."""
    if claim.passive:
        return clause.subjects if clause.passive else clause.objects or clause.subjects
    done_to_it = not claim.objects and len(claim.terms) < 2  # "Did he die?" of "He was killed by a falling tree."
    return clause.by if clause.passive and not done_to_it else clause.subjects


def _names_another(claim: Claim, clause: Clause, sentence: str) -> bool:
    """Whether a clause names somebody else as the one to whom it was done."""
    named = [name for phrase in (clause.subjects if clause.passive else clause.objects) for name in names_of(phrase)]
    return _lacks(claim, sentence) and bool(named) and not any(_is_known(claim, name) for name in named)


def _is_elsewhere(claim: Claim, sentence: str) -> bool:
    """Whether a sentence has other names where a question has its own: "in Dell" for "in Barrow"."""
    return _lacks(claim, sentence) and not all(_is_known(claim, name) for name in names_of(sentence))


def _lacks(claim: Claim, sentence: str) -> bool:
    """Whether a sentence is without a name that is asked about as an object."""
    return any(all(same_name(name, one) < SAME_NAME for one in names_of(sentence)) for name in claim.objects)


def _is_another_thing(claim: Claim, clause: Clause, sentence: str) -> bool:
    """Whether it was done to a thing that is not asked, and nothing else is: "accepted the post", not an offer."""
    asked = [term for term in claim.terms if term != claim.verb]
    things = [word for phrase in clause.objects for word in words(phrase) if not word.is_stop]
    return bool(asked and things) and not _has_kin(asked, sentence)


def _has_kin(asked: Sequence[Word], sentence: str) -> bool:
    return any(_is_kin(term.text.lower(), word.text.lower()) for term in asked for word in words(sentence))


def _is_kin(one: str, other: str) -> bool:
    """Whether two words have one root: "relatives" and "related"."""
    root = max(_ROOT, (max(len(one), len(other)) + 1) // 2)
    return stem(other) in alike(stem(one)) or (len(one) >= root and one[:root] == other[:root])


def _is_known(claim: Claim, name: str) -> bool:
    return any(same_name(name, one) >= SAME_NAME for one in (*claim.names, *claim.objects))


def _said_loosely(claim: Claim, place: Place) -> Polarity | None:
    """Which way a sentence answers that has other words for what is asked, "linked" for "tied"."""
    if not mentions(claim, place):
        return None
    telling = [term for term in claim.terms if len(claim.terms) == 1 or len(alike(term.stem)) > 2]
    return polarity(place.sentence, claim.stems, claim.flipped) if _has_kin(telling, place.sentence) else None


def _answered_back(claim: Claim, place: Place, likeness: float) -> Polarity | None:
    """No, where a sentence denies what the one before it says: "The commission rejected the claim."."""
    before = sentence_spans(place.before)[-1:]
    if not before or not _DENIES_THAT.search(place.sentence):
        return None
    start, end = before[0]
    previous = replace(place, before=place.before[:start], sentence=place.before[start:end])
    return "no" if verdict(claim, previous, likeness) == "yes" else None
