"""Date expressions in news text: which they are, and the days they can mean."""

from __future__ import annotations

import gzip
import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.date_words import FORMS
from corpus.dates import PartialDate
from corpus.events import find_dates
from corpus.periods import Period, fraction, months, season_of_year, years

# Thursday
PRINTED = PartialDate(2025, 11, 20)
NEWS = Path(__file__).parents[3] / "shared" / "newsquiz" / "2022" / "articles.jsonl.gz"


def meant(text: str, anchor: PartialDate | None = PRINTED, soon: int = 90) -> list[str]:
    """Each mention as `printed = first..last`, with a `*` when it took the anchor."""
    return [
        f"{text[m.start : m.end]} = {m.first}{'' if m.first == m.last else f'..{m.last}'}{'*' * m.relative}"
        for m in find_dates(text, anchor, soon)
    ]


DATES = [
    # days
    ("He met them on November 4, 2025.", "November 4, 2025 = 2025-11-04"),
    ("on 4 November 2025", "4 November 2025 = 2025-11-04"),
    ("on Nov. 4, 2025", "Nov. 4, 2025 = 2025-11-04"),
    ("on Nov 4th", "Nov 4th = 2025-11-04*"),
    ("on the 4th of November", "4th of November = 2025-11-04*"),
    ("NOV. 4", "NOV. 4 = 2025-11-04*"),
    ("on november 4", "november 4 = 2025-11-04*"),
    ("on 2021-12-24", "2021-12-24 = 2021-12-24"),
    ("on 12/24/2021", "12/24/2021 = 2021-12-24"),
    ("on 24/12/2021", "24/12/2021 = 2021-12-24"),
    ("July 4-6, 2022", "July 4-6, 2022 = 2022-07-04..2022-07-06"),
    ("Tuesday, November 4, 2025,", "Tuesday, November 4, 2025 = 2025-11-04"),
    ("on Christmas Day 2022", "Christmas Day 2022 = 2022-12-25"),
    ("on New Year's Eve", "New Year's Eve = 2025-12-31*"),
    ("on Valentine’s Day", "Valentine’s Day = 2026-02-14*"),
    ("on May 4 last year", "May 4 last year = 2024-05-04*"),
    # a leap day is the last one there was
    ("on February 29", "February 29 = 2024-02-29*"),
    # months and years
    ("in July 2013", "July 2013 = 2013-07-01..2013-07-31"),
    ("in July, 2013", "July, 2013 = 2013-07-01..2013-07-31"),
    ("March 2011.", "March 2011 = 2011-03-01..2011-03-31"),
    ("in may 2022", "may 2022 = 2022-05-01..2022-05-31"),
    ("Jan. 2020", "Jan. 2020 = 2020-01-01..2020-01-31"),
    ("in May last year", "May last year = 2024-05-01..2024-05-31*"),
    ("as of July 2022", "July 2022 = 2022-07-01..2022-07-31"),
    ("in October", "October = 2025-10-01..2025-10-31*"),
    ("in November", "November = 2025-11-01..2025-11-30*"),
    ("in December", "December = 2024-12-01..2024-12-31*"),
    ("killed in a May crash", "May = 2025-05-01..2025-05-31*"),
    ("in May", "May = 2025-05-01..2025-05-31*"),
    ("in 2012", "2012 = 2012-01-01..2012-12-31"),
    ("the 1967 war", "1967 = 1967-01-01..1967-12-31"),
    ("after the 2020 election", "2020 = 2020-01-01..2020-12-31"),
    ("Trump's 2016 campaign", "2016 = 2016-01-01..2016-12-31"),
    ("the landmark 1973 decision", "1973 = 1973-01-01..1973-12-31"),
    ("the film (2012)", "2012 = 2012-01-01..2012-12-31"),
    ("1946 — He scored twice.", "1946 = 1946-01-01..1946-12-31"),
    ("He said 2019 was hard", "2019 = 2019-01-01..2019-12-31"),
    ("Oscars 2022: all winners", "2022 = 2022-01-01..2022-12-31"),
    ("2022 midterms", "2022 = 2022-01-01..2022-12-31"),
    ("Who won the World Cup 2022?", "2022 = 2022-01-01..2022-12-31"),
    ("down from 2019", "2019 = 2019-01-01..2019-12-31"),
    ("in 1066", "1066 = 1066-01-01..1066-12-31"),
    # weekdays and their like
    ("He said on Wednesday that", "Wednesday = 2025-11-19*"),
    ("Thursday", "Thursday = 2025-11-20*"),
    ("Monday night", "Monday = 2025-11-17*"),
    ("last Monday", "last Monday = 2025-11-17*"),
    ("last Thursday", "last Thursday = 2025-11-13*"),
    ("this past Friday", "this past Friday = 2025-11-14*"),
    ("next Friday", "next Friday = 2025-11-21*"),
    ("Monday last week", "Monday last week = 2025-11-10*"),
    ("on wednesday", "wednesday = 2025-11-19*"),
    ("yesterday", "yesterday = 2025-11-19*"),
    ("today", "today = 2025-11-20*"),
    ("tonight", "tonight = 2025-11-20*"),
    ("tomorrow", "tomorrow = 2025-11-21*"),
    ("last night", "last night = 2025-11-19*"),
    ("this morning", "this morning = 2025-11-20*"),
    # weeks, months, years told from the day
    ("last week", "last week = 2025-11-10..2025-11-16*"),
    ("this week", "this week = 2025-11-14..2025-11-23*"),
    ("next week", "next week = 2025-11-24..2025-11-30*"),
    ("over the weekend", "weekend = 2025-11-15..2025-11-16*"),
    ("last weekend", "last weekend = 2025-11-15..2025-11-16*"),
    ("this weekend", "this weekend = 2025-11-22..2025-11-23*"),
    ("last month", "last month = 2025-10-01..2025-10-31*"),
    ("last quarter", "last quarter = 2025-07-01..2025-09-30*"),
    ("last December", "last December = 2024-12-01..2024-12-31*"),
    ("last November", "last November = 2024-11-01..2024-11-30*"),
    ("this July", "this July = 2025-07-01..2025-07-31*"),
    ("next May", "next May = 2026-05-01..2026-05-31*"),
    ("next year", "next year = 2026-01-01..2026-12-31*"),
    ("last summer", "last summer = 2025-06-01..2025-08-31*"),
    ("last autumn", "last autumn = 2024-09-01..2024-11-30*"),
    ("this winter", "this winter = 2025-12-01..2026-02-28*"),
    ("the past two weeks", "past two weeks = 2025-11-06..2025-11-20*"),
    ("in the last week", "last week = 2025-11-13..2025-11-20*"),
    ("the next 10 days", "next 10 days = 2025-11-20..2025-11-30*"),
    ("two days ago", "two days ago = 2025-11-18*"),
    ("three weeks ago", "three weeks ago = 2025-10-27..2025-11-02*"),
    ("two months ago", "two months ago = 2025-09-01..2025-09-30*"),
    ("more than 40 years ago", "40 years ago = 1985-01-01..1985-12-31*"),
    ("a few years ago", "a few years ago = 2020-01-01..2023-12-31*"),
    ("a decade ago", "a decade ago = 2015-01-01..2015-12-31*"),
    ("earlier this year", "earlier this year = 2025-01-01..2025-11-20*"),
    ("later this month", "later this month = 2025-11-20..2025-11-30*"),
    ("by the end of the year", "by the end of the year = 0001-01-01..2025-12-31*"),
    # parts
    ("early next year", "early next year = 2026-01-01..2026-04-30*"),
    ("in mid-2012", "mid-2012 = 2012-05-01..2012-08-31"),
    ("in late July 2012", "late July 2012 = 2012-07-22..2012-07-31"),
    ("the end of 2012", "end of 2012 = 2012-09-01..2012-12-31"),
    ("the first half of 2021", "first half of 2021 = 2021-01-01..2021-06-30"),
    ("third quarter of last year", "third quarter of last year = 2024-07-01..2024-09-30*"),
    ("Q3 2022", "Q3 2022 = 2022-07-01..2022-09-30"),
    ("results for Q3", "Q3 = 2025-07-01..2025-09-30*"),
    ("summer 2022", "summer 2022 = 2022-06-01..2022-08-31"),
    ("in the summer of 2012", "summer of 2012 = 2012-06-01..2012-08-31"),
    ("in the spring", "spring = 2025-03-01..2025-05-31*"),
    ("in winter 2022", "winter 2022 = 2021-12-01..2023-02-28"),
    ("the 1990s", "1990s = 1990-01-01..1999-12-31"),
    ("in the '90s", "'90s = 1990-01-01..1999-12-31"),
    ("the late 1990s", "late 1990s = 1997-01-01..1999-12-31"),
    ("in the 1800s", "1800s = 1800-01-01..1899-12-31"),
    # ranges
    ("2005-2010", "2005-2010 = 2005-01-01..2010-12-31"),
    ("the 2019-20 season", "2019-20 = 2019-01-01..2020-12-31"),
    ("between 2011 and 2013", "between 2011 and 2013 = 2011-01-01..2013-12-31"),
    ("from 1999 to 2000,", "from 1999 to 2000 = 1999-01-01..2000-12-31"),
    ("from March to May 2012", "from March to May 2012 = 2012-03-01..2012-05-31"),
    ("between March and May 2011", "between March and May 2011 = 2011-03-01..2011-05-31"),
    ("from November to January 2013", "from November to January 2013 = 2012-11-01..2013-01-31"),
    ("between Monday and Wednesday", "between Monday and Wednesday = 2025-11-17..2025-11-19*"),
    ("from October to December", "from October to December = 2025-10-01..2025-12-31*"),
    ("from Wednesday to Friday", "from Wednesday to Friday = 2025-11-19..2025-11-21*"),
    ("June 28 - July 3", "June 28 - July 3 = 2025-06-28..2025-07-03*"),
    ("since 2011", "since 2011 = 2011-01-01..2025-11-20"),
    ("since Tuesday", "since Tuesday = 2025-11-18..2025-11-20*"),
    ("from 2011 onwards", "2011 onwards = 2011-01-01..9999-12-31"),
    ("2012-present", "2012-present = 2012-01-01..9999-12-31"),
    ("by the end of 2012", "by the end of 2012 = 0001-01-01..2012-12-31"),
    ("before 2012", "before 2012 = 0001-01-01..2011-12-31"),
    ("before the end of 2012", "before the end of 2012 = 0001-01-01..2012-12-31"),
    ("after March 2011", "after March 2011 = 2011-04-01..9999-12-31"),
    ("until 2013", "until 2013 = 0001-01-01..2013-12-31"),
    ("after Monday's attack", "Monday = 2025-11-17*"),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_what_an_expression_means_on_a_thursday(text: str, expected: str) -> None:
    assert meant(text) == [expected]


NO_DATES = [
    "2000 people marched",
    "a crowd of 2000 people",
    "after 2000 raids",
    "it cost $2022",
    "some 2,012 men",
    "Boeing 2012 units",
    "at 1900 GMT",
    "a 2000-mile march",
    "call 555-2012",
    "1600 Pennsylvania Avenue",
    "version 3.2012",
    "2012% more",
    "/2022/06/17/story",
    "in 3012",
    "Blade Runner 2049",
    "they may have left",
    "march on the capital",
    "a second man in the march",
    "The Sun wrote",
    "Theresa May said",
    "a plan backed by May",
    "August Wilson wrote it",
    "on Black Friday",
    "open every Monday",
    "9 to 5 Monday to Friday",
    "USA TODAY",
    "the Today show",
    "the fall of Kabul",
    "water from a spring",
    "in her 20s",
    "on February 30, 2012",
    "on 13/13/2021",
    "on 2021-13-01",
    "the next day",
    "the last days of the war",
    "many years ago",
    "Sunday Times",
    "'This Week' on ABC",
    "the year",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert meant(text) == []


def test_one_sentence_with_several() -> None:
    text = "Elected in 2011, 2012 and 2013, he left in March and returned in late 2020 and early 2021."
    assert meant(text) == [
        "2011 = 2011-01-01..2011-12-31",
        "2012 = 2012-01-01..2012-12-31",
        "2013 = 2013-01-01..2013-12-31",
        "March = 2025-03-01..2025-03-31*",
        "late 2020 = 2020-09-01..2020-12-31",
        "early 2021 = 2021-01-01..2021-04-30",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He will travel on Friday.", date(2025, 11, 21)),
        ("On Tuesday, the court will rule.", date(2025, 11, 25)),
        ("The minister said Friday that it will end.", date(2025, 11, 14)),
        ("It will end, he said on Friday.", date(2025, 11, 14)),
        ("He left on Friday.", date(2025, 11, 14)),
        ("The vote is set to be held on June 5.", date(2026, 6, 5)),
        ("The vote was held on June 5.", date(2025, 6, 5)),
        # no word of the future, yet soon: news prints the year of a day that is a year off
        ("The concert is on January 9.", date(2026, 1, 9)),
        # of a weekday and a day, the year in which they fall together
        ("Doors: Sunday, June 14.", date(2026, 6, 14)),
        ("Doors: Saturday, June 14.", date(2025, 6, 14)),
    ],
)
def test_what_lies_ahead(text: str, day: date) -> None:
    [mention] = find_dates(text, PRINTED)
    assert (mention.first, mention.last, mention.relative) == (day, day, True)


def test_a_question_asks_of_what_has_been() -> None:
    text = "Who resigned on January 9?"
    assert meant(text, soon=0) == ["January 9 = 2025-01-09*"]
    assert meant(text) == ["January 9 = 2026-01-09*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", "Wednesday = 2012-07-01..2012-07-31*"),
        ("yesterday", "yesterday = 2012-07-01..2012-07-31*"),
        ("last week", "last week = 2012-06-18..2012-07-29*"),
        ("last month", "last month = 2012-06-01..2012-06-30*"),
        ("July 11", "July 11 = 2012-07-11*"),
        ("August 11", "August 11 = 2011-08-11*"),
        ("in July", "July = 2012-07-01..2012-07-31*"),
        ("since 2011", "since 2011 = 2011-01-01..2012-07-31"),
    ],
)
def test_an_anchor_that_is_a_month(text: str, expected: str) -> None:
    assert meant(text, PartialDate(2012, 7)) == [expected]


