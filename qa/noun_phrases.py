"""Noun phrases beside a verb: whose name or description ends before it, or begins after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from qa.names import names_in


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[\w$£€%][\w.'’&/-]*")
# A noun phrase does not go on over these.
STOP = _words(
    """
    of for at in from with to by on into near about over under after before since during between against as
    like that than and or but nor while although though because when if where who whom whose which what how
    why so then however is are was were be been has have had do does did will would can could may might must
    i you we he she it they him her them me us himself herself itself someone somebody anyone there here not
    also amid despite per via said says told
    """
)
_DETERMINERS = _words(
    """
    a an the this that these those his her its their our my some other another several many most no one two
    three both all each every half few
    """
)
_LINKING = _words("of for at in from with near on to")
_CLOSE_TO = _words("close loyal familiar friendly opposed allied linked")
_DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday yesterday today")
# Common nouns of those who say things.
_SPEAKERS = re.compile(
    r"(?:sources?|officials?|spokes(?:man|woman|person|people|men)|activists?|analysts?|diplomats?|police|"
    r"ministry|ministers?|governments?|army|military|witness(?:es)?|residents?|experts?|lawyers?|attorneys?|"
    r"dissidents?|reports?|opposition|rebels?|prosecutors?|scientists?|researchers?|authorities|authority|"
    r"neighbou?rs|colleagues|members?|company|agency|regime|office|department|council|presidents?|doctors?|"
    r"judges?|leaders?|study|survey|poll|statement|critics|supporters|users|others|voters|people|"
    r"investigators?|economists?|executives?|detectives?|regulators?|committee|commission|court|team|union|"
    r"league|group|family|campaign|watchdog|complaint|lawsuit|indictment|lawmakers?|senators?|democrats|"
    r"republicans|organizers?|brother-in-law|chief|commander|outlets?|media|newspapers?|networks?|half|"
    r"majority|quarter|mayor|governor|coach|director|chairman|secretary|ambassador|envoy|consul|general|pope|"
    r"captain|pilot|mother|father|owner|manager|author|professor|singer|actor|director|person|woman|man|women|men)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:](?:\s|$)|\.\s|[”\"(–—]|"
    r"\b(?:that|who|which|and|in|on|of|at|for|from|to|with|after|as|when|by|is|was|has|had|have|"
    r"are|were|would|will|could|may|can|you|it|he|she|they|we)\b"
)
# "one of the returning envoys", "a projection from the UN"
_HANGS_ON = re.compile(
    r"(?<=one|ome|two|ost|any)\s+of\s+(?:the|its|his|her|their)(?:\s[\w-]+){1,3}(?=[,.;]|\s(?:said|who)\b|$)|"
    r"\s+(?:of|in|at|for|from)\s+(?:the\s+)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*"
)
# "a spokesman for the ministry"
_SPEAKS_FOR = re.compile(
    r"(?<=man|son|ple)(?: for| of) (?:the |its |his |her |their )?(?:[\w-]+ ){0,2}?[\w-]+"
    r"(?=[,.;]|\s(?:said|told|who)\b|$)"
)
_LINKED = re.compile(r"\s+(?:of|in|at|for|from|with|on)\b")
_NAMED_ROLE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[A-Z][\w-]*[’']s?)\s(?:[\w’'-]+\s){0,3}?[a-z][\w-]*"
    r"(?:\s(?:of|for|at|in)\s(?:the\s)?[\w-]+(?:\s[\w-]+){0,3}?)?,\s(?=[A-Z])"
)
_ROLE = re.compile(r"\s*(?:an?|the)\s|\s*[a-z][\w-]*(?:\s[\w-]+){0,3}?\s(?:of|for|at|with)\s")
_OPENS = re.compile(r"(?:^|,)\s*(?:But|And|However|Meanwhile|Still|Yet)?\s*$")
_TITLED = re.compile(r"(?:[a-z][\w-]*\s+){0,4}")


@dataclass(frozen=True)
class Phrase:
    """A noun phrase, `text[start:end]`; `named` if a name is its head, and then it is the name alone."""

    start: int
    end: int
    named: bool


def phrase_until(bare: str, end: int, any_noun: bool) -> Phrase | None:
    """The noun phrase that ends at `end`, with what it hangs on: "a spokesman for the ministry".

    Its head is a name or one who says things; any noun, if `any_noun`.
    """
    first = max((bare.rfind(mark, 0, end) + 1 for mark in ',;:”"–—('), default=0)
    relative = re.search(r"\b(?:who|which)\b", bare[first:end])
    if relative is not None:
        cut = len(bare[: first + relative.start()].rstrip(" ,"))
        return phrase_until(bare, cut, True) if cut < end else None
    words = [(first + word.start(), first + word.end()) for word in _WORD.finditer(bare[first:end])]
    if not words or bare[words[-1][1] : end].strip():
        return None
    phrase = _apposed(bare, first) or _last_phrase(bare, words, any_noun)
    if phrase is None:
        return None
    return _held(bare, first, [word for word in words if word[1] <= phrase.start], phrase)


def _held(bare: str, first: int, ahead: list[tuple[int, int]], phrase: Phrase) -> Phrase | None:
    """The phrase, or the one on which it hangs; `ahead` are the words of its clause before it."""
    while ahead and bare[slice(*ahead[-1])].lower() in _DETERMINERS:
        ahead.pop()
    link = bare[slice(*ahead[-1])].lower() if ahead else ""
    if link == "and":
        return _joined(bare, first, ahead, phrase)
    if link not in _LINKING:
        return phrase
    at = len(bare[: ahead[-1][0]].rstrip())
    if len(ahead) > 1 and bare[slice(*ahead[-2])] in _CLOSE_TO:
        at = len(bare[: ahead[-2][0]].rstrip())
    holder = phrase_until(bare, at, False) if len(ahead) > 1 else None
    if holder is None:
        return phrase if link == "with" else None
    return holder if holder.named else Phrase(holder.start, phrase.end, False)


def _joined(bare: str, first: int, ahead: list[tuple[int, int]], phrase: Phrase) -> Phrase | None:
    """Two, "Schuster and Lankov", or what both hang on, "researchers from Britain and Sweden"."""
    other = phrase_until(bare, len(bare[: ahead[-1][0]].rstrip()), False)
    if other is None:
        return phrase if phrase.named else None
    if bare[first : other.start].strip(' "“').lower() not in ("", "the", "however"):
        return phrase
    return Phrase(other.start, phrase.end, other.named and phrase.named)


def _apposed(bare: str, first: int) -> Phrase | None:
    """The name before an apposition that no comma ends: "Adel al-Omari, a Syrian dissident told"."""
    if not _ROLE.match(bare, first) or bare[first - 1 : first] != ",":
        return None
    name = next((span for span in names_in(bare) if span[1] == first - 1), None)
    if name is None or not _OPENS.search(bare, 0, name[0]):
        return None
    return Phrase(*name, True)


def _last_phrase(bare: str, words: list[tuple[int, int]], any_noun: bool) -> Phrase | None:
    """The name, or else the common noun with its adjectives, that the last of the words ends."""
    start, end = words[-1]
    name = next((span for span in names_in(bare) if span[0] <= start and end <= span[1] + 2), None)
    if name is not None and bare[name[1] : end] in ("", ".") and not _SPEAKERS.fullmatch(bare, *name):
        return Phrase(*name, True)
    head = bare[start:end].removesuffix(".")
    if head.lower() in STOP or head[0].isdigit() or not (any_noun or _SPEAKERS.fullmatch(head)):
        return None
    for left, right in reversed(words[:-1]):
        word = bare[left:right].lower()
        if word in STOP or bare[right:start].strip():
            break
        start = left
        if word in _DETERMINERS and word not in ("one", "two", "three", "other"):
            break
    return Phrase(start, end, False)


def phrase_from(bare: str, start: int) -> Phrase | None:
    """The noun phrase that begins at `start`; a name alone, if it is its head."""
    start += len(bare[start:]) - len(bare[start:].lstrip())
    stop = _ENDS.search(bare, start)
    limit = stop.start() if stop else len(bare.rstrip(" .!?"))
    words = bare[start:limit].rstrip()
    names = [span for span in names_in(bare) if start <= span[0] < limit]
    if names and _TITLED.fullmatch(bare[start : names[0][0]]):
        head = _head(bare, names)
        after = bare[head[1] : limit].strip(" .")
        if not after or (not after[0].islower() and after[0] not in "’'"):
            return Phrase(*head, True)
    if not words or not words[0].isalpha() or words in _DAYS or words.split()[0].lower() in STOP:
        return None
    if len(words.split()) > 7:
        return None
    named = beside_role(bare, start, start + len(words))
    if named is not None:
        return named
    longer = _HANGS_ON.match(bare, start + len(words)) or _SPEAKS_FOR.match(bare, start + len(words))
    end = longer.end() if longer else start + len(words)
    return Phrase(start, end - bare[start:end].endswith("."), False)


def _head(bare: str, names: list[tuple[int, int]]) -> tuple[int, int]:
    """The last name of a run of nouns, "Foreign Office spokeswoman Ann Lee"; what hangs on it is not part of that."""
    for name, following in pairwise(names):
        if _LINKED.match(bare, name[1]) and following[0] > name[1]:
            return name
    return names[-1]


def beside_role(bare: str, start: int, end: int) -> Phrase | None:
    """The name that stands between commas behind a role: "the mayor of Brindle, Farah Aziz, said"."""
    role = _NAMED_ROLE.match(bare, start)
    if role is None or role.end() < end:
        return None
    name = next((span for span in names_in(bare) if span[0] == role.end()), None)
    closed = name is not None and re.match(r"\s*(?:[,.;]|$)", bare[name[1] :])
    return Phrase(*name, True) if name is not None and closed else None
