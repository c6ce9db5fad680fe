"""Answers in time: the time line, the histogram's bars, and the two sides of a dispute."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from page.chips import Bounds
from page.filters import bars_of
from page.timeline import CLOSEST, Point, placed
from tests.browser import CHROMIUM, visit
from tests.page.conftest import answer_api

needs_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

FIRST = date(2011, 3, 15)
_ROUNDING = 1e-9


def _points(days: list[int]) -> list[Point]:
    """A point for each number of days after the first."""
    return [Point(FIRST + timedelta(day), "", True, quote, 0.0) for quote, day in enumerate(sorted(days))]


def _places(days: list[int], last: int) -> list[float]:
    return [point.place for point in placed(_points(days), FIRST, FIRST + timedelta(last))]


def test_points_stand_at_their_share_of_the_line() -> None:
    # of 200 days: 50 are 25 %, 100 are 50 %
    assert _places([0, 50, 100, 200], 200) == [0.0, 25.0, 50.0, 100.0]
    assert _places([100], 200) == [50.0]


def test_points_of_one_day_stand_side_by_side_within_the_line() -> None:
    assert _places([0, 0, 0], 200) == [0.0, CLOSEST, 2 * CLOSEST]
    assert _places([200, 200, 200], 200) == [100 - 2 * CLOSEST, 100 - CLOSEST, 100.0]
    assert _places([0], 0) == [0.0]


@given(days=st.lists(st.integers(0, 5000), max_size=60), more=st.integers(0, 5000))
def test_points_keep_their_order_within_the_line_and_do_not_overlap(days: list[int], more: int) -> None:
    points = _points(days)
    last = max(days, default=0) + more
    drawn = list(placed(points, FIRST, FIRST + timedelta(last)))
    assert [(one.quote, one.day) for one in drawn] == [(one.quote, one.day) for one in points]
    assert all(-_ROUNDING <= one.place <= 100 + _ROUNDING for one in drawn)
    # 26 points, 4 per cent apart, fill the line: 25 * 4 = 100
    apart = CLOSEST if len(days) <= 26 else 100 / (len(days) - 1)
    assert all(after.place - before.place >= apart - _ROUNDING for before, after in pairwise(drawn))


_MONTHS = st.builds(lambda year, month: f"{year}-{month:02d}", st.integers(1990, 2030), st.integers(1, 12))
_PRINTED = st.lists(st.one_of(_MONTHS, st.integers(1990, 2030).map(str), st.just("")), min_size=1, max_size=40)


@given(printed=_PRINTED)
def test_every_bar_counts_the_articles_of_its_month_or_year(printed: list[str]) -> None:
    months = sorted(Counter(printed).items())
    bounds = Bounds.of([month for month in printed if month])
    bars = bars_of(months, bounds)
    if bounds.first is None or bounds.last is None:
        assert bars == []
        return
    names = [name for name, _ in bars]
    assert len(names) <= 180
    assert names == sorted(set(names))
    long = len(names[0])
    assert names[0] == bounds.first.isoformat()[:long]
    assert names[-1] == bounds.last.isoformat()[:long]
    for name, count in bars:
        assert count == sum(month[:long] == name for month in printed)
    unknown = sum(len(month) < long for month in printed)
    assert sum(count for _, count in bars) + unknown == len(printed)


def test_a_long_archive_is_shown_by_the_year_with_what_has_no_month() -> None:
    months = [("", 7), ("1950", 2), ("1950-06", 3), ("1966-01", 1)]
    bars = bars_of(months, Bounds.of([month for month, _ in months if month]))
    assert bars[0] == ("1950", 5)
    assert bars[-1] == ("1966", 1)
    assert len(bars) == 17


@needs_browser
def test_an_answers_quotes_stand_on_a_line_of_time_and_open_from_it(address: str, browser: Browser) -> None:
    quotes = answer_api(address, "Syria embassy ambassador")["quotes"]
    with visit(browser, address) as seen:
        seen.ask("Syria embassy ambassador")
        points = seen.page.locator("#turn-0 .timeline .point")
        assert sorted(points.all_inner_texts()) == ["1", "2", "3", "4", "5"]
        labels = points.evaluate_all(
            "all => all.sort((a, b) => a.getBoundingClientRect().x - b.getBoundingClientRect().x)"
            ".map(one => one.ariaLabel.split(':')[0])"
        )
        assert labels[0] == "Quote 5, March 2012"
        assert "Quote 2, 11 July 2012" in labels[1:]
        assert seen.page.locator("#turn-0 .lane-name").first.inner_text().startswith("Syria has also shut")

        seen.page.locator("#turn-0").get_by_role("button", name="Quote 5, March 2012").click()
        seen.page.locator("#article article[data-quote='4'] mark.here").wait_for()
        assert seen.page.locator("#article mark.here").inner_text() == quotes[4]["text"]
        open_ones = seen.page.locator("#turn-0 [data-open]")
        assert sorted(one.inner_text().split()[0] for one in open_ones.all()) == ["5", "5"], "the point and its quote"


@needs_browser
def test_both_sides_of_a_dispute_stand_side_by_side_and_neither_wins(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask("Did Rustom Ghazali defect?")
        turn = seen.page.locator("#turn-0 .disputed")
        assert turn.locator(".kicker").inner_text().upper().split() == ["DISPUTED", "THE", "SOURCES", "DISAGREE"]
        assert turn.locator(".short").inner_text() == "Some say yes, others no"
        sides = turn.locator(".sides .finding")
        assert sides.locator(".value").all_inner_texts() == ["No", "Yes"]
        assert sides.locator(".stance").all_inner_texts() == [
            "denied, a man",
            "claimed, a senior source in the Free Syrian Army",
        ]
        assert [side.locator(".words").count() for side in sides.all()] == [1, 1]
        left, right = (side.bounding_box() for side in sides.all())
        assert left is not None
        assert right is not None
        assert left["y"] == right["y"]
        assert left["width"] == right["width"]
        assert left["x"] + left["width"] <= right["x"]
        assert "%" not in turn.inner_text(), "no confidence that could name a winner"
        assert turn.locator(".timeline").count() == 0, "both were printed in the same year"
