"""One quote as the chat shows it: its words, who says them, where they are printed, and how to take them along."""

from __future__ import annotations

from page.markup import link, safe
from qa.answer import NearestMiss, Quote, Said
from qa.citing import quote_citation, quote_markdown, quote_text
from qa.spoken import spoken

_HOW = {"denied": "denied", "claimed": "claimed", "uncertain": "called uncertain", "asserted": ""}


def draw_quote(turn: int, index: int, quote: Quote, said: Said | None) -> str:
    """The quote with its number, which is the same wherever the answer is shown."""
    return (
        f'<div class="card"><button type="button" class="quote" data-turn="{turn}" data-quote="{index}" '
        f'title="Show it in its article"><span class="number">{index + 1}</span>{_stance(said)}'
        f'<span class="words">{safe(quote.text)}</span><span class="source">{_source(quote, said)}</span></button>'
        f'<div class="take">{_copies(quote)}{link(quote.url, "original")}</div></div>'
    )


def draw_miss(turn: int, miss: NearestMiss) -> str:
    """The sentence that came nearest to an answer."""
    printed = spoken(miss.published) if miss.published else "date of print not recorded"
    return (
        f'<div class="card"><button type="button" class="quote" data-turn="{turn}" data-miss="1" '
        f'title="Show it in its article"><span class="words">{safe(miss.text)}</span>'
        f'<span class="source"><cite>{safe(miss.title)}</cite> · {safe(printed)}</span></button></div>'
    )


def _stance(said: Said | None) -> str:
    """ "claimed, a senior source"; a plain statement of a named speaker's is "said"."""
    if said is None or not (_HOW[said.stance] or said.speaker):
        return ""
    words = ", ".join(filter(None, (_HOW[said.stance] or "said", said.said_by)))
    return f'<span class="stance {said.stance}">{safe(words)}</span>'


def _source(quote: Quote, said: Said | None) -> str:
    printed = f"printed {spoken(quote.published)}" if quote.published else "date of print not recorded"
    event = f" · tells of {safe(spoken(said.event_date))}" if said and said.event_date else ""
    publisher = quote.publisher or "publisher not recorded"
    return f"<cite>{safe(quote.title)}</cite> · <bdi>{safe(publisher)}</bdi> · {safe(printed)}{event}"


def _copies(quote: Quote) -> str:
    forms = (
        ("Copy", "Copy as plain text", quote_text(quote)),
        ("Markdown", "Copy as Markdown", quote_markdown(quote)),
        ("Citation", "Copy as a citation", quote_citation(quote)),
    )
    return "".join(
        f'<button type="button" data-copy="{safe(words)}" title="{title}">{name}</button>'
        for name, title, words in forms
    )
