"""What was read from a question, as chips that can be changed or taken off, upon which it is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import PartialDate
from page.markup import safe
from qa.answer import AnswerScope
from qa.spoken import spoken_within
from qa.timing import scope_text


@dataclass(frozen=True)
class Bounds:
    """The first and last day of print in the archive, None if no article has a date."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, months: Sequence[str]) -> Bounds:
        """From the first to the last of some months or years, as `2022-03` or `2022`."""
        known = [PartialDate.parse(month) for month in months]
        if not known:
            return cls()
        return cls(min(one.first for one in known), max(one.last for one in known))


def draw_scope(turn: int, scope: AnswerScope, bounds: Bounds, matched: Sequence[str]) -> str:
    """The chips of an answer's scope; `matched` are the names that were looked for in other spellings too."""
    chips = [_dates(scope, bounds), *(_publisher(name) for name in scope.publishers), _another_publisher()]
    chips += [_name(name, scope.spellings.get(name, ()), name in matched) for name in scope.names]
    return (
        # novalidate: the archive's bounds are a hint, and a question may be about days outside them
        f'<form class="chips" data-turn="{turn}" novalidate aria-label="What was searched for question {turn + 1}">'
        '<span class="lead">Searched</span>'
        f"{''.join(chips)}</form>"
    )


def _dates(scope: AnswerScope, bounds: Bounds) -> str:
    set_ = scope.first is not None or scope.last is not None
    clock = "printed" if scope.clock == "printed" else "told of or printed"
    words = f"{clock} {spoken_within(scope_text(scope.first, scope.last))}" if set_ else "all dates"
    options = "".join(
        f'<option value="{value}"{" selected" if value == scope.clock else ""}>{name}</option>'
        for value, name in (("either", "told of or printed"), ("printed", "printed"))
    )
    drop = _drop("dates", "Search all dates") if set_ else ""
    return (
        f'<span class="chip"><details><summary title="Change the dates">{safe(words)}</summary><div class="change">'
        f'<label>Which date <select name="clock">{options}</select></label>'
        f"<label>From {date_input('first', scope.first, bounds)}</label>"
        f"<label>To {date_input('last', scope.last, bounds)}</label>"
        f'<button type="submit">Ask again</button></div></details>{drop}</span>'
    )


def _publisher(name: str) -> str:
    held = f'<input type="hidden" name="publisher" value="{safe(name)}">'
    drop = _drop("publisher", f"Do not keep to {name}")
    return f'<span class="chip">{held}<span>published by <bdi>{safe(name)}</bdi></span>{drop}</span>'


def _another_publisher() -> str:
    return (
        '<span class="chip"><details><summary title="Keep to a publisher">+ publisher</summary><div class="change">'
        '<label>Publisher <input name="publisher" list="publishers" autocomplete="off"></label>'
        '<button type="submit">Ask again</button></div></details></span>'
    )


def _name(name: str, others: Sequence[str], matched: bool) -> str:
    if not matched:
        again = f'<button type="button" data-match="{safe(name)}">match other spellings</button>'
        return f'<span class="chip"><bdi>{safe(name)}</bdi> searched as spelled {again}</span>'
    also = f", also {', '.join(others)}" if others else ""
    held = f'<input type="hidden" name="name" value="{safe(name)}">'
    drop = _drop("name", f"Only the spelling {name}") if others else ""
    return f'<span class="chip">{held}<bdi>{safe(name + also)}</bdi>{drop}</span>'


def _drop(what: str, words: str) -> str:
    told = f'data-drop="{what}" aria-label="{safe(words)}" title="{safe(words)}"'
    return f'<button type="button" class="drop" {told}>×</button>'


def date_input(name: str, value: date | None, bounds: Bounds) -> str:
    """A field for a day, with the archive's first and last as a hint of what there is."""
    limits = f'min="{bounds.first}" max="{bounds.last}"' if bounds.first and bounds.last else ""
    return f'<input type="date" name="{name}" value="{value or ""}" {limits}>'
