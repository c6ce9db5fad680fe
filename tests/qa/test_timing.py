"""Two clocks: when it happened and when it was printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import PartialDate
from corpus.words import stem
from qa.timing import has_ended, scope_text, timing
from vectorstore.scope import Clock, Scope

IN_2012 = Scope(date(2012, 1, 1), date(2012, 12, 31), clock="either")
IN_2025 = Scope(date(2025, 1, 1), date(2025, 12, 31), clock="either")
LATE_2025 = PartialDate(2025, 12)

DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))
PRINTED = st.one_of(
    st.none(),
    DAYS.map(lambda day: PartialDate(day.year)),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
CLOCKS: st.SearchStrategy[Clock] = st.sampled_from(("printed", "either"))
SENTENCES = st.one_of(
    st.sampled_from(["It rained.", "He was sacked in July 2013.", "They met last week.", "It had begun before 2001."]),
    st.text(),
)


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    one, other = sorted((draw(DAYS), draw(DAYS)))
    return Scope(draw(st.sampled_from((one, None))), draw(st.sampled_from((other, None))), clock=draw(CLOCKS))


@given(SENTENCES, SENTENCES, PRINTED)
def test_without_a_scope_everything_is_in(sentence: str, before: str, published: PartialDate | None) -> None:
    assert timing(Scope(), sentence, before, published).in_scope


@given(scopes(), SENTENCES, SENTENCES)
def test_an_article_without_a_date_is_never_rejected(scope: Scope, sentence: str, before: str) -> None:
    assert timing(scope, sentence, before, None).in_scope


@given(DAYS, st.integers(0, 400), st.integers(0, 400), PRINTED)
def test_a_sentence_that_names_a_day_in_scope_is_in(
    day: date, earlier: int, later: int, published: PartialDate | None
) -> None:
    scope = Scope(day - timedelta(earlier), day + timedelta(later), clock="either")
    told = timing(scope, f"He was sacked on {day.day} {day:%B %Y}.", "", published)
    assert (told.in_scope, told.event, told.why) == (True, day.isoformat(), "")


@given(scopes(), SENTENCES, SENTENCES, PRINTED)
def test_what_is_out_says_why_and_what_is_in_does_not(
    scope: Scope, sentence: str, before: str, published: PartialDate | None
) -> None:
    told = timing(scope, sentence, before, published)
    assert told.in_scope == (told.why == "")


@given(PRINTED.filter(lambda one: one is not None), CLOCKS)
def test_an_undated_sentence_has_its_articles_date(published: PartialDate, clock: Clock) -> None:
    within = Scope(published.first, published.last, clock=clock)
    before = Scope(None, published.first - timedelta(4), clock=clock)
    after = Scope(published.last + timedelta(1), None, clock=clock)
    assert timing(within, "It rained.", "", published).in_scope
    assert not timing(before, "It rained.", "", published).in_scope
    assert not timing(after, "It rained.", "", published).in_scope


@pytest.mark.parametrize(
    ("published", "day"),
    [(PartialDate(2012), date(2012, 7, 11)), (PartialDate(2012, 7), date(2012, 7, 11))],
)
def test_an_article_of_a_year_or_month_is_of_any_of_its_days(published: PartialDate, day: date) -> None:
    assert timing(Scope(day, day, clock="either"), "It rained.", "", published).in_scope


def test_what_ends_a_period_is_printed_a_little_later() -> None:
    july = Scope(date(2012, 7, 1), date(2012, 7, 31), clock="either")
    assert timing(july, "It rained.", "", PartialDate(2012, 8, 3)).in_scope
    assert not timing(july, "It rained.", "", PartialDate(2012, 8, 4)).in_scope


def test_a_sentence_of_another_year_is_out_whenever_it_was_printed() -> None:
    told = timing(IN_2025, "The vice president was sacked in July 2013.", "", LATE_2025)
    assert not told.in_scope
    assert told.event == "2013-07"
    assert told.why == "it tells of 2013-07 and was printed 2025-12, outside 2025"


def test_the_event_counts_for_an_article_printed_later() -> None:
    told = timing(IN_2012, "Before his transfer in 2012 he lived in Damascus.", "", LATE_2025)
    assert (told.in_scope, told.event) == (True, "2012")


def test_days_without_a_year_are_counted_from_the_day_of_print() -> None:
    july = Scope(date(2012, 7, 1), date(2012, 7, 31), clock="either")
    assert timing(july, "He defected on Wednesday.", "", PartialDate(2012, 7, 12)).event == "2012-07-11"
    assert timing(IN_2025, "He received them on November 4.", "", LATE_2025).event == "2025-11-04"


def test_a_date_in_a_relative_clause_leaves_the_day_of_print() -> None:
    sentence = "Syria took back 25 diplomats who left the service in July 2013."
    assert timing(IN_2025, sentence, "", LATE_2025).in_scope
    assert timing(Scope(date(2013, 7, 1), date(2013, 7, 31), clock="either"), sentence, "", LATE_2025).in_scope
    assert not timing(IN_2012, sentence, "", LATE_2025).in_scope


def test_a_date_that_the_event_followed_counts() -> None:
    after = Scope(date(2021, 4, 1), None, clock="either")
    sentence = "Altogether, 50 diplomats defected after the uprising broke out in March 2011."
    assert not timing(after, sentence, "", LATE_2025).in_scope


def test_the_text_before_dates_a_sentence_that_names_no_date() -> None:
    before = "The ferry left in 2011. It sank in June 2012."
    told = timing(IN_2012, "Nobody was hurt.", before, LATE_2025)
    assert (told.in_scope, told.event) == (True, "2012-06")
    assert not timing(IN_2012, "Nobody was hurt in 2020.", before, LATE_2025).in_scope


def test_by_the_clock_of_print_only_the_day_of_print_counts() -> None:
    printed = Scope(date(2012, 1, 1), date(2012, 12, 31), clock="printed")
    assert not timing(printed, "He was sacked in July 2012.", "", LATE_2025).in_scope
    assert timing(printed, "He was sacked in July 2009.", "", PartialDate(2012, 7, 12)).in_scope


def test_why_names_both_clocks_or_says_that_there_is_one() -> None:
    told = timing(IN_2012, "It rained.", "", LATE_2025)
    assert told.why == "it names no date and was printed 2025-12, outside 2012"
    told = timing(IN_2012, "It began after March 2021.", "", LATE_2025)
    assert told.why == "it tells of the time from 2021-04-01 on and was printed 2025-12, outside 2012"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2012, 1, 1), date(2012, 12, 31), "2012"),
        (date(2012, 2, 1), date(2012, 2, 29), "2012-02"),
        (date(2012, 2, 3), date(2012, 2, 3), "2012-02-03"),
        (date(2012, 2, 3), date(2012, 3, 4), "2012-02-03 to 2012-03-04"),
        (date(2012, 2, 3), None, "from 2012-02-03 on"),
        (date(2012, 2, 3), date.max, "from 2012-02-03 on"),
        (None, date(2012, 2, 3), "up to 2012-02-03"),
        (date.min, date(2012, 2, 3), "up to 2012-02-03"),
        (None, None, "any time"),
    ],
)
def test_periods_in_words(first: date | None, last: date | None, words: str) -> None:
    assert scope_text(first, last) == words


def test_an_open_end_in_the_text_before_says_of_no_year_that_it_is_the_one() -> None:
    before = "The work is to be done by the end of 2026."
    assert not timing(IN_2012, "Turnout was 66 per cent.", before, LATE_2025).in_scope


def test_a_comparison_with_an_earlier_year_does_not_tell_of_it() -> None:
    for sentence in ("Turnout was 61 per cent, up from 54 in 2019.", "It sold 7, compared with 5 in 2019."):
        assert timing(IN_2025, sentence, "", LATE_2025).in_scope


MAYOR = (stem("mayor"), stem("live"))


def ended(sentence: str, value: str) -> bool:
    start = sentence.index(value)
    return has_ended(sentence, start, start + len(value), MAYOR)


@pytest.mark.parametrize(
    "sentence",
    [
        "He beat Jan Roe, the deputy of former mayor Ann Lee.",
        "The former mayor of Lund, Ann Lee, spoke.",
        "Ann Lee, a former mayor of Lund, spoke.",
        "The retired mayor Ann Lee spoke.",
        "Ann Lee, the former mayor, spoke.",
        "The mayor of Lund, Ann Lee, resigned on Monday.",
        "The mayor, Ann Lee, 51, has stepped down.",
        "Ann Lee, who was mayor of Lund, spoke.",
        "Ann Lee had been mayor since 2016.",
        "Ann Lee was the mayor until 2020.",
        "The council has sacked its mayor, Ann Lee.",
        "Jan Roe succeeds Ann Lee as mayor.",
        "His predecessor, Ann Lee, spoke.",
        "The mayor until last year, Ann Lee, spoke.",
        "Ann Lee, the mayor, was ousted.",
    ],
)
def test_what_is_told_as_ended(sentence: str) -> None:
    assert ended(sentence, "Ann Lee")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee has been elected mayor of Lund.",
        "Mayor Ann Lee, a former teacher, opened the school.",
        "The mayor is former teacher Ann Lee.",
        "Retired officers cheered the mayor, Ann Lee.",
        "Ann Lee was elected mayor.",
        "Ann Lee was named mayor after Jan Roe resigned.",
        "The new mayor, Ann Lee, was ill.",
        "Ann Lee succeeds Jan Roe, who was mayor until 2020.",
        "Jan Roe was succeeded by Ann Lee.",
        "The council replaced Jan Roe with Ann Lee.",
        "The former clerk attacked the mayor, Ann Lee.",
        "He then met the mayor, Ann Lee.",
        "Ann Lee, 51, used to run the port.",
    ],
)
def test_what_is_told_as_lasting(sentence: str) -> None:
    assert not ended(sentence, "Ann Lee")


def test_a_number_or_place_of_before() -> None:
    assert ended("There are 11 seats, down from 14.", "14")
    assert not ended("There are 11 seats, down from 14.", "11")
    assert ended("She lived in Lund for a year.", "Lund")
    assert ended("She used to live in Lund.", "Lund")
    assert not ended("She lives in Lund.", "Lund")
    assert not ended("She has lived in Lund for a year.", "Lund")
