"""An article as the page shows it, with what was quoted marked at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from page.markup import counted, link, safe
from qa import Article
from qa.answer import NearestMiss, Quote
from qa.spoken import spoken

_STALE = "This article was changed after the answer was given, so that nothing is marked in it: ask again."

NO_ARTICLE = (
    '<div class="nothing-open"><p>Click a quote to read it where it stands.</p>'
    "<p>Every quote is an exact copy of its article’s text.</p></div>"
)


@dataclass(frozen=True)
class Marks:
    """What of an article is marked: `here` strongly as the one looked at, `also` lightly; `near` is no answer."""

    here: tuple[int, int] = (0, 0)
    also: tuple[tuple[int, int], ...] = ()
    near: bool = False
    stale: bool = False


def draw_quoted(article: Article, quotes: Sequence[Quote], chosen: int, turn: int) -> str:
    """The article with the chosen quote marked strongly and the answer's other quotes from it lightly.

    Marked by offsets alone, and only if the text is the one that was quoted.
    """
    quote = quotes[chosen]
    stale = quote.sha256 != article.sha256
    also = () if stale else tuple((one.start, one.end) for one in quotes if one.sha256 == article.sha256)
    marks = Marks((0, 0) if stale else (quote.start, quote.end), also, stale=stale)
    return _draw(article, marks, f'data-turn="{turn}" data-quote="{chosen}"', _steps(turn, chosen, len(quotes)))


def draw_near(article: Article, miss: NearestMiss, turn: int) -> str:
    """The article with the sentence marked that came nearest to an answer."""
    holds = article.text[miss.start : miss.end] == miss.text
    marks = Marks((miss.start, miss.end) if holds else (0, 0), near=True, stale=not holds)
    return _draw(
        article, marks, f'data-turn="{turn}" data-miss="1"', '<span class="where">Nearest, but no answer</span>'
    )


def draw_plain(article: Article, *, removable: bool) -> str:
    """The article as it is; with a way to take it out of the archive for one who may."""
    return _draw(article, Marks(), "", '<span class="where">Article</span>', _removal(article) if removable else "")


def draw_no_article(problem: str) -> str:
    """Why an article cannot be shown."""
    return f'<article>{_bar("")}<p class="stale">{safe(problem)}</p></article>'


def marked(length: int, here: tuple[int, int], others: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Cut 0 to `length` into runs (start, end, class): `here` whole, the others in what it leaves.

    >>> list(marked(9, (2, 5), [(4, 7)]))
    [(0, 2, ''), (2, 5, 'here'), (5, 7, 'also'), (7, 9, '')]
    """
    edges = {edge for span in others for edge in span if not here[0] < edge < here[1]}
    cuts = sorted(edge for edge in {0, length, *here, *edges} if 0 <= edge <= length)
    for start, end in pairwise(cuts):
        if here[0] <= start and end <= here[1]:
            yield start, end, "here"
        else:
            yield start, end, "also" if any(a <= start and end <= b for a, b in others) else ""


def _draw(article: Article, marks: Marks, data: str, bar: str, foot: str = "") -> str:
    facts = [
        f"<bdi>{safe(article.publisher or 'publisher not recorded')}</bdi>",
        safe("printed " + spoken(article.published) if article.published else "date of print not recorded"),
        f"<bdi>{safe('by ' + ', '.join(article.authors))}</bdi>" if article.authors else "",
        safe(counted(len(article.text.split()), "word")),
        link(article.url, "original"),
    ]
    runs = list(marked(len(article.text), marks.here, marks.also))
    return (
        f'<article tabindex="-1" aria-label="{safe(article.title)}" {data}>{_bar(bar)}'
        f'<h2>{safe(article.title)}</h2><p class="facts">{" · ".join(filter(None, facts))}</p>'
        + (f'<p class="stale">{safe(_STALE)}</p>' if marks.stale else "")
        + f'<div class="text{" near" if marks.near else ""}">{"".join(_paragraphs(article.text, runs))}</div>{foot}'
        "</article>"
    )


def _bar(words: str) -> str:
    """What stands above an article while it is scrolled."""
    return f'<div class="bar">{words}<button type="button" class="close" data-close="1">Close</button></div>'


def _steps(turn: int, chosen: int, count: int) -> str:
    """The way to the quote before and after, in the order of their numbers."""

    def step(to: int, name: str, sign: str) -> str:
        off = "" if 0 <= to < count else " disabled"
        return (
            f'<button type="button" data-turn="{turn}" data-step="{to}" aria-label="{name} quote" '
            f'title="{name} quote ({"left" if to < chosen else "right"} arrow key)"{off}>{sign}</button>'
        )

    place = f'<span class="where">Quote {chosen + 1} of {count}</span>'
    return step(chosen - 1, "Previous", "‹") + place + step(chosen + 1, "Next", "›")


def _removal(article: Article) -> str:
    return (
        '<details class="remove"><summary>Remove from the archive</summary>'
        f"<p><bdi>“{safe(article.title)}”</bdi> will no longer be found or quoted. To have it back, add its file "
        "again.</p>"
        f'<button type="button" data-remove="{safe(article.id)}">Remove this article</button></details>'
    )


def _paragraphs(text: str, runs: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    begin = 0
    for paragraph in text.split("\n"):
        finish = begin + len(paragraph)
        inside = [(max(a, begin), min(b, finish), kind) for a, b, kind in runs if a < finish and b > begin]
        yield "<p>" + "".join(_run(text[a:b], kind) for a, b, kind in inside) + "</p>"
        begin = finish + 1


def _run(text: str, kind: str) -> str:
    return f'<mark class="{kind}">{safe(text)}</mark>' if kind else safe(text)
