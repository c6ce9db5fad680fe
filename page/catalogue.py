"""The archive as its tab shows it: what is in it, and its articles in a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from page.markup import counted, safe
from qa.spoken import spoken
from vectorstore.catalogue import Listing, Order
from vectorstore.facts import ArchiveInfo

ROWS = 50
"""Articles on a page of the table."""
ORDERS: dict[Order, str] = {"newest": "Newest first", "title": "By title", "publisher": "By publisher"}
_PUBLISHERS = 6
"""Publishers that are named before the rest are only counted."""
_PROBLEMS = 20

FINDER = (
    '<form role="search" aria-label="Find articles"><label for="find-words">Find articles</label>'
    '<input id="find-words" type="search" name="words" autocomplete="off" maxlength="200" '
    'placeholder="title, publisher or 2022-03">'
    '<label for="find-order" class="away">Order</label><select id="find-order" name="order">'
    + "".join(f'<option value="{value}">{name}</option>' for value, name in ORDERS.items())
    + "</select></form>"
)


def draw_facts(info: ArchiveInfo, problems: Sequence[str] | None, *, feedback: bool) -> str:
    """What the archive holds; `problems` are what a check found, None if it was not asked for."""
    dated = f"{_month(info.first)} to {_month(info.last)}" if info.first and info.last else "no article has a date"
    rows = [
        ("Articles", safe(f"{info.articles:,}, in {counted(info.passages, 'passage')}")),
        ("Printed", safe(dated)),
        ("Publishers", _publishers(info.publishers)),
        ("On disk", safe(f"{info.bytes / 1e6:,.1f} MB")),
        ("Health", _health(problems)),
    ]
    lines = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in rows)
    download = '<button type="button" data-feedback="1">Download feedback</button>' if feedback else ""
    return (
        f'<section><h2>The archive</h2><dl class="facts">{lines}</dl>'
        f'<div class="actions"><button type="button" data-check="1">Check its health</button>{download}</div></section>'
    )


def draw_table(listing: Listing, words: str, offset: int) -> str:
    """One page of the articles found; `offset` is the number of the first of them."""
    if not listing.total:
        found = f"No article has {words!r} in its title, publisher or date." if words else "There are no articles yet."
        return f'<p class="none" role="status">{safe(found)}</p>'
    rows = "".join(
        f'<tr><td><button type="button" data-read="{safe(row.id)}">{safe(row.title)}</button></td>'
        f"<td><bdi>{safe(row.publisher or '')}</bdi></td>"
        f"<td>{safe(spoken(row.published) if row.published else 'no date')}</td></tr>"
        for row in listing.rows
    )
    return (
        f'<div class="scroll"><table><caption>{_range(listing, offset)}</caption><thead><tr><th scope="col">Title</th>'
        f'<th scope="col">Publisher</th><th scope="col">Printed</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _range(listing: Listing, offset: int) -> str:
    """`1 to 50 of 4,863 articles`, with the way to the pages before and after."""
    last = offset + len(listing.rows)

    def step(to: int, name: str, sign: str) -> str:
        off = "" if 0 <= to < listing.total else " disabled"
        return f'<button type="button" data-page="{max(to, 0)}" aria-label="{name} page"{off}>{sign}</button>'

    words = f'<span role="status">{offset + 1:,} to {last:,} of {counted(listing.total, "article")}</span>'
    if listing.total <= ROWS:
        return words
    return step(offset - ROWS if offset else -1, "Previous", "‹") + words + step(last, "Next", "›")


def _publishers(publishers: Sequence[tuple[str | None, int]]) -> str:
    named = [f"<bdi>{safe(name or 'not recorded')}</bdi> {count:,}" for name, count in publishers[:_PUBLISHERS]]
    rest = len(publishers) - len(named)
    return " · ".join([*named, *([f"and {rest:,} more"] if rest else [])]) or "none"


def _health(problems: Sequence[str] | None) -> str:
    if problems is None:
        return "not checked since this page was opened or the archive changed"
    if not problems:
        return '<span class="good" role="status">the articles, their passages and both indexes agree</span>'
    lines = "".join(f"<li>{safe(problem)}</li>" for problem in problems[:_PROBLEMS])
    return f'<span class="bad" role="alert">{counted(len(problems), "problem")}</span><ul>{lines}</ul>'


def _month(day: date) -> str:
    """As far as a date of print is known at least."""
    return spoken(f"{day:%Y-%m}")
