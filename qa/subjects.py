"""The one asked about: whether a phrase of a sentence means them, and whether it calls them "the mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.words import words
from qa.claims import Claim
from qa.clauses import head_names, opening_subject, subjects_before
from qa.names import SAME_NAME, name_words, names_in, names_of, same_name
from qa.polarity import Polarity
from qa.speaker import sentences_before

_EVERYONE = re.compile(
    r"(?:no ?one|nobody|none|nothing|everyone|everybody|all|neither|each)(?: of (?:them|us))?", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|both|the (?:two|pair|couple))$", re.IGNORECASE)
_RELATED = re.compile(r"(?:['’]s|\b[Hh]is|\b[Hh]er|\b[Tt]heir)\s+(?:[\w-]+\s+){0,3}[\w-]+,?\s+$")
# "Krantz's brother-in-law", "Krantz’s late first wife": another than Krantz
_KIN_OF = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}?(?:half-|step-?)?(?:brother|sister|son|daughter|father|mother|wife|husband|widow|"
    r"widower|cousin|uncle|aunt|nephew|niece|relative|fiancée?|girlfriend|boyfriend|bodyguard)s?(?:-in-law)?\b"
)

_LEFT = (
    "resign(?:s|ed)|quits?|step(?:s|ped) down|stood down|retire[sd]|fired|sacked|removed|ousted|dismissed|no longer|"
    "former|formerly|once"
)
# What may stand between one and what one is: "Larsen, who has been the ...", "Tanaka as ...".
_LINK = re.compile(
    rf"(?:[,\s]*\b(?:who|which|has|had|have|also|will|would|is|was|were|are|be|been|being|became|becomes?|"
    rf"remain(?:s|ed)|serve[sd]?|work(?:s|ed)|elected|re-?elected|appointed|named|chosen|sworn in|made|as|to|an?|the|"
    rf"its|his|her|not|never|now|then|still|new|current|{_LEFT}|\w+ly|on \w+day|\d+))*[,\s]*"
    r"(?:\b(?:an?|the|its|his|her) (?:[a-z-]+ ){0,2})?$"
)
_LINKED = re.compile(r",|\b(?:as|is|are|was|were|be|been|became|remain\w*|elected|appointed|named|made|sworn)\b")
_ENDED = re.compile(rf"\b(?:{_LEFT}|ex|until)\b", re.IGNORECASE)
_COMING = re.compile(r"\b(?:will|would|to be|nominated|candidate)\b")
_NEVER = re.compile(r"\b(?:not|never)\b|n[’']t\b")
_PAST = re.compile(r"\b(?:was|were|had been|then|served|worked)\b")
_LESSER = re.compile(
    r"\b(?:deputy|vice|acting|interim|assistant|would-be|aspiring|shadow|honorary)[\s-]+$", re.IGNORECASE
)
_OF_WHAT = r"(?:\s+(?:of|at|for|from|in)\s+(?:the\s+)?[\w’'-]+(?:\s+[A-Z][\w’'-]*)*)?"
_UNTIL = re.compile(r"[^,;]*\b(?:until|before (?:he|she|they|being))\b")


@dataclass(frozen=True)
class Place:
    """A sentence in its passage: what precedes it, the sentence, and the whole; `at` is the place of a verb in it."""

    before: str
    sentence: str
    whole: str
    at: int = 0


def means(phrase: str, claim: Claim, place: Place) -> bool:
    """Whether a phrase (a name, a pronoun or a description) can stand for the subject of a claim."""
    if _EVERYONE.fullmatch(phrase) or not (claim.names or claim.nouns):
        return True
    if _PRONOUN.search(phrase):
        return _is_traced(claim, place)
    names = head_names(phrase)
    if claim.names:
        return _is_any(names or (phrase,), claim, place)
    stems = {word.stem for word in words(phrase)}
    return not claim.nouns.isdisjoint(stems) or any(_is_called(name, claim, place) for name in names)


def mentions(claim: Claim, place: Place) -> bool:
    """Whether a sentence speaks of the subject of a claim at all."""
    if not claim.names:
        return not claim.nouns or any(word.stem in claim.nouns for word in words(place.sentence))
    sentence = place.sentence
    names = (name for name in names_of(sentence) if not _is_of_kin(name, sentence))
    return any(means(phrase, claim, place) for phrase in (*names, *opening_subject(sentence)))


def held(claim: Claim, place: Place) -> Polarity | None:
    """Which way a sentence answers whether the subject of a claim is the mayor, was it, or will be."""
    sentence, asked = place.sentence, {term.stem for term in claim.terms}
    if claim.verb is None or not asked <= {word.stem for word in words(sentence)}:
        return None
    more = "|".join(re.escape(term.text) for term in claim.terms)  # "chief executive"
    offices = re.finditer(rf"\b{re.escape(claim.verb.text)}\b(?: (?:{more})\b)*", sentence, re.IGNORECASE)
    ways = (_held_here(claim, place, office.span()) for office in offices)
    return next((way for way in ways if way is not None), None)


def _is_traced(claim: Claim, place: Place) -> bool:
    """Whether a pronoun means it: the nearest sentence with a name has it, before the pronoun or as a whole."""
    earlier = sentences_before(place.before)
    if not claim.names:
        return any(word.stem in claim.nouns for sentence in (place.sentence, *earlier) for word in words(sentence))
    for sentence in (place.sentence[: place.at], *earlier):
        if named := head_names(sentence)[:1] or names_of(sentence):
            return _is_any((name for name in named if not _is_of_kin(name, sentence)), claim, place)
    return False


def _is_of_kin(name: str, sentence: str) -> bool:
    """Whether a name only tells whose brother it is that a sentence speaks of."""
    ends = [match.end() for match in re.finditer(re.escape(name), sentence)]
    return bool(ends) and all(_KIN_OF.match(sentence, end) for end in ends)


def _is_any(phrases: Iterable[str], claim: Claim, place: Place) -> bool:
    return any(
        _is_same(phrase, asked, place.whole) if names_of(phrase) else _is_titled(phrase, asked, place.whole)
        for phrase in phrases
        for asked in claim.names
    )


def _is_same(name: str, asked: str, whole: str) -> bool:
    """Whether a name in a passage is that of the one asked about, and not of a namesake there."""
    if same_name(name, asked) < SAME_NAME:
        return False
    printed = name_words(name)
    if len(printed) > 1 or len(name_words(asked)) < 2:
        return True
    spans = [span for span in names_in(whole) if same_name(printed[0], whole[slice(*span)]) >= SAME_NAME]
    first = next((span for span in spans if len(name_words(whole[slice(*span)])) > 1), None)
    if first is None:
        return True
    # "Holm ... His brother, Jens Holm": the bare name is another's
    is_relative = first != spans[0] and _RELATED.search(whole, 0, first[0]) is not None
    return (same_name(whole[slice(*first)], asked) >= SAME_NAME) != is_relative


def _is_titled(described: str, asked: str, whole: str) -> bool:
    """Whether a passage gives a name a title or calls its bearer so: "Minister Olaf Krantz", "Krantz, the minister"."""
    head = next((word.text for word in reversed(words(described))), "")
    noun = rf"\b(?i:{re.escape(head)})\b"
    name = rf"(?P<name>(?:[A-Z][\w.’'-]+\s+){{0,2}}{re.escape(asked.split()[-1])})\b"
    titled = rf"{noun}(?:\s+(?:of|in|at|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?,?\s+{name}"
    called = rf"{name}(?:,|,?\s+(?:who\s+)?(?:is|was|became))\s+(?:(?:an?|the|his|her|its)\s+)?[^,.;]{{0,50}}{noun}"
    found = (match["name"] for pattern in (titled, called) for match in re.finditer(pattern, whole))
    return any(same_name(name, asked) >= SAME_NAME for name in found)


def _is_called(name: str, claim: Claim, place: Place) -> bool:
    """Whether a passage calls the bearer of a name by the nouns of a claim."""
    heads = {word.text for word in words(place.whole) if word.stem in claim.nouns}
    return any(_is_titled(head, name, place.whole) for head in heads)


def _held_here(claim: Claim, place: Place, office: tuple[int, int]) -> Polarity | None:
    """The same of one place where the office is named."""
    before, after = place.sentence[: office[0]], place.sentence[office[1] :]
    holders, gap = _holders(place.sentence, office)
    if _LESSER.search(before) or _is_of_another(claim, after) or not any(means(one, claim, place) for one in holders):
        return None
    if _COMING.search(gap):
        return "yes" if claim.when == "future" else None
    if _NEVER.search(gap):
        return "no"
    if claim.when != "present":
        return "yes"
    if _ENDED.search(gap) or _UNTIL.match(after):
        return "no"
    return None if _PAST.search(gap) else "yes"


def _is_of_another(claim: Claim, after: str) -> bool:
    """Whether it is of something else than asked: "a member of the Red Party"."""
    of = re.match(_OF_WHAT, after)
    likeness = [same_name(name, asked) for name in names_of(of.group() if of else "") for asked in claim.objects]
    return max(likeness, default=1.0) < SAME_NAME


def _holders(sentence: str, office: tuple[int, int]) -> tuple[tuple[str, ...], str]:
    """Those who are called so, and the words that link them to it."""
    before = sentence[: office[0]]
    for start, end in names_in(sentence):
        if start <= office[0] and office[1] < end:
            return (sentence[start:end],), before[-12:]  # "Former Mayor Larsen"
        if start >= office[1] and re.fullmatch(r" |" + _OF_WHAT + r",\s+", sentence[office[1] : start]):
            return (sentence[start:end],), before[-24:]  # "The mayor of Brask, Odd Vik,"
    link = _LINK.search(before)
    if link is None or not _LINKED.search(link.group()):
        return (), ""
    behind = re.match(r",\s+(?:is|was|has|had|will|became|remains)\b", link.group())  # "Dahl, a former nurse, is"
    return subjects_before(before[: link.start()] + "," * bool(behind)), link.group()
