"""Text becomes sentences with exact offsets.

The splitter is sentencex (Wikimedia's); it knows titles, initials and abbreviations, and keeps a quotation
whole. Around it stand the few corrections that a reading of its mistakes on news called for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

# sentencex 1.0.32 panics on a capital, a wide space and a full stop ("U\u00a0."), and on lone surrogates.
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# It leaves a paragraph that begins with a bullet whole.
_BULLET = re.compile(r"\s*[•●▪◦‣►▶*–—-](?=\s)")

_TITLES = r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Gov|Sen|Rep|Dr|Mrs?|Ms|Lt|Col|Gen|Sgt|Capt|Maj|Adm|Rev|Prof|St|No"
_SAYS = r"said|says|asked|wrote|added|told|tweeted|replied|shouted|joked|recalled|exclaimed|posted"

# What stands before a cut that is none: "Sept. 30-Oct. 3", "Iowa City:Gov. Kim Reynolds".
_GLUED_ABBREVIATION = re.compile(rf"[^\w\s.](?:{_TITLES})\.\s*$|\b(?:approx|vs|Prop)\.\s*$")
# "Jim Clyburn, D-S. C.,"
_GLUED_INITIAL = re.compile(r"[^\w\s.][A-Z]\.\s*$")
_INITIAL = re.compile(r"[A-Z]\.")
# "at 5 p.m. Monday"
_TIME = re.compile(r"\d\s?[ap]\.m\.\s*$")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|[ECMP][SD]?T\b|GMT|BST|Eastern|Central|Mountain|Pacific"
)
# "1. Ukraine", "b) the rest", "... and so on": a sentence of its own it is not.
_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z])[.)]|\.{2,}|…)\s*$")
# "D-Wisc. and Rep. Cicilline"; but "iPhone" and "eBay" begin sentences.
_GOES_ON = re.compile(r"[a-z](?![a-z]*[A-Z])")
# "“Wow!” Ginni Thomas wrote back."
_EXCLAIMED = re.compile(r"[!?][\"”’']\s*$")
_SAID_BY_NAME = re.compile(rf"(?:[A-Z][\w.’'-]* ){{1,4}}(?:{_SAYS})\b")

# What stands around a cut that is missing: "... to strike the U.S. It was", "in our hands… Now they".
_MISSED = re.compile(
    r"\b(?:[A-Z]\.[A-Z]|[ap]\.m|Inc|Corp|Co|Ltd|Jr|Sr|etc)\.\s+"
    r"(?=(?:The|It|It[’']s|He|She|They|We|But|And|In|On|His|Her|Their|This|That|These|There|When|While|After|However|If)\b)"
    r"|\w…\s+(?=[\"“]?[A-Z])"
)
# "(He pleaded not guilty.) Former officials said"
_ASIDE = re.compile(r"\([^()]{15,}[.!?…][\"”’]?\)\s+(?=\S)")

_QUOTE_MARK = re.compile(r"[\"“”]")
_CLOSERS = "\"”’')]"
# A quotation of several sentences stays with the one who says it, up to so many words.
_LONGEST_QUOTATION = 80
# sentencex takes time by the square of a line's exclamation marks; this many, without a space, take 1 s.
_LONGEST_LINE = 100_000


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) character offsets, in order.

    A line break always ends a sentence. No span has white space at its ends, and every character that is not
    white space is in exactly one span. Any string will do.
    """
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _ODD_SPACE.sub(" ", text))
    spans = []
    line_start = 0
    for line in text.split("\n"):
        for start, end in _sentences(line):
            words = line[start:end]
            spans.append((line_start + end - len(words.lstrip()), line_start + start + len(words.rstrip())))
        line_start += len(line) + 1
    return spans


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    """The whole line, or of a monstrous one stretches that end at a space."""
    start = 0
    while len(line) - start > _LONGEST_LINE:
        end = line.rfind(" ", start, start + _LONGEST_LINE) + 1 or start + _LONGEST_LINE
        yield start, end
        start = end
    yield start, len(line)


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    """The sentences of one line, white space still at their ends, none of them blank."""
    for first, last in _stretches(line):
        start = first
        for cut in _cuts(line[first:last]):
            if line[start : first + cut].strip():
                yield from _quotation_cut_up(line, start, first + cut)
                start = first + cut


def _cuts(line: str) -> list[int]:
    """Where sentences end in a line: sentencex's cuts, less the wrong ones, and with the missing ones."""
    cuts: list[int] = []
    start = 0
    bullet = _BULLET.match(line)
    plain = " " * bullet.end() + line[bullet.end() :] if bullet else line
    for boundary in get_sentence_boundaries("en", plain):
        cut = boundary["end_index"]
        if cut < len(line) and _is_wrong(line, start, cut):
            continue
        cuts += [*_missing(line, start, cut), cut]
        start = cut
    return cuts


def _is_wrong(line: str, start: int, cut: int) -> bool:
    """Whether the sentence that begins at `start` goes on after `cut`."""
    before, after = line[max(start, cut - 40) : cut], line[cut : cut + 80]
    return bool(
        before.rstrip()[-1:].isalnum()
        or _GOES_ON.match(after)
        or _MARKER.fullmatch(line[start:cut].lstrip())
        or _GLUED_ABBREVIATION.search(before)
        or (_GLUED_INITIAL.search(before) and _INITIAL.match(after))
        or (_TIME.search(before) and _DAY_OR_ZONE.match(after))
        or (_EXCLAIMED.search(before) and _SAID_BY_NAME.match(after))
    )


def _missing(line: str, start: int, end: int) -> list[int]:
    """Cuts inside a sentence that sentencex took for one."""
    aside = _ASIDE.match(line, start, end)
    cuts = [aside.end()] if aside else []
    for found in _MISSED.finditer(line, start, end):
        if found.end() < end and not _inside_quotation(line[start : found.start()]):
            cuts.append(found.end())
    return sorted(cuts)


def _inside_quotation(before: str) -> bool:
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _quotation_cut_up(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or its sentences if it is a quotation too long to stay whole."""
    if line.count(" ", start, end) < _LONGEST_QUOTATION or not _QUOTE_MARK.search(line, start, end):
        yield start, end
        return
    shift = start
    for cut in _cuts(_QUOTE_MARK.sub(" ", line[start:end])):
        cut += shift
        # the masked quotation mark after the full stop closes; one after the space opens the next sentence
        cut = start + len(line[start:cut].rstrip(' “"')) if cut < end else end
        while cut < end and line[cut] in _CLOSERS:
            cut += 1
        if line[start:cut].strip():
            yield start, cut
            start = cut
