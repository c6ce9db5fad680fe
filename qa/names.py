"""Names in running text, and whether two of them are one name in two spellings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from qa.name_words import (
    COMMON_HEADS,
    FAMILY_FIRST,
    GENERATIONS,
    LONE_WORDS,
    NAMED_DAYS,
    NOT_RANKED,
    OF_WHAT,
    OFFICES,
    OWNED,
    PARTICLES,
    PLACE_TAILS,
    QUALIFIERS,
    ROMAN,
    STOP_WORDS,
    TITLES,
)
from qa.transliteration import ALIKE, NEAR, fold, same_letters, skeleton, word_likeness

SAME_NAME = 0.8
"""From this score on two names are one; chosen on the pairs in the tests."""

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?!\w)")
_UPPER = "".join(letter for letter in map(chr, [*range(0x41, 0x530), *range(0x1E00, 0x1F00)]) if letter.isupper())
_ARTICLE = r"(?:(?:[Aa][lnrdtzs]|[Aa]sh|[Ee]l|[Uu]l|[Bb]in|[Ii]bn)[-‑]|[dDlL]['’])"
# "Assad-backed" names Assad, "Kim Jong-un" one man.
_NO_TAIL = (
    r"(?!(?:backed|led|based|born|era|style|held|controlled|owned|run|like|area|wide|funded|made|elect|turned|"
    r"trained|allied|aligned|occupied|linked|related|bound|free|only|to|for)\b)"
)
_WORD = (
    rf"(?:{_ARTICLE})?[{_UPPER}]"
    rf"(?:\w|[-‑]{_NO_TAIL}(?=\w)|['’](?!s\b)(?=\w)|&(?=[{_UPPER}])|\.(?=[{_UPPER}]\b))*"
)
_ABBREVIATED = (
    r"(?:(?<=\b[A-Z])|(?<=Mr|Ms|Dr|St|Lt|Jr|Sr)|(?<=Mrs|Gen|Sen|Rep|Gov|Col|Maj|Sgt|Adm|Rev)|"
    r"(?<=Brig|Prof|Capt))\."
)
_LINKS = (PARTICLES | {"for", "&"}) - {"as", "at"}
_LINK = rf"(?:(?:{'|'.join(sorted(_LINKS))})[ \xa0])"
# A possessive within one name: "St Anne's Hospital", "Queen's Bridge", "Farmers' Union".
_OWNER = (
    rf"(?:(?:(?:St\.?|Saint)[ \xa0]{_WORD}|King|Queen|Prince|Lord|Lady|[{_UPPER}]\w*(?:men|ren|ople))['’]s"
    rf"(?=[ \xa0](?:{'|'.join(sorted(word.title() for word in COMMON_HEADS | OWNED))}|Cross|Speech|Wood)\b)"
    rf"|[{_UPPER}]\w+s['’](?=[ \xa0](?:{'|'.join(sorted(word.title() for word in COMMON_HEADS))})\b))"
)
_UNIT = rf"(?:{_OWNER}|{_WORD})"
_NAME = re.compile(rf"(?<![\w@#]){_UNIT}(?:(?:{_ABBREVIATED})?[ \xa0]{_LINK}{{0,2}}{_UNIT})*")
_LED_BY = re.compile(r"(?<![\w'’-])(?:(?:de|di|du|van|von|der|den|bin|ibn|ter)[ \xa0])+\Z")
_SMALL_WORD = re.compile(r"\b[a-z]\w*")
_SPACED = re.compile(r"[^ \xa0]+")
_ABD_AL = re.compile(r"\babd [aeu]l ")
_BETWEEN_WORDS = re.compile(r"[-‑–.]")
_LETTERED = re.compile(r"(?:\w\.)+\w\.")  # "U.S.", whose last point is its own
_APOSTROPHE = re.compile(r"['’]")
_OPENS_SENTENCE = re.compile(r"(?:\A|[.!?:…•—–\n])[\s\"'“”‘’(\[]*\Z|[\"“‘]\Z")


def find_names(text: str) -> list[tuple[int, int]]:
    """Spans of what is written like a name, in order: `text[start:end]`, without a possessive `'s`.

    A run of capitalised words, joined by particles (`Bank of England`, `Ayham al-Ghazi`). Titles stay in
    (`President Biden`); words that only open a sentence, lone weekdays and months do not.
    """
    small = set(_SMALL_WORD.findall(text))
    found = []
    for match in _NAME.finditer(text):
        for words in _runs(text, match.span()):
            start, end = words[0][0], words[-1][1]
            if len(words) == 1 and _is_no_name(text, start, end, small):
                continue
            if any(fold(text[slice(*word)]) not in TITLES for word in words):
                lettered = _LETTERED.match(text, words[-1][0])
                led = _LED_BY.search(text, max(0, start - 12), start)  # "de Groot"
                found.append((led.start() if led else start, lettered.end() if lettered else end))
    return found


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[tuple[int, int], ...]:
    """`find_names` of a sentence, remembered: much is asked of one, and the same are read for many questions."""
    return tuple(find_names(text))


def names_of(text: str) -> list[str]:
    """The names in a sentence as printed."""
    return [text[start:end] for start, end in names_in(text)]


def _is_no_name(text: str, start: int, end: int, small: Container[str]) -> bool:
    """Whether a lone word only looks like a name; `small` are the text's words in small letters."""
    word = text[start:end]
    if len(word) == 1 or (_is_one_of(LONE_WORDS, word) and not word.isupper()):
        return True
    if word.isupper() or not _OPENS_SENTENCE.search(text, max(0, start - 4), start):
        return False
    return word.endswith(("ing", "ly")) or word.lower() in small


