"""One quote for use elsewhere: as text, as Markdown, as a citation. Its words stay exact in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa.answer import NearestMiss, Quote
from qa.spoken import spoken

_LONGEST_LINK = 2_000
_NO_ADDRESS = re.compile(r'[ "<>\\^`{|}]')
"""Printable ASCII that no address may hold (RFC 3986)."""
_ENDS_ADDRESS = re.compile(r"[()]|&(?=#?\w+;)")
"""What Markdown reads in a link's address as its end or as another character."""
_MARKUP = re.compile(
    r"[\\`*_\[\]<>~|$^={}#]"  # emphasis, code, links, images, HTML, tables, formulas, headings
    r"|&(?=[#A-Za-z])"  # entities
    r"|:(?=//)|@(?=\w)|(?<=[Ww]{3})\.|(?<=\w)\.(?=[^\W\d_]{2})"  # bare addresses: GitHub and others link them
)
_BEGINS_BLOCK = re.compile(r"^(?:[0-9]+(?=[.)])|(?=[+:-]))", re.MULTILINE)
"""Where a line's beginning would make a list, a rule or a table: the backslash goes behind a number's digits."""
_LOST_SPACE = re.compile(r"^ +| +$|[^\S\n ]", re.MULTILINE)
"""White space that Markdown drops or reads as markup."""


@dataclass(frozen=True)
class Source:
    """Where quoted words were printed, in words: `facts` are publisher and date, `place` where in which article.

    `link` is the address if it is one that may be linked; `url` is what was recorded. Both may be empty.
    """

    title: str
    facts: str
    url: str
    link: str
    place: str


def quote_text(quote: Quote) -> str:
    """The exact text in quotation marks, and a line with its title, publisher, date of print and address."""
    source = source_of(quote)
    return f"“{quote.text}”\n" + ", ".join(filter(None, (source.title, source.facts, source.url)))


def quote_markdown(quote: Quote) -> str:
    """The exact text as a block quote, and an attribution that links to the article if its address is http(s).

    In CommonMark and GitHub's Markdown nothing that an article says is markup. Text content is exact for canonical
    text, as articles have it.
    """
    return f"{block_quote(quote.text)}\n\n{attribution(source_of(quote))}"


def quote_citation(quote: Quote) -> str:
    """One line as a bibliography has it, with the place and the text's digest so that it can be checked.

    `“Title.” Publisher, 12 July 2012. https://... (characters 120–184 of article "id", sha256 ab12cd34…)`
    """
    source = source_of(quote)
    printed = spoken(quote.published) if quote.published else "n.d."
    by = ", ".join(filter(None, (one_line(quote.publisher or ""), printed)))
    parts = f"“{_ended(source.title)}”", _ended(by), source.url, f"({source.place})"
    return " ".join(filter(None, parts))


def source_of(quote: Quote | NearestMiss) -> Source:
    """Where a quote, or the nearest miss, was printed."""
    printed = spoken(quote.published) if quote.published else "date of print not recorded"
    place = f'characters {quote.start}–{quote.end} of article "{one_line(quote.article)}"'
    title = one_line(quote.title) or one_line(quote.article)
    if isinstance(quote, NearestMiss):
        return Source(title, printed, "", "", place)
    publisher = one_line(quote.publisher or "") or "publisher not recorded"
    return Source(
        title=title,
        facts=f"{publisher}, {printed}",
        url=one_line(quote.url or ""),
        link=web_address(quote.url),
        place=f"{place}, sha256 {quote.sha256[:8]}…",
    )


def web_address(url: str | None) -> str:
    """An http or https address as it may stand in a link; empty for any other, or one of odd length or characters."""
    address = (url or "").strip()
    if len(address) > _LONGEST_LINK or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return _NO_ADDRESS.sub(_percent, address)


def block_quote(text: str) -> str:
    """A text as Markdown's block quote; what were its lines are the block's paragraphs."""
    escaped = _escaped(text)

    def breaks(run: re.Match[str]) -> str:
        inner = run.start() > 0 and run.end() < len(escaped)
        return "\n>\n> " if inner and len(run[0]) == 1 else "&#10;" * len(run[0])

    return "> " + re.sub("\n+", breaks, escaped)


def attribution(source: Source) -> str:
    """The line under a block quote in Markdown."""
    title = in_line(source.title)
    if source.link:
        title = f"[{title}]({_ENDS_ADDRESS.sub(_percent_or_entity, source.link)})"
    unlinked = "" if source.link else in_line(source.url)
    return "— " + ", ".join(filter(None, (title, in_line(source.facts), unlinked)))


def in_line(text: str) -> str:
    """A text as Markdown that renders as just its words, on one line."""
    return _escaped(one_line(text))


def one_line(text: str) -> str:
    """A text with each run of white space, newlines too, as one space."""
    return " ".join(text.split())


def _escaped(text: str) -> str:
    marked = _MARKUP.sub(r"\\\g<0>", text)
    spaced = _LOST_SPACE.sub(lambda run: "".join(f"&#{ord(space)};" for space in run[0]), marked)
    return _BEGINS_BLOCK.sub(r"\g<0>\\", spaced)


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else words + "."


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _percent_or_entity(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else _percent(match)
