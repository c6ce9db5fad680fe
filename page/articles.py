"""An article as the page shows it, with what was quoted marked at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from page.markup import link, safe, spoken
from qa import Article
from qa.answer import Quote

_CLOSE = '<button class="close" data-close="1" aria-label="Close the article">Close</button>'
_STALE = "This article was changed after the answer was given, so that nothing is marked in it: ask again."

NO_ARTICLE = (
    '<div class="nothing-open"><p>Click a quote to read it where it stands.</p>'
    "<p>Every quote is an exact copy of its article’s text.</p></div>"
)


def draw_article(article: Article, quotes: Sequence[Quote], chosen: int | None, turn: int) -> str:
    """The article with the chosen quote marked strongly and the answer's other quotes from it lightly.

    Marked by offsets alone, and only if the text is the one that was quoted.
    """
    chosen_quote = None if chosen is None else quotes[chosen]
    stale = chosen_quote is not None and chosen_quote.sha256 != article.sha256
    ours = [] if stale else [one for one in quotes if one.sha256 == article.sha256]
    here = (chosen_quote.start, chosen_quote.end) if chosen_quote and not stale else (0, 0)
    facts = [
        safe(article.publisher or "publisher not recorded"),
        safe("printed " + spoken(article.published) if article.published else "date of print not recorded"),
        safe("by " + ", ".join(article.authors)) if article.authors else "",
        link(article.url, "original"),
    ]
    return (
        f'<article data-turn="{turn}" data-quote="{"" if chosen is None else chosen}">{_CLOSE}'
        f'<h2>{safe(article.title)}</h2><p class="facts">{" · ".join(filter(None, facts))}</p>'
        + (f'<p class="stale">{safe(_STALE)}</p>' if stale else "")
        + "".join(_paragraphs(article.text, here, [(one.start, one.end) for one in ours]))
        + "</article>"
    )


def draw_no_article(problem: str) -> str:
    """Why an article cannot be shown."""
    return f'<article>{_CLOSE}<p class="stale">{safe(problem)}</p></article>'


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


def _paragraphs(text: str, here: tuple[int, int], others: Sequence[tuple[int, int]]) -> Iterator[str]:
    runs = list(marked(len(text), here, others))
    begin = 0
    for paragraph in text.split("\n"):
        finish = begin + len(paragraph)
        inside = [(max(a, begin), min(b, finish), kind) for a, b, kind in runs if a < finish and b > begin]
        yield "<p>" + "".join(_run(text[a:b], kind) for a, b, kind in inside) + "</p>"
        begin = finish + 1


def _run(text: str, kind: str) -> str:
    return f'<mark class="{kind}">{safe(text)}</mark>' if kind else safe(text)
