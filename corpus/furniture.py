"""Scraped text becomes the story alone: menus, prompts, share bars, site headers and repeated captions go.

What a line says (`furniture_phrases`) and its shape and place on the page decide. In the middle of a page
only what is surely furniture goes: a sentence of the story lost is worse than a line of furniture kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.characters import canonical_lines
from corpus.furniture_phrases import is_furniture, is_section, without_asides

_WORD = re.compile(r"\w+")
_FULL_STOP = re.compile(r"[.!?…:;。！？][\"”’')\]]*$")
_SEPARATOR = re.compile(r"\s+(?:[|»›>·•–—-]|::)\s+")
_BREADCRUMB = re.compile(r"Home ?[»›>/|]|[^.!?\d|»›]{2,60}(?: [|»›] [^.!?\d|»›]{2,60})+$")
# "London CNN —"
_DATELINE = re.compile(r"[A-Z][\w.,/() ]{1,50}—")
# entries of lists, questions, values and speakers
_HONEST_REPEAT = re.compile(r"^[•●▪◦‣►*–—-]|\?|: ?[$£€]?\d|^[^.!?]{1,40}:")
_QUOTES = " \"'“”‘’"

_MOST_PASSES = 20  # real pages need two or three; a page made to need thousands is cleaned less well
_TOP = 4  # lines
_LONGEST_HEADER = 12  # words
_LONGEST_TITLE = 40
_REPEATED_SENTENCE = 12  # words; shorter ones repeat honestly ("The final squad has not been announced yet.")
_REPEATED_CAPTION = 10
_CAPTION_SHARE = 0.7  # of a caption's runs of three words that stand in one paragraph


def clean_text(raw: str, title: str, publisher: str | None = None) -> str:
    """The canonical text of the article on a page: furniture removed, one line break between paragraphs.

    `title` and `publisher` tell which lines merely repeat them; either may be empty. The text is empty if the
    page is nothing but furniture. Cleaning twice changes nothing.
    """
    text = raw
    for _ in range(_MOST_PASSES):
        lines = [part for line in canonical_lines(text) for part in without_asides(line)]
        lines = [line for line in lines if not is_furniture(line)]
        lines = _without_site_lines(lines, title, publisher)
        lines = _without_repeats(lines)
        cleaned = "\n".join(_datelines_joined(lines))
        if cleaned == text:
            break
        text = cleaned
    return text


def _is_paragraph(line: str) -> bool:
    """Whether a line is running text, as against a heading, a menu or a header."""
    words = line.count(" ") + 1
    return words > _LONGEST_HEADER or (words >= 6 and _FULL_STOP.search(line) is not None)


def _without_site_lines(lines: Sequence[str], title: str, publisher: str | None) -> list[str]:
    """The lines less the title, and less what the site put before the first paragraph and after the last."""
    titles = _title_keys(title)
    dropped = {number for number, line in enumerate(lines) if _repeats_title(line, titles)}
    paragraphs = [n for n, line in enumerate(lines) if n not in dropped and _is_paragraph(line)]
    if paragraphs:
        first, last = paragraphs[0], paragraphs[-1]
        edges = [*range(first), *range(last + 1, len(lines))]
        name = _key(publisher or "")
        dropped.update(range(max((n for n in dropped if n < first), default=0)))
        dropped.update(n for n in edges if (name and _key(lines[n]) == name) or _BREADCRUMB.match(lines[n]))
        dropped.update(_menu_lines(lines, edges))
    return [line for number, line in enumerate(lines) if number not in dropped]


def _title_keys(title: str) -> frozenset[str]:
    """The title as it may stand on the page: whole, and without the site's name behind a bar."""
    parts = [title, _SEPARATOR.split(title)[0]]
    return frozenset(key for key in map(_key, parts) if " " in key)


