"""Where to search, as a browser's form tells it: strings that anybody could have written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.filters import FilterError, draw_filters, draw_picked, read_filters
from qa import Scope

PUBLISHERS = ("The Gazette", "Ærø Folkeblad")


def test_a_form_becomes_a_scope() -> None:
    told = {"first": "2012-07-01", "last": "2012-07-31", "publishers": ["the gazette ", "", "The Gazette"]}
    assert read_filters(told, PUBLISHERS) == Scope(date(2012, 7, 1), date(2012, 7, 31), ("The Gazette",), "printed")
    assert read_filters({"clock": "either", "publishers": ["ÆRØ folkeblad"]}, PUBLISHERS) == Scope(
        None, None, ("Ærø Folkeblad",), "either"
    )
    assert not read_filters({}, PUBLISHERS).bounded


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"first": "2013-01-01", "last": "2012-01-01"}, "1 January 2013 is later than 1 January 2012: change one"),
        ({"first": "yesterday"}, "'yesterday' is not a day: write it like 2025-12-03"),
        ({"last": "2012-02-30"}, "'2012-02-30' is not a day"),
        ({"publishers": ["The Post"]}, "no publisher 'The Post' in this archive: choose one from the list"),
    ],
)
def test_what_cannot_be_searched_is_named(told: dict[str, object], words: str) -> None:
    with pytest.raises(FilterError) as refused:
        read_filters(told, PUBLISHERS)
    assert str(refused.value).startswith(words)
    assert "\n" not in str(refused.value)


_ANYTHING = st.one_of(st.none(), st.text(), st.integers(), st.lists(st.one_of(st.none(), st.text(), st.integers())))


@given(told=st.dictionaries(st.sampled_from(["first", "last", "clock", "publishers"]), _ANYTHING))
def test_whatever_is_told_is_a_scope_or_refused(told: dict[str, object]) -> None:
    try:
        scope = read_filters(told, PUBLISHERS)
    except FilterError:
        return
    assert scope.first is None or scope.last is None or scope.first <= scope.last
    assert set(scope.publishers) <= set(PUBLISHERS)


def test_what_is_picked_stands_in_a_line_with_the_way_to_let_it_go() -> None:
    assert draw_picked(Scope()) == ""
    drawn = draw_picked(Scope(date(2012, 1, 1), date(2012, 12, 31), ("A & B", "C"), "printed"))
    assert "Searching only what was printed 2012 and published by A &amp; B or C " in drawn
    assert "data-clear" in drawn
    assert 'role="alert"' in draw_picked(Scope(), "no publisher '<b>'")
    assert "<b>" not in draw_picked(Scope(), "no publisher '<b>'")


def test_a_choice_of_publishers_is_offered_where_there_is_one() -> None:
    months = [("2012-07", 3)]
    assert "checkbox" not in draw_filters(months, [("The Gazette", 2), (None, 1)])
    two = draw_filters(months, [("The Gazette", 2), ("<Post>", 1), (None, 1)])
    assert two.count("checkbox") == 2
    assert "<Post>" not in two
    assert "Find a publisher" not in two
    assert "Find a publisher" in draw_filters(months, [(f"Paper {number}", 1) for number in range(12)])


def test_an_archive_without_dates_has_no_histogram() -> None:
    drawn = draw_filters([("", 3)], [])
    assert "bars" not in drawn
    assert "min=" not in drawn
    assert 'type="date"' in drawn