def test_an_anchor_that_is_a_year() -> None:
    assert meant("on Wednesday", PartialDate(2025)) == ["Wednesday = 2025-01-01..2025-12-31*"]
    assert meant("on November 4", PartialDate(2025)) == ["November 4 = 2025-11-04*"]
    assert meant("last year", PartialDate(2025)) == ["last year = 2024-01-01..2024-12-31*"]


def test_without_an_anchor_only_what_needs_none() -> None:
    text = "On Wednesday, yesterday, last May, Nov. 4, in March and two days ago; since 2011; July 2013."
    expected = ["since 2011 = 2011-01-01..9999-12-31", "July 2013 = 2013-07-01..2013-07-31"]
    assert meant(text, None) == expected


def test_an_expression_never_crosses_a_line() -> None:
    assert meant("He left in July\n2013 people came") == ["July = 2025-07-01..2025-07-31*"]


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_is_met_by_an_example(kind: str) -> None:
    import re

    form = re.compile(FORMS[kind], re.IGNORECASE)
    assert any(form.search(text) for text, _ in DATES)


def test_parts_of_periods() -> None:
    assert [fraction(years(2012), index, 4) for index in range(4)] == [
        months(2012, month, 3) for month in (1, 4, 7, 10)
    ]
    assert fraction(years(1990, 10), 0, 3) == years(1990, 3)
    assert fraction(Period(date(2012, 7, 1), date(2012, 7, 31)), 2, 3).last == date(2012, 7, 31)
    assert season_of_year("winter", 2022).days == 455


