"""Where to search, set by hand before asking: days of print on the archive's own histogram, and publishers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from page.chips import Bounds, date_input
from page.markup import counted, safe
from qa import Scope
from qa.spoken import spoken, spoken_within
from qa.timing import scope_text

_MOST_BARS = 180
"""Bars that can still be told apart in a column's width; a longer archive is shown by the year."""
_MANY = 12
"""Publishers from which their list can be searched."""


class FilterError(ValueError):
    """Days or publishers that cannot be searched; the message says why."""


def draw_filters(months: Sequence[tuple[str, int]], publishers: Sequence[tuple[str | None, int]]) -> str:
    """The form. `months` are the articles by month of print (ISO; a year alone if that is all that is known)."""
    bounds = Bounds.of([month for month, _ in months if month])
    named = [(name, count) for name, count in publishers if name]
    known = "".join(f'<option value="{safe(name)}"></option>' for name, _ in named)
    return (
        '<details id="filters"><summary>Where to search</summary><form aria-label="Where to search">'
        f"{_histogram(months, bounds)}"
        f'<div class="days"><label>Printed from {date_input("first", None, bounds)}</label>'
        f"<label>to {date_input('last', None, bounds)}</label></div>{_publishers(named)}</form></details>"
        f'<datalist id="publishers">{known}</datalist>'
    )


def draw_picked(scope: Scope, problem: str = "") -> str:
    """What is set, in a line; a way to let it go."""
    if problem:
        return f'<p class="problem" role="alert">{safe(problem)}</p>'
    if not scope.bounded:
        return ""
    parts = [f"printed {spoken_within(scope_text(scope.first, scope.last))}"] if scope.dated else []
    parts += [f"published by {' or '.join(scope.publishers)}"] if scope.publishers else []
    clear = '<button type="button" data-clear="1">Search everything</button>'
    return f'<p class="picked" role="status">Searching only what was {safe(" and ".join(parts))} {clear}</p>'


def read_filters(told: Mapping[str, Any], publishers: Sequence[str]) -> Scope:
    """The scope that a form of the page tells (strings from the browser); FilterError if it makes no sense."""
    first, last = _day(told.get("first")), _day(told.get("last"))
    if first and last and first > last:
        raise FilterError(f"{spoken(first)} is later than {spoken(last)}: change one of the two days")
    asked = told.get("publishers")
    asked = [str(name) for name in asked] if isinstance(asked, list) else []
    named = tuple(dict.fromkeys(_publisher(name, publishers) for name in asked if name.strip()))
    return Scope(first, last, named, "either" if told.get("clock") == "either" else "printed")


def _day(value: object) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as exc:
        raise FilterError(f"{str(value)[:20]!r} is not a day: write it like 2025-12-03") from exc


def _publisher(name: str, publishers: Sequence[str]) -> str:
    folded = name.strip().casefold()
    found = next((one for one in publishers if one.casefold() == folded), None)
    if found is None:
        raise FilterError(f"no publisher {name[:60]!r} in this archive: choose one from the list")
    return found


def _histogram(months: Sequence[tuple[str, int]], bounds: Bounds) -> str:
    if bounds.first is None or bounds.last is None:
        return ""
    bars = bars_of(months, bounds)
    most = max(count for _, count in bars) or 1
    drawn = "".join(
        f'<i data-from="{month}" title="{safe(spoken(month))}: {safe(counted(count, "article"))}">'
        f'<b style="height:{100 * count / most:.1f}%"></b></i>'
        for month, count in bars
    )
    span = f"{spoken(bounds.first.isoformat()[:7])} to {spoken(bounds.last.isoformat()[:7])}"
    words = f"Articles by date of print, {span}; the two fields below set the same days"
    return (
        f'<div class="bars" role="img" aria-label="{safe(words)}" title="Drag over the bars to choose">{drawn}</div>'
        f'<div class="ends"><span>{safe(spoken(bounds.first.isoformat()[:7]))}</span>'
        f"<span>{safe(spoken(bounds.last.isoformat()[:7]))}</span></div>{_in_no_bar(months, bars)}"
    )


def _in_no_bar(months: Sequence[tuple[str, int]], bars: Sequence[tuple[str, int]]) -> str:
    left = sum(count for _, count in months) - sum(count for _, count in bars)
    if not left:
        return ""
    known = "month" if len(bars[0][0]) > len("2012") else "year"
    words = f"Not among the bars: {counted(left, 'article')} whose {known} is not known"
    return f'<div class="ends"><span>{safe(words)}</span></div>'


def bars_of(months: Sequence[tuple[str, int]], bounds: Bounds) -> list[tuple[str, int]]:
    """Every month from the first to the last, or every year if the months are too many to be told apart.

    What is known to its year alone stands in no month.
    """
    if bounds.first is None or bounds.last is None:
        return []
    begin, end = bounds.first.year * 12 + bounds.first.month - 1, bounds.last.year * 12 + bounds.last.month - 1
    if end - begin < _MOST_BARS:
        counts = dict(months)
        every = (f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1))
        return [(month, counts.get(month, 0)) for month in every]
    years = {f"{year:04d}": 0 for year in range(bounds.first.year, bounds.last.year + 1)}
    for month, count in months:
        if month:
            years[month[:4]] += count
    return list(years.items())


def _publishers(named: Sequence[tuple[str, int]]) -> str:
    if len(named) < 2:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="publisher" value="{safe(name)}"> <bdi>{safe(name)}</bdi> '
        f"<span>{count:,}</span></label>"
        for name, count in named
    )
    find = '<input type="search" class="find" aria-label="Find a publisher" placeholder="Find a publisher">'
    return (
        f'<fieldset class="publishers"><legend>Publishers</legend>{find if len(named) >= _MANY else ""}'
        f'<div class="list">{boxes}</div></fieldset>'
    )
