"""An answer's quotes on a line of time: a row for each finding, a point for each quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import PartialDate
from page.markup import capital, safe
from qa.answer import Answer, Finding, Quote, Said
from qa.spoken import spoken

CLOSEST = 4.0
"""Per cent of the line between two points of a row: a point's own width on a phone."""


@dataclass(frozen=True)
class Point:
    """A quote on the line. `told` says whether its date is when it happened; else it is when it was printed."""

    day: date
    spoken: str
    told: bool
    quote: int
    place: float
    """Per cent of the line from its left end."""


def draw_timeline(turn: int, answer: Answer) -> str:
    """The line; nothing unless the answer has quotes of two days or more."""
    rows = [(finding, points_of(finding, answer.quotes)) for finding in answer.findings]
    every = sorted((point for _, points in rows for point in points), key=lambda point: point.day)
    days = [point.day for point in every]
    if not days or days[0] == days[-1]:
        return ""
    lanes = "".join(_lane(turn, finding, placed(points, days[0], days[-1])) for finding, points in rows if points)
    return (
        '<figure class="timeline"><figcaption>Time line <span class="key"><i class="told"></i> when it happened '
        "<i></i> when it was printed</span></figcaption>"
        f'<div class="lanes">{lanes}</div><div class="ends"><span>{safe(every[0].spoken)}</span>'
        f"<span>{safe(every[-1].spoken)}</span></div></figure>"
    )


def points_of(finding: Finding, quotes: Sequence[Quote]) -> list[Point]:
    """The finding's dated quotes in the order of time; what only helps to understand another is left out."""
    said: Sequence[Said | None] = finding.said or (None,) * len(finding.quotes)
    found = [_point(quotes[number], number, one) for number, one in zip(finding.quotes, said, strict=True) if one]
    return sorted((point for point in found if point), key=lambda point: (point.day, point.quote))


def placed(points: Sequence[Point], first: date, last: date) -> Iterator[Point]:
    """The points (in the order of time) by their share of the line, none nearer to the next than they are wide.

    More than a line has room for stand as far apart as it allows.
    """
    whole = (last - first).days or 1
    apart = min(CLOSEST, 100 / max(1, len(points) - 1))
    least = 0.0
    for number, point in enumerate(points):
        most = 100 - apart * (len(points) - 1 - number)
        place = min(max(100 * (point.day - first).days / whole, least), most)
        yield replace(point, place=place)
        least = place + apart


def _point(quote: Quote, number: int, said: Said) -> Point | None:
    if said.event_date:
        try:
            return Point(_middle(PartialDate.parse(said.event_date)), spoken(said.event_date), True, number, 0.0)
        except ValueError:  # a period, as "2011/2012-03": its quote stands where it was printed
            pass
    if quote.published is None:
        return None
    return Point(_middle(quote.published), spoken(quote.published), False, number, 0.0)


def _middle(day: PartialDate) -> date:
    return day.first + (day.last - day.first) / 2


def _lane(turn: int, finding: Finding, points: Iterator[Point]) -> str:
    buttons = "".join(_button(turn, finding, point) for point in points)
    return f'<div class="lane"><span class="lane-name">{safe(capital(finding.value))}</span><div>{buttons}</div></div>'


def _button(turn: int, finding: Finding, point: Point) -> str:
    when = ("" if point.told else "printed ") + point.spoken
    words = f"Quote {point.quote + 1}, {when}: {finding.value}"
    kind = "told" if point.told else ""
    return (
        f'<button type="button" class="point {kind}" style="left:{point.place:.1f}%" data-turn="{turn}" '
        f'data-quote="{point.quote}" aria-label="{safe(words)}" title="{safe(capital(when))}">'
        f"{point.quote + 1}</button>"
    )