def _repeats_title(line: str, titles: Collection[str]) -> bool:
    """Whether a line is the title, alone or with the site's name before or after a bar or dash."""
    if line.count(" ") > _LONGEST_TITLE or not titles:
        return False
    parts = [_key(part) for part in _SEPARATOR.split(line)]
    long_titles = [part for part in parts if part in titles and part.count(" ") >= 2]
    return " ".join(parts) in titles or any(
        sum(map(len, map(str.split, parts))) - len(part.split()) <= _LONGEST_HEADER for part in long_titles
    )


def _key(line: str) -> str:
    return " ".join(_WORD.findall(line.casefold()))


def _menu_lines(lines: Sequence[str], edges: Sequence[int]) -> set[int]:
    """The lines at the page's edges in runs of short ones, most of them names of sections (both, of two)."""
    found: set[int] = set()
    run: list[int] = []
    for number in [*edges, -1]:
        belongs = number >= 0 and lines[number].count(" ") <= 3 and not _FULL_STOP.search(lines[number])
        if belongs and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        sections = sum(is_section(lines[n]) for n in run)
        if len(run) >= 2 and sections > (len(run) / 2 if len(run) > 2 else 1):
            found.update(run)
        run = [number] if belongs else []
    return found


def _without_repeats(lines: Sequence[str]) -> list[str]:
    """The lines less those that repeat another: a caption, a pull quote, a paragraph printed twice."""
    page = "\n".join(lines).casefold()
    repeated_captions = _repeated_captions(lines)
    seen: set[str] = set()
    kept = []
    for line in lines:
        if _may_repeat(line):
            core = line.casefold().strip(_QUOTES)
            if core in seen or line in repeated_captions or _stands_in_longer_line(core, page):
                continue
            seen.add(core)
        kept.append(line)
    return kept


def _may_repeat(line: str) -> bool:
    """Whether a line that repeats another may go: questions and entries of lists and tables may not."""
    least = _REPEATED_SENTENCE if _FULL_STOP.search(line) else _REPEATED_CAPTION
    return line.count(" ") >= least - 1 and not _HONEST_REPEAT.search(line)


def _stands_in_longer_line(core: str, page: str) -> bool:
    """Whether a line's words stand on the page with more words before or after them on their line."""
    at = page.find(core)
    while at >= 0:
        after = page[at + len(core) : at + len(core) + 4].split("\n")[0]
        if page[at - 1 : at] == " " or after.strip(_QUOTES + "."):
            return True
        at = page.find(core, at + 1)
    return False


def _repeated_captions(lines: Sequence[str]) -> set[str]:
    """The lines without a full stop that say nearly nothing that one paragraph does not."""
    captions = [line for line in lines if _may_repeat(line) and not _FULL_STOP.search(line)]
    if not captions:
        return set()
    paragraphs = [_Words.of(line) for line in lines if _FULL_STOP.search(line)]
    return {caption for caption in captions if any(map(_Words.of(caption).stands_in, paragraphs))}


@dataclass(frozen=True)
class _Words:
    """The words of a line and its runs of three."""

    words: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, line: str) -> _Words:
        words = tuple(_WORD.findall(line.casefold()))
        return cls(words, frozenset(zip(words, words[1:], words[2:], strict=False)))

    def stands_in(self, longer: _Words) -> bool:
        """Whether a longer line has most of these words in their order, and every number."""
        return (
            len(longer.words) > len(self.words)
            and len(self.runs & longer.runs) >= _CAPTION_SHARE * len(self.runs)
            and all(word in longer.words for word in self.words if word.isdigit())
        )


def _datelines_joined(lines: Sequence[str]) -> list[str]:
    """The lines; a dateline on a line of its own at the page's top ("London CNN —") opens the next line."""
    top = 0
    while top < min(_TOP, len(lines) - 1) and not _DATELINE.fullmatch(lines[top]):
        top += 1
    if top >= min(_TOP, len(lines) - 1):
        return list(lines)
    return [*lines[:top], f"{lines[top]} {lines[top + 1]}", *lines[top + 2 :]]