def _is_one_of(words: Container[str], word: str) -> bool:
    return _APOSTROPHE.split(word.lower())[0] in words


def _runs(text: str, span: tuple[int, int]) -> Iterator[list[tuple[int, int]]]:
    """The words of a run, cut where another name opens, less the words that are no part of it."""
    words = [found.span() for found in _SPACED.finditer(text, *span)]
    opened = [0, *(at for at in range(1, len(words)) if _opens_another(text, words, at))]
    for first, end in zip(opened, [*opened[1:], len(words)], strict=True):
        run = words[first:end]
        while run and _is_stop(text[slice(*run[0])]):
            run = run[1:]
        while run and (_is_stop(text[slice(*run[-1])]) and not _is_named_day(text, run)):
            run = run[:-1]
        if run:
            yield run


def _is_stop(word: str) -> bool:
    if word.isupper() and len(word) > 1:
        return False
    return word in _LINKS or word == "I" or _is_one_of(STOP_WORDS, word)


def _is_named_day(text: str, run: Sequence[tuple[int, int]]) -> bool:
    return len(run) > 1 and text[slice(*run[-2])].lower() in NAMED_DAYS


def _opens_another(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether another name begins at a word: after a full stop, or at the `of` in `Tlass of the Army`."""
    word, before = text[slice(*words[at])], text[slice(*words[at - 1])]
    if word not in ("of", "for"):
        return before.endswith(".") and _is_stop(word)
    if at == 1:
        return False  # "Bank of England"
    return before.lower() not in COMMON_HEADS and before.lower() not in TITLES and before.lower() not in OF_WHAT


def name_words(name: str) -> list[str]:
    """The words of a name that tell it from others, folded: no titles, particles, possessive or `Jr`.

    >>> name_words("Brig. Gen. Manaf al-Tlass's")
    ['manaf', 'tlass']
    """
    return list(_name_words(name))


@lru_cache(maxsize=50_000)
def _name_words(name: str) -> tuple[str, ...]:
    folded = fold(_BETWEEN_WORDS.sub(" ", _POSSESSIVE.sub("", name)))
    words = re.findall(r"\w+", _ABD_AL.sub("abdul ", folded))
    words = [word for word in words if word not in GENERATIONS] or words
    kept = [word for word in _without_titles(words) if word not in PARTICLES]
    return tuple(kept or words)


def _without_titles(words: list[str]) -> list[str]:
    last = max((at for at, word in enumerate(words[:-1]) if word in TITLES), default=-1)
    if last < 0 or words[last + 1] in NOT_RANKED:
        return words
    rest = words[last + 1 :]
    while len(rest) > 1 and (rest[0] in OFFICES or rest[0] in PARTICLES):
        rest = rest[1:]
    return rest


@lru_cache(maxsize=50_000)
def same_name(a: str, b: str) -> float:
    """How likely two names are one, in [0, 1], the same either way round; `SAME_NAME` is the threshold.

    A family name alone is the whole name's (`Fares`, `Nawaf al-Fares`); of two given names both must agree.
    """
    one, other = sorted((name_words(a), name_words(b)), key=lambda words: (len(words), words))
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if len(one) < len(other) and same_letters("".join(one), "".join(other)):
        return ALIKE  # "Kim Jong-un", "Kim Jongun"
    if len(other) == 1:
        return word_likeness(one[0], other[0])
    if is_park_of(one, other):
        return ALIKE
    if len(one) == 1:
        return _family_name(one[0], other)
    scores = [_whole_names(one, other), 0.9 * _whole_names(one, other[::-1])]
    if len(one) < len(other) and other[-1] not in COMMON_HEADS and other[0] not in QUALIFIERS:
        scores.append(0.9 * _whole_names(one, other[1:]))  # "Garcia Marquez"
    return max(scores)


def is_park_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one is the other's name without its last words: "Yosemite", "Yosemite National Park"."""
    short, full = sorted((tuple(one), tuple(other)), key=len)
    return full[len(short) :] in PLACE_TAILS and full[: len(short)] == short != ()


def _family_name(word: str, name: Sequence[str]) -> float:
    """A single word against a name of several."""
    numbered = len(name) > 1 and name[-1] in ROMAN
    family = name[0] if name[0] in FAMILY_FIRST and len(name) <= 3 else name[-2] if numbered else name[-1]
    if family in COMMON_HEADS or any(other in QUALIFIERS for other in name[:-1]):
        return 0.6 * word_likeness(word, family)
    return 0.9 * word_likeness(word, family)


def _whole_names(one: Sequence[str], other: Sequence[str]) -> float:
    """Names of several words, `one` not the longer: first and last must agree, others may be left out."""
    scores = [_given(one[0], other[0]), *_between(one[1:-1], other[1:-1]), word_likeness(one[-1], other[-1])]
    mean = sum(scores) / len(scores)
    if min(scores) < NEAR or scores[-1] < ALIKE or sum(score == NEAR for score in scores) > 1:
        return 0.75 * mean
    return mean


def _given(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return ALIKE if one[0] == other[0] else 0.0
    return word_likeness(one, other)


def _between(one: Sequence[str], other: Sequence[str]) -> Iterator[float]:
    rest = list(other)
    for word in one:
        best = max(range(len(rest)), key=lambda at: _given(word, rest[at]), default=None)
        if best is None:
            yield ALIKE if len(word) == 1 else 0.0
        else:
            yield _given(word, rest[best])
            rest = rest[best + 1 :]


def spelling_index(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    """The words of a vocabulary by skeleton: built once, it gives a name's spellings at once."""
    index: dict[str, list[str]] = {}
    for word in vocabulary:
        index.setdefault(skeleton(word), []).append(word)
    return index


def indexed_variants(name: str, index: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a `spelling_index` that are other spellings of a word of the name."""
    variants: dict[str, None] = {}
    for word in name_words(name):
        for candidate in index.get(skeleton(word), ()):
            if candidate.lower() != word and word_likeness(word, candidate) >= ALIKE:
                variants[candidate] = None
    return list(variants)