ANCHORS = st.one_of(
    st.none(),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.dates().map(lambda day: PartialDate(day.year, day.month)),
    st.integers(1, 9999).map(PartialDate),
)
WORDS = (
    "in", "on", "since", "before", "after", "by", "until", "from", "to", "between", "and", "the", "a", ",",
    ".", "(", ")", "-", "–", "\n", "early", "mid-", "late", "end", "of", "last", "next", "this", "past",
    "two", "few", "3", "29", "30", "31", "4th", "2012", "2000", "1066", "9999", "12/24/2021", "2021-12-24",
    "2005-10", "1990s", "'90s", "Q3", "January", "Feb.", "march", "May", "may", "July", "December",
    "Monday", "Sun", "Sunday", "today", "tomorrow", "yesterday", "week", "weekend", "month", "quarter",
    "year", "years", "decade", "ago", "days", "weeks", "spring", "fall", "winter", "Christmas", "Day",
    "New", "Year's", "Eve", "will", "said", "first", "half", "onwards", "present", "people", "'s",
)  # fmt: skip
SOUP = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@given(st.one_of(st.text(), SOUP), ANCHORS)
def test_mentions_are_exact_ordered_and_apart(text: str, anchor: PartialDate | None) -> None:
    mentions = find_dates(text, anchor)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.first <= mention.last
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        end = mention.end
        if anchor is None:
            assert not mention.relative


@given(SOUP, ANCHORS)
def test_other_paragraphs_change_nothing(text: str, anchor: PartialDate | None) -> None:
    alone = find_dates(text, anchor)
    among = find_dates(f"In 1999\n{text}\nin 2001", anchor)[1:-1]
    assert [(m.start, m.end, m.first, m.last) for m in alone] == [
        (m.start - 8, m.end - 8, m.first, m.last) for m in among
    ]


@pytest.mark.skipif(not NEWS.exists(), reason="no shared/newsquiz beside the checkout")
def test_a_year_of_news_is_read_fast_enough() -> None:
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(200), strict=False)]
    started = time.process_time()
    found = sum(len(find_dates(a["text"], PartialDate.parse(a["publish_date"]))) for a in articles)
    seconds = time.process_time() - started
    size = sum(len(a["text"]) for a in articles)
    # 5.7 MB/s were measured; an eighth of that is a pattern gone bad, not a busy machine
    assert size / 1e6 / seconds > 0.7
    assert 1500 < found / size * 1e6 < 4000
